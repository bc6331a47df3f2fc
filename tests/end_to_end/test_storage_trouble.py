"""A disk that is full or fails, a file that is locked, read-only or damaged: said plainly, nothing half done, no lie to
the visitor, and work goes on by itself when the trouble is over."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.wire import API
from tests.support.disk import Disk
from tests.support.patience import wait_until

TAKE = {"service": "dukcapil.ktp"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    made.close()


@pytest.fixture
def disk_hub(make_hub: Callable[..., Any], disk: Disk) -> Iterator[Any]:
    """A hub on the simulated disk."""
    made = make_hub(environment=disk.environment).start()
    yield made
    disk.set(fail_writes=0, fail_syncs=0, fail_reads=0)
    made.stop()


def status(hub: Any) -> str:
    return str(httpx.get(f"{hub.url}{API}/healthz", timeout=60).json()["status"])


def labels(hub: Any) -> list[str]:
    """What is in the file once the hub has gone; the file is whole."""
    hub.stop()
    with closing(sqlite3.connect(hub.data / "antrean.sqlite3")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        numbers = [seq for (seq,) in db.execute("SELECT seq FROM event ORDER BY seq")]
        assert numbers == list(range(1, len(numbers) + 1)), "the events have no gap"
        found = [label for (label,) in db.execute("SELECT label FROM ticket ORDER BY id")]
        assert db.execute("SELECT count(*) FROM step").fetchone() == (len(found),)
        assert db.execute("SELECT count(*) FROM event WHERE kind = 'ticket.issued'").fetchone() == (len(found),)
    return found


@pytest.mark.parametrize(
    "trouble",
    [
        {"fail_writes": errno.ENOSPC},
        {"fail_writes": errno.EIO},
        {"fail_writes": errno.EROFS},
        {"fail_syncs": errno.EIO},
        {"fail_syncs": errno.ENOSPC},
    ],
    ids=lambda fields: "-".join(f"{name}-{errno.errorcode[value]}" for name, value in fields.items()),
)
def test_no_number_is_given_that_the_disk_did_not_take_and_it_goes_on_afterwards(
    disk_hub: Any, disk: Disk, trouble: dict[str, int]
) -> None:
    first = disk_hub.take()["label"]
    with disk_hub.client() as client:
        seq = client.get("/healthz").json()["seq"]
        disk.set(**trouble)
        for _ in range(3):
            refused = client.post("/tickets", json=TAKE, headers={"Idempotency-Key": "wanted"})
            assert (refused.status_code, refused.json()["code"]) == (503, "storage")
        health = client.get("/healthz").json()
        assert (health["status"], health["seq"]) == ("readonly", seq)
        shown = [one["ticket"]["label"] for one in client.get("/hall").raise_for_status().json()["tickets"]]
        assert shown == [first], "nobody is shown who was refused"
        disk.set(**dict.fromkeys(trouble, 0))
        wait_until(lambda: status(disk_hub) == "ok", "the hub finds out by itself that the disk is well again")
        wanted = client.post("/tickets", json=TAKE, headers={"Idempotency-Key": "wanted"}).raise_for_status().json()
        again = client.post("/tickets", json=TAKE, headers={"Idempotency-Key": "wanted"}).raise_for_status().json()
        assert wanted == again
    assert labels(disk_hub) == [first, wanted["label"]] == ["A-001", "A-002"]


def test_what_was_refused_for_a_failed_sync_is_not_there_after_a_cut_of_the_power(disk_hub: Any, disk: Disk) -> None:
    """The failed commit's bytes may lie in the log: the next commit writes over them."""
    disk_hub.take()
    with disk_hub.client() as client:
        disk.set(fail_syncs=errno.EIO)
        assert client.post("/tickets", json={**TAKE, "priority": True}).status_code == 503
        disk.set(fail_syncs=0)
        assert client.post("/tickets", json=TAKE).raise_for_status().json()["label"] == "A-002"
    disk_hub.kill()
    disk_hub.start()
    with disk_hub.client() as client:
        tickets = client.get("/hall").json()["tickets"]
    assert [(one["ticket"]["label"], one["ticket"]["priority"]) for one in tickets] == [
        ("A-001", False),
        ("A-002", False),
    ]
    assert labels(disk_hub) == ["A-001", "A-002"]


def test_a_file_that_cannot_be_read_is_said_and_the_hub_lives(disk_hub: Any, disk: Disk) -> None:
    """Readers may answer from memory; whatever they cannot answer is a 503, never a mistake of the hub."""
    first = disk_hub.take()
    with disk_hub.client() as client:
        disk.set(fail_reads=errno.EIO)
        replies = [client.get(f"/tickets/{first['id']}"), client.get("/hall"), client.get("/officers")]
        replies += [client.post("/tickets", json=TAKE) for _ in range(3)]
        assert {reply.status_code for reply in replies} <= {200, 201, 503}
        assert {reply.json()["code"] for reply in replies if reply.status_code == 503} <= {"storage"}
        given = ["A-001", *(reply.json()["label"] for reply in replies if reply.status_code == 201)]
        disk.set(fail_reads=0)
        wait_until(lambda: status(disk_hub) == "ok", "the hub is well again")
        given.append(client.post("/tickets", json=TAKE).raise_for_status().json()["label"])
    assert labels(disk_hub) == given


