"""Everything that may become of a number between its birth and the night. The test holds the clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from hub.commands import calls, counters, day, serving, tickets
from hub.commands.transfer import transfer_waiting
from hub.rules.choice import ChoiceReason
from hub.store import days, steps, tallies
from hub.store.days import LOOKED_BACK
from hub.store.steps import IllegalMoveError
from shared.wire import (
    CallChosen,
    Code,
    Hold,
    PrintFailed,
    Resume,
    Step,
    StepState,
    TakeNumber,
    Ticket,
    Transfer,
    TransferTicket,
)
from tests.support.held import BUDI, KIOSK, KK, KTP, NPWP, SARI, TAXMAN, HeldQueue

NO_PAPER = PrintFailed("paper_out")


@pytest.fixture
def sari(queue: HeldQueue) -> HeldQueue:
    """The queue with Sari at counter 1 and Tono at counter 4, and one call before no-show."""
    queue.site = replace(queue.site, policy=replace(queue.site.policy, calls_before_no_show=1))
    queue.do(counters.open_counter, 1, by=SARI)
    queue.do(counters.open_counter, 4, by=TAXMAN)
    queue.happened.clear()
    return queue


def both(queue: HeldQueue, *, reserve: bool = False) -> Ticket:
    """One visitor for two services."""
    ticket = queue.do(tickets.take_number, TakeNumber(services=(KTP, NPWP), reserve=reserve), by=KIOSK)
    assert isinstance(ticket, Ticket)
    return ticket


def of_visit(queue: HeldQueue, ticket: Ticket) -> dict[str, Step]:
    return {step.service: step for step in steps.steps_of(queue.db, ticket.id)}


def next_at(queue: HeldQueue, counter: int = 1) -> int | None:
    """Starts and finishes whoever is called, and calls the next: the ticket's id."""
    queue.do(serving.start, counter)
    called = queue.do(calls.call_next, counter)
    return called.ticket.id if called else None


# --- the table of moves ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [StepState.SERVED, StepState.HELD, StepState.VOID, StepState.WAITING])
def test_a_move_that_the_table_does_not_know_cannot_be_written(sari: HeldQueue, after: StepState) -> None:
    ticket = sari.take()
    with pytest.raises(IllegalMoveError):
        steps.move(sari.db, sari.step(ticket), after, sari.clock.at)
    assert sari.step(ticket).state is StepState.WAITING


def test_a_move_from_a_state_that_is_no_more_cannot_be_written(sari: HeldQueue) -> None:
    ticket = sari.take()
    old = sari.step(ticket)
    sari.do(calls.call_next, 1, by=SARI)
    with pytest.raises(IllegalMoveError):
        steps.move(sari.db, old, StepState.CANCELLED, sari.clock.at)


# --- put back --------------------------------------------------------------------------------------------------------


def test_put_back_one_other_goes_first_and_then_the_old_place_counts(sari: HeldQueue) -> None:
    first, second, third = sari.take(), sari.take(), sari.take()
    called = sari.do(calls.call_next, 1, by=SARI)
    sari.clock.pass_by(minutes=1)
    sari.do(serving.put_back, 1, by=SARI)
    assert [next_at(sari) for _ in range(3)] == [second.id, first.id, third.id]
    assert sari.step(first).called_at == called.call.at, "the first call's time stays"
    assert sari.step(first).calls == 2


def test_put_back_with_nobody_else_waiting_is_called_again(sari: HeldQueue) -> None:
    only = sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.put_back, 1, by=SARI)
    assert next_at(sari) == only.id


def test_the_calls_before_no_show_are_counted_anew_after_put_back(sari: HeldQueue) -> None:
    sari.site = replace(sari.site, policy=replace(sari.site.policy, calls_before_no_show=2))
    sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(calls.recall, 1, by=SARI)
    sari.do(serving.put_back, 1, by=SARI)
    sari.do(calls.call_next, 1, by=SARI)
    assert sari.refused(serving.no_show, 1, by=SARI) is Code.TOO_FEW_CALLS


# --- hold and resume -------------------------------------------------------------------------------------------------


