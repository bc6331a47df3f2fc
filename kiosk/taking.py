"""Taking a number, as a state machine without Qt: from the touch to the paper, and every way in which it goes wrong.

``advance(state, input)`` gives the next state and the effects that somebody else carries out (``kiosk.errands``). The
number is taken with ``reserve``: it exists, but does not wait until the printer took it or the visitor noted it. Each
request has an idempotency key that survives retries, so that a lost answer never makes a second number.

When the hub is away, the number comes from the kiosk's own reserve (``kiosk.reserve``). If the hub had been asked
before, what became of that request is found out later, and a number that it may have made is abandoned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from kiosk.alone import Lack
from shared.wire import Code, Openness, Problem, Ticket

RETRY_AFTER = (0.3, 0.6, 1.0, 1.5, 2.0)
"""Seconds before each further attempt at an unreachable hub; then the visitor is told."""


@dataclass(frozen=True)
class Request:
    """What is asked of the hub; ``key`` makes a repeat harmless."""

    key: str
    service: str
    priority: bool
    lang: str


# --- states ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Idle:
    """Nothing is being taken."""


@dataclass(frozen=True)
class Asking:
    """The hub has been asked; ``attempt`` counts from 1."""

    request: Request
    attempt: int = 1


@dataclass(frozen=True)
class Drawing:
    """A number of the kiosk's own is being saved. ``asked``: the hub may have made one, too."""

    request: Request
    asked: bool


@dataclass(frozen=True)
class Printing:
    """The number exists; its paper is on the way."""

    ticket: Ticket
    service: str
    again: bool = False


@dataclass(frozen=True)
class Issued:
    """The paper is out, or the visitor noted the number: it counts."""

    ticket: Ticket
    service: str
    noted: bool = False


@dataclass(frozen=True)
class Unprinted:
    """The paper did not come out. ``trouble`` is the printer's code for why."""

    ticket: Ticket
    service: str
    trouble: str


@dataclass(frozen=True)
class Refused:
    """The hub said no, or the kiosk may not by itself (``code`` is then a Lack); ``code`` and ``openness`` say why."""

    service: str
    code: str
    openness: Openness | None


@dataclass(frozen=True)
class Unheard:
    """No answer after every attempt. The number may exist: the same request is repeated, or reclaimed on leaving."""

    request: Request


State: TypeAlias = Idle | Asking | Drawing | Printing | Issued | Unprinted | Refused | Unheard


# --- inputs ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A service's button was touched. ``alone``: the hub is away, and is not asked."""

    request: Request
    alone: bool = False


@dataclass(frozen=True)
class Stranded:
    """The hub has been away for so long that nobody waits for its answer any more."""


@dataclass(frozen=True)
class Drawn:
    """A number of the kiosk's own for the request with this key."""

    key: str
    ticket: Ticket


@dataclass(frozen=True)
class Undrawn:
    """The kiosk gives none."""

    key: str
    why: Openness | Lack


@dataclass(frozen=True)
class Answered:
    """The hub's answer to the request with this key; None: none came."""

    key: str
    answer: Ticket | Problem | None


@dataclass(frozen=True)
class Printed:
    """The printer took the paper of this ticket."""

    ticket: int


@dataclass(frozen=True)
class NotPrinted:
    ticket: int
    trouble: str


@dataclass(frozen=True)
class Again:
    """ "Try again" was touched."""


@dataclass(frozen=True)
class Noted:
    """ "I noted my number" was touched."""


@dataclass(frozen=True)
class Left:
    """The visitor went away, or closed the page."""


Input: TypeAlias = Wanted | Answered | Stranded | Drawn | Undrawn | Printed | NotPrinted | Again | Noted | Left


# --- effects --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ask:
    request: Request
    after: float = 0.0
    """Seconds to wait first."""


@dataclass(frozen=True)
class Draw:
    """Take the number from the kiosk's own reserve."""

    request: Request


@dataclass(frozen=True)
class Print:
    ticket: Ticket


