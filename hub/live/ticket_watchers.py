"""Who watches the own ticket on a phone: tells each what changed, in rounds, out of the way of commands.

An event only marks whom it may concern. A round looks at each marked ticket by itself, and reads each marked line once
for all who wait in it. It works for a few milliseconds at a time, so that commands and the hall's stream are served in
between. Lives on the event loop; nothing in it waits for a phone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import perf_counter

import msgspec

from hub.conditions import Conditions
from hub.engine.database import StorageError
from hub.engine.port import Connection
from hub.live.ticket_watcher import Differences, TicketWatcher, WatchEnd, WatchTick
from hub.live.watcher_index import Lines, WatcherIndex
from hub.store.events import NOT_RESUMED
from hub.views.visitor_ticket import VisitorTickets
from hub.views.waiting_line import LineCondition
from shared.wire import Event, TicketInfo

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
"""Between the beginnings of two rounds: nobody is told more often."""
TICK_SECONDS = 15.0
"""After which everybody is told something: how it stands if that changed by time alone, else the time."""
WORK_SECONDS, REST_SECONDS = 0.002, 0.001
"""A round works so long without a rest, and leaves the loop and the interpreter to others for so long. A command waits
for several such spells on its way; the writer's thread would get the interpreter only after 5 ms without the rest."""
SHARED = timedelta(seconds=0.1)
"""Phones that come within so long of each other, while nothing happens, share what is read: after the hub's restart all
come at once."""
MOST_TOGETHER = 12
"""Tickets that are looked at one by one without a rest."""
WARN_SECONDS = 60.0
"""Between two lines in the log, whatever strangers do."""


@dataclass
class _Marks:
    """Whom events that happened since the last round may concern."""

    tickets: set[int] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    everybody: bool = False

    def add(self, event: Event) -> None:
        if event.kind in NOT_RESUMED:
            self.everybody = True
        if event.ticket is not None:
            self.tickets.add(event.ticket.id)
        if event.step is not None:
            self.tickets.add(event.step.ticket)
            self.services.add(event.step.service)
        if event.call is not None:
            self.tickets.add(event.call.ticket)
            self.services.add(event.call.service)
        if event.counter is not None:
            self.services.update(event.counter.services)