def held(queue: HeldQueue, until: timedelta | None = None) -> Ticket:
    ticket = queue.take()
    queue.do(calls.call_next, 1, by=SARI)
    queue.do(serving.start, 1, by=SARI)
    queue.clock.pass_by(minutes=4)
    queue.do(serving.hold, 1, Hold(" ijazah ", queue.clock.at + until if until else None), by=SARI)
    return ticket


def test_a_held_visitor_leaves_the_counter_free_with_a_note_and_a_time(sari: HeldQueue) -> None:
    ticket = held(sari, timedelta(minutes=30))
    step = sari.step(ticket)
    assert (step.state, step.note, step.prefers) == (StepState.HELD, "ijazah", 1)
    assert step.hold_until == sari.clock.at + timedelta(minutes=30)
    assert sari.do(calls.call_next, 1, by=SARI) is None, "whoever is away is not called"


@pytest.mark.parametrize("until", [timedelta(0), timedelta(minutes=-1), timedelta(hours=15)])
def test_a_held_visitor_comes_back_later_today_or_says_nothing(sari: HeldQueue, until: timedelta) -> None:
    ticket = sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    assert sari.refused(serving.hold, 1, Hold("x", sari.clock.at + until), by=SARI) is Code.BAD_REQUEST
    assert sari.step(ticket).state is StepState.SERVING


def test_the_time_away_is_no_service_time(sari: HeldQueue) -> None:
    ticket = held(sari)
    sari.clock.pass_by(hours=1)
    resumed = sari.do(calls.resume, 1, Resume(ticket.id), by=SARI)
    assert (resumed.why, resumed.step.hold_until) == (ChoiceReason.RESUMED, None)
    sari.do(serving.start, 1, by=SARI)
    sari.clock.pass_by(minutes=6)
    sari.do(serving.finish, 1, by=SARI)
    figures = tallies.counter_day(sari.db, ticket.service_date, 1)
    assert figures is not None
    assert (figures.served, figures.mean_service) == (1, 600.0)
    assert sari.step(ticket).ended_at == sari.clock.at


def test_an_old_time_to_come_back_does_not_outlive_the_hold(sari: HeldQueue) -> None:
    ticket = held(sari, timedelta(minutes=5))
    sari.do(calls.resume, 1, Resume(ticket.id), by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.do(serving.hold, 1, Hold("again"), by=SARI)
    assert sari.step(ticket).hold_until is None


def test_whoever_comes_back_is_left_to_the_counter_that_knows_the_case_while_it_is_open(sari: HeldQueue) -> None:
    ticket, other = held(sari), sari.take(priority=True)
    sari.do(counters.open_counter, 2, by=BUDI)
    sari.do(tickets.revive, ticket.id, by=SARI)
    assert sari.do(calls.call_next, 2, by=BUDI).ticket.id == other.id
    called = sari.do(calls.call_next, 1, by=SARI)
    assert (called.ticket.id, called.why) == (ticket.id, ChoiceReason.RETURNING)


def test_whoever_comes_back_to_a_counter_that_closed_is_everybodys(sari: HeldQueue) -> None:
    ticket = held(sari)
    sari.do(tickets.revive, ticket.id, by=SARI)
    sari.do(counters.close_counter, 1, by=SARI)
    sari.do(counters.open_counter, 2, by=BUDI)
    assert sari.do(calls.call_next, 2, by=BUDI).ticket.id == ticket.id


def test_an_officer_resumes_and_calls_only_what_the_own_counter_serves(sari: HeldQueue) -> None:
    ticket, waiting = held(sari), sari.take()
    assert sari.refused(calls.resume, 4, Resume(ticket.id), by=TAXMAN) is Code.FORBIDDEN
    assert sari.refused(calls.call, 4, CallChosen(waiting.id), by=TAXMAN) is Code.FORBIDDEN
    assert sari.refused(calls.resume, 1, Resume(waiting.id), by=SARI) is Code.ILLEGAL_MOVE


# --- no-show and revival ---------------------------------------------------------------------------------------------


def test_a_no_show_who_comes_back_goes_on_after_the_next_three_not_at_the_end(sari: HeldQueue) -> None:
    late = sari.take()
    others = [sari.take().id for _ in range(5)]
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.no_show, 1, by=SARI)
    sari.do(tickets.revive, late.id, by=SARI)
    assert sari.step(late).ended_at is None
    assert [next_at(sari) for _ in range(6)] == [*others[:3], late.id, *others[3:]]


