"""A whole queue at work in the test's own process, on a clock that the test moves, and a disk that it takes away."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hub.clock import Clock
from hub.commands.tickets import take_number
from hub.conditions import Conditions
from hub.engine.sqlite.file import queue_file
from hub.hub import Hub
from hub.outcomes import Refused
from shared.wire import TakeNumber, Ticket
from tests.support.held import KIOSK, KTP, HeldClock, small_hall
from tests.support.hubprocess import PATIENCE

Script = Callable[[Hub], Coroutine[Any, Any, None]]


def at_work(data: Path, script: Script, clock: Clock | None = None) -> None:
    """Runs the script beside a queue that has been started, and stops it afterwards."""

    async def run() -> None:
        queue = Hub(data, Conditions(small_hall(), True, "http://hub", clock or HeldClock()))
        queue.start()
        try:
            await script(queue)
        finally:
            await queue.stop()

    asyncio.run(run())


async def take(queue: Hub) -> Ticket | Refused:
    answer = await asyncio.wait_for(queue.do(lambda tx: take_number(tx, TakeNumber(KTP)), KIOSK), PATIENCE)
    assert isinstance(answer, Ticket | Refused)
    return answer


async def label(queue: Hub) -> str | None:
    """Takes a number; None when it is refused."""
    answer = await take(queue)
    return answer.label if isinstance(answer, Ticket) else None


async def again(queue: Hub) -> str:
    """The first number that is given again. SQLite may try a failed descriptor of the same file once more."""
    async with asyncio.timeout(PATIENCE):
        while (given := await label(queue)) is None:
            await asyncio.sleep(0.01)
    return given


async def until_refused(queue: Hub) -> tuple[list[str], Refused]:
    """The numbers that are still given, as by a commit that the hub is in the middle of, and the refusal."""
    given: list[str] = []
    async with asyncio.timeout(PATIENCE):
        while isinstance(answer := await take(queue), Ticket):
            given.append(answer.label)
    return given, answer


async def until(condition: Callable[[], Any], what: str) -> Any:
    """The first true answer of ``condition``, while the queue works."""
    async with asyncio.timeout(PATIENCE):
        while not (answer := condition()):
            await asyncio.sleep(0.01)
        return answer
    raise AssertionError(what)


def fail_descriptors(data: Path) -> None:
    """Every descriptor that this process has on the queue file fails from now on, as after a disk fell off the bus."""
    bad = os.open(data, os.O_RDONLY)
    for open_one in Path("/proc/self/fd").iterdir():
        try:
            target = str(open_one.readlink())
        except OSError:
            continue
        if target.startswith(str(queue_file(data))) and not target.endswith("-shm"):
            os.dup2(bad, int(open_one.name))
    os.close(bad)


@contextmanager
def disk_away(data: Path) -> Iterator[None]:
    """The queue file's disk is gone, and the folder is the bare one under its mount point; afterwards it is back."""
    fail_descriptors(data)
    away = data.with_name(f"{data.name}-away")
    data.rename(away)
    data.mkdir()
    yield
    shutil.rmtree(data)
    away.rename(data)
