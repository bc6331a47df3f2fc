"""Who watches the own ticket on a phone: tells each what changed, in rounds, away from the commands.

An event only marks whom it may concern. A round looks at those, a few at a time, so that commands and the other stream
are served in between, and gives only what is new. Lives on the event loop; nothing in it waits for a reader.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from enum import Enum

import msgspec
from msgspec.structs import replace

from hub.conditions import Conditions
from hub.engine.database import StorageError
from hub.engine.port import Connection
from hub.views.visitor_ticket import VisitorTicket, VisitorTickets
from shared.wire import Event, TicketInfo

log = logging.getLogger(__name__)

PAUSE = 0.5
"""Seconds between two rounds: nobody is told more often."""
TICK = 15.0
"""Seconds after which everybody is told something: how it stands if that changed by time alone, else the time."""
AT_ONCE = 12
"""Tickets that are looked at without a pause."""
MOST, MOST_FROM_ONE, MOST_OF_ONE = 1_000, 300, 6
"""Watchers in all, from one address (behind a Wi-Fi router all phones have the same), and of one ticket."""
WARN_EVERY = 60.0
"""Seconds between two lines in the log, whatever strangers do."""


class WatchEnd(Enum):
    """Why somebody does not watch any more, or never could."""

    OVER = "over"
    TOO_MANY = "too many"


class WatchTick(msgspec.Struct, frozen=True, tag_field="type", tag="tick"):
    """Nothing else is new: what was said last is so now."""

    now: datetime


class TicketWatcher:
    """One phone. Of what it has not taken yet only the latest is kept."""

    def __init__(self, ticket: TicketInfo, address: str) -> None:
        self.ticket = ticket
        self.address = address
        self.line: frozenset[str] = frozenset()
        self.known: VisitorTicket | None = None
        """What was given last."""
        self.parting: WatchEnd | None = None
        self._next: str | None = None
        self._there = asyncio.Event()

    async def next(self) -> str | None:
        """What there is to say, as soon as there is; None once the watcher has parted and has everything."""
        await self._there.wait()
        text, self._next = self._next, None
        if self.parting is None:
            self._there.clear()
        return text

    def show(self, visit: VisitorTicket) -> None:
        self.known = visit
        self._next = msgspec.json.encode(visit).decode()
        self._there.set()

    def tick(self, text: str) -> None:
        if self._next is None:
            self._next = text
            self._there.set()

    def part(self, why: WatchEnd) -> None:
        self.parting = why
        self._there.set()


class TicketWatchers:
    """All of them. ``could_not_read`` is told when the file fails; whoever was to be told is looked at again."""

    def __init__(self, db: Connection, conditions: Conditions, could_not_read: Callable[[Exception], None]) -> None:
        self._db = db
        self._conditions = conditions
        self._could_not_read = could_not_read
        self._all: dict[TicketWatcher, None] = {}
        self._tickets: set[int] = set()
        self._services: set[str] = set()
        self._again: set[TicketWatcher] = set()
        self._stirred = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._warn_from = 0.0

    def watch(self, ticket: TicketInfo, address: str) -> TicketWatcher:
        """A new watcher, its ticket waiting in it already. One that is too many, or whose ticket is over, has parted.
        Raises StorageError."""
        watcher = TicketWatcher(ticket, address)
        if self._too_many(watcher):
            self._warn(address)
            watcher.part(WatchEnd.TOO_MANY)
            return watcher
        with VisitorTickets(self._db, self._conditions).reading() as glance:
            self._show(glance, watcher, glance.of(ticket))
        if watcher.parting is None:
            self._all[watcher] = None
            if self._work is None or self._work.done():
                self._work = asyncio.get_running_loop().create_task(self._rounds())
                self._work.add_done_callback(_tell_if_broken)
        return watcher

    def leave(self, watcher: TicketWatcher) -> None:
        self._all.pop(watcher, None)
        self._again.discard(watcher)
        if not self._all:
            self._stirred.set()

    def happened(self, events: Sequence[Event]) -> None:
        """Marks whom these events may concern. Costs commands next to nothing, however many watch."""
        if not self._all:
            return
        for event in events:
            if event.ticket is not None:
                self._tickets.add(event.ticket.id)
            if event.step is not None:
                self._tickets.add(event.step.ticket)
                self._services.add(event.step.service)
            if event.call is not None:
                self._tickets.add(event.call.ticket)
                self._services.add(event.call.service)
            if event.counter is not None:
                self._services.update(event.counter.services)
        self._stirred.set()

    def _too_many(self, watcher: TicketWatcher) -> bool:
        from_there = sum(one.address == watcher.address for one in self._all)
        of_it = sum(one.ticket.id == watcher.ticket.id for one in self._all)
        return len(self._all) >= MOST or from_there >= MOST_FROM_ONE or of_it >= MOST_OF_ONE

    def _warn(self, address: str) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._warn_from:
            self._warn_from = now + WARN_EVERY
            log.warning("a phone at %s cannot watch its ticket: too many do", address)

    async def _rounds(self) -> None:
        """Goes on while anybody watches."""
        loop = asyncio.get_running_loop()
        due = loop.time() + TICK
        while self._all:
            if loop.time() < due:
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(due):
                        await self._stirred.wait()
            everybody = loop.time() >= due
            marked = self._marked()
            if everybody:
                due = loop.time() + TICK
            await self._round(tuple(self._all) if everybody else marked, everybody=everybody)
            await asyncio.sleep(PAUSE if self._all else 0)

    def _marked(self) -> tuple[TicketWatcher, ...]:
        found = tuple(
            one
            for one in self._all
            if one.ticket.id in self._tickets or not self._services.isdisjoint(one.line) or one in self._again
        )
        self._tickets.clear()
        self._services.clear()
        self._again.clear()
        self._stirred.clear()
        return found

    async def _round(self, watchers: Sequence[TicketWatcher], *, everybody: bool) -> None:
        ordered = sorted(watchers, key=lambda one: (min(one.line, default=""), one.ticket.id))
        for begin in range(0, len(ordered), AT_ONCE):
            some = [one for one in ordered[begin : begin + AT_ONCE] if one in self._all]
            try:
                with VisitorTickets(self._db, self._conditions).reading() as glance:
                    self._look(glance, some, everybody=everybody)
            except StorageError as error:
                self._could_not_read(error)
                self._again.update(some)
                self._stirred.set()
            await asyncio.sleep(0)

    def _look(self, glance: VisitorTickets, some: Iterable[TicketWatcher], *, everybody: bool) -> None:
        tick = msgspec.json.encode(WatchTick(glance.now)).decode()
        visits: dict[int, VisitorTicket] = {}
        for watcher in some:
            number = watcher.ticket.id
            if number not in visits:
                visits[number] = glance.of(watcher.ticket)
            self._show(glance, watcher, visits[number])
            if everybody:
                watcher.tick(tick)

    def _show(self, glance: VisitorTickets, watcher: TicketWatcher, visit: VisitorTicket) -> None:
        known = watcher.known
        if known is None or replace(visit, now=known.now) != known:
            watcher.line = frozenset().union(*glance.lines_of(visit.step, ()))
            watcher.show(visit)
        if glance.over(visit):
            self._all.pop(watcher, None)
            watcher.part(WatchEnd.OVER)


def _tell_if_broken(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("phones are not told of their tickets any more", exc_info=error)