def test_a_served_no_show_has_the_end_of_the_service_not_of_the_no_show(sari: HeldQueue) -> None:
    late = sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.no_show, 1, by=SARI)
    sari.clock.pass_by(minutes=9)
    sari.do(tickets.revive, late.id, by=SARI)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.clock.pass_by(minutes=5)
    assert sari.do(serving.finish, 1, by=SARI).step.ended_at == sari.clock.at
    recap = sari.do(day.close_day)
    assert recap.services[0].mean_service == 300.0


def test_other_agencies_calls_do_not_count_as_numbers_that_went_first(sari: HeldQueue) -> None:
    late, other = sari.take(), sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.no_show, 1, by=SARI)
    sari.do(tickets.revive, late.id, by=SARI)
    for _ in range(3):
        sari.take(NPWP)
        next_at(sari, 4)
    assert sari.step(late).skip == 3
    assert next_at(sari) == other.id


def test_a_kiosk_revives_void_numbers_only(sari: HeldQueue) -> None:
    ticket = sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.no_show, 1, by=SARI)
    assert sari.refused(tickets.revive, ticket.id, by=KIOSK) is Code.ILLEGAL_MOVE
    void = sari.take(reserve=True)
    sari.do(tickets.print_failed, void.id, NO_PAPER, by=KIOSK)
    assert sari.do(tickets.revive, void.id, by=KIOSK).step.state is StepState.RESERVED


def test_an_officer_revives_for_the_own_agency_only(sari: HeldQueue) -> None:
    ticket = sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.no_show, 1, by=SARI)
    assert sari.refused(tickets.revive, ticket.id, by=TAXMAN) is Code.FORBIDDEN


def sent_back_to_what_was_missed(sari: HeldQueue) -> Ticket:
    """A visit for two services: not there for the first, then sent to it by the second."""
    ticket = both(sari)
    assert next_at(sari) == ticket.id
    sari.do(serving.no_show, 1, by=SARI)
    assert sari.do(transfer_waiting, ticket.id, TransferTicket(KTP)).step.service == KTP
    return ticket


def test_whoever_waits_for_a_service_again_is_not_revived_for_it_as_well(sari: HeldQueue) -> None:
    ticket = sent_back_to_what_was_missed(sari)
    assert sari.refused(tickets.revive, ticket.id) is Code.ILLEGAL_MOVE
    states = [(step.service, step.state) for step in steps.steps_of(sari.db, ticket.id)]
    assert sorted(states) == [
        (KTP, StepState.NO_SHOW),
        (KTP, StepState.WAITING),
        (NPWP, StepState.TRANSFERRED),
    ]


def test_of_two_missed_calls_for_one_service_one_is_revived(sari: HeldQueue) -> None:
    ticket = sent_back_to_what_was_missed(sari)
    assert next_at(sari) == ticket.id
    sari.do(serving.no_show, 1, by=SARI)
    sari.do(tickets.revive, ticket.id)
    assert [step.state for step in steps.steps_of(sari.db, ticket.id) if step.service == KTP] == [
        StepState.NO_SHOW,
        StepState.WAITING,
    ]


def test_whoever_was_served_for_a_service_after_all_is_not_revived_for_it(sari: HeldQueue) -> None:
    ticket = sent_back_to_what_was_missed(sari)
    assert next_at(sari) == ticket.id
    sari.do(serving.start, 1, by=SARI)
    sari.do(serving.finish, 1, by=SARI)
    assert sari.refused(tickets.revive, ticket.id) is Code.ILLEGAL_MOVE


def test_a_late_paper_brings_back_no_service_to_which_the_visitor_was_sent_meanwhile(sari: HeldQueue) -> None:
    ticket = both(sari, reserve=True)
    sari.do(tickets.print_failed, ticket.id, NO_PAPER, by=KIOSK)
    sari.do(tickets.revive, ticket.id, by=SARI)
    sari.do(transfer_waiting, ticket.id, TransferTicket(NPWP), by=SARI)
    sari.do(tickets.printed, ticket.id, by=KIOSK)
    npwp = [step.state for step in steps.steps_of(sari.db, ticket.id) if step.service == NPWP]
    assert sorted(npwp) == [StepState.VOID, StepState.WAITING]


