"""Backups: whole, checked, made while the hub works, kept by count; and going back to one without giving a number
twice."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.sync.client import connect

from hub.actors import HUB
from hub.backups import daily as backing
from hub.backups import restore as restoring
from hub.backups.daily import Backups, due, superfluous
from hub.backups.restore import CannotRestoreError, inspect_backup, restore
from hub.commands.calls import announced, call, call_next
from hub.commands.serving import finish, start
from hub.commands.tickets import print_failed, printed
from hub.conditions import BackupPlan
from hub.engine.port import CannotOpenError, UnusableCopyError
from hub.engine.sqlite import copies, migrations
from hub.engine.sqlite.copies import prepared_name
from hub.engine.sqlite.file import finish_restore, owned, queue_file
from hub.store import backups, events, kept_site, reserves, schema
from hub.store.contents import check, copy
from hub.store.database import open_reader, open_writer
from hub.store.kept_site import StoredSite
from hub.store.restore_continuity import SKIPPED_EVENTS, SKIPPED_IDS, SKIPPED_NUMBERS
from shared.wire import API, Backup, CallChosen, Code, PrintFailed, StepState
from tests.support import testclock
from tests.support.held import KIOSK, KTP, NPWP, HeldQueue

DAWN = datetime(2026, 1, 1)  # noqa: DTZ001 (hypothesis wants it without a zone)
ROOT = Path(__file__).parents[3]


def antrean(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "antrean", *map(str, words)], capture_output=True, text=True, check=False, cwd=ROOT
    )


# --- when, and which stay -------------------------------------------------------------------------------------------

NIGHT = time(2, 0)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+07:00")


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ("21T07:30", None, True),
        ("21T01:59", "20T02:00", False),
        ("21T02:00", "20T02:00", True),
        ("21T02:01", "21T02:00", False),
        ("21T07:30", "20T07:30", True),
        ("21T23:59", "21T07:30", False),
        ("22T01:00", "20T07:30", True),
        ("21T07:30", "25T07:30", True),
    ],
)
def test_a_backup_is_due_once_a_day_and_made_up_for_when_the_hub_was_off(
    now: str, last: str | None, expected: bool
) -> None:
    assert due(at(now), at(last) if last else None, NIGHT) is expected


def test_of_many_backups_the_newest_stay_and_the_last_of_each_day() -> None:
    days = [f"antrean-202611{day:02d}T{hour:02d}0000Z.sqlite3" for day in range(1, 21) for hour in (1, 9, 17)]
    stay = set(days) - set(superfluous(days, 3))
    assert stay == {
        "antrean-20261120T170000Z.sqlite3",
        "antrean-20261120T090000Z.sqlite3",
        "antrean-20261120T010000Z.sqlite3",
        "antrean-20261119T170000Z.sqlite3",
        "antrean-20261118T170000Z.sqlite3",
    }


@given(st.lists(st.datetimes(DAWN, DAWN + timedelta(days=365)), unique=True, max_size=40), st.integers(1, 20))
def test_the_newest_backup_always_stays_and_nothing_that_is_not_ours_goes(times: list[datetime], kept: int) -> None:
    ours = [f"antrean-{one:%Y%m%dT%H%M%S}Z.sqlite3" for one in times]
    strange = ["antrean.sqlite3", "holiday.jpg", "antrean-2026.sqlite3", "antrean-20260101T000000Z.sqlite3.zip"]
    going = superfluous(ours + strange, kept)
    assert not set(going) & set(strange)
    assert len(set(ours)) - len(set(going)) <= 2 * kept
    if ours:
        assert max(ours) not in going


# --- the copy -------------------------------------------------------------------------------------------------------


def test_a_copy_holds_everything_up_to_its_last_event(queue: HeldQueue, tmp_path: Path) -> None:
    for _ in range(20):
        queue.take()
    found = copy(queue.db, tmp_path / "copy.sqlite3")
    assert (found.tickets, found.seq, found.schema) == (20, 20, len(schema.MIGRATIONS))
    assert (found.first_day, found.last_day) == ("2026-11-23", "2026-11-23")
    assert found.last_event == queue.clock.now()
    queue.take()
    assert check(tmp_path / "copy.sqlite3") == found
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.sqlite3"], "one file, no more"
    assert (tmp_path / "copy.sqlite3").stat().st_mode & 0o077 == 0, "nobody else may read it"


def test_copying_does_not_hold_up_whoever_writes(queue: HeldQueue, tmp_path: Path) -> None:
    """A number is taken while the copy stands still in its middle; the copy is as of its beginning."""
    queue.db.execute("INSERT INTO site (at, label, toml) VALUES (0, 'large', ?)", ("x" * 30_000_000,))
    queue.take()
    reader = open_reader(queue.data)
    steps, taken = 0, 0

    def in_between() -> bool:
        nonlocal steps, taken
        steps += 1
        if steps in (2, 3):
            queue.take()
            taken += 1
        return False

    found = copy(reader, tmp_path / "copy.sqlite3", in_between)
    assert taken == 2
    assert found.tickets == 1
    reader.close()


def test_a_copy_that_is_given_up_leaves_nothing(queue: HeldQueue, tmp_path: Path) -> None:
    queue.take()
    with pytest.raises(UnusableCopyError, match="given up"):
        copy(queue.db, tmp_path / "copy.sqlite3", lambda: True)
    assert not [path for path in tmp_path.iterdir() if "copy" in path.name]
    queue.take()


def test_a_damaged_queue_gives_no_copy_and_the_older_one_stays(
    queue: HeldQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "copy.sqlite3"
    copy(queue.db, to)
    before = to.read_bytes()
    queue.take()

    def damaged(*_: object) -> None:
        raise UnusableCopyError("it is damaged")

    monkeypatch.setattr(copies, "check", damaged)
    with pytest.raises(UnusableCopyError):
        copy(queue.db, to)
    assert to.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no SQLite file"),
        (b"a letter" * 1000, "no SQLite file"),
        (b"SQLite format 3\0" + b"\x55" * 9000, "damaged"),
    ],
)
def test_what_is_no_queue_is_no_backup(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(UnusableCopyError, match=says):
        check(tmp_path / "file")


def test_a_database_of_another_program_is_no_backup(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other")) as db:
        db.execute("CREATE TABLE song (title)")
    with pytest.raises(UnusableCopyError, match="some other program"):
        check(tmp_path / "other")


def test_every_flipped_page_of_a_backup_is_noticed_or_harmless(queue: HeldQueue, tmp_path: Path) -> None:
    """Each page in turn: either the check fails, or all that is in the queue reads the same as before."""
    for _ in range(10):
        queue.take()
    whole = tmp_path / "whole.sqlite3"
    copy(queue.db, whole)
    content, size, noticed = whole.read_bytes(), 4096, 0
    broken = tmp_path / "broken.sqlite3"
    for page in range(len(content) // size):
        turned = bytearray(content)
        turned[page * size : (page + 1) * size] = b"\x55" * size
        broken.write_bytes(turned)
        try:
            check(broken)
        except UnusableCopyError:
            noticed += 1
    assert noticed == len(content) // size, "no page of a fresh copy is unused"


# --- the ledger -----------------------------------------------------------------------------------------------------


def test_the_office_is_told_of_the_last_good_backup_and_of_trouble_since(queue: HeldQueue) -> None:
    now = queue.clock.now()
    assert backups.state(queue.db) == (state := type(backups.state(queue.db))(None)), state
    good = Backup(now, "/backups/one", 10, 5)
    backups.insert_made(queue.db, good)
    backups.insert_failed(queue.db, now + timedelta(days=1), "/backups", "the disk is full")
    told = backups.state(queue.db)
    assert (told.last, told.trouble, told.failed_at) == (good, "the disk is full", now + timedelta(days=1))
    for _ in range(100):
        backups.insert_failed(queue.db, now, "/backups", "still full")
        backups.forget(queue.db, 10)
    assert backups.state(queue.db).last == good, "however often it failed since"
    assert queue.db.execute("SELECT count(*) FROM backup").fetchone() == (11,)


def test_a_backup_of_a_running_hub_is_whole_while_numbers_are_taken(hub: Any, tmp_path: Path) -> None:
    over = threading.Event()
    key = hub.key("kiosk")

    def visitors() -> None:
        with hub.client(key) as client:
            while not over.is_set():
                client.post("/tickets", json={"service": "dukcapil.ktp"}).raise_for_status()

    coming = [threading.Thread(target=visitors) for _ in range(4)]
    for one in coming:
        one.start()
    try:
        with hub.client() as manager:
            made = [manager.post("/backups", timeout=60).raise_for_status().json() for _ in range(5)]
        asked = antrean("backup", "--data", hub.data, "--json", tmp_path / "mine.sqlite3")
    finally:
        over.set()
        for one in coming:
            one.join()
    assert asked.returncode == 0, asked.stderr
    assert check(tmp_path / "mine.sqlite3").seq == json.loads(asked.stdout)["seq"]
    for one in made:
        found = check(Path(one["file"]))
        assert (found.seq, found.bytes) == (one["seq"], one["bytes"])
        with closing(sqlite3.connect(one["file"])) as db:
            seqs = [seq for (seq,) in db.execute("SELECT seq FROM event ORDER BY seq")]
            assert seqs == list(range(1, found.seq + 1))
    assert [one["seq"] for one in made] == sorted({one["seq"] for one in made}), "each is fresher than the one before"
    with hub.client() as manager:
        assert [one["file"] for one in manager.get("/backups").json()][1:] == [one["file"] for one in made[::-1]]


def test_staff_hear_of_a_backup_at_once_and_screens_do_not(hub: Any) -> None:
    def listen(key: str) -> Any:
        return connect(
            f"{hub.url.replace('http', 'ws')}{API}/stream",
            additional_headers={"Authorization": f"Bearer {key}"},
            open_timeout=60,
            max_queue=None,
        )

    with listen(hub.manager_key) as office, listen(hub.key("display")) as board:
        assert json.loads(office.recv())["hall"]["backup"] == {"last": None, "trouble": None, "failed_at": None}
        assert json.loads(board.recv())["hall"]["backup"] is None
        with hub.client() as manager:
            made = manager.post("/backups", timeout=60).raise_for_status().json()
        for message in office:
            told = json.loads(message)
            if told["type"] == "event" and told["event"]["kind"] == "backup.made":
                assert told["event"]["backup"]["last"] == made
                break
        ticket = hub.take()
        for message in board:
            told = json.loads(message)
            if told["type"] == "event":
                assert "backup" not in told["event"]
                if told["event"]["kind"] == "ticket.issued" and told["event"]["ticket"]["id"] == ticket["id"]:
                    break


def test_a_backup_that_cannot_be_made_is_told_to_the_office(make_hub: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("a file, no folder")
    hub = make_hub(environment={"ANTREAN_BACKUP_FOLDER": str(tmp_path / "letter" / "backups")}).start()
    with hub.client() as manager:
        assert manager.post("/backups").status_code == 503
        told = manager.get("/hall").json()["backup"]
        assert told["last"] is None
        assert "Not a directory" in told["trouble"]
    hub.stop()
    with closing(open_reader(hub.data)) as db:
        assert db.execute("SELECT count(*) FROM event WHERE kind = 'backup.failed'").fetchone() == (1,)


def test_a_backup_without_a_hub_is_made_directly_and_no_file_is_overwritten(tmp_path: Path, queue: HeldQueue) -> None:
    queue.take()
    queue.db.close()
    to = tmp_path / "backup.sqlite3"
    assert antrean("backup", "--data", queue.data, to).returncode == 0
    assert check(to).tickets == 1
    before = to.read_bytes()
    again = antrean("backup", "--data", queue.data, to)
    assert (again.returncode, "exists already" in again.stderr) == (1, True)
    assert to.read_bytes() == before
    assert antrean("backup", "--data", tmp_path / "nowhere", tmp_path / "x").returncode == 1
    queue.db = open_writer(queue.data)


class Standing:
    """Backups over the small hall, whose commands run at once."""

    def __init__(self, queue: HeldQueue, plan: BackupPlan) -> None:
        self.queue = queue
        self.made = Backups(queue.data, plan, queue.site.timezone, queue.clock.now, self._do)

    async def _do(self, command: Callable[[Any], Any], actor: Any) -> Any:
        return self.queue.do(command, by=actor)


def test_the_days_backup_is_made_once_when_it_is_due(queue: HeldQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A week with a look at the clock every hour."""
    monkeypatch.setattr(backing, "FIRST_WAIT_SECONDS", 0.0)
    standing = Standing(queue, BackupPlan(kept=3))
    hours = 0

    async def an_hour(_seconds: float) -> None:
        nonlocal hours
        hours += 1
        queue.clock.pass_by(hours=1)
        if hours > 24 * 7:
            raise asyncio.CancelledError

    def last() -> datetime | None:
        good = backups.made(queue.db)
        return good[0].at if good else None

    monkeypatch.setattr(backing.asyncio, "sleep", an_hour)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(standing.made.keep_daily(last))
    made = [one.at.astimezone(ZoneInfo("Asia/Jakarta")) for one in backups.made(queue.db, 100)]
    assert [(one.day, one.hour) for one in reversed(made)] == [
        (23, 10),
        *((day, 2) for day in range(24, 31)),
    ]
    assert len(list((queue.data / "backups").iterdir())) == 3
    assert [event.kind for event in queue.happened] == ["backup.made"] * 8


