"""The hub's working parts, put together: the writer, the readers, the stream, and who is who."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from hub.access.attempts import Attempts
from hub.access.digests import digest, new_secret
from hub.access.sessions import Sessions
from hub.actors import HUB, Actor
from hub.backups.daily import Backups
from hub.clock import ClockSet, SteeredClock
from hub.commands import clock_changes
from hub.commands import day as day_commands
from hub.commands import tickets as ticket_commands
from hub.commands.orphaned_counters import release_orphaned_counters
from hub.conditions import Conditions
from hub.engine.database import StorageError
from hub.engine.port import Connection
from hub.engine.reader import Reader
from hub.engine.writer import Writer
from hub.live.devices import Devices, saw_connected
from hub.live.hall_stream import HallStream
from hub.outcomes import Refused, storage_refusal
from hub.rules.openness import service_date
from hub.store import answers, backups, devices, events, kept_site, locks, people
from hub.store.database import database
from hub.transaction import Command, Transaction
from hub.views.hall_snapshot import HallSnapshots
from hub.views.today import TodayCache
from shared.wire import ClockTrouble, DayRecap, Event, EventKind, Role

log = logging.getLogger(__name__)

T = TypeVar("T")

TIDY_EVERY = 15.0
"""Seconds."""
AFTER_THE_SECOND = 0.003
"""Seconds: timers of the loop go by milliseconds and may end one early, and the same second would be told again."""
BEGIN_AGAIN = 1.0
"""Seconds."""
MOST_FORGOTTEN = 2_000
"""Answers forgotten in one go, so that nobody waits for it; 15 s bring far fewer new ones."""
MOST_CALLERS = 1_000
"""Devices that are remembered at once, each from each of its addresses."""
KEPT_ANSWERS = timedelta(days=2)
"""How long a repeat with the same idempotency key gets the first answer."""


@dataclass
class Hub:
    """Lives on one event loop; commands are handed to the writer's thread and awaited."""

    data: Path
    conditions: Conditions
    local_key: str = field(default_factory=new_secret)
    """This machine's own manager key, new at every start; see ``hub.running_hub``."""
    attempts: Attempts = field(default_factory=Attempts)
    signing_in: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Sign-ins one after another: guesses sent all at once are counted as those sent in turn."""

    def __post_init__(self) -> None:
        self._engine = database(self.data)
        self._writing = self._engine.open_writer()
        self._watch = self._engine.watch()
        self._recollection = TodayCache()
        self.log_watch = self._engine.watch_log()
        self._callers: dict[tuple[str, str], Actor] = {}
        self._access = 0
        self.reader = Reader(self._engine)
        self.floor = HallSnapshots(self.reader, self.conditions.site, self.conditions.always_open)
        self._start = self._look_at_the_clock()
        self._tell_of_the_site()
        self.stream = HallStream(self.floor, self.reader, self.conditions)
        self._local_digest = digest(self.local_key)
        self._reading_trouble: str | None = None
        self.sessions = Sessions(self.reader)
        self.devices = Devices(self._note)
        self.backups = Backups(
            self.data, self.conditions.backups, self.conditions.site.timezone, self.conditions.clock.now, self.do
        )
        self.attempts.restore(locks.attempts(self.reader))
        self._were_there = devices.connected(self.reader)

    def _look_at_the_clock(self) -> clock_changes.Start:
        """Before anything else is written: afterwards the last event would say that the clock is right."""
        clock = self.conditions.clock
        if isinstance(clock, SteeredClock):
            return clock_changes.Start(clock.now())
        self._writing.begin()
        start = clock_changes.begin(self._begin(self._writing, HUB, events.last_seq(self._writing)))
        self._writing.commit()
        if start.ahead is not None:
            clock.doubt(start.ahead)
        return start

    def _tell_of_the_site(self) -> None:
        """Notes an event when readers know another site than the one that this hub was started with."""
        digest = self.floor.site_digest()
        if (known := kept_site.told_digest(self._writing)) == digest:
            return
        now = self.now()
        self._writing.begin()
        last = events.last_seq(self._writing)
        if known is not None or last > 0:
            day = service_date(self.conditions.site.timezone, now)
            events.append(self._writing, Event(last + 1, now, EventKind.SITE_CHANGED.value, "hub"), day, None)
        kept_site.keep_told_digest(self._writing, digest)
        self._writing.commit()

    def start(self) -> None:
        """Begins to work; called on the event loop."""
        loop = asyncio.get_running_loop()
        deliver: Callable[[Callable[[], None]], object] = loop.call_soon_threadsafe
        self._writer = Writer(
            self._engine,
            self._writing,
            events,
            self._begin,
            deliver,
            self.stream.publish,
            storage_refusal,
            self._reopened,
            self._watch,
        )
        self._writer.start()
        own_work = (self._every_second, self._tidy, partial(self.backups.keep_daily, self._last_backup))
        self._told_day = service_date(self.conditions.site.timezone, self.now())
        self._tasks = [loop.create_task(_lasting(one)) for one in own_work]
        self.devices.expect(self._were_there)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self.backups.stop()
        self.devices.close()
        self.stream.close()
        await asyncio.to_thread(self._writer.stop)
        self.reader.close()

    @property
    def trouble(self) -> str | None:
        """Why the queue cannot be written or read now; None when it can, as far as anybody has tried."""
        return self._writer.trouble or self._reading_trouble

    def could_not_read(self, error: Exception) -> None:
        """Somebody's reading failed; told until the hub's own reading, every second, works again."""
        if self._reading_trouble is None:
            log.error("the queue file could not be read: %s", error)
        self._reading_trouble = str(error)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Goes on whatever the disk does: the hub's own work must not end with one failed look into the file."""
        try:
            yield
        except StorageError as error:
            self.could_not_read(error)

    def _reopened(self) -> None:
        """The writer works on another file now, or on the same one under another descriptor."""
        with self._reading():
            self.reader.open_anew()

    def _read_again(self, now: datetime) -> None:
        """Raises StorageError until there is a file that can be read and has all that was told of it."""
        self.reader.open_anew()
        if self.floor.hall(now, True).seq < self.stream.seq:
            raise StorageError("there is another queue file now")
        self._reading_trouble = None
        log.warning("the queue file can be read again")

    def now(self) -> datetime:
        return self.conditions.clock.now()

    @property
    def clock_behind(self) -> timedelta | None:
        """By how much the clock is earlier than what had happened before the start; None when it is not."""
        return self._start.behind(self.now())

    @property
    def clock_trouble(self) -> ClockTrouble | None:
        """What staff is to be told of the machine's clock."""
        if self.clock_behind is not None:
            return "behind"
        return "ahead" if self.conditions.clock.leap is not None else None

    def _follow_the_clock(self) -> None:
        """Takes today's visits to the right date when the machine's was set, before anybody's command is done there."""
        clock = self.conditions.clock
        clock.now()
        while clock.was_set:
            change = clock.was_set.pop(0)
            self.sessions.clock_was_set(change.after - change.before)
            following = self._writer.submit(partial(clock_changes.follow, change=change), HUB)
            following.add_done_callback(partial(self._followed, change))

    def _followed(self, change: ClockSet, outcome: Future[Refused | None]) -> None:
        """Tried again with the next command or second where the disk failed; the date alone has changed until then."""
        if outcome.exception() is None and outcome.result() is not None:
            self.conditions.clock.was_set.insert(0, change)

    async def do(self, command: Command[T], actor: Actor) -> T | Refused:
        """Runs the command after those before it; answers when it is on disk."""
        self._follow_the_clock()
        promise: asyncio.Future[T | Refused] = asyncio.get_running_loop().create_future()
        self._writer.put(command, actor, promise)
        return await promise

    def _last_backup(self) -> datetime | None:
        good = backups.made(self.reader)
        return good[0].at if good else None

    def _note(self, command: Command[object]) -> None:
        """Hands over a command whose answer nobody waits for."""
        self._writer.submit(command, HUB)

    def device(self, key: str, address: str) -> Actor | None:
        """Who holds this key, and asks from ``address``. Known ones are remembered until any key changes."""
        if self._access != self.stream.access or len(self._callers) > MOST_CALLERS:
            self._callers, self._access = {}, self.stream.access
        found = digest(key)
        if (actor := self._callers.get((found, address))) is None and (known := self._device(found)) is not None:
            actor = self._callers[found, address] = replace(known, address=address)
        return actor

    def _device(self, found: str) -> Actor | None:
        if found == self._local_digest:
            return Actor(Role.MANAGER, "this machine")
        known = people.key_by_digest(self.reader, found)
        return Actor(known.role, known.name, known.agency, key=known.id) if known else None

    def _begin(self, db: Connection, actor: Actor, seq: int) -> Transaction:
        conditions = self.conditions
        return Transaction(
            db,
            conditions.site,
            conditions.clock.now(),
            actor,
            conditions.always_open,
            self.address_of,
            seq,
            recollection=self._recollection,
        )

    def address_of(self, token: str) -> str:
        return f"{self.conditions.public_url}/t/{token}"

    async def _every_second(self) -> None:
        """Tells the time, and the figures that change with it. Waits for nothing, not for the disk either: readers
        take silence for the hub's death."""
        probe: Future[Refused | None] | None = None
        while True:
            self._follow_the_clock()
            now = self.now()
            if self._reading_trouble is not None:
                with self._reading():
                    self._read_again(now)
            with self._reading():
                self.stream.tick(now, self.clock_trouble)
            if (today := service_date(self.conditions.site.timezone, now)) != self._told_day:
                with self._reading():
                    self.stream.new_day()
                    self._told_day = today
            if self._writer.trouble is not None and (probe is None or probe.done()):
                probe = self._writer.submit(_nothing, HUB)
            await asyncio.sleep(1 + AFTER_THE_SECOND - time.time() % 1)

    async def _tidy(self) -> None:
        """What the hub does in the queue of its own accord: sets free whom a changed site left at a counter that is
        gone, closes days that are over, voids forgotten reservations, forgets old answers. What cannot be undone waits
        while the clock is in doubt."""
        while True:
            await self.do(release_orphaned_counters, HUB)
            while isinstance(await self.do(self._trusting(day_commands.close_past_day), HUB), DayRecap):
                pass
            await self.do(self._trusting(_forget_answers), HUB)
            await self.do(ticket_commands.void_forgotten, HUB)
            await asyncio.to_thread(self.log_watch.look)
            with self._reading():
                await self._keep_watch()
            await asyncio.sleep(TIDY_EVERY)

    def _trusting(self, command: Command[T]) -> Command[T | None]:
        """Does nothing while the clock is in doubt. That is looked at when the command is done: between its being
        handed over and then, somebody may set the clock."""

        def done(tx: Transaction) -> T | Refused | None:
            return command(tx) if self.conditions.clock.leap is None else None

        return done

    async def _keep_watch(self) -> None:
        """Writes down who was there, and ends the streams of sessions that ran out."""
        uses = self.sessions.drain()
        if uses:
            await self.do(partial(_touch_sessions, uses=uses), HUB)
            self.sessions.written(uses)
        if devices.connected(self.reader):
            await self.do(saw_connected, HUB)
        self.stream.access_changed()


async def _lasting(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Does one of the hub's own works for good: a mistake in it costs this turn of it, not every later one."""
    while True:
        try:
            await work()
        except Exception:
            log.critical("the hub's own work failed; it is begun again", exc_info=True)
        await asyncio.sleep(BEGIN_AGAIN)


def _nothing(_tx: Transaction) -> None:
    """A command that only shows whether commits work."""


def _touch_sessions(tx: Transaction, uses: dict[str, datetime]) -> None:
    people.touch_sessions(tx.db, uses)


def _forget_answers(tx: Transaction) -> None:
    before = tx.now - KEPT_ANSWERS
    answers.forget(tx.db, before, MOST_FORGOTTEN)
    locks.forget_attempts(tx.db, before)