def test_a_number_revived_late_has_its_full_time_to_be_printed(sari: HeldQueue) -> None:
    ticket = sari.take(reserve=True)
    sari.do(tickets.print_failed, ticket.id, NO_PAPER, by=KIOSK)
    sari.clock.pass_by(minutes=20)
    sari.do(tickets.revive, ticket.id, by=KIOSK)
    assert sari.do(tickets.void_forgotten) == 0
    sari.clock.pass_by(minutes=4)
    assert sari.do(tickets.void_forgotten) == 1


def test_a_void_visit_for_two_services_comes_back_whole(sari: HeldQueue) -> None:
    ticket = both(sari, reserve=True)
    sari.do(tickets.print_failed, ticket.id, NO_PAPER, by=KIOSK)
    assert (sari.taken(KTP), sari.taken(NPWP)) == (0, 0)
    sari.do(tickets.revive, ticket.id, by=KIOSK)
    sari.do(tickets.printed, ticket.id, by=KIOSK)
    assert {step.state for step in of_visit(sari, ticket).values()} == {StepState.WAITING}
    assert (sari.taken(KTP), sari.taken(NPWP)) == (1, 1)


# --- several services in one visit -----------------------------------------------------------------------------------


def test_a_visitor_for_two_services_is_never_called_while_at_a_counter(sari: HeldQueue) -> None:
    ticket = both(sari)
    sari.do(calls.call_next, 1, by=SARI)
    for _ in range(2):
        assert sari.do(calls.call_next, 4, by=TAXMAN) is None
        assert sari.refused(calls.call, 4, CallChosen(ticket.id), by=TAXMAN) is Code.SERVED_ELSEWHERE
        sari.do(serving.start, 1, by=SARI)
    sari.do(serving.finish, 1, by=SARI)
    assert sari.do(calls.call_next, 4, by=TAXMAN).ticket.id == ticket.id


def test_who_did_not_come_for_one_service_is_not_called_for_the_other_at_once(sari: HeldQueue) -> None:
    away, other = both(sari), sari.take(NPWP)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.no_show, 1, by=SARI)
    assert sari.do(calls.call_next, 4, by=TAXMAN).ticket.id == other.id
    assert of_visit(sari, away)[NPWP].skip == 2
    assert next_at(sari, 4) == away.id, "nobody else waits"


def test_the_own_other_service_does_not_count_as_one_that_went_first(sari: HeldQueue) -> None:
    sari.site = replace(
        sari.site, counters=(replace(sari.site.counters[0], services=(KTP, KK)), *sari.site.counters[1:])
    )
    ticket = sari.do(tickets.take_number, TakeNumber(services=(KTP, KK)), by=KIOSK)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.put_back, 1, by=SARI)
    assert {step.skip for step in of_visit(sari, ticket).values()} == {1}
    sari.do(calls.call_next, 1, by=SARI)
    assert sorted(step.skip for step in of_visit(sari, ticket).values()) == [0, 1]


def test_giving_a_visit_up_ends_every_service_and_frees_the_places(sari: HeldQueue) -> None:
    ticket = both(sari)
    sari.do(tickets.cancel, ticket.id, by=KIOSK)
    assert {step.state for step in of_visit(sari, ticket).values()} == {StepState.CANCELLED}
    assert (sari.taken(KTP), sari.taken(NPWP)) == (0, 0)


# --- transfer --------------------------------------------------------------------------------------------------------


def test_a_transfer_keeps_the_number_and_the_first_arrival_across_agencies(sari: HeldQueue) -> None:
    ticket = sari.take()
    sari.clock.pass_by(minutes=10)
    later = sari.take(NPWP)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.clock.pass_by(minutes=5)
    moved = sari.do(serving.transfer, 1, Transfer(NPWP, "perlu NPWP"), by=SARI)
    assert (moved.ticket.label, moved.step.agency, moved.step.note) == (ticket.label, "tax", "perlu NPWP")
    assert moved.step.arrived_at == ticket.issued_at
    assert moved.step.queued_at == sari.clock.at
    assert of_visit(sari, ticket)[KTP].state is StepState.TRANSFERRED
    assert [next_at(sari, 4), next_at(sari, 4)] == [ticket.id, later.id]
    kinds = [event.kind for event in sari.happened]
    assert kinds.index("step.transferred") + 1 == kinds.index("step.arrived")