class TicketWatchers:
    """All of them. ``could_not_read`` is told when the file fails; whoever was to be told is looked at again."""

    def __init__(self, db: Connection, conditions: Conditions, could_not_read: Callable[[Exception], None]) -> None:
        self._db = db
        self._conditions = conditions
        self._could_not_read = could_not_read
        self._watchers = WatcherIndex()
        self._marks = _Marks()
        self._again: set[TicketWatcher] = set()
        """Who could not be told because the file could not be read."""
        self._told_conditions: dict[Lines, list[LineCondition]] = {}
        """How lines stood when everybody in them was told last."""
        self._today: date | None = None
        self._wake = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._warn_from = 0.0
        self._recent: VisitorTickets | None = None

    def watch(self, ticket: TicketInfo, address: str) -> TicketWatcher:
        """A new watcher that knows how its ticket stands. One that is too many, or whose ticket is over, has ended.
        Raises StorageError."""
        watcher = TicketWatcher(ticket, address)
        if self._watchers.full_for(ticket.id, address):
            self._warn(address)
            watcher.ended = WatchEnd.TOO_MANY
            return watcher
        with self._shared_now().reading() as now:
            visit, waiting = now.with_waiting(ticket)
            watcher.learn(visit, waiting, now)
        if now.over(visit):
            watcher.ended = WatchEnd.OVER
            return watcher
        if not self._watchers:
            self._today = now.today
        self._watchers.add(watcher)
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._rounds())
            self._work.add_done_callback(_tell_if_broken)
        return watcher

    def leave(self, watcher: TicketWatcher) -> None:
        watcher.phone = None
        self._watchers.remove(watcher)
        self._again.discard(watcher)
        if not self._watchers:
            self._wake.set()

    def happened(self, events: Sequence[Event]) -> None:
        """Marks whom these events may concern. Costs commands next to nothing, however many watch."""
        self._recent = None
        if not self._watchers:
            return
        for event in events:
            self._marks.add(event)
        self._wake.set()

    def _now(self) -> VisitorTickets:
        return VisitorTickets(self._db, self._conditions)

    def _shared_now(self) -> VisitorTickets:
        """What was read for another phone a moment ago, if nothing has happened since."""
        now = self._now()
        if self._recent is None or not timedelta() <= now.now - self._recent.now < SHARED:
            self._recent = now
        return self._recent

    def _warn(self, address: str) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._warn_from:
            self._warn_from = now + WARN_SECONDS
            log.warning("a phone at %s cannot watch its ticket: too many do", address)

    async def _rounds(self) -> None:
        """Goes on while anybody watches."""
        loop = asyncio.get_running_loop()
        due = loop.time() + TICK_SECONDS
        while self._watchers:
            if loop.time() < due:
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(due):
                        await self._wake.wait()
            began = loop.time()
            tick = began >= due
            if tick:
                due = began + TICK_SECONDS
            await self._round(tick=tick)
            if self._watchers:
                await asyncio.sleep(max(REST_SECONDS, began + PAUSE_SECONDS - loop.time()))

    async def _round(self, *, tick: bool) -> None:
        self._wake.clear()
        marks, self._marks = self._marks, _Marks()
        if tick:
            today = self._now().today
            marks.everybody |= today != self._today
            self._today = today
            for lines in self._told_conditions.keys() - set(self._watchers.all_lines()):
                del self._told_conditions[lines]
        single = [*self._again, *(one for ticket in marks.tickets for one in self._watchers.of_ticket(ticket))]
        self._again.clear()
        await self._look_at(self._watchers if marks.everybody else single, tick=False)
        marked = [
            lines
            for lines in self._watchers.all_lines()
            if tick or marks.everybody or any(not marks.services.isdisjoint(line) for line in lines)
        ]
        await self._tell_lines(marked, tick=tick)

    async def _look_at(self, watchers: Iterable[TicketWatcher], *, tick: bool) -> None:
        """Looks at each of these tickets by itself. ``tick``: whoever hears nothing else is told the time."""
        watchers = tuple(dict.fromkeys(watchers))
        for begin in range(0, len(watchers), MOST_TOGETHER):
            some = [one for one in watchers[begin : begin + MOST_TOGETHER] if one in self._watchers]
            try:
                with self._now().reading() as now:
                    for watcher in some:
                        self._look(now, watcher, tick=tick)
            except StorageError as error:
                self._try_again(some, error)
            await asyncio.sleep(REST_SECONDS)

    def _look(self, now: VisitorTickets, watcher: TicketWatcher, *, tick: bool) -> None:
        visit, waiting = now.with_waiting(watcher.ticket)
        news, before = watcher.differs(visit), watcher.lines
        watcher.learn(visit, waiting, now)
        self._watchers.moved(watcher, before)
        if news:
            watcher.tell(watcher.whole())
        elif tick:
            watcher.tell(_tick(now))
        if now.over(visit):
            self._watchers.remove(watcher)
            watcher.end(WatchEnd.OVER)

    async def _tell_lines(self, marked: Iterable[Lines], *, tick: bool) -> None:
        """Tells everybody in these lines what is new there."""
        now, differences = self._now(), Differences()
        time = _tick(now) if tick else None
        for lines in marked:
            watchers = self._watchers.in_lines(lines)
            try:
                with now.reading():
                    now.read_lines(lines)
            except StorageError as error:
                self._try_again(watchers, error)
                await asyncio.sleep(REST_SECONDS)
                continue
            conditions = [now.line(line).condition for line in lines]
            moved = tick or conditions != self._told_conditions.get(lines)
            self._told_conditions[lines] = conditions
            doubtful = [
                watcher
                async for watcher in _unhurried(watchers)
                if watcher in self._watchers and not self._tell(now, watcher, differences, time, moved=moved)
            ]
            await self._look_at(doubtful, tick=tick)

    def _tell(
        self, now: VisitorTickets, watcher: TicketWatcher, differences: Differences, time: bytes | None, *, moved: bool
    ) -> bool:
        """Tells a watcher what is new in its lines, else ``time``. ``moved``: whether anybody's place may be another.
        False when the ticket is to be looked at by itself."""
        known, place = watcher.known, None
        if watcher.ticket.service_date != now.today or (time is not None and not watcher.waiting):
            return False
        if moved and watcher.waiting:
            place = now.nearest(watcher.ticket, watcher.waiting)
            if place is None or place.step.id != known.step.id:
                return False
        text = watcher.change(place, now.shared(known.step, now.today), now.now, differences) or time
        if text is not None:
            watcher.tell(text)
        return True

    def _try_again(self, watchers: Iterable[TicketWatcher], error: Exception) -> None:
        self._could_not_read(error)
        self._again.update(watchers)
        self._wake.set()


def _tick(now: VisitorTickets) -> bytes:
    return msgspec.json.encode(WatchTick(now.now))


async def _unhurried(watchers: Iterable[TicketWatcher]) -> AsyncIterator[TicketWatcher]:
    """One after another, with rests."""
    until = perf_counter() + WORK_SECONDS
    for watcher in watchers:
        if perf_counter() >= until:
            await asyncio.sleep(REST_SECONDS)
            until = perf_counter() + WORK_SECONDS
        yield watcher


def _tell_if_broken(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("phones are not told of their tickets any more", exc_info=error)
