"""The power goes, again and again, while the hall is full: what was acknowledged is there, once, and nothing else.

25 times by default; ``ANTREAN_POWER_CUTS=300`` for a long run. The process dies right before a sync, right after one,
or at any moment; three of four times the disk also loses what was written and not synced, as in a real cut
(``disk.py``).
"""

from __future__ import annotations

import os
import random
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.wire import API
from tests.support.disk import Disk
from tests.support.patience import PATIENCE, wait_until
from tests.support.rush import CLIENTS, SITE, Rush, check, rush

CUTS = int(os.environ.get("ANTREAN_POWER_CUTS", "25"))
COUNTERS = 8

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the disk is simulated by preloading, which is Linux's way"),
    pytest.mark.timeout(120 + CUTS * 12),
]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    made.close()


@pytest.fixture
def hub(make_hub: Callable[..., Any], tmp_path: Path, disk: Disk) -> Iterator[Any]:
    """A hub on the simulated disk."""
    site = tmp_path / "large.toml"
    site.write_text(SITE, encoding="utf-8")
    made = make_hub(site=str(site), environment=disk.environment).start()
    yield made
    disk.set(hang_syncs=0)
    made.stop()


def test_whatever_was_acknowledged_survives_every_cut_of_the_power(hub: Any, disk: Disk) -> None:
    """32 clients take, 8 counters call; after each cut the file is whole and repeats get the answers they got."""
    dice = random.SystemRandom()
    lost, again = 0, 0
    disk.set(journal=1)

    def cut_often(made: Rush) -> None:
        nonlocal lost, again
        for cut in range(CUTS):
            before = len(made.taken)
            wait_until(lambda before=before: len(made.taken) > before, "numbers are given")  # type: ignore[misc]
            if cut % 3 < 2:
                disk.set(kill_after=cut % 3, kill_at_sync=dice.randint(1, 6))
                hub.process.wait(PATIENCE)
            else:
                made.over.wait(dice.uniform(0, 0.15))
                hub.kill()
            disk.set(kill_at_sync=0)
            if cut % 4 < 3:
                lost += disk.lose_unsynced(hub.data, dice)
            hub.start(wait=False)
            wait_until(lambda: _listens(hub), f"the hub listens; it said {hub.said()[-2000:]}")
            again += made.repeated(dice)
            if cut % 20 == 19:
                print(f"{cut + 1} cuts, {len(made.taken)} numbers", flush=True)  # noqa: T201

    made = Rush(hub, deadline=120 + CUTS * 10)
    rush(made, cut_often, [None] * CLIENTS, COUNTERS)
    check(hub, made)
    print(  # noqa: T201
        f"{CUTS} cuts, {len(made.taken)} numbers, {len(made.called)} calls, {made.repeats} lost replies, "
        f"{again} repeated answers compared, {lost} unsynced writes lost, {disk.syncs} syncs"
    )
    assert made.repeats > CUTS, "the cuts were felt"
    assert lost > 0, "something had been written and not synced"


def _listens(hub: Any) -> bool:
    """Cheaper than asking it, so that the load is the visitors'."""
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", hub.port)) == 0


def _take(hub: Any, key: str, answers: list[httpx.Response | httpx.TransportError], **headers: str) -> threading.Thread:
    """Takes one number in a thread of its own, which notes the answer, or that the hub went away."""

    def take() -> None:
        try:
            answers.append(
                httpx.post(
                    f"{hub.url}{API}/tickets",
                    json={"service": "dukcapil.ktp"},
                    headers={"Authorization": f"Bearer {key}", **headers},
                    timeout=PATIENCE,
                )
            )
        except httpx.TransportError as error:
            answers.append(error)

    thread = threading.Thread(target=take)
    thread.start()
    return thread


def _sent(hub: Any, key: str) -> socket.socket:
    """The line on which a number was asked for, whole and at once: a client would take its time over each."""
    body = b'{"service": "dukcapil.ktp"}'
    head = f"POST {API}/tickets HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {key}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    line = socket.create_connection(("127.0.0.1", hub.port), timeout=PATIENCE)
    line.sendall(head.encode() + body)
    return line


