"""The promise of the queue: whatever happens to the hub, no number is lost, given twice or called twice."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from shared.wire import API

NUMBERS, CLIENTS, COUNTERS, KILLS = 500, 32, 16, 4
DEADLINE = 120.0
"""Seconds after which a test fails instead of waiting on; a run takes a small part of it."""

SITE = f"""
key = "large"
name = "MPP Besar"
kind = "Mal Pelayanan Publik"
address = "Jalan Satu"
timezone = "Asia/Jakarta"

[hours]
monday-sunday = "00:00-23:59"

[zone.hall]
name = "Aula"

[agency.dukcapil]
letter = "A"
short = "Disdukcapil"
name = "Dinas Kependudukan"
colour = "#0B6B63"
counters = "1-{COUNTERS}"

[agency.dukcapil.service.ktp]
name = "KTP"
minutes = 10
"""


class Rush:
    """Everybody at once: clients that take numbers and counters that call them, each asking until answered."""

    def __init__(self, hub: Any) -> None:
        self.base = f"{hub.url}{API}"
        self.kiosk, self.counter = hub.key("kiosk"), hub.key("manager", "counters")
        self.taken: dict[int, str] = {}
        self.called: list[tuple[int, int]] = []
        """Ticket and counter, one for each call that was acknowledged."""
        self.repeats = 0
        self.over = threading.Event()
        self._deadline = time.monotonic() + DEADLINE

    def ask(self, client: httpx.Client, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Sends one command until an answer comes, each time with the same idempotency key."""
        key = {"Idempotency-Key": uuid4().hex}
        while True:
            assert time.monotonic() < self._deadline, f"{path} was not answered"
            try:
                reply = client.post(path, json=body, headers=key)
            except httpx.TransportError:
                self.repeats += 1
                self.over.wait(0.02)
                continue
            assert reply.status_code < 500, reply.text
            return reply

    def _client(self, key: str) -> httpx.Client:
        return httpx.Client(base_url=self.base, headers={"Authorization": f"Bearer {key}"}, timeout=5)

    def take(self, share: int) -> None:
        with self._client(self.kiosk) as client:
            for _ in range(share):
                ticket = self.ask(client, "/tickets", {"service": "dukcapil.ktp"}).raise_for_status().json()
                assert ticket["id"] not in self.taken, "a number was given twice"
                self.taken[ticket["id"]] = ticket["label"]

    def serve(self, counter: int) -> None:
        with self._client(self.counter) as client:
            while len(self.called) < NUMBERS:
                assert time.monotonic() < self._deadline, f"{len(self.called)} were called"
                called = self.ask(client, f"/counters/{counter}/call-next")
                if called.status_code == 204:
                    self.over.wait(0.02)
                    continue
                self.called.append((called.raise_for_status().json()["ticket"]["id"], counter))
                self.ask(client, f"/counters/{counter}/start").raise_for_status()


def shares() -> list[int]:
    return [NUMBERS // CLIENTS + (client < NUMBERS % CLIENTS) for client in range(CLIENTS)]


@pytest.fixture
def large_hub(make_hub: Callable[..., Any], tmp_path: Path) -> Iterator[Any]:
    site = tmp_path / "large.toml"
    site.write_text(SITE, encoding="utf-8")
    hub = make_hub(site=str(site)).start()
    yield hub
    hub.stop()


def rush(hub: Any, during: Callable[[Rush], None]) -> Rush:
    """Lets everybody go, does ``during`` meanwhile, and waits until all 500 were called."""
    made = Rush(hub)
    with ThreadPoolExecutor(CLIENTS + COUNTERS) as pool:
        work: list[Future[None]] = [pool.submit(made.take, share) for share in shares()]
        work += [pool.submit(made.serve, counter) for counter in range(1, COUNTERS + 1)]
        try:
            during(made)
            for one in work:
                one.result(DEADLINE)
        finally:
            made.over.set()
    return made


def check(hub: Any, made: Rush) -> None:
    """What was acknowledged, and what stands in the file once the hub has gone."""
    expected = sorted(f"A-{number:03d}" for number in range(1, NUMBERS + 1))
    assert sorted(made.taken.values()) == expected
    assert Counter(ticket for ticket, _ in made.called) == Counter(made.taken.keys()), "each is called exactly once"
    hub.stop()
    db = sqlite3.connect(hub.data / "antrean.sqlite3")
    try:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert dict(db.execute("SELECT id, label FROM ticket")) == made.taken
        assert sorted(db.execute("SELECT ticket, counter FROM call")) == sorted(made.called)
        assert db.execute("SELECT count(*), min(calls), max(calls) FROM step").fetchone() == (NUMBERS, 1, 1)
        numbers = [seq for (seq,) in db.execute("SELECT seq FROM event ORDER BY seq")]
        assert numbers == list(range(1, len(numbers) + 1)), "the events have no gap"
        kinds = dict(db.execute("SELECT kind, count(*) FROM event GROUP BY kind"))
        assert (kinds["ticket.issued"], kinds["step.called"], kinds["step.started"]) == (NUMBERS, NUMBERS, NUMBERS)
        assert db.execute("SELECT taken FROM tally").fetchall() == [(NUMBERS,)]
    finally:
        db.close()


def test_500_numbers_taken_by_32_clients_are_each_called_once_by_16_counters(large_hub: Any) -> None:
    made = rush(large_hub, lambda _: None)
    check(large_hub, made)


def test_no_number_is_lost_or_called_twice_when_the_hub_is_killed_again_and_again(large_hub: Any) -> None:
    """Killed at moments that nobody chose, and started again on the same file each time."""
    dice = random.SystemRandom()

    def kill_often(made: Rush) -> None:
        for kill in range(1, KILLS + 1):
            enough = NUMBERS * kill // (KILLS + 2)
            while len(made.taken) < enough:
                assert time.monotonic() < made._deadline
                made.over.wait(0.005)
            made.over.wait(dice.uniform(0, 0.05))
            large_hub.kill()
            large_hub.start()

    made = rush(large_hub, kill_often)
    assert made.repeats > KILLS, "the kills were felt"
    check(large_hub, made)
