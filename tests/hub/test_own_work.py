"""What the hub does of its own accord goes on, whatever one turn of it met."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from at_work import at_work, until
from held import HeldClock
from hubprocess import PATIENCE

from hub.queue import Queue
from hub.stream import Listener
from shared.wire import Message, Role, Snapshot, Tick


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


async def _next(listener: Listener, kind: type[M]) -> M:
    """The next message of a kind."""
    async with asyncio.timeout(PATIENCE):
        while True:
            text = await listener.queue.get()
            assert text is not None
            message = msgspec.json.decode(text, type=Message)
            if isinstance(message, kind):
                return message


def test_boards_get_the_new_days_hall_although_the_disk_failed_at_midnight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HeldClock()

    async def script(queue: Queue) -> None:
        board = queue.stream.listen(Role.DISPLAY, None)
        yesterday = (await _next(board, Snapshot)).hall.service_date
        await _next(board, Tick)
        tried = _failing_once(monkeypatch, queue.floor, "hall", _disk_error())
        clock.pass_by(days=1)
        await until(lambda: tried, "nobody looked at the new day")
        assert (await _next(board, Snapshot)).hall.service_date > yesterday
        await until(lambda: queue.trouble is None, "the trouble stayed")

    at_work(tmp_path, script, clock)