def _left_behind(folder: Path, hours: float) -> list[Path]:
    """Files of a copy whose making was killed so many hours ago."""
    folder.mkdir(exist_ok=True)
    name = ".antrean-20261122T190000Z.sqlite3.4711.making"
    left = [folder / f"{name}{end}" for end in ("", "-journal", "-wal", "-shm")]
    for path in left:
        path.write_bytes(b"half a copy")
        os.utime(path, (datetime.now(UTC).timestamp() - hours * 3600,) * 2)
    return left


def test_what_killed_backups_left_is_removed_before_the_next_one_needs_the_room(queue: HeldQueue) -> None:
    standing = Standing(queue, BackupPlan())
    left = _left_behind(queue.data / "backups", hours=2)
    other = queue.data / "backups" / ".holiday-pictures.making"
    other.touch()
    os.utime(other, (0, 0))
    made = asyncio.run(standing.made.make(HUB))
    assert not any(path.exists() for path in left)
    assert sorted((queue.data / "backups").iterdir()) == sorted([other, Path(made.file)])


def test_a_copy_that_another_program_is_making_is_left_alone(queue: HeldQueue) -> None:
    left = _left_behind(queue.data / "backups", hours=0)
    asyncio.run(Standing(queue, BackupPlan()).made.make(HUB))
    assert all(path.exists() for path in left)


