"""A rush hour on a real hub: clients that take numbers and counters that call them, each asking until answered, and the
check of what must be in the file afterwards."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Any
from uuid import uuid4

import httpx

from shared.wire import API
from tests.support.sitetext import agency, hall

CLIENTS, COUNTERS = 32, 16
MOST_WAITING = 300
"""Numbers not yet called, beyond which nobody comes in: more than a hall has seats."""
DEADLINE = 120.0
"""Seconds after which a rush fails instead of waiting on; one without kills takes a small part of it."""

SITE = hall(
    agency("dukcapil", "A", "Disdukcapil", "Dinas Kependudukan", f"1-{COUNTERS}", {"ktp": ("KTP", 10)}),
    key="large",
    name="MPP Besar",
)


class Rush:
    """Everybody at once. ``share`` numbers for each client in turn; without shares until ``enough`` is set."""

    def __init__(self, hub: Any, deadline: float = DEADLINE) -> None:
        self.base = f"{hub.url}{API}"
        self.kiosk, self.counter = hub.key("kiosk"), hub.key("manager", "counters")
        self.taken: dict[int, str] = {}
        self.called: list[tuple[int, int]] = []
        """Ticket and counter, one for each call that was acknowledged."""
        self.answers: deque[tuple[str, dict[str, Any] | None, str, str, bytes]] = deque(maxlen=400)
        """Who asked what with which idempotency key, and the answer."""
        self.repeats = 0
        self.enough = threading.Event()
        self.all_taken = threading.Event()
        self.over = threading.Event()
        self.deadline = time.monotonic() + deadline

    def ask(self, client: httpx.Client, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Sends one command until an answer comes, each time with the same idempotency key."""
        key = uuid4().hex
        while True:
            assert time.monotonic() < self.deadline, f"{path} was not answered"
            try:
                reply = client.post(path, json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError:
                self.repeats += 1
                self.over.wait(0.1)
                continue
            assert reply.status_code < 500, reply.text
            if reply.status_code < 300:
                self.answers.append((path, body, key, client.headers["Authorization"], reply.content))
            return reply

    def repeated(self, dice: random.Random, most: int = 5) -> int:
        """Asks some of the latest requests again, as after a lost reply: each must get the answer it got."""
        known = list(self.answers)
        for path, body, key, who, answer in dice.sample(known, min(most, len(known))):
            again = httpx.post(
                self.base + path, json=body, headers={"Idempotency-Key": key, "Authorization": who}, timeout=60
            )
            assert again.content == answer, f"{path} was answered otherwise the second time: {again.text}"
        return min(most, len(known))

    def client(self, key: str) -> httpx.Client:
        return httpx.Client(base_url=self.base, headers={"Authorization": f"Bearer {key}"}, timeout=5)

    def take(self, share: int | None) -> None:
        with self.client(self.kiosk) as client:
            done = 0
            while not self.enough.is_set() if share is None else done < share:
                if share is None and len(self.taken) - len(self.called) > MOST_WAITING:
                    self.over.wait(0.02)
                    continue
                ticket = self.ask(client, "/tickets", {"service": "dukcapil.ktp"}).raise_for_status().json()
                assert ticket["id"] not in self.taken, "a number was given twice"
                self.taken[ticket["id"]] = ticket["label"]
                done += 1

    def serve(self, counter: int) -> None:
        with self.client(self.counter) as client:
            while not (self.all_taken.is_set() and len(self.called) >= len(self.taken)):
                assert time.monotonic() < self.deadline, f"{len(self.called)} of {len(self.taken)} were called"
                called = self.ask(client, f"/counters/{counter}/call-next")
                if called.status_code == 204:
                    self.over.wait(0.02)
                    continue
                self.called.append((called.raise_for_status().json()["ticket"]["id"], counter))
                self.ask(client, f"/counters/{counter}/start").raise_for_status()


def rush(made: Rush, during: Callable[[Rush], None], shares: list[int | None], counters: int = COUNTERS) -> Rush:
    """Lets everybody go, does ``during`` meanwhile, and waits until all were called."""
    with ThreadPoolExecutor(len(shares) + counters) as pool:
        taking: list[Future[None]] = [pool.submit(made.take, share) for share in shares]
        calling = [pool.submit(made.serve, counter) for counter in range(1, counters + 1)]
        try:
            during(made)
            made.enough.set()
            for one in taking:
                one.result(made.deadline - time.monotonic())
            made.all_taken.set()
            for one in calling:
                one.result(made.deadline - time.monotonic())
        except BaseException:
            made.deadline = 0.0  # nobody waits on
            for one in (*taking, *calling):
                if one.done() and (cause := one.exception()) is not None:
                    raise cause from None
            raise
        finally:
            made.enough.set()
            made.all_taken.set()
            made.over.set()
    return made


def check(hub: Any, made: Rush) -> None:
    """What was acknowledged, and what stands in the file once the hub has gone."""
    count = len(made.taken)
    expected = sorted(f"A-{number:03d}" for number in range(1, count + 1))
    assert sorted(made.taken.values()) == expected
    assert Counter(ticket for ticket, _ in made.called) == Counter(made.taken.keys()), "each is called exactly once"
    hub.stop()
    with closing(sqlite3.connect(hub.data / "antrean.sqlite3")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert dict(db.execute("SELECT id, label FROM ticket")) == made.taken
        assert sorted(db.execute("SELECT ticket, counter FROM call")) == sorted(made.called)
        assert db.execute("SELECT count(*), min(calls), max(calls) FROM step").fetchone() == (count, 1, 1)
        numbers = [seq for (seq,) in db.execute("SELECT seq FROM event ORDER BY seq")]
        assert numbers == list(range(1, len(numbers) + 1)), "the events have no gap"
        kinds = dict(db.execute("SELECT kind, count(*) FROM event GROUP BY kind"))
        assert (kinds["ticket.issued"], kinds["step.called"], kinds["step.started"]) == (count, count, count)
        assert db.execute("SELECT taken FROM tally").fetchall() == [(count,)]
