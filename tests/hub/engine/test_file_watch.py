"""Somebody deletes, moves or replaces the queue file under a running hub: it has lost its name, and the hub still has
all that was in it."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hub.engine.sqlite.file import queue_file
from hub.hub import Hub
from hub.store import contents
from hub.store.database import open_reader
from tests.support.at_work import again, at_work, label, take, until, until_refused
from tests.support.hubprocess import HubProcess

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")

TAKEN_AWAY = {"the file": ("",), "its log": ("-wal",), "both": ("", "-wal"), "everything": ("", "-wal", "-shm")}


def take_away(data: Path, ends: tuple[str, ...]) -> None:
    """The hub may write between any two of these, and so make anew what is gone by then."""
    for end in ends:
        Path(f"{queue_file(data)}{end}").unlink(missing_ok=True)


def older_copy(data: Path) -> Path:
    with closing(open_reader(data)) as db:
        contents.copy(db, data / "older")
    return data / "older"


def labels(file: Path) -> list[str]:
    """The numbers in the file, which is whole."""
    contents.check(file)
    with closing(sqlite3.connect(file)) as db:
        return [str(found) for (found,) in db.execute("SELECT label FROM ticket ORDER BY id")]


@pytest.mark.parametrize("ends", TAKEN_AWAY.values(), ids=TAKEN_AWAY.keys())
def test_a_deleted_file_is_written_anew_and_numbers_go_on(tmp_path: Path, ends: tuple[str, ...]) -> None:
    async def script(queue: Hub) -> None:
        assert [await label(queue), await label(queue)] == ["A-001", "A-002"]
        take_away(tmp_path, ends)
        assert [await label(queue), await label(queue)] == ["A-003", "A-004"]
        with closing(open_reader(tmp_path)) as db:
            assert db.execute("SELECT count(*) FROM ticket").fetchone() == (4,), "on the disk, not only in the hub"

    at_work(tmp_path, script)
    assert labels(queue_file(tmp_path)) == ["A-001", "A-002", "A-003", "A-004"]


def test_what_reads_the_file_reads_the_new_one(tmp_path: Path) -> None:
    async def script(queue: Hub) -> None:
        await label(queue)
        take_away(tmp_path, TAKEN_AWAY["everything"])
        await label(queue)
        hall = queue.snapshots.hall(queue.now(), True)
        assert (hall.seq, hall.figures.services[0].waiting) == (queue.stream.seq, 2)
        assert queue.trouble is None

    at_work(tmp_path, script)


def test_a_file_deleted_just_before_the_hub_stops_is_there_afterwards(tmp_path: Path) -> None:
    async def script(queue: Hub) -> None:
        await label(queue)
        take_away(tmp_path, TAKEN_AWAY["everything"])

    at_work(tmp_path, script)
    assert labels(queue_file(tmp_path)) == ["A-001"]


def test_another_file_in_its_place_is_neither_written_over_nor_gone_on_with_and_the_queue_is_saved_beside_it(
    tmp_path: Path,
) -> None:
    given: list[str] = []

    async def script(queue: Hub) -> None:
        given.append(await again(queue))
        older = older_copy(tmp_path)
        given.append(await again(queue))
        older.replace(queue_file(tmp_path))
        more, refused = await until_refused(queue)
        given.extend(more)
        assert "another queue file" in refused.detail
        assert queue.trouble is not None
        await take(queue)

    at_work(tmp_path, script)
    assert labels(queue_file(tmp_path)) == given[:1], "nothing of the old log is read into the other file"
    (saved,) = tmp_path.glob("antrean-exchanged-*.sqlite3")
    assert labels(saved) == given


def test_once_the_other_file_is_removed_the_hub_writes_its_own_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.engine.writer.REOPEN_AFTER_SECONDS", 0.0)
    given: list[str] = []

    async def script(queue: Hub) -> None:
        older = older_copy(tmp_path)
        given.append(await again(queue))
        older.replace(queue_file(tmp_path))
        given.extend((await until_refused(queue))[0])
        take_away(tmp_path, TAKEN_AWAY["everything"])
        given.append(await again(queue))

    at_work(tmp_path, script)
    assert labels(queue_file(tmp_path)) == given


def test_a_file_moved_away_and_back_is_the_one_that_the_hub_goes_on_with(tmp_path: Path) -> None:
    async def script(queue: Hub) -> None:
        await label(queue)
        queue_file(tmp_path).rename(tmp_path / "aside")
        queue_file(tmp_path).with_name("aside").rename(queue_file(tmp_path))
        assert await label(queue) == "A-002"

    at_work(tmp_path, script)
    assert labels(queue_file(tmp_path)) == ["A-001", "A-002"]


def test_a_file_that_cannot_be_written_anew_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.engine.writer.REOPEN_AFTER_SECONDS", 0.0)

    given: list[str] = []

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    async def script(queue: Hub) -> None:
        given.append(await again(queue))
        with monkeypatch.context() as patch:
            patch.setattr("hub.engine.sqlite.copies.sync", full)
            take_away(tmp_path, TAKEN_AWAY["both"])
            more, refused = await until_refused(queue)
            given.extend(more)
            assert "is gone" in refused.detail
        given.append(await again(queue))
        await until(lambda: queue.trouble is None, "the trouble is over")

    at_work(tmp_path, script)
    assert labels(queue_file(tmp_path)) == given


def test_a_hub_at_work_and_killed_afterwards_has_every_number_that_it_gave(hub: HubProcess) -> None:
    given = [hub.take()["label"]]
    take_away(hub.data, TAKEN_AWAY["everything"])
    given += [hub.take()["label"] for _ in range(2)]
    hub.kill()
    hub.start()
    given.append(hub.take()["label"])
    hub.stop()
    assert labels(queue_file(hub.data)) == given == ["A-001", "A-002", "A-003", "A-004"]
