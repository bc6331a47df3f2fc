"""What a command works with: the open transaction, the moment, who asks, the site, and a place to record events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from hub.actors import HUB, Actor
from hub.engine.port import Connection
from hub.outcomes import Refused
from hub.rules.openness import service_date
from hub.store import events
from hub.views.today import Today, TodayCache, read_today
from shared.site.model import Site
from shared.wire import (
    BackupState,
    Call,
    CounterDay,
    CounterInfo,
    DayRecap,
    Device,
    Event,
    EventKind,
    Step,
    TicketInfo,
)

T = TypeVar("T")


@dataclass
class Transaction:
    """One command's view of the write transaction. Its events leave only after the commit."""

    db: Connection
    site: Site
    now: datetime
    actor: Actor
    always_open: bool
    address_of: Callable[[str], str]
    """From a ticket's token to the address of its page."""
    seq: int
    events: list[Event] = field(default_factory=list)
    today_cache: TodayCache = field(default_factory=TodayCache)

    def __post_init__(self) -> None:
        self.day = service_date(self.site.timezone, self.now)
        """The hall's date now."""
        self._left = self.today_cache.take(self.db, self.seq)

    def today(self) -> Today:
        """Today as it stands, before this command changes anything. What the last command left known of another day
        or of another site is no use."""
        left = self._left
        if left is not None and left.day == self.day and left.site is self.site:
            return left.at(self.now)
        return read_today(self.db, self.site, self.now, self.always_open)

    def keep_for_next(self, today: Today) -> None:
        """The last thing that a command does, if it knows today's state after it."""
        self.today_cache.leave(self.db, self.seq, today)

    def record(
        self,
        kind: EventKind,
        *,
        ticket: TicketInfo | None = None,
        step: Step | None = None,
        call: Call | None = None,
        counter: CounterInfo | None = None,
        day: CounterDay | None = None,
        device: Device | None = None,
        subject: str | None = None,
        backup: BackupState | None = None,
        recap: DayRecap | None = None,
    ) -> None:
        """Writes the next event. It carries the whole new state of what it touched."""
        self.seq += 1
        actor = "hub" if self.actor is HUB else str(self.actor)
        event = Event(
            seq=self.seq,
            at=self.now,
            kind=kind.value,
            actor=actor,
            ticket=ticket,
            step=step,
            call=call,
            counter=counter,
            day=day,
            device=device,
            subject=subject,
            backup=backup,
            recap=recap,
        )
        events.append(self.db, event, self.day, self.actor.address)
        self.events.append(event)


Command = Callable[[Transaction], T | Refused]
"""Changes nothing but the database, through its transaction: it may be run again when the first time was taken back."""


class RunCommand(Protocol):
    """Hands a command to the writer; its outcome is there when the commit is on disk."""

    def __call__(self, command: Callable[[Transaction], T | Refused], actor: Actor) -> Awaitable[T | Refused]: ...