def test_a_transfer_to_where_the_visitor_waits_already_or_to_nowhere_is_refused(sari: HeldQueue) -> None:
    both(sari)
    sari.do(calls.call_next, 1, by=SARI)
    assert sari.refused(serving.transfer, 1, Transfer(NPWP), by=SARI) is Code.ILLEGAL_MOVE
    assert sari.refused(serving.transfer, 1, Transfer("no.such"), by=SARI) is Code.UNKNOWN_SERVICE
    assert sari.refused(serving.transfer, 1, Transfer(KK, "x" * 201), by=SARI) is Code.BAD_REQUEST


def test_sent_back_into_the_same_service_one_other_goes_first(sari: HeldQueue) -> None:
    ticket, other = sari.take(), sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.transfer, 1, Transfer(KTP), by=SARI)
    assert [next_at(sari), next_at(sari)] == [other.id, ticket.id]


def test_the_quota_follows_the_visitor_who_was_not_served_yet(sari: HeldQueue) -> None:
    """Served in the old service: a place there was used. Not served: it is free again."""
    sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.transfer, 1, Transfer(KK), by=SARI)
    assert (sari.taken(KTP), sari.taken(KK)) == (0, 1)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.do(serving.transfer, 1, Transfer(NPWP), by=SARI)
    assert (sari.taken(KK), sari.taken(NPWP)) == (1, 1)


def test_the_information_desk_sends_a_waiting_visitor_elsewhere(sari: HeldQueue) -> None:
    ticket = sari.take()
    sari.clock.pass_by(minutes=2)
    moved = sari.do(transfer_waiting, ticket.id, TransferTicket(NPWP))
    assert (moved.step.service, moved.step.arrived_at) == (NPWP, ticket.issued_at)
    assert (sari.taken(KTP), sari.taken(NPWP)) == (0, 1)
    assert sari.do(calls.call_next, 1, by=SARI) is None
    assert sari.do(calls.call_next, 4, by=TAXMAN).ticket.id == ticket.id
    assert sari.refused(transfer_waiting, ticket.id, TransferTicket(KTP)) is Code.ILLEGAL_MOVE, "called, not waiting"


def test_of_several_services_the_one_that_is_given_up_is_named(sari: HeldQueue) -> None:
    ticket = both(sari)
    assert sari.refused(transfer_waiting, ticket.id, TransferTicket(KK)) is Code.BAD_REQUEST
    assert sari.refused(transfer_waiting, ticket.id, TransferTicket(NPWP, KTP)) is Code.ILLEGAL_MOVE
    assert sari.do(transfer_waiting, ticket.id, TransferTicket(KK, KTP)).step.service == KK
    assert {code: step.state for code, step in of_visit(sari, ticket).items()} == {
        KTP: StepState.TRANSFERRED,
        NPWP: StepState.WAITING,
        KK: StepState.WAITING,
    }


def test_an_officer_sends_away_only_who_waits_for_the_own_agency(sari: HeldQueue) -> None:
    ticket = sari.take()
    assert sari.refused(transfer_waiting, ticket.id, TransferTicket(NPWP), by=TAXMAN) is Code.FORBIDDEN
    assert sari.do(transfer_waiting, ticket.id, TransferTicket(KK), by=SARI).step.service == KK


# --- the end of the day ----------------------------------------------------------------------------------------------