def test_what_a_killed_update_left_in_the_data_folder_goes_at_the_next_start(tmp_path: Path) -> None:
    left = _left_behind(tmp_path, hours=2)
    with owned(tmp_path):
        assert not any(path.exists() for path in left)


def test_two_backups_in_the_same_second_do_not_replace_each_other(queue: HeldQueue) -> None:
    standing = Standing(queue, BackupPlan())

    async def both() -> list[Any]:
        return [await standing.made.make(HUB), await standing.made.make(HUB)]

    one, other = asyncio.run(both())
    assert one.file != other.file
    assert (check(Path(one.file)).seq, check(Path(other.file)).seq) == (0, 1)


# --- going back -----------------------------------------------------------------------------------------------------


@pytest.fixture
def hall(queue: HeldQueue) -> HeldQueue:
    """The small hall, its site kept in the file."""
    from tests.support.held import HALL

    kept_site.keep(queue.db, StoredSite("small.toml", None, HALL), queue.clock.now())
    return queue


def gone_back(hall: HeldQueue, backup: Path) -> restoring.Restored:
    hall.db.close()
    done = restore(hall.data, backup, hall.clock.now)
    hall.db = open_writer(hall.data)
    return done


def test_what_a_restore_replaces_is_kept_whole(hall: HeldQueue, tmp_path: Path) -> None:
    hall.take()
    copy(hall.db, tmp_path / "backup")
    later = [hall.take().label for _ in range(3)]
    done = gone_back(hall, tmp_path / "backup")
    assert done.contents.tickets == 1
    assert done.replaced is not None
    with closing(sqlite3.connect(done.replaced)) as old:
        assert [label for (label,) in old.execute("SELECT label FROM ticket ORDER BY id")] == ["A-001", *later]
    assert hall.db.execute("SELECT label FROM ticket").fetchall() == [("A-001",)]
    assert hall.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_numbers_given_since_the_backup_are_not_given_again(hall: HeldQueue, tmp_path: Path) -> None:
    hall.take(KTP)
    copy(hall.db, tmp_path / "backup")
    since = [hall.take(KTP).label for _ in range(3)] + [hall.take(NPWP).label]
    done = gone_back(hall, tmp_path / "backup")
    assert done.known
    assert done.goes_on == {"A": 4, "B": 1}
    assert (hall.take(KTP).label, hall.take(NPWP).label) == ("A-005", "B-002")
    assert not {"A-005", "B-002"} & set(since)


