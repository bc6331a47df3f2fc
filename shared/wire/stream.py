"""The stream's messages."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from shared.wire.days import DayRecap
from shared.wire.hall import BackupState, Call, CounterDay, CounterInfo, Device, Figures, Hall, Step, TicketInfo
from shared.wire.terms import ClockTrouble


class Event(Struct, frozen=True, omit_defaults=True):
    """Something that happened and is on disk. Carries the whole new state of everything that it touched, so that
    a reader folds it by replacing what it knows of the same id (see ``shared.fold``)."""

    seq: int
    at: datetime
    kind: str
    """One of ``EventKind``, or one of a later version that this reader does not know."""
    actor: str
    """Who did it: "kiosk:Pintu utama", "officer:sari", "hub". Kiosks and boards are told the role only, also of a
    ticket's source, and no note of a step."""
    ticket: TicketInfo | None = None
    step: Step | None = None
    call: Call | None = None
    counter: CounterInfo | None = None
    day: CounterDay | None = None
    device: Device | None = None
    subject: str | None = None
    """Whom or what an act of administration was about: an officer's code, a key as "role:name"."""
    recap: DayRecap | None = None
    """With day.closed."""
    backup: BackupState | None = None


class Snapshot(Struct, frozen=True, tag_field="type", tag="snapshot"):
    """First message of a stream without ``after`` or whose ``after`` cannot be resumed; also when the day turns."""

    hall: Hall
    zone: str | None = None
    """To a board: the zone that the office gave it; None shows all."""


class EventMessage(Struct, frozen=True, tag_field="type", tag="event"):
    event: Event


class FiguresChanged(Struct, frozen=True, tag_field="type", tag="figures"):
    """Derived, not an event: figures after the events sent before it, also when only time has passed."""

    figures: Figures


class Tick(Struct, frozen=True, tag_field="type", tag="tick", omit_defaults=True):
    """Every second: the hub lives, and this is its time. Screens show the hub's time, not their own."""

    now: datetime
    seq: int
    clock: ClockTrouble | None = None
    """What is wrong with the machine's clock, for the staff's pages."""


Message = Snapshot | EventMessage | FiguresChanged | Tick
