"""The number's state machine: what each touch and each answer leads to, and that no path leaves a ghost number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.issuing import states
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
    VisitorLeft,
)
from kiosk.issuing.transition import RETRY_AFTER, SILENT, advance
from kiosk.tickets import OfflineTicket, OfflineTicketId
from shared.wire import ClosedReason, Code, Estimate, Openness, Problem, Step, StepState, Ticket

AT = datetime(2022, 9, 19, 2, 41, tzinfo=UTC)
REQUEST = NumberRequest("key-1", "dukcapil.ktp", priority=False, lang="id")
OTHER = NumberRequest("key-2", "bapenda.pbb", priority=False, lang="id")
CLOSED = Problem(Code.CLOSED, "closed", 409, openness=Openness(ClosedReason.BREAK, AT))


def ticket(number: int = 13) -> Ticket:
    step = Step(number, number, "dukcapil.ktp", "dukcapil", StepState.RESERVED, None, AT)
    return Ticket(
        number, f"A-{number:03}", "dukcapil", date(2022, 9, 19), False, "id", "kiosk", AT, "t", "u", 4,
        Estimate(12, 25), (step,),
    )  # fmt: skip


TICKET = ticket()
SERVICE = REQUEST.service

OWN = OfflineTicket(
    OfflineTicketId(7), "A-901", "dukcapil", SERVICE, date(2022, 9, 19), False, "id", AT, "u"
)  # fmt: skip
AFTER_HOURS = Openness(ClosedReason.CLOSED)


@pytest.mark.parametrize(
    ("state", "heard", "after", "effects"),
    [
        (NoRequest(), ServiceChosen(REQUEST), AskingHub(REQUEST), (AskHub(REQUEST),)),
        (AskingHub(REQUEST), ServiceChosen(OTHER), AskingHub(REQUEST), ()),
        (AskingHub(REQUEST), HubAnswered("key-1", TICKET), AwaitingPaper(TICKET, SERVICE), (PrintPaper(TICKET),)),
        (AskingHub(REQUEST), HubAnswered("older", ticket(9)), AskingHub(REQUEST), ()),
        (AskingHub(REQUEST), HubAnswered("key-1", CLOSED), NumberRefused(SERVICE, "closed", CLOSED.openness), ()),
        (AskingHub(REQUEST), HubAnswered("key-1", None), AskingHub(REQUEST, 2), (AskHub(REQUEST, RETRY_AFTER[0]),)),
        (
            AskingHub(REQUEST, len(RETRY_AFTER) + 1),
            HubAnswered("key-1", None),
            TakingOffline(REQUEST, True),
            (TakeOfflineNumber(REQUEST),),
        ),
        (AskingHub(REQUEST), HubGone(), TakingOffline(REQUEST, True), (TakeOfflineNumber(REQUEST),)),
        (
            NoRequest(),
            ServiceChosen(REQUEST, offline=True),
            TakingOffline(REQUEST, False),
            (TakeOfflineNumber(REQUEST),),
        ),
        (
            TakingOffline(REQUEST, False),
            OfflineNumberTaken("key-1", OWN),
            AwaitingPaper(OWN, SERVICE),
            (PrintPaper(OWN),),
        ),
        (
            TakingOffline(REQUEST, True),
            OfflineNumberTaken("key-1", OWN),
            AwaitingPaper(OWN, SERVICE),
            (PrintPaper(OWN), ReclaimRequest(REQUEST)),
        ),
        (
            TakingOffline(REQUEST, False),
            OfflineNumberDenied("key-1", NoNumberReason.USED_UP),
            NumberRefused(SERVICE, "used_up", None),
            (),
        ),
        (
            TakingOffline(REQUEST, False),
            OfflineNumberDenied("key-1", AFTER_HOURS),
            NumberRefused(SERVICE, "closed", AFTER_HOURS),
            (),
        ),
        (
            TakingOffline(REQUEST, True),
            OfflineNumberDenied("key-1", NoNumberReason.USED_UP),
            HubUnanswered(REQUEST),
            (),
        ),
        (TakingOffline(REQUEST, True), VisitorLeft(), NoRequest(), (ReclaimRequest(REQUEST),)),
        (NoRequest(), OfflineNumberTaken("key-1", OWN), NoRequest(), (AbandonNumber(OWN.id),)),
        (AwaitingPaper(OWN, SERVICE), HubAnswered("key-1", TICKET), AwaitingPaper(OWN, SERVICE), ()),
        (HubUnanswered(REQUEST), RetryTouched(), AskingHub(REQUEST), (AskHub(REQUEST),)),
        (HubUnanswered(REQUEST), VisitorLeft(), NoRequest(), (ReclaimRequest(REQUEST),)),
        (AwaitingPaper(TICKET, SERVICE), PaperPrinted(13), NumberIssued(TICKET, SERVICE), (ConfirmNumber(13),)),
        (AwaitingPaper(TICKET, SERVICE), ServiceChosen(OTHER), AwaitingPaper(TICKET, SERVICE), ()),
        (AwaitingPaper(TICKET, SERVICE), VisitorLeft(), AwaitingPaper(TICKET, SERVICE), ()),
        (
            AwaitingPaper(TICKET, SERVICE),
            PaperFailed(13, "paper_out"),
            PaperMissing(TICKET, SERVICE, "paper_out"),
            (ReportPaperFailed(13, "paper_out"),),
        ),
        (
            AwaitingPaper(TICKET, SERVICE),
            PaperOverdue(),
            PaperMissing(TICKET, SERVICE, SILENT, pending=True),
            (ReportPaperFailed(13, SILENT, pending=True),),
        ),
        (
            PaperMissing(TICKET, SERVICE, SILENT, pending=True),
            PaperPrinted(13),
            NumberIssued(TICKET, SERVICE),
            (ConfirmNumber(13),),
        ),
        (
            PaperMissing(TICKET, SERVICE, SILENT, pending=True),
            PaperFailed(13, "paper_out"),
            PaperMissing(TICKET, SERVICE, "paper_out"),
            (ReportPaperFailed(13, "paper_out"),),
        ),
        (
            PaperMissing(TICKET, SERVICE, SILENT, pending=True),
            RetryTouched(),
            AwaitingPaper(TICKET, SERVICE, again=True),
            (),
        ),
        (
            AwaitingPaper(TICKET, SERVICE),
            PaperFailed(13, "mute", begun=True),
            PaperMissing(TICKET, SERVICE, "mute", counts=True),
            (ConfirmNumber(13),),
        ),
        (
            PaperMissing(TICKET, SERVICE, SILENT, pending=True),
            PaperFailed(13, "offline", begun=True),
            PaperMissing(TICKET, SERVICE, "offline", counts=True),
            (ConfirmNumber(13),),
        ),
        (
            AwaitingPaper(TICKET, SERVICE),
            PaperFailed(13, "paper_out", begun=True),
            PaperMissing(TICKET, SERVICE, "paper_out", counts=True),
            (ConfirmNumber(13),),
        ),
        (
            PaperMissing(TICKET, SERVICE, "mute", counts=True),
            RetryTouched(),
            AwaitingPaper(TICKET, SERVICE, again=True, counts=True),
            (PrintPaper(TICKET),),
        ),
        (
            AwaitingPaper(TICKET, SERVICE, again=True, counts=True),
            PaperFailed(13, "paper_out"),
            PaperMissing(TICKET, SERVICE, "paper_out", counts=True),
            (),
        ),
        (
            AwaitingPaper(TICKET, SERVICE, again=True, counts=True),
            PaperOverdue(),
            PaperMissing(TICKET, SERVICE, SILENT, pending=True, counts=True),
            (),
        ),
        (PaperMissing(TICKET, SERVICE, "mute", counts=True), VisitorLeft(), NoRequest(), ()),
        (NoRequest(), PaperFailed(13, "mute", begun=True), NoRequest(), (ConfirmNumber(13),)),
        (
            NumberIssued(TICKET, SERVICE, noted=True),
            PaperFailed(13, "busy"),
            NumberIssued(TICKET, SERVICE, noted=True),
            (),
        ),
        (NoRequest(), PaperFailed(13, "busy"), NoRequest(), ()),
        (NoRequest(), PaperPrinted(13), NoRequest(), (ConfirmNumber(13),)),
        (
            PaperMissing(TICKET, SERVICE, "mute"),
            RetryTouched(),
            AwaitingPaper(TICKET, SERVICE, again=True),
            (PrintPaper(TICKET),),
        ),
        (
            PaperMissing(TICKET, SERVICE, "mute"),
            NotedTouched(),
            NumberIssued(TICKET, SERVICE, noted=True),
            (ConfirmNumber(13),),
        ),
        (PaperMissing(TICKET, SERVICE, "mute"), VisitorLeft(), NoRequest(), (AbandonNumber(13),)),
        (NumberIssued(TICKET, SERVICE), VisitorLeft(), NoRequest(), ()),
        (NumberRefused(SERVICE, "closed", None), VisitorLeft(), NoRequest(), ()),
    ],
)
def test_each_input_leads_where_the_table_says(
    state: states.IssuingState,
    heard: states.IssuingInput,
    after: states.IssuingState,
    effects: tuple[states.IssuingEffect, ...],
) -> None:
    assert advance(state, heard) == (after, effects)


def test_two_quick_touches_ask_for_one_number() -> None:
    state, first = advance(NoRequest(), ServiceChosen(REQUEST))
    state, second = advance(state, ServiceChosen(OTHER))
    assert (first, second) == ((AskHub(REQUEST),), ())
    assert state == AskingHub(REQUEST)


def test_every_attempt_carries_the_same_key() -> None:
    state, effects = advance(NoRequest(), ServiceChosen(REQUEST))
    asked = list(effects)
    while not isinstance(state, HubUnanswered):
        state, effects = advance(state, HubAnswered("key-1", None))
        asked += effects
        if isinstance(state, TakingOffline):
            state, _ = advance(state, OfflineNumberDenied("key-1", NoNumberReason.NO_RESERVE))
    state, effects = advance(state, RetryTouched())
    asked += effects
    assert {effect.request.key for effect in asked if isinstance(effect, AskHub)} == {"key-1"}
    assert sum(isinstance(effect, AskHub) for effect in asked) == len(RETRY_AFTER) + 2


INPUTS = st.sampled_from(
    [
        ServiceChosen(REQUEST),
        HubAnswered("key-1", TICKET),
        HubAnswered("key-1", None),
        HubAnswered("key-1", CLOSED),
        HubGone(),
        OfflineNumberTaken("key-1", OWN),
        OfflineNumberDenied("key-1", NoNumberReason.USED_UP),
        PaperPrinted(13),
        PaperFailed(13, "paper_out"),
        PaperOverdue(),
        RetryTouched(),
        NotedTouched(),
        VisitorLeft(),
    ]
)


def _of(state: states.IssuingState, heard: states.IssuingInput) -> states.IssuingInput:
    """The printer speaks of the ticket that it prints."""
    if isinstance(heard, PaperPrinted | PaperFailed) and isinstance(state, AwaitingPaper | PaperMissing):
        return replace(heard, ticket=state.ticket.id)
    return heard


@given(st.lists(INPUTS, max_size=30))
def test_whatever_happens_the_hub_hears_what_became_of_each_number(inputs: list[states.IssuingInput]) -> None:
    state: states.IssuingState = NoRequest()
    fate: str | None = None
    for heard in inputs:
        printing = isinstance(state, AwaitingPaper) or (isinstance(state, PaperMissing) and state.pending)
        if (isinstance(heard, PaperPrinted | PaperFailed) and not printing) or (
            isinstance(heard, OfflineNumberTaken | OfflineNumberDenied) and not isinstance(state, TakingOffline)
        ):
            continue  # printer and journal speak only of what they were asked
        state, effects = advance(state, _of(state, heard))
        for effect in effects:
            match effect:
                case PrintPaper():
                    fate = "at the printer"
                case ConfirmNumber():
                    fate = "counts"
                case ReportPaperFailed():
                    fate = "failed"
                case ReclaimRequest() if isinstance(state, AwaitingPaper):
                    pass  # the hub's number, in the place of which the kiosk's own is printed
                case AbandonNumber() | ReclaimRequest():
                    fate = "abandoned"
    match state:
        case AwaitingPaper():
            assert fate in {"at the printer", "failed"}, "failed: its time was over once, and its word is waited for"
        case NumberIssued():
            assert fate == "counts"
        case PaperMissing():
            assert fate == "failed"
        case NoRequest():
            assert fate in {None, "counts", "abandoned"}


PRINTERS_WORDS = [PaperPrinted(13), PaperFailed(13, "offline"), PaperFailed(13, "mute", begun=True), PaperOverdue()]


@given(st.lists(st.sampled_from([*PRINTERS_WORDS, RetryTouched(), NotedTouched(), VisitorLeft()])))
def test_a_printer_however_late_makes_no_second_paper_and_its_number_is_never_left_between(
    inputs: list[states.IssuingInput],
) -> None:
    state: states.IssuingState = AwaitingPaper(TICKET, SERVICE)
    at_printer, out, noted = 1, False, False
    told: states.IssuingEffect | None = None
    for heard in inputs:
        if isinstance(heard, PaperPrinted | PaperFailed):
            if at_printer == 0:
                continue
            at_printer -= 1
            out = out or isinstance(heard, PaperPrinted) or heard.begun
        noted = noted or (isinstance(heard, NotedTouched) and isinstance(state, PaperMissing))
        state, effects = advance(state, heard)
        at_printer += sum(isinstance(effect, PrintPaper) for effect in effects)
        told = next((one for one in reversed(effects) if not isinstance(one, PrintPaper)), told)
        assert at_printer <= 1
        if out or noted:
            assert isinstance(told, ConfirmNumber)
    if isinstance(state, NoRequest) and not out and not noted:
        assert told == AbandonNumber(13)
