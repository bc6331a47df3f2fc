"""The number's state machine: what each touch and each answer leads to, and that no path leaves a ghost number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import taking
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
    Idle,
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
    Stranded,
    Undrawn,
    Unheard,
    Unprinted,
    Wanted,
)
from kiosk.transition import RETRY_AFTER, SILENT, advance
from shared.wire import ClosedReason, Code, Estimate, Openness, Problem, Step, StepState, Ticket

AT = datetime(2022, 9, 19, 2, 41, tzinfo=UTC)
REQUEST = Request("key-1", "dukcapil.ktp", priority=False, lang="id")
OTHER = Request("key-2", "bapenda.pbb", priority=False, lang="id")
CLOSED = Problem(Code.CLOSED, "closed", 409, openness=Openness(ClosedReason.BREAK, AT))


def ticket(number: int = 13) -> Ticket:
    step = Step(number, number, "dukcapil.ktp", "dukcapil", StepState.RESERVED, None, AT)
    return Ticket(
        number, f"A-{number:03}", "dukcapil", date(2022, 9, 19), False, "id", "kiosk", AT, "t", "u", 4,
        Estimate(12, 25), (step,),
    )  # fmt: skip


TICKET = ticket()
SERVICE = REQUEST.service

OWN = ticket(-7)
AFTER_HOURS = Openness(ClosedReason.CLOSED)


@pytest.mark.parametrize(
    ("state", "heard", "after", "effects"),
    [
        (Idle(), Wanted(REQUEST), Asking(REQUEST), (Ask(REQUEST),)),
        (Asking(REQUEST), Wanted(OTHER), Asking(REQUEST), ()),
        (Asking(REQUEST), Answered("key-1", TICKET), Printing(TICKET, SERVICE), (Print(TICKET),)),
        (Asking(REQUEST), Answered("older", ticket(9)), Asking(REQUEST), ()),
        (Asking(REQUEST), Answered("key-1", CLOSED), Refused(SERVICE, "closed", CLOSED.openness), ()),
        (Asking(REQUEST), Answered("key-1", None), Asking(REQUEST, 2), (Ask(REQUEST, RETRY_AFTER[0]),)),
        (Asking(REQUEST, len(RETRY_AFTER) + 1), Answered("key-1", None), Drawing(REQUEST, True), (Draw(REQUEST),)),
        (Asking(REQUEST), Stranded(), Drawing(REQUEST, True), (Draw(REQUEST),)),
        (Idle(), Wanted(REQUEST, alone=True), Drawing(REQUEST, False), (Draw(REQUEST),)),
        (Drawing(REQUEST, False), Drawn("key-1", OWN), Printing(OWN, SERVICE), (Print(OWN),)),
        (Drawing(REQUEST, True), Drawn("key-1", OWN), Printing(OWN, SERVICE), (Print(OWN), Reclaim(REQUEST))),
        (Drawing(REQUEST, False), Undrawn("key-1", Lack.USED_UP), Refused(SERVICE, "used_up", None), ()),
        (Drawing(REQUEST, False), Undrawn("key-1", AFTER_HOURS), Refused(SERVICE, "closed", AFTER_HOURS), ()),
        (Drawing(REQUEST, True), Undrawn("key-1", Lack.USED_UP), Unheard(REQUEST), ()),
        (Drawing(REQUEST, True), Left(), Idle(), (Reclaim(REQUEST),)),
        (Idle(), Drawn("key-1", OWN), Idle(), (Abandon(OWN.id),)),
        (Printing(OWN, SERVICE), Answered("key-1", TICKET), Printing(OWN, SERVICE), ()),
        (Unheard(REQUEST), Again(), Asking(REQUEST), (Ask(REQUEST),)),
        (Unheard(REQUEST), Left(), Idle(), (Reclaim(REQUEST),)),
        (Printing(TICKET, SERVICE), Printed(13), Issued(TICKET, SERVICE), (Confirm(13),)),
        (Printing(TICKET, SERVICE), Wanted(OTHER), Printing(TICKET, SERVICE), ()),
        (Printing(TICKET, SERVICE), Left(), Printing(TICKET, SERVICE), ()),
        (
            Printing(TICKET, SERVICE),
            NotPrinted(13, "paper_out"),
            Unprinted(TICKET, SERVICE, "paper_out"),
            (ReportFailure(13, "paper_out"),),
        ),
        (
            Printing(TICKET, SERVICE),
            Overdue(),
            Unprinted(TICKET, SERVICE, SILENT, pending=True),
            (ReportFailure(13, SILENT, pending=True),),
        ),
        (Unprinted(TICKET, SERVICE, SILENT, pending=True), Printed(13), Issued(TICKET, SERVICE), (Confirm(13),)),
        (
            Unprinted(TICKET, SERVICE, SILENT, pending=True),
            NotPrinted(13, "paper_out"),
            Unprinted(TICKET, SERVICE, "paper_out"),
            (ReportFailure(13, "paper_out"),),
        ),
        (Unprinted(TICKET, SERVICE, SILENT, pending=True), Again(), Printing(TICKET, SERVICE, again=True), ()),
        (
            Printing(TICKET, SERVICE),
            NotPrinted(13, "mute", begun=True),
            Unprinted(TICKET, SERVICE, "mute", counts=True),
            (Confirm(13),),
        ),
        (
            Unprinted(TICKET, SERVICE, SILENT, pending=True),
            NotPrinted(13, "offline", begun=True),
            Unprinted(TICKET, SERVICE, "offline", counts=True),
            (Confirm(13),),
        ),
        (
            Printing(TICKET, SERVICE),
            NotPrinted(13, "paper_out", begun=True),
            Unprinted(TICKET, SERVICE, "paper_out", counts=True),
            (Confirm(13),),
        ),
        (
            Unprinted(TICKET, SERVICE, "mute", counts=True),
            Again(),
            Printing(TICKET, SERVICE, again=True, counts=True),
            (Print(TICKET),),
        ),
        (
            Printing(TICKET, SERVICE, again=True, counts=True),
            NotPrinted(13, "paper_out"),
            Unprinted(TICKET, SERVICE, "paper_out", counts=True),
            (),
        ),
        (
            Printing(TICKET, SERVICE, again=True, counts=True),
            Overdue(),
            Unprinted(TICKET, SERVICE, SILENT, pending=True, counts=True),
            (),
        ),
        (Unprinted(TICKET, SERVICE, "mute", counts=True), Left(), Idle(), ()),
        (Idle(), NotPrinted(13, "mute", begun=True), Idle(), (Confirm(13),)),
        (Issued(TICKET, SERVICE, noted=True), NotPrinted(13, "busy"), Issued(TICKET, SERVICE, noted=True), ()),
        (Idle(), NotPrinted(13, "busy"), Idle(), ()),
        (Idle(), Printed(13), Idle(), (Confirm(13),)),
        (Unprinted(TICKET, SERVICE, "mute"), Again(), Printing(TICKET, SERVICE, again=True), (Print(TICKET),)),
        (Unprinted(TICKET, SERVICE, "mute"), Noted(), Issued(TICKET, SERVICE, noted=True), (Confirm(13),)),
        (Unprinted(TICKET, SERVICE, "mute"), Left(), Idle(), (Abandon(13),)),
        (Issued(TICKET, SERVICE), Left(), Idle(), ()),
        (Refused(SERVICE, "closed", None), Left(), Idle(), ()),
    ],
)
def test_each_input_leads_where_the_table_says(
    state: taking.State, heard: taking.Input, after: taking.State, effects: tuple[taking.Effect, ...]
) -> None:
    assert advance(state, heard) == (after, effects)


def test_two_quick_touches_ask_for_one_number() -> None:
    state, first = advance(Idle(), Wanted(REQUEST))
    state, second = advance(state, Wanted(OTHER))
    assert (first, second) == ((Ask(REQUEST),), ())
    assert state == Asking(REQUEST)


def test_every_attempt_carries_the_same_key() -> None:
    state, effects = advance(Idle(), Wanted(REQUEST))
    asked = list(effects)
    while not isinstance(state, Unheard):
        state, effects = advance(state, Answered("key-1", None))
        asked += effects
        if isinstance(state, Drawing):
            state, _ = advance(state, Undrawn("key-1", Lack.NO_RESERVE))
    state, effects = advance(state, Again())
    asked += effects
    assert {effect.request.key for effect in asked if isinstance(effect, Ask)} == {"key-1"}
    assert sum(isinstance(effect, Ask) for effect in asked) == len(RETRY_AFTER) + 2


INPUTS = st.sampled_from(
    [
        Wanted(REQUEST),
        Answered("key-1", TICKET),
        Answered("key-1", None),
        Answered("key-1", CLOSED),
        Stranded(),
        Drawn("key-1", OWN),
        Undrawn("key-1", Lack.USED_UP),
        Printed(13),
        NotPrinted(13, "paper_out"),
        Overdue(),
        Again(),
        Noted(),
        Left(),
    ]
)


def _of(state: taking.State, heard: taking.Input) -> taking.Input:
    """The printer speaks of the ticket that it prints."""
    if isinstance(heard, Printed | NotPrinted) and isinstance(state, Printing | Unprinted):
        return replace(heard, ticket=state.ticket.id)
    return heard


@given(st.lists(INPUTS, max_size=30))
def test_whatever_happens_the_hub_hears_what_became_of_each_number(inputs: list[taking.Input]) -> None:
    state: taking.State = Idle()
    fate: str | None = None
    for heard in inputs:
        printing = isinstance(state, Printing) or (isinstance(state, Unprinted) and state.pending)
        if (isinstance(heard, Printed | NotPrinted) and not printing) or (
            isinstance(heard, Drawn | Undrawn) and not isinstance(state, Drawing)
        ):
            continue  # printer and journal speak only of what they were asked
        state, effects = advance(state, _of(state, heard))
        for effect in effects:
            match effect:
                case Print():
                    fate = "at the printer"
                case Confirm():
                    fate = "counts"
                case ReportFailure():
                    fate = "failed"
                case Reclaim() if isinstance(state, Printing):
                    pass  # the hub's number, in the place of which the kiosk's own is printed
                case Abandon() | Reclaim():
                    fate = "abandoned"
    match state:
        case Printing():
            assert fate in {"at the printer", "failed"}, "failed: its time was over once, and its word is waited for"
        case Issued():
            assert fate == "counts"
        case Unprinted():
            assert fate == "failed"
        case Idle():
            assert fate in {None, "counts", "abandoned"}


PRINTERS_WORDS = [Printed(13), NotPrinted(13, "offline"), NotPrinted(13, "mute", begun=True), Overdue()]


@given(st.lists(st.sampled_from([*PRINTERS_WORDS, Again(), Noted(), Left()])))
def test_a_printer_however_late_makes_no_second_paper_and_its_number_is_never_left_between(
    inputs: list[taking.Input],
) -> None:
    state: taking.State = Printing(TICKET, SERVICE)
    at_printer, out, noted = 1, False, False
    told: taking.Effect | None = None
    for heard in inputs:
        if isinstance(heard, Printed | NotPrinted):
            if at_printer == 0:
                continue
            at_printer -= 1
            out = out or isinstance(heard, Printed) or heard.begun
        noted = noted or (isinstance(heard, Noted) and isinstance(state, Unprinted))
        state, effects = advance(state, heard)
        at_printer += sum(isinstance(effect, Print) for effect in effects)
        told = next((one for one in reversed(effects) if not isinstance(one, Print)), told)
        assert at_printer <= 1
        if out or noted:
            assert isinstance(told, Confirm)
    if isinstance(state, Idle) and not out and not noted:
        assert told == Abandon(13)
