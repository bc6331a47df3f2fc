"""The state machine of taking a number, from touch to paper with every failure on the way. Pure.

``advance(state, input)`` gives the next state and the effects that ``kiosk.issuing.outbox`` carries out.

While the hub is away, the number comes from the kiosk's offline numbers (``kiosk.issuing.offline_numbers``). If the hub
had been asked before, that request is looked up later, and a number that it may have made is abandoned.

A printer that says nothing is waited for ``PAPER_WITHIN`` seconds; then the visitor is asked, as after a failure. Its
later word still counts, and until then no second paper is sent after the first.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.issuing.offline_policy import NoNumberReason
from kiosk.issuing.states import (
    AbandonNumber,
    AskHub,
    AskingHub,
    AwaitingPaper,
    ConfirmNumber,
    HubAnswered,
    HubGone,
    HubUnanswered,
    IssuingEffect,
    IssuingInput,
    IssuingState,
    NoRequest,
    NotedTouched,
    NumberIssued,
    NumberRefused,
    NumberRequest,
    OfflineNumberDenied,
    OfflineNumberTaken,
    PaperFailed,
    PaperMissing,
    PaperOverdue,
    PaperPrinted,
    PrintPaper,
    ReclaimRequest,
    ReportPaperFailed,
    RetryTouched,
    ServiceChosen,
    TakeOfflineNumber,
    TakingOffline,
    Transition,
    VisitorLeft,
)
from shared.wire import Code, Openness, Problem, Ticket

RETRY_AFTER = (0.3, 0.6, 1.0, 1.5, 2.0)
"""Seconds before each further attempt at an unreachable hub; then the visitor is told."""
PAPER_WITHIN = 45.0
"""Seconds that the printer has for a paper: more than any that works needs, with another job before it."""
SILENT = "mute"
"""The printer's code for one that said nothing all that time."""


def advance(state: IssuingState, given: IssuingInput) -> Transition:  # noqa: PLR0911, PLR0912 - one for each row of the table
    """The next state and what to do. An input that does not fit the state changes nothing, except that paper and
    answers which come after the visitor left are still settled with the hub."""
    match state, given:
        case (NoRequest() | NumberRefused(), ServiceChosen(request, offline)):
            return (
                (TakingOffline(request, asked=False), (TakeOfflineNumber(request),))
                if offline
                else (AskingHub(request), (AskHub(request),))
            )
        case AskingHub(request), HubGone():
            return TakingOffline(request, asked=True), (TakeOfflineNumber(request),)
        case TakingOffline(request, asked), (OfflineNumberTaken(key) | OfflineNumberDenied(key)) if key == request.key:
            return _drawn(request, asked, given)
        case AskingHub(request, attempt), HubAnswered(key, answer) if key == request.key:
            return _answered(request, attempt, answer)
        case HubUnanswered(request), RetryTouched():
            return AskingHub(request), (AskHub(request),)
        case AwaitingPaper(ticket, service), PaperPrinted(number) if number == ticket.id:
            return NumberIssued(ticket, service), (ConfirmNumber(number),)
        case ((AwaitingPaper(ticket) | PaperMissing(ticket)), PaperFailed(number)) if number == ticket.id:
            return _not_printed(state, given)
        case AwaitingPaper(ticket, service, _, counts), PaperOverdue():
            failed = ReportPaperFailed(ticket.id, SILENT, pending=True)
            after = PaperMissing(ticket, service, SILENT, pending=True, counts=counts)
            return after, () if counts else (failed,)
        case PaperMissing(ticket, service), PaperPrinted(number) if number == ticket.id:
            return NumberIssued(ticket, service), (ConfirmNumber(number),)
        case PaperMissing(ticket, service, _, pending, counts), RetryTouched():
            return AwaitingPaper(ticket, service, again=True, counts=counts), () if pending else (PrintPaper(ticket),)
        case PaperMissing(ticket, service), NotedTouched():
            return NumberIssued(ticket, service, noted=True), (ConfirmNumber(ticket.id),)
        case _, VisitorLeft():
            return _left(state)
        case _:
            return state, _late(given)


def _answered(request: NumberRequest, attempt: int, answer: Ticket | Problem | None) -> Transition:
    match answer:
        case Ticket():
            return AwaitingPaper(answer, request.service), (PrintPaper(answer),)
        case Problem():
            return NumberRefused(request.service, answer.code.value, answer.openness), ()
        case None if attempt <= len(RETRY_AFTER):
            return replace(AskingHub(request), attempt=attempt + 1), (AskHub(request, after=RETRY_AFTER[attempt - 1]),)
        case None:
            return TakingOffline(request, asked=True), (TakeOfflineNumber(request),)


def _drawn(request: NumberRequest, asked: bool, given: IssuingInput) -> Transition:
    match given:
        case OfflineNumberTaken(_, ticket):
            return AwaitingPaper(ticket, request.service), (
                PrintPaper(ticket),
                *((ReclaimRequest(request),) if asked else ()),
            )
        case OfflineNumberDenied(_, NoNumberReason() as reason) if not asked:
            return NumberRefused(request.service, reason.value, None), ()
        case OfflineNumberDenied(_, Openness() as openness) if not asked:
            return NumberRefused(request.service, Code.CLOSED.value, openness), ()
        case _:
            return HubUnanswered(request), ()


def _not_printed(state: AwaitingPaper | PaperMissing, given: PaperFailed) -> Transition:
    """A number of which a paper may be out counts from then on: nobody who holds one is turned away. That somebody
    never comes for it is a no-show, and no harm."""
    after = PaperMissing(state.ticket, state.service, given.trouble, counts=state.counts or given.begun)
    if state.counts:
        return after, ()
    return after, (ConfirmNumber(given.ticket) if given.begun else ReportPaperFailed(given.ticket, given.trouble),)


def _left(state: IssuingState) -> Transition:
    match state:
        case PaperMissing(counts=True):
            return NoRequest(), ()
        case AskingHub(request) | HubUnanswered(request) | TakingOffline(request, True):
            return NoRequest(), (ReclaimRequest(request),)
        case PaperMissing(ticket):
            return NoRequest(), (AbandonNumber(ticket.id),)
        case AwaitingPaper():
            return state, ()
        case _:
            return NoRequest(), ()


def _late(given: IssuingInput) -> tuple[IssuingEffect, ...]:
    """A number whose paper came out although nobody waited for it any more lies in the tray: it counts. One whose paper
    did not come is what its visitor made of it, noted or abandoned."""
    match given:
        case PaperPrinted(number) | PaperFailed(number, _, True):
            return (ConfirmNumber(number),)
        case OfflineNumberTaken(_, ticket):
            return (AbandonNumber(ticket.id),)
        case _:
            return ()