def test_the_closed_day_has_an_outcome_for_every_ticket_and_closes_the_counters(sari: HeldQueue) -> None:
    served, gone, waiting, reserved = sari.take(), sari.take(), sari.take(), sari.take(reserve=True)
    away = both(sari)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.clock.pass_by(minutes=10)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.no_show, 1, by=SARI)
    sari.do(calls.call_next, 4, by=TAXMAN)
    sari.do(serving.start, 4, by=TAXMAN)
    assert sari.refused(day.close_day) is Code.COUNTER_BUSY, "somebody is being served"
    sari.do(serving.hold, 4, Hold("surat"), by=TAXMAN)
    sari.happened.clear()
    recap = sari.do(day.close_day)
    states = {one.id: sari.step(one).state for one in (served, gone, waiting, reserved, away)}
    assert list(states.values()) == [
        StepState.SERVED,
        StepState.NO_SHOW,
        StepState.EXPIRED,
        StepState.VOID,
        StepState.EXPIRED,
    ]
    assert recap.tickets == 5
    ktp, npwp = recap.services
    assert (ktp.served, ktp.no_show, ktp.expired, ktp.void, ktp.mean_service) == (1, 1, 2, 1, 600.0)
    assert (npwp.expired, npwp.agency) == (1, "tax")
    assert [event.kind for event in sari.happened] == [
        "ticket.voided",
        *["step.expired"] * 3,
        *["counter.closed"] * 2,
        "day.closed",
    ]
    assert sari.happened[-1].recap == recap
    assert sari.officer_at(1) is None


def test_a_day_is_not_closed_while_somebody_is_called(sari: HeldQueue) -> None:
    sari.take()
    next_at(sari)
    assert sari.refused(day.close_day) is Code.COUNTER_BUSY
    sari.do(serving.no_show, 1, by=SARI)
    assert sari.do(day.close_day).services[0].no_show == 1


def test_a_paper_that_was_on_its_way_as_the_day_was_closed_makes_its_number_wait_and_opens_the_day(
    sari: HeldQueue,
) -> None:
    ticket = sari.take(reserve=True)
    sari.do(day.close_day)
    assert sari.taken(KTP) == 0
    sari.happened.clear()
    assert sari.do(tickets.printed, ticket.id, by=KIOSK).step.state is StepState.WAITING
    assert [event.kind for event in sari.happened] == ["day.reopened", "ticket.printed"]
    assert sari.taken(KTP) == 1
    sari.do(counters.open_counter, 1, by=SARI)
    assert next_at(sari) == ticket.id


def test_printed_said_again_opens_no_closed_day(sari: HeldQueue) -> None:
    ticket = sari.take(reserve=True)
    sari.do(tickets.printed, ticket.id, by=KIOSK)
    sari.do(day.close_day)
    sari.happened.clear()
    assert sari.do(tickets.printed, ticket.id, by=KIOSK).step.state is StepState.EXPIRED
    assert not sari.happened


def test_a_paper_of_a_number_that_is_over_is_refused(sari: HeldQueue) -> None:
    expired, cancelled = sari.take(reserve=True), sari.take(reserve=True)
    sari.do(tickets.cancel, cancelled.id)
    assert sari.refused(tickets.printed, cancelled.id, by=KIOSK) is Code.ILLEGAL_MOVE
    sari.clock.pass_by(days=1)
    sari.do(day.close_past_day)
    assert sari.refused(tickets.printed, expired.id, by=KIOSK) is Code.ILLEGAL_MOVE


def test_a_day_that_was_left_open_is_closed_when_the_hub_is_back(sari: HeldQueue) -> None:
    left = sari.take()
    sari.clock.pass_by(days=3)
    recap = sari.do(day.close_past_day)
    assert (recap.service_date, recap.services[0].expired) == (date(2026, 11, 23), 1)
    assert sari.step(left).state is StepState.EXPIRED
    assert sari.do(day.close_past_day) is None
    assert [found.service_date for found in days.between(sari.db, date(2026, 11, 1), date(2026, 11, 30))] == [
        date(2026, 11, 23)
    ]


def test_a_day_on_which_everybody_was_served_is_closed_too(sari: HeldQueue) -> None:
    sari.take()
    next_at(sari)
    sari.do(serving.start, 1, by=SARI)
    sari.do(serving.finish, 1, by=SARI)
    sari.clock.pass_by(days=1)
    assert sari.do(day.close_past_day).services[0].served == 1
    assert sari.officer_at(1) is None, "nobody is left at a counter overnight"