def test_numbers_granted_to_a_kiosk_since_the_backup_are_not_given_again(hall: HeldQueue, tmp_path: Path) -> None:
    hall.take()
    copy(hall.db, tmp_path / "backup")
    hall.db.execute("INSERT INTO reserve VALUES ('2026-11-23', 'A', 3, 80, 'kiosk:pintu', 'journal', 1)")
    hall.take()
    gone_back(hall, tmp_path / "backup")
    assert hall.take().label == "A-081"
    assert reserves.owner(hall.db, hall.clock.now().date(), "A", 60) is not None, "and the kiosk may hand them in"


def test_when_nobody_knows_how_far_the_numbers_came_a_safe_gap_is_left_in_every_series(
    hall: HeldQueue, tmp_path: Path
) -> None:
    hall.take(KTP)
    copy(hall.db, tmp_path / "backup")
    for _ in range(3):
        hall.take(KTP)
    hall.db.close()
    queue_file(hall.data).write_bytes(b"SQLite format 3\0" + b"\x55" * 20_000)
    done = gone_back(hall, tmp_path / "backup")
    assert not done.known
    assert (hall.take(KTP).label, hall.take(NPWP).label) == (f"A-{SKIPPED_NUMBERS + 2}", f"B-{SKIPPED_NUMBERS + 1}")
    hall.clock.pass_by(days=1)
    assert hall.take(KTP).label == "A-001", "tomorrow begins as always"


