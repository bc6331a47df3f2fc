"""What the hub does of its own accord goes on, whatever one turn of it met."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from hub.backups import daily
from hub.commands import day as day_commands
from hub.hub import Hub
from hub.live.hall_stream import StreamListener
from hub.store import backups
from shared.wire import EventMessage, Message, Role, Snapshot, Tick
from tests.support.at_work import at_work, until
from tests.support.held import HeldClock
from tests.support.hubprocess import PATIENCE

pytestmark = pytest.mark.logs_errors


def _failing_once(monkeypatch: pytest.MonkeyPatch, holder: Any, name: str, error: Exception) -> list[str]:
    """Makes the next call of a function fail; what it answers grows with every call."""
    real, calls = getattr(holder, name), []

    def failing(*given: Any) -> Any:
        calls.append(name)
        if len(calls) == 1:
            raise error
        return real(*given)

    monkeypatch.setattr(holder, name, failing)
    return calls


def _disk_error() -> sqlite3.OperationalError:
    return sqlite3.OperationalError("disk I/O error")


M = TypeVar("M", bound=Message)


async def _next(listener: StreamListener, kind: type[M]) -> M:
    """The next message of a kind."""
    async with asyncio.timeout(PATIENCE):
        while True:
            text = await listener.queue.get()
            assert text is not None
            message = msgspec.json.decode(text, type=Message)
            if isinstance(message, kind):
                return message


@pytest.mark.slow
def test_boards_get_the_new_days_hall_although_the_disk_failed_at_midnight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HeldClock()

    async def script(queue: Hub) -> None:
        board = queue.stream.listen(Role.DISPLAY, None)
        yesterday = (await _next(board, Snapshot)).hall.service_date
        await _next(board, Tick)
        tried = _failing_once(monkeypatch, queue.snapshots, "hall", _disk_error())
        clock.pass_by(days=1)
        await until(lambda: tried, "nobody looked at the new day")
        assert (await _next(board, Snapshot)).hall.service_date > yesterday
        await until(lambda: queue.trouble is None, "the trouble stayed")

    at_work(tmp_path, script, clock)


@pytest.mark.parametrize("error", [_disk_error(), ValueError("a bug")])
@pytest.mark.slow
def test_the_days_backup_is_made_although_one_look_for_the_last_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for pause in ("FIRST_WAIT_SECONDS", "CHECK_SECONDS", "RETRY_SECONDS"):
        monkeypatch.setattr(daily, pause, 0.01)

    async def script(_queue: Hub) -> None:
        _failing_once(monkeypatch, backups, "made", error)
        await until(lambda: list((tmp_path / "backups").glob("*.sqlite3")), "no backup came")

    at_work(tmp_path, script)


def test_the_office_is_told_that_nobody_could_see_whether_a_backup_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily, "FIRST_WAIT_SECONDS", 0.01)

    async def script(queue: Hub) -> None:
        office = queue.stream.listen(Role.MANAGER, None)
        _failing_once(monkeypatch, backups, "made", _disk_error())
        while (told := (await _next(office, EventMessage)).event).kind != "backup.failed":
            pass
        assert told.backup is not None
        assert "disk I/O error" in (told.backup.trouble or "")

    at_work(tmp_path, script)


@pytest.mark.slow
def test_the_time_is_told_on_after_a_mistake_in_telling_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kiosks and boards take silence for the hub's death."""

    async def script(queue: Hub) -> None:
        board = queue.stream.listen(Role.DISPLAY, None)
        await _next(board, Tick)
        tried = _failing_once(monkeypatch, queue.stream, "tick", ValueError("a bug"))
        await until(lambda: tried, "nobody told the time")
        await _next(board, Tick)

    at_work(tmp_path, script)


@pytest.mark.slow
def test_days_are_closed_on_after_a_mistake_in_closing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = _failing_once(monkeypatch, day_commands, "close_past_day", ValueError("a bug"))

    async def script(_queue: Hub) -> None:
        await until(lambda: len(tried) > 1, "it was not tried again")

    at_work(tmp_path, script)