def test_a_day_that_was_closed_under_a_wrong_date_ahead_keeps_no_other_open(sari: HeldQueue) -> None:
    sari.clock.pass_by(days=30)
    sari.take()
    sari.do(day.close_day)
    sari.clock.pass_by(days=-30)
    for number in range(3):
        sari.take()
        sari.do(counters.open_counter, 1, by=SARI)
        sari.clock.pass_by(days=1)
        assert sari.do(day.close_past_day).service_date.day == 23 + number
        assert sari.officer_at(1) is None
    assert sari.do(day.close_past_day) is None


@pytest.mark.parametrize("gone", [1, 20, LOOKED_BACK.days - 2])
def test_a_day_before_one_that_is_closed_already_is_found_when_the_hub_is_back(sari: HeldQueue, gone: int) -> None:
    """The day after it was closed once, under a wrong date; then nobody was there for a while."""
    sari.clock.pass_by(days=1)
    sari.take()
    sari.do(day.close_day)
    sari.clock.pass_by(days=-1)
    left = sari.take()
    sari.clock.pass_by(days=1 + gone)
    assert sari.do(day.close_past_day).service_date == left.service_date
    assert sari.step(left).state is StepState.EXPIRED
    assert sari.do(day.close_past_day) is None


def test_a_day_that_was_left_open_long_ago_is_closed_after_a_long_closure_of_the_hall(sari: HeldQueue) -> None:
    left = sari.take()
    sari.clock.pass_by(days=400)
    sari.take()
    assert sari.do(day.close_past_day).service_date == left.service_date
    assert sari.do(day.close_past_day) is None


def test_several_days_are_closed_oldest_first_one_at_a_time(sari: HeldQueue) -> None:
    for _ in range(3):
        sari.take()
        sari.clock.pass_by(days=1)
    closed = [sari.do(day.close_past_day) for _ in range(4)]
    assert [one and one.service_date.day for one in closed] == [23, 24, 25, None]


def test_closing_yesterday_leaves_todays_counters_open(sari: HeldQueue) -> None:
    sari.take()
    sari.clock.pass_by(days=1)
    sari.do(counters.open_counter, 1, by=SARI)
    sari.do(day.close_past_day)
    assert (sari.officer_at(1), sari.officer_at(4)) == ("sari", None)


def test_a_number_after_the_day_was_closed_opens_it_again_and_goes_on_counting(sari: HeldQueue) -> None:
    sari.take()
    sari.do(day.close_day)
    sari.happened.clear()
    late = sari.take()
    assert late.label == "A-002"
    assert [event.kind for event in sari.happened] == ["day.reopened", "ticket.issued"]
    sari.clock.pass_by(days=1)
    recap = sari.do(day.close_past_day)
    assert (recap.tickets, recap.services[0].expired) == (2, 2)


def test_after_the_night_numbers_begin_at_one_and_old_ones_stay_dead(sari: HeldQueue) -> None:
    old = sari.take()
    sari.clock.pass_by(days=1)
    sari.do(day.close_past_day)
    assert sari.take().label == "A-001"
    assert sari.refused(tickets.revive, old.id) is Code.ILLEGAL_MOVE
    assert sari.refused(transfer_waiting, old.id, TransferTicket(KK)) is Code.UNKNOWN_TICKET


# --- a clock that is set back ----------------------------------------------------------------------------------------


def test_whoever_comes_after_the_clock_was_set_back_has_not_come_before(sari: HeldQueue) -> None:
    early = [sari.take().id for _ in range(2)]
    sari.clock.pass_by(hours=-1)
    late = [sari.take().id for _ in range(2)]
    sari.clock.pass_by(minutes=30)
    late.append(sari.take().id)
    assert [next_at(sari) for _ in range(5)] == [*early, *late]


def test_a_clock_set_back_to_a_closed_day_says_so_and_repeats_no_number(sari: HeldQueue) -> None:
    first = sari.take()
    sari.clock.pass_by(days=1)
    sari.do(day.close_past_day)
    sari.clock.pass_by(days=-1)
    sari.happened.clear()
    again = sari.take()
    assert (first.label, again.label) == ("A-001", "A-002")
    assert "day.reopened" in [event.kind for event in sari.happened]
    sari.clock.pass_by(days=1)
    assert sari.do(day.close_past_day).tickets == 2