def test_events_go_on_behind_all_that_may_have_been_told_and_readers_begin_anew(
    hall: HeldQueue, tmp_path: Path
) -> None:
    for _ in range(3):
        hall.take()
    copy(hall.db, tmp_path / "backup")
    for _ in range(5):
        hall.take()
    gone_back(hall, tmp_path / "backup")
    day = hall.clock.now().date()
    assert events.last_seq(hall.db) == 8 + SKIPPED_EVENTS
    assert all(events.resumable_after(hall.db, seq, day, 100) is None for seq in range(9)), (
        "a snapshot for whoever knew more"
    )
    hall.take()
    assert events.resumable_after(hall.db, 7, day, 100) is None
    assert len(events.resumable_after(hall.db, 8 + SKIPPED_EVENTS, day, 100) or ()) == 1, "then as always"


def ids_of(queue: HeldQueue) -> tuple[int, int, int]:
    """Of a ticket that is taken and called now: its own, its step's, its call's."""
    queue.take(KTP)
    called = queue.do(call_next, 1)
    queue.do(start, 1)
    queue.do(finish, 1)
    return called.ticket.id, called.step.id, called.call.id


@pytest.mark.parametrize("times", [1, 2])
def test_ids_given_since_the_backup_are_not_given_again(hall: HeldQueue, tmp_path: Path, times: int) -> None:
    before = ids_of(hall)
    copy(hall.db, tmp_path / "backup")
    lost = [ids_of(hall) for _ in range(3)]
    for _ in range(times):
        gone_back(hall, tmp_path / "backup")
    new = ids_of(hall)
    for past, now in zip(lost[-1], new, strict=True):
        assert now == past + 1
    assert before < lost[0] < new
    assert ids_of(hall) == tuple(number + 1 for number in new)


