"""Requests and answers about a visit: taking a number, calling, serving, sending on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.wire.hall import Call, Step, TicketInfo
from shared.wire.terms import Estimate, PauseReason


class TakeNumber(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``POST /tickets``. Exactly one of ``service`` and ``services`` is given."""

    service: str | None = None
    services: tuple[str, ...] | None = None
    priority: bool = False
    lang: str = "id"
    reserve: bool = False
    """True: the number waits for ``printed`` before it counts as waiting."""


class Ticket(Struct, frozen=True):
    """Answer to whoever took the number; the only place where the token is shown."""

    id: int
    label: str
    agency: str
    service_date: date
    priority: bool
    lang: str
    source: str
    issued_at: datetime
    token: str
    url: str
    """Address of the visitor's page, for the QR."""
    ahead: int
    """People before this one when the number was taken."""
    estimate: Estimate
    steps: tuple[Step, ...]


class PrintFailed(Struct, frozen=True, forbid_unknown_fields=True):
    reason: Annotated[str, Meta(max_length=60)]
    """Short code of what went wrong: paper_out, offline, unreachable, ..."""


Id = Annotated[int, Meta(ge=0, lt=10**18)]
"""A number by which the hub knows something: what its file can hold."""


class CallChosen(Struct, frozen=True, forbid_unknown_fields=True):
    ticket: Id
    service: str | None = None
    """Which of the services the ticket waits for, where this counter serves several of them."""


class Called(Struct, frozen=True):
    """Answer to ``call-next``, ``call`` and ``recall``."""

    ticket: TicketInfo
    step: Step
    call: Call
    why: str


class Moved(Struct, frozen=True):
    """Answer to every other command on a ticket: the step after it."""

    ticket: TicketInfo
    step: Step


class Visit(Struct, frozen=True):
    """A ticket of today with all its steps, also those that are over; for staff, so without its token."""

    ticket: TicketInfo
    steps: tuple[Step, ...]


class Upcoming(Struct, frozen=True):
    """Somebody who waits, and why the counter would call them then (as ``Called.why``)."""

    step: int
    why: str


class CounterLine(Struct, frozen=True):
    """Answer to ``GET /counters/{counter}/line``: the first 60 of those who wait for this counter's services, in the
    order in which it would call them if nobody came and nobody else called."""

    upcoming: tuple[Upcoming, ...]


class Hold(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``hold``: what is missing, and when the visitor wants to be back."""

    note: str
    until: datetime | None = None


class TakeBreak(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``pause``, which may be missing: why, and for how many minutes or until when."""

    reason: PauseReason | None = None
    minutes: Annotated[int, Meta(ge=1, le=480)] | None = None
    until: datetime | None = None
    after_visitor: bool = False
    """While somebody is at the counter: the break begins by itself as soon as that visitor has gone."""


class Transfer(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``transfer``: to which service, also of another agency."""

    service: str
    note: str | None = None


class TransferTicket(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``POST /tickets/{id}/transfer``: a waiting visitor goes to another service instead."""

    service: str
    instead_of: str | None = None
    """Which of several services the ticket waits for is given up."""
    note: str | None = None


class Resume(Struct, frozen=True, forbid_unknown_fields=True):
    ticket: Id
