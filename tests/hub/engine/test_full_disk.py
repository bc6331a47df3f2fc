"""A full disk under a running hub: refused in plain words, nothing half done, and it goes on when there is room."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the size of files is bounded from outside (prlimit)")

TAKE = {"service": "dukcapil.ktp"}


@pytest.fixture
def disk(hub: Any) -> Callable[[bool], None]:
    """Makes the disk full for this hub, or gives it room again: its files cannot grow beyond what they are."""
    import resource

    _, hard = resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE)

    def full(yes: bool) -> None:
        log = hub.data / "antrean.sqlite3-wal"
        size = log.stat().st_size if yes else resource.RLIM_INFINITY
        resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE, (size, hard))

    return full


def test_a_full_disk_is_said_and_nothing_is_half_done(hub: Any, disk: Callable[[bool], None]) -> None:
    first = hub.take()
    with hub.client() as client:
        seq = client.get("/healthz").json()["seq"]
        disk(True)
        replies = []
        while len(replies) < 3:
            reply = client.post("/tickets", json=TAKE)
            if reply.status_code != 201:
                replies.append(reply)
            else:
                first, seq = reply.json(), seq + 1
        assert {(reply.status_code, reply.json()["code"]) for reply in replies} == {(503, "storage")}
        assert client.get("/healthz").json()["seq"] == seq
        hall = client.get("/hall").raise_for_status().json()
        assert hall["tickets"][-1]["ticket"]["label"] == first["label"]
        disk(False)
        after = client.post("/tickets", json=TAKE).raise_for_status().json()
        assert int(after["label"][2:]) == int(first["label"][2:]) + 1, "no number was lost"
        assert client.get("/healthz").json()["seq"] == seq + 1


def test_many_at_once_at_a_full_disk_each_get_a_number_or_a_refusal_and_each_number_is_there(
    hub: Any, disk: Callable[[bool], None]
) -> None:
    hub.take()
    disk(True)
    with hub.client() as client, ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda _: client.post("/tickets", json=TAKE), range(64)))
    disk(False)
    assert {reply.status_code for reply in replies} <= {201, 503}
    assert any(reply.status_code == 503 for reply in replies)
    acknowledged = {reply.json()["label"] for reply in replies if reply.status_code == 201}
    last = hub.take()
    hub.stop()
    db = sqlite3.connect(hub.data / "antrean.sqlite3")
    stored = {label for (label,) in db.execute("SELECT label FROM ticket")}
    assert stored == acknowledged | {"A-001", last["label"]}
    assert db.execute("SELECT count(*) FROM step").fetchone() == (len(stored),)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