@dataclass(frozen=True)
class Confirm:
    """Tell the hub, until it knows, that the number counts."""

    ticket: int


@dataclass(frozen=True)
class ReportFailure:
    """Tell the hub, until it knows, that the paper did not come out."""

    ticket: int
    trouble: str


@dataclass(frozen=True)
class Abandon:
    """Tell the hub, until it knows, that nobody wants the number."""

    ticket: int


@dataclass(frozen=True)
class Reclaim:
    """Find out, until the hub answers, whether this request made a number, and abandon it."""

    request: Request


Effect: TypeAlias = Ask | Draw | Print | Confirm | ReportFailure | Abandon | Reclaim
Step: TypeAlias = tuple[State, tuple[Effect, ...]]


def advance(state: State, given: Input) -> Step:  # noqa: PLR0911 - one for each row of the table
    """The next state and what to do. An input that does not fit the state changes nothing, except that paper and
    answers which come after the visitor left are still settled with the hub."""
    match state, given:
        case (Idle() | Refused(), Wanted(request, alone)):
            return (Drawing(request, asked=False), (Draw(request),)) if alone else (Asking(request), (Ask(request),))
        case Asking(request), Stranded():
            return Drawing(request, asked=True), (Draw(request),)
        case Drawing(request, asked), (Drawn(key) | Undrawn(key)) if key == request.key:
            return _drawn(request, asked, given)
        case Asking(request, attempt), Answered(key, answer) if key == request.key:
            return _answered(request, attempt, answer)
        case Unheard(request), Again():
            return Asking(request), (Ask(request),)
        case Printing(ticket, service), Printed(number) if number == ticket.id:
            return Issued(ticket, service), (Confirm(number),)
        case Printing(ticket, service), NotPrinted(number, trouble) if number == ticket.id:
            return Unprinted(ticket, service, trouble), (ReportFailure(number, trouble),)
        case Unprinted(ticket, service), Again():
            return Printing(ticket, service, again=True), (Print(ticket),)
        case Unprinted(ticket, service), Noted():
            return Issued(ticket, service, noted=True), (Confirm(ticket.id),)
        case _, Left():
            return _left(state)
        case _:
            return state, _late(given)


def _answered(request: Request, attempt: int, answer: Ticket | Problem | None) -> Step:
    match answer:
        case Ticket():
            return Printing(answer, request.service), (Print(answer),)
        case Problem():
            return Refused(request.service, answer.code.value, answer.openness), ()
        case None if attempt <= len(RETRY_AFTER):
            return replace(Asking(request), attempt=attempt + 1), (Ask(request, after=RETRY_AFTER[attempt - 1]),)
        case None:
            return Drawing(request, asked=True), (Draw(request),)


def _drawn(request: Request, asked: bool, given: Input) -> Step:
    match given:
        case Drawn(_, ticket):
            return Printing(ticket, request.service), (Print(ticket), *((Reclaim(request),) if asked else ()))
        case Undrawn(_, Lack() as lack) if not asked:
            return Refused(request.service, lack.value, None), ()
        case Undrawn(_, Openness() as openness) if not asked:
            return Refused(request.service, Code.CLOSED.value, openness), ()
        case _:
            return Unheard(request), ()


def _left(state: State) -> Step:
    match state:
        case Asking(request) | Unheard(request) | Drawing(request, True):
            return Idle(), (Reclaim(request),)
        case Unprinted(ticket):
            return Idle(), (Abandon(ticket.id),)
        case Printing():
            return state, ()
        case _:
            return Idle(), ()


def _late(given: Input) -> tuple[Effect, ...]:
    """A number whose paper came out although nobody waited for it any more lies in the tray: it counts."""
    match given:
        case Printed(number):
            return (Confirm(number),)
        case NotPrinted(number, trouble):
            return (ReportFailure(number, trouble), Abandon(number))
        case Drawn(_, ticket):
            return (Abandon(ticket.id),)
        case _:
            return ()
