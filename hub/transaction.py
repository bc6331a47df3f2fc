"""What a command works with: the open transaction, the moment, who asks, the site, and a place to record events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from hub.rules.openness import service_date
from hub.store import events
from hub.store.file import Connection
from shared.site.model import Site
from shared.wire import Call, Code, CounterDay, CounterFace, Event, Openness, Role, Step, TicketFace


@dataclass(frozen=True)
class Actor:
    """Who asks. ``code`` is the officer's code or the device's name."""

    role: Role
    code: str
    agency: str | None = None
    """Whose counters an officer may work; None for devices and managers."""
    name: str = ""
    address: str | None = None
    signed_in: bool = False
    """True for a person with a session, who can work at a counter."""

    def __str__(self) -> str:
        return f"{self.role}:{self.code}"


HUB = Actor(Role.MANAGER, "hub")
"""The hub itself, for what it does of its own accord."""


@dataclass(frozen=True)
class Refused:
    """An expected outcome: nothing was done, and this is why."""

    code: Code
    detail: str = ""
    openness: Openness | None = None


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

    @property
    def day(self) -> date:
        return service_date(self.site.timezone, self.now)

    def record(
        self,
        kind: str,
        *,
        ticket: TicketFace | None = None,
        step: Step | None = None,
        call: Call | None = None,
        counter: CounterFace | None = None,
        day: CounterDay | None = None,
    ) -> None:
        """Writes the next event. It carries the whole new state of what it touched."""
        self.seq += 1
        actor = "hub" if self.actor is HUB else str(self.actor)
        event = Event(self.seq, self.now, kind, actor, ticket, step, call, counter, day)
        events.append(self.db, event, self.day, self.actor.address)
        self.events.append(event)
