"""The disk is taken from a queue at work: no number is given that is not behind the last one, and it comes back."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hub.engine.database import StorageError, is_storage_trouble
from hub.engine.sqlite.file import queue_file
from hub.hub import Hub
from hub.live.hall_stream import StreamEnd
from hub.outcomes import Refused
from hub.store import contents, people
from hub.store.database import open_reader
from shared.wire import Role
from tests.support.at_work import again, at_work, disk_away, fail_descriptors, label, take, until

pytestmark = [
    pytest.mark.logs_errors,
    pytest.mark.skipif(sys.platform != "linux", reason="descriptors are found in /proc"),
]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.engine.writer.REOPEN_AFTER_SECONDS", 0.0)


async def _refused(queue: Hub) -> str:
    answer = await take(queue)
    assert isinstance(answer, Refused), answer
    return answer.detail


def test_a_folder_without_its_disk_gets_no_new_queue_and_goes_on_when_the_disk_is_back(tmp_path: Path) -> None:
    async def script(queue: Hub) -> None:
        assert [await label(queue), await label(queue)] == ["A-001", "A-002"]
        with disk_away(tmp_path):
            said = [await _refused(queue) for _ in range(3)]
            assert not queue_file(tmp_path).exists(), "a new one would begin at A-001"
        assert "is gone" in said[-1]
        assert await again(queue) == "A-003"

    at_work(tmp_path, script)


def test_an_older_copy_in_the_queues_place_is_not_gone_on_with(tmp_path: Path) -> None:
    async def script(queue: Hub) -> None:
        assert await label(queue) == "A-001"
        older = tmp_path.with_name(f"{tmp_path.name}-older.sqlite3")
        with closing(open_reader(tmp_path)) as db:
            contents.copy(db, older)
        assert await label(queue) == "A-002"
        with disk_away(tmp_path):
            shutil.copyfile(older, queue_file(tmp_path))
            await _refused(queue)
            assert "another queue file" in await _refused(queue)
            for path in tmp_path.glob("antrean.sqlite3*"):
                path.unlink()
        assert await again(queue) == "A-003"

    at_work(tmp_path, script)


def test_a_disk_that_fails_at_the_look_for_the_file_is_said_and_leaves_the_writer_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_path: Path) -> bool:
        raise OSError(5, "Input/output error")

    async def script(queue: Hub) -> None:
        assert await label(queue) == "A-001"
        fail_descriptors(tmp_path)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "exists", failing)
            for _ in range(2):
                said = await _refused(queue)
            assert "Input/output error" in said
        assert await again(queue) == "A-002"

    at_work(tmp_path, script)


def _hall(queue: Hub) -> int | None:
    """How many wait, as the hall's snapshot says; None when it cannot be read."""
    try:
        return sum(service.waiting for service in queue.snapshots.hall(queue.now(), True).figures.services)
    except StorageError as error:
        queue.could_not_read(error)
        return None


def test_what_reads_the_file_is_opened_anew_as_well_and_the_trouble_ends(tmp_path: Path) -> None:
    async def script(queue: Hub) -> None:
        await label(queue)
        listener = queue.stream.listen(Role.DISPLAY, None)
        fail_descriptors(tmp_path)
        assert _hall(queue) is None
        assert await again(queue) == "A-002"
        await until(lambda: queue.trouble is None, "nobody looked into the file anew")
        assert _hall(queue) == 2
        assert people.keys(queue.reader) == ()
        assert listener.ending is StreamEnd.HUB_STOPS, "and nobody was cut off"

    at_work(tmp_path, script)


@pytest.mark.slow
def test_while_the_disk_is_away_the_trouble_stays_and_the_time_is_told_on(tmp_path: Path) -> None:
    """Readers take silence for the hub's death."""

    async def script(queue: Hub) -> None:
        await label(queue)
        listener = queue.stream.listen(Role.DISPLAY, None)
        with disk_away(tmp_path):
            assert _hall(queue) is None
            await until(lambda: listener.queue.qsize() > 4, "no ticks came")
            with pytest.raises(StorageError) as failed:
                people.keys(queue.reader)
            assert is_storage_trouble(failed.value), "told as such to whoever asks, not as a bug"
            assert queue.trouble is not None
        await until(lambda: queue.trouble is None, "nobody looked into the file anew")
        assert _hall(queue) == 1

    at_work(tmp_path, script)


def test_events_go_on_without_a_gap_after_the_file_was_opened_again(tmp_path: Path) -> None:
    async def script(queue: Hub) -> None:
        await label(queue)
        fail_descriptors(tmp_path)
        await again(queue)
        assert queue.stream.seq == 2

    at_work(tmp_path, script)