@pytest.mark.parametrize("broken", [True, False])
def test_when_nobody_knows_which_ids_were_given_new_ones_are_far_above(
    hall: HeldQueue, tmp_path: Path, broken: bool
) -> None:
    before = ids_of(hall)
    copy(hall.db, tmp_path / "backup")
    ids_of(hall)
    hall.db.close()
    if broken:
        queue_file(hall.data).write_bytes(b"SQLite format 3\0" + b"\x55" * 20_000)
    else:
        queue_file(hall.data).unlink()
    gone_back(hall, tmp_path / "backup")
    assert ids_of(hall) == tuple(number + SKIPPED_IDS + 1 for number in before)


def test_word_of_what_a_restore_lost_is_answered_as_unknown_and_touches_nothing_new(
    hall: HeldQueue, tmp_path: Path
) -> None:
    copy(hall.db, tmp_path / "backup")
    lost = hall.take(reserve=True)
    announced_late = ids_of(hall)[2]
    gone_back(hall, tmp_path / "backup")
    new = hall.take(reserve=True)
    called = hall.do(call, 1, CallChosen(hall.take(KTP).id))
    hall.happened.clear()
    assert hall.refused(printed, lost.id, by=KIOSK) is Code.UNKNOWN_TICKET
    assert hall.refused(print_failed, lost.id, PrintFailed("paper_out"), by=KIOSK) is Code.UNKNOWN_TICKET
    assert hall.refused(announced, announced_late) is Code.NOT_FOUND
    assert hall.step(new).state is StepState.RESERVED
    assert hall.do(announced, called.call.id).announced_at is not None, "nobody had said so of the new call"
    assert [event.kind for event in hall.happened] == ["call.announced"]


def test_after_a_restore_everybody_signs_in_again(hall: HeldQueue, tmp_path: Path) -> None:
    hall.db.execute("INSERT INTO officer (code, name, role, pin, added_at) VALUES ('s', 'S', 'manager', 'x', 1)")
    hall.db.execute("INSERT INTO session (digest, officer, began_at, ends_at) VALUES ('d', 's', 1, 9999999999999)")
    copy(hall.db, tmp_path / "backup")
    gone_back(hall, tmp_path / "backup")
    assert hall.db.execute("SELECT count(*) FROM session").fetchone() == (0,)


def test_a_backup_of_an_older_schema_is_brought_up_to_date_and_stays_as_it_is(
    hall: HeldQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(hall.db, tmp_path / "old")
    before = (tmp_path / "old").read_bytes()
    (tmp_path / "0002_next.sql").write_text("CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT;")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, tmp_path / "0002_next.sql"))
    gone_back(hall, tmp_path / "old")
    assert migrations.applied(hall.db) == ("0001_queue", "0002_next")
    assert (tmp_path / "old").read_bytes() == before


def test_a_newer_or_damaged_backup_is_refused_and_nothing_changes(hall: HeldQueue, tmp_path: Path) -> None:
    hall.take()
    newer, damaged = tmp_path / "newer", tmp_path / "damaged"
    copy(hall.db, newer)
    damaged.write_bytes(newer.read_bytes()[:-20_000])
    with closing(sqlite3.connect(newer)) as db:
        db.execute("INSERT INTO migration (name, at) VALUES ('0099_future', 0)")
        db.commit()
    hall.db.close()
    before = {path.name: path.read_bytes() for path in hall.data.iterdir()}
    for backup, says in ((newer, "newer Antrean"), (damaged, "damaged")):
        with pytest.raises(CannotRestoreError, match=rf"{says}.*Nothing was changed"):
            restore(hall.data, backup)
        with pytest.raises(CannotRestoreError):
            inspect_backup(backup)
    assert {path.name: path.read_bytes() for path in hall.data.iterdir()} == before
    hall.db = open_writer(hall.data)


def test_a_restore_that_fails_halfway_or_was_killed_leaves_no_copy_behind(hall: HeldQueue, tmp_path: Path) -> None:
    alike = tmp_path / "alike"
    copy(hall.db, alike)
    with closing(sqlite3.connect(alike)) as db:
        db.execute("ALTER TABLE site RENAME COLUMN label TO name")
    hall.db.close()
    with pytest.raises(CannotRestoreError, match=r"no such column.*Nothing was changed"):
        restore(hall.data, alike)
    assert not list(hall.data.glob(".*"))

    for left in ("", "-wal"):
        Path(f"{prepared_name(hall.data)}{left}").write_bytes(b"half a queue")
    with owned(hall.data):
        assert not list(hall.data.glob(".*"))
    hall.db = open_writer(hall.data)


