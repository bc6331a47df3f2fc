"""What the hub does of its own accord: the tick of every second, and the tidying of the queue."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from hub.access.access_changes import AccessChanges
from hub.access.sessions import Sessions
from hub.actors import HUB, Actor
from hub.clock import Clock
from hub.clock_follower import ClockFollower
from hub.commands import day as day_commands
from hub.commands import tickets as ticket_commands
from hub.commands.orphaned_counters import release_orphaned_counters
from hub.conditions import Conditions
from hub.engine.database import StorageError
from hub.engine.port import LogWatch
from hub.engine.reader import Reader
from hub.engine.writer import Writer
from hub.live.devices import saw_connected
from hub.live.hall_stream import HallStream
from hub.outcomes import Refused
from hub.read_trouble import ReadTrouble
from hub.store import answers, devices, locks, people
from hub.transaction import Command, RunCommand, Transaction
from hub.views.hall_snapshot import HallSnapshots
from shared.wire import ClockTrouble, DayRecap, Event

log = logging.getLogger(__name__)

T = TypeVar("T")

TIDY_SECONDS = 15.0
"""Between two rounds of tidying."""
TICK_DELAY_SECONDS = 0.003
"""The loop's timers count milliseconds and may end one early; the tick would then tell the same second again."""
RESTART_SECONDS = 1.0
"""Pause before a task that ended, or failed, is begun again."""
MOST_FORGOTTEN_ANSWERS = 2_000
"""Answers forgotten in one command, so that no other waits for it; 15 s bring far fewer new ones."""
KEPT_ANSWERS = timedelta(days=2)
"""How long a repeat with the same idempotency key gets the first answer."""


async def keep_running(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Begins ``work`` again whenever it ends or raises; a bug in it is logged."""
    while True:
        try:
            await work()
        except Exception:
            log.critical("the hub's own work failed; it is begun again", exc_info=True)
        await asyncio.sleep(RESTART_SECONDS)


def unless_doubted(clock: Clock, command: Command[T]) -> Command[T | None]:
    """``command``, or nothing while the clock may be wrong. That is looked at when the command is carried out: somebody
    may set the clock between its being handed over and then."""

    def checked(tx: Transaction) -> T | Refused | None:
        return command(tx) if clock.leap is None else None

    return checked


class SecondTicks:
    """Tells readers the time every second, and the figures that change with it. Never waits for the disk: readers take
    silence for the hub's death."""

    def __init__(
        self,
        conditions: Conditions,
        reader: Reader,
        snapshots: HallSnapshots,
        stream: HallStream,
        access_changes: AccessChanges,
        read_trouble: ReadTrouble,
        writer: Writer[Transaction, Actor, Event],
        follower: ClockFollower,
        clock_trouble: Callable[[], ClockTrouble | None],
    ) -> None:
        self._conditions = conditions
        self._reader = reader
        self._snapshots = snapshots
        self._stream = stream
        self._access_changes = access_changes
        self._read_trouble = read_trouble
        self._writer = writer
        self._follower = follower
        self._clock_trouble = clock_trouble
        self._told_day = conditions.today()
        self._probe: Future[Refused | None] | None = None

    async def run(self) -> None:
        while True:
            self._follower.follow()
            self._tick(self._conditions.clock.now())
            self._probe_the_writer()
            await asyncio.sleep(1 + TICK_DELAY_SECONDS - time.time() % 1)

    def _tick(self, now: datetime) -> None:
        noted = self._read_trouble.noted
        self._read_trouble.retry(partial(self._read_again, now))
        with noted():
            self._stream.tick(now, self._clock_trouble())
        with noted():
            self._access_changes.check_missed()
        if (today := self._conditions.today()) != self._told_day:
            with noted():
                self._stream.new_day()
                self._told_day = today

    def _read_again(self, now: datetime) -> None:
        """Raises StorageError until there is a file that can be read and has all that was told of it."""
        self._reader.open_anew()
        if self._snapshots.hall(now, True).seq < self._stream.seq:
            raise StorageError("there is another queue file now")

    def _probe_the_writer(self) -> None:
        """While the last commit failed, tries an empty one, to see when the file can be written again."""
        if self._writer.trouble is not None and (self._probe is None or self._probe.done()):
            self._probe = self._writer.submit(_nothing, HUB)


class Housekeeping:
    """Sets free whom a changed site left at a counter that is gone, closes days that are over, voids forgotten
    reservations, forgets old answers, notes who was there. What cannot be undone waits while the clock is in doubt."""

    def __init__(
        self,
        clock: Clock,
        reader: Reader,
        sessions: Sessions,
        access_changes: AccessChanges,
        read_trouble: ReadTrouble,
        log_watch: LogWatch,
        do: RunCommand,
    ) -> None:
        self._clock = clock
        self._reader = reader
        self._sessions = sessions
        self._access_changes = access_changes
        self._read_trouble = read_trouble
        self._log_watch = log_watch
        self._do = do

    async def run(self) -> None:
        while True:
            await self._do(release_orphaned_counters, HUB)
            while isinstance(await self._do(unless_doubted(self._clock, day_commands.close_past_day), HUB), DayRecap):
                pass
            await self._do(unless_doubted(self._clock, _forget_answers), HUB)
            await self._do(ticket_commands.void_forgotten, HUB)
            await asyncio.to_thread(self._log_watch.look)
            with self._read_trouble.noted():
                await self._note_presence()
            await asyncio.sleep(TIDY_SECONDS)

    async def _note_presence(self) -> None:
        """Stores which sessions and devices were seen, and ends the streams of sessions that ran out. Raises
        StorageError."""
        uses = self._sessions.drain()
        if uses:
            await self._do(partial(_touch_sessions, uses=uses), HUB)
            self._sessions.written(uses)
        if devices.connected(self._reader):
            await self._do(saw_connected, HUB)
        self._access_changes.check()


def _nothing(_tx: Transaction) -> None:
    """A command that only shows whether commits work."""


def _touch_sessions(tx: Transaction, uses: dict[str, datetime]) -> None:
    people.touch_sessions(tx.db, uses)


def _forget_answers(tx: Transaction) -> None:
    before = tx.now - KEPT_ANSWERS
    answers.forget(tx.db, before, MOST_FORGOTTEN_ANSWERS)
    locks.forget_attempts(tx.db, before)
