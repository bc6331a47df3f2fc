"""The hub's parts, put together, and how they start, stop and write."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from hub.access.access_changes import AccessChanges
from hub.access.attempts import Attempts
from hub.access.digests import new_secret
from hub.access.known_keys import KnownKeys
from hub.access.sessions import Sessions
from hub.actors import HUB, Actor
from hub.backups.daily import Backups
from hub.clock_follower import ClockFollower
from hub.conditions import Conditions
from hub.engine.port import Connection
from hub.engine.reader import Reader
from hub.engine.writer import Promise, Writer
from hub.housekeeping import Housekeeping, SecondTicks, keep_running
from hub.live.devices import Devices
from hub.live.hall_stream import HallStream
from hub.outcomes import Refused, storage_refusal
from hub.read_trouble import ReadTrouble
from hub.startup import check_clock, record_site_change
from hub.store import backups, devices, events, locks
from hub.store.database import database
from hub.transaction import Command, Transaction
from hub.views.hall_snapshot import HallSnapshots
from hub.views.today import TodayCache
from shared.wire import ClockTrouble

T = TypeVar("T")


class Hub:
    """Lives on one event loop; commands are handed to the writer's thread and awaited."""

    def __init__(self, data: Path, conditions: Conditions) -> None:
        """Opens the queue file in ``data``. Raises CannotOpenError."""
        self.data = data
        self.conditions = conditions
        self.local_key = new_secret()
        """This machine's own manager key, new at every start; see ``hub.running_hub``."""
        self._today_cache = TodayCache()
        self._engine = database(data)
        self._writing = self._engine.open_writer()
        self._watch = self._engine.watch()
        self.log_watch = self._engine.watch_log()
        self.reader = Reader(self._engine)
        self.read_trouble = ReadTrouble()
        self.snapshots = HallSnapshots(self.reader, conditions.site, conditions.always_open)
        self._start = check_clock(self._writing, self._begin, conditions.clock)
        record_site_change(self._writing, self._begin, self.snapshots.site_digest())
        self.stream = HallStream(self.snapshots, self.reader, conditions)
        self.access_changes = AccessChanges()
        self.stream.subscribe(self.access_changes.happened)
        self._known_keys = KnownKeys(self.reader, self.access_changes, self.local_key)
        self.sessions = Sessions(self.reader)
        self.attempts = Attempts()
        self.attempts.restore(locks.attempts(self.reader))
        self.signing_in = asyncio.Lock()
        """Sign-ins one after another: guesses sent all at once are counted as those sent in turn."""
        self.devices = Devices(self._submit)
        self._devices_before = devices.connected(self.reader)
        """Devices that were connected when the hub ended."""
        self.backups = Backups(data, conditions.backups, conditions.site.timezone, conditions.clock.now, self.do)

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
        clock = self.conditions.clock
        self._clock_follower = ClockFollower(clock, self.sessions, self._writer)
        ticks = SecondTicks(
            self.conditions,
            self.reader,
            self.snapshots,
            self.stream,
            self.access_changes,
            self.read_trouble,
            self._writer,
            self._clock_follower,
            lambda: self.clock_trouble,
        )
        housekeeping = Housekeeping(
            clock, self.reader, self.sessions, self.access_changes, self.read_trouble, self.log_watch, self.do
        )
        work = (ticks.run, housekeeping.run, partial(self.backups.keep_daily, self._last_backup))
        self._tasks = [loop.create_task(keep_running(one)) for one in work]
        self.devices.expect(self._devices_before)

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
        return self._writer.trouble or self.read_trouble.reason

    def could_not_read(self, error: Exception) -> None:
        """Somebody's reading failed; told until the hub's own reading, every second, works again."""
        self.read_trouble.note(error)

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

    async def do(self, command: Command[T], actor: Actor) -> T | Refused:
        """Runs the command after those before it; answers when it is on disk."""
        promise: asyncio.Future[T | Refused] = asyncio.get_running_loop().create_future()
        self.submit(command, actor, promise)
        return await promise

    def submit(self, command: Command[T], actor: Actor, promise: Promise) -> None:
        """Hands the command over; ``promise`` is settled on the loop when it is on disk."""
        self._clock_follower.follow()
        self._writer.put(command, actor, promise)

    def device(self, key: str, address: str) -> Actor | None:
        """Who holds this key, and asks from ``address``; None for a key that is not good."""
        return self._known_keys.holder(key, address)

    def address_of(self, token: str) -> str:
        """The address of the page of the ticket with this token."""
        return f"{self.conditions.public_url}/t/{token}"

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
            today_cache=self._today_cache,
        )

    def _reopened(self) -> None:
        """The writer works on another file now, or on the same one under another descriptor."""
        with self.read_trouble.noted():
            self.reader.open_anew()

    def _last_backup(self) -> datetime | None:
        good = backups.made(self.reader)
        return good[0].at if good else None

    def _submit(self, command: Command[object]) -> None:
        """Hands over a command whose answer nobody waits for."""
        self._writer.submit(command, HUB)