def test_a_folder_on_which_a_hub_works_is_not_touched(hall: HeldQueue, tmp_path: Path) -> None:
    copy(hall.db, tmp_path / "backup")
    with owned(hall.data), pytest.raises(CannotOpenError, match="Another hub"):
        restore(hall.data, tmp_path / "backup")


def test_a_restore_begun_and_cut_off_at_any_moment_is_ended_by_whoever_opens_the_folder(
    hall: HeldQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power goes before each renaming in turn: the queue is the old one whole, or the restored one whole, and the
    replaced one is kept."""
    hall.take()
    copy(hall.db, tmp_path / "backup")
    hall.take()
    hall.db.close()
    home = hall.data
    replace = Path.replace
    renamings = 0
    for cut in range(1, 12):
        data = tmp_path / f"cut-{cut}"
        subprocess.run(["cp", "-r", str(home), str(data)], check=True)
        (data / "antrean.sqlite3-wal").touch()
        count = 0

        def dies(path: Path, to: Any, cut: int = cut) -> Path:
            nonlocal count
            count += 1
            if count == cut:
                raise KeyboardInterrupt
            return replace(path, to)

        monkeypatch.setattr(Path, "replace", dies)
        try:
            restore(data, tmp_path / "backup", hall.clock.now)
            renamings = cut - 1
        except KeyboardInterrupt:
            pass
        monkeypatch.setattr(Path, "replace", replace)
        prepared = any("restored-" in path.name for path in data.iterdir())
        with owned(data), closing(open_writer(data)) as db:
            (numbers,) = db.execute("SELECT count(*) FROM ticket").fetchone()
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = list(data.glob("antrean-replaced-*.sqlite3"))
        assert (numbers, len(kept)) == ((1, 1) if prepared or renamings else (2, 0))
        if kept:
            with closing(sqlite3.connect(kept[0])) as old:
                assert old.execute("SELECT count(*) FROM ticket").fetchone() == (2,)
        assert finish_restore(data) is None, "nothing is left to do"
        if renamings:
            break
    assert renamings >= 4
    hall.db = open_writer(home)


def test_a_technician_goes_back_by_the_command_line_and_the_hall_goes_on(hub: Any, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    key = hub.key("kiosk")
    hub.take()
    assert antrean("backup", "--data", hub.data, backup).returncode == 0
    for _ in range(4):
        hub.take()
    refused = antrean("restore", "--data", hub.data, "--yes", backup)
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr
    looked = antrean("restore", "--data", hub.data, "--look", backup)
    assert looked.returncode == 0
    assert "1 ticket of" in looked.stdout
    hub.stop()
    done = antrean("restore", "--data", hub.data, "--yes", backup)
    assert done.returncode == 0, done.stderr
    assert "What was there before is kept" in done.stdout
    hub.start()
    assert hub.take()["label"] == "A-006"
    with hub.client(key) as kiosk:
        assert kiosk.get("/hall").status_code == 200, "devices keep their keys"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_hub_killed_while_it_makes_a_backup_leaves_no_half_one_under_a_good_name(hub: Any) -> None:
    for _ in range(30):
        hub.take()
    folder = hub.data / "backups"

    def ask() -> None:
        with hub.client() as manager, suppress(httpx.TransportError):  # the hub is killed under it
            manager.post("/backups", timeout=60)

    asking = threading.Thread(target=ask)
    asking.start()
    deadline = monotonic() + 60
    while not (folder.exists() and any(folder.iterdir())):
        assert monotonic() < deadline, "no backup is begun"
    hub.process.send_signal(signal.SIGKILL)
    hub.process.wait()
    asking.join()
    for path in folder.glob("antrean-*.sqlite3"):
        check(path)
    hub.start()
    with hub.client() as manager:
        made = manager.post("/backups", timeout=60).raise_for_status().json()
    assert check(Path(made["file"])).tickets == 30
    assert datetime.fromisoformat(made["at"]) <= testclock.now()