def _labels(hub: Any) -> list[str]:
    with closing(sqlite3.connect(hub.data / "antrean.sqlite3")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [label for (label,) in db.execute("SELECT label FROM ticket ORDER BY id")]


def test_no_answer_leaves_before_the_disk_has_it(hub: Any, disk: Disk) -> None:
    key = hub.key("kiosk")
    hub.take()
    answers: list[Any] = []
    disk.set(hang_syncs=1)
    asking = _take(hub, key, answers)
    wait_until(lambda: disk.get("hanging") == 1, "the hub syncs")
    asking.join(0.5)
    assert answers == [], "answered while the disk was still writing"
    disk.set(hang_syncs=0)
    asking.join(PATIENCE)
    assert answers[0].status_code == 201


def test_the_hub_lives_and_tells_the_time_while_the_disk_hangs(hub: Any, disk: Disk) -> None:
    key = hub.key("kiosk")
    disk.set(hang_syncs=1)
    asking = _take(hub, key, [])
    wait_until(lambda: disk.get("hanging") == 1, "the hub syncs")
    bearer = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{hub.url}{API}/healthz", timeout=PATIENCE).status_code == 200
    assert httpx.get(f"{hub.url}{API}/hall", headers=bearer, timeout=PATIENCE).status_code == 200
    assert disk.get("hanging") == 1, "and it hangs still"
    disk.set(hang_syncs=0)
    asking.join(PATIENCE)


def test_every_answer_costs_a_sync_and_a_shared_commit_costs_one(hub: Any, disk: Disk) -> None:
    key = hub.key("kiosk")
    with hub.client(key) as client:
        for _ in range(20):
            before = disk.syncs
            client.post("/tickets", json={"service": "dukcapil.ktp"}).raise_for_status()
            assert disk.syncs > before
    disk.set(hang_syncs=1)
    with ExitStack() as lines:
        asked = [lines.enter_context(_sent(hub, key))]
        wait_until(lambda: disk.get("hanging") == 1, "the hub syncs")
        asked += [lines.enter_context(_sent(hub, key)) for _ in range(20)]
        for _ in range(3):
            httpx.get(f"{hub.url}{API}/healthz", timeout=PATIENCE).raise_for_status()  # it has read what came before
        before = disk.syncs
        disk.set(hang_syncs=0)
        assert [line.recv(12) for line in asked] == [b"HTTP/1.1 201"] * 21
    assert disk.syncs - before < 21, "those who waited together shared syncs"


@pytest.mark.parametrize("after", [0, 1])
def test_cut_off_right_at_the_sync_the_number_is_given_once_all_the_same(hub: Any, disk: Disk, after: int) -> None:
    """Before the sync nothing was promised and the number may be gone; after it the number is there. In both cases
    nobody was answered, and the repeat gets one number."""
    key = hub.key("kiosk")
    first = hub.take()["label"]
    disk.set(journal=1, kill_after=after, kill_at_sync=1)
    answers: list[Any] = []
    _take(hub, key, answers, **{"Idempotency-Key": "the same"}).join(PATIENCE)
    assert isinstance(answers[0], httpx.TransportError)
    hub.process.wait(PATIENCE)
    disk.set(kill_at_sync=0)
    disk.lose_unsynced(hub.data, random.SystemRandom())
    if after:
        assert _labels(hub) == [first, "A-002"], "what was synced is there"
    hub.start()
    _take(hub, key, answers, **{"Idempotency-Key": "the same"}).join(PATIENCE)
    _take(hub, key, answers, **{"Idempotency-Key": "the same"}).join(PATIENCE)
    assert answers[1].json()["label"] == "A-002"
    assert answers[1].content == answers[2].content
    hub.stop()
    assert _labels(hub) == [first, "A-002"]
