"""From one state of taking a number to the next: from touch to paper, and every way in which it goes wrong. Pure.

``advance(state, input)`` gives the next state and the effects that somebody else carries out (``kiosk.errands``).

When the hub is away, the number comes from the kiosk's own reserve (``kiosk.reserve``). If the hub had been asked
before, what became of that request is found out later, and a number that it may have made is abandoned.

A printer that says nothing is not waited for without end: the visitor is asked what now, as when it failed. But its
word still counts whenever it comes, and until then no second paper is sent after the first.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.alone import Lack
from kiosk.taking import (
    Abandon,
    Again,
    Answered,
    Ask,
    Asking,
    Confirm,
    Draw,
    Drawing,
    Drawn,
    Effect,
    Idle,
    Input,
    Issued,
    Left,
    Noted,
    NotPrinted,
    Overdue,
    Print,
    Printed,
    Printing,
    Reclaim,
    Refused,
    ReportFailure,
    Request,
    State,
    Step,
    Stranded,
    Undrawn,
    Unheard,
    Unprinted,
    Wanted,
)
from shared.wire import Code, Openness, Problem, Ticket

RETRY_AFTER = (0.3, 0.6, 1.0, 1.5, 2.0)
"""Seconds before each further attempt at an unreachable hub; then the visitor is told."""
PAPER_WITHIN = 45.0
"""Seconds that the printer has for a paper: more than any that works needs, with another job before it."""
SILENT = "mute"
"""The printer's code for one that said nothing all that time."""


def advance(state: State, given: Input) -> Step:  # noqa: PLR0911, PLR0912 - one for each row of the table
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
        case ((Printing(ticket) | Unprinted(ticket)), NotPrinted(number)) if number == ticket.id:
            return _not_printed(state, given)
        case Printing(ticket, service, _, counts), Overdue():
            failed = ReportFailure(ticket.id, SILENT, pending=True)
            after = Unprinted(ticket, service, SILENT, pending=True, counts=counts)
            return after, () if counts else (failed,)
        case Unprinted(ticket, service), Printed(number) if number == ticket.id:
            return Issued(ticket, service), (Confirm(number),)
        case Unprinted(ticket, service, _, pending, counts), Again():
            return Printing(ticket, service, again=True, counts=counts), () if pending else (Print(ticket),)
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


def _not_printed(state: Printing | Unprinted, given: NotPrinted) -> Step:
    """A number of which a paper may be out counts from then on: nobody who holds one is turned away. That somebody
    never comes for it is a no-show, and no harm."""
    after = Unprinted(state.ticket, state.service, given.trouble, counts=state.counts or given.begun)
    if state.counts:
        return after, ()
    return after, (Confirm(given.ticket) if given.begun else ReportFailure(given.ticket, given.trouble),)


def _left(state: State) -> Step:
    match state:
        case Unprinted(counts=True):
            return Idle(), ()
        case Asking(request) | Unheard(request) | Drawing(request, True):
            return Idle(), (Reclaim(request),)
        case Unprinted(ticket):
            return Idle(), (Abandon(ticket.id),)
        case Printing():
            return state, ()
        case _:
            return Idle(), ()


def _late(given: Input) -> tuple[Effect, ...]:
    """A number whose paper came out although nobody waited for it any more lies in the tray: it counts. One whose paper
    did not come is what its visitor made of it, noted or abandoned."""
    match given:
        case Printed(number) | NotPrinted(number, _, True):
            return (Confirm(number),)
        case Drawn(_, ticket):
            return (Abandon(ticket.id),)
        case _:
            return ()