LOCKS = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lock() -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Has another process hold the file, as a database browser may."""
    holding: list[subprocess.Popen[str]] = []

    def take(path: Path) -> subprocess.Popen[str]:
        other = subprocess.Popen(
            [sys.executable, "-c", LOCKS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        holding.append(other)
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        return other

    yield take
    for other in holding:
        other.kill()
        other.communicate()


def test_while_another_program_locks_the_file_nobody_is_lied_to(hub: Any, lock: Callable[..., Any]) -> None:
    hub.take()
    other = lock(hub.data / "antrean.sqlite3")
    with hub.client() as client:
        refused = client.post("/tickets", json=TAKE)
        assert (refused.status_code, refused.json()["code"]) == (503, "storage")
        assert status(hub) == "readonly"
        assert client.get("/hall").raise_for_status().json()["tickets"][0]["ticket"]["label"] == "A-001"
        other.kill()
        other.wait()
        wait_until(lambda: status(hub) == "ok", "the hub finds out that the lock is gone")
        assert client.post("/tickets", json=TAKE).raise_for_status().json()["label"] == "A-002"
    assert labels(hub) == ["A-001", "A-002"]


def fails_to_start(hub: Any) -> str:
    """What the hub says when it cannot start: one line, exit code 1."""
    before = len(hub.said())
    hub.start(wait=False)
    assert hub.process.wait(60) == 1
    said = str(hub.said()[before:]).strip()
    assert said.startswith("antrean: "), said
    assert "Traceback" not in said
    return said


def filled(hub: Any, numbers: int = 40) -> Path:
    """A stopped hub with some numbers: its file."""
    hub.start()
    for _ in range(numbers):
        hub.take()
    hub.stop()
    return Path(hub.data / "antrean.sqlite3")


def test_a_hub_does_not_start_on_a_locked_file_and_says_who_may_hold_it(
    make_hub: Callable[..., Any], lock: Callable[..., Any]
) -> None:
    hub = make_hub()
    path = filled(hub, 1)
    lock(path)
    assert "Another program holds the queue file" in fails_to_start(hub)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do anything may write anything")
def test_a_hub_does_not_start_on_a_file_that_it_may_not_write(make_hub: Callable[..., Any]) -> None:
    hub = make_hub()
    path = filled(hub, 1)
    path.chmod(0o400)
    assert "cannot be written" in fails_to_start(hub)


def test_a_hub_does_not_start_on_a_disk_that_is_read_only(make_hub: Callable[..., Any], disk: Disk) -> None:
    hub = make_hub(environment=disk.environment)
    path = filled(hub, 1)
    before = path.read_bytes()
    disk.set(fail_opens=errno.EROFS)
    assert "cannot be written" in fails_to_start(hub)
    assert path.read_bytes() == before
    disk.set(fail_opens=0)
    hub.start()
    assert hub.take()["label"] == "A-002"


def test_a_truncated_file_is_refused_kept_and_a_backup_put_in_its_place(make_hub: Callable[..., Any]) -> None:
    hub = make_hub()
    path = filled(hub)
    whole = path.read_bytes()
    backup = hub.data.parent / "whole.sqlite3"
    backup.write_bytes(whole)
    path.write_bytes(whole[: len(whole) // 2])
    said = fails_to_start(hub)
    assert "cannot be used" in said
    assert "antrean restore FILE" in said
    assert path.read_bytes() == whole[: len(whole) // 2]
    command = [sys.executable, "-m", "antrean", "restore", "--yes", "--data", str(hub.data), str(backup)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    kept = next(hub.data.glob("antrean-replaced-*.sqlite3"))
    assert kept.read_bytes() == whole[: len(whole) // 2]
    hub.start()
    assert hub.take()["label"] == "A-341", "behind every number that may be on paper"


def test_a_file_of_no_length_is_not_taken_for_a_new_queue(make_hub: Callable[..., Any]) -> None:
    hub = make_hub()
    path = filled(hub, 1)
    (hub.data / "backups").mkdir()
    (hub.data / "backups" / "antrean-20261120T020000Z.sqlite3").write_bytes(b"whatever")
    path.write_bytes(b"")
    assert "is empty, but there was a queue here" in fails_to_start(hub)


def test_damaged_pages_are_found_by_the_backup_which_says_so_and_keeps_the_last_good_one(
    make_hub: Callable[..., Any],
) -> None:
    hub = make_hub()
    path = filled(hub)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_answer_1'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x55" * size
    path.write_bytes(content)
    hub.start()
    with hub.client() as client:
        made = client.post("/backups")
        assert made.status_code == 503
        assert "damaged" in made.json()["detail"] or "malformed" in made.json()["detail"]
        assert client.get("/backups").json() == []
        state = client.get("/hall").json()["backup"]
        assert state["last"] is None
        assert state["trouble"]
    assert not list((hub.data / "backups").iterdir()), "nothing that looks like a backup"
    doctor = [sys.executable, "-m", "antrean", "doctor", "--data", str(hub.data)]
    looked = subprocess.run(doctor, check=False, capture_output=True, text=True)
    assert looked.returncode == 1
    assert "failed   queue" in looked.stdout


def test_a_damaged_log_loses_at_most_its_own_end_and_leaves_a_whole_file(make_hub: Callable[..., Any]) -> None:
    hub = make_hub()
    hub.start()
    given = [hub.take()["label"] for _ in range(30)]
    hub.kill()
    log = hub.data / "antrean.sqlite3-wal"
    content = bytearray(log.read_bytes())
    assert len(content) > 100_000
    middle = len(content) * 3 // 4
    content[middle : middle + 5000] = os.urandom(5000)
    log.write_bytes(content)
    (hub.data / "antrean.sqlite3-shm").unlink()
    hub.start()
    with hub.client() as client:
        left = [one["ticket"]["label"] for one in client.get("/hall").json()["tickets"]]
    assert 0 < len(left) < 30
    assert left == given[: len(left)]
    assert labels(hub) == left
