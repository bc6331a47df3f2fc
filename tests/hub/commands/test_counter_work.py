"""A counter's day: opening, calling, serving, finishing; and everything that is refused. The test holds the clock."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from hub.actors import Actor
from hub.commands import calls, counters, serving
from hub.commands.calls import announced
from hub.rules.choice import ChoiceReason
from hub.store import tallies
from shared.wire import CallChosen, Code, CounterState, Role, StepState
from tests.support.held import BUDI, KK, KTP, NPWP, PROGRAM, SARI, TAXMAN, HeldQueue


@pytest.fixture
def sari(queue: HeldQueue) -> HeldQueue:
    """The queue with Sari working at counter 1."""
    queue.do(counters.open_counter, 1, by=SARI)
    queue.happened.clear()
    return queue


def kinds(queue: HeldQueue) -> list[str]:
    return [event.kind for event in queue.happened]


def test_a_visit_leaves_its_trace_in_order(sari: HeldQueue) -> None:
    ticket = sari.take()
    sari.clock.pass_by(minutes=4)
    called = sari.do(calls.call_next, 1, by=SARI)
    sari.clock.pass_by(seconds=30)
    sari.do(serving.start, 1, by=SARI)
    sari.clock.pass_by(minutes=6)
    sari.do(serving.finish, 1, by=SARI)
    step = sari.step(ticket)
    assert (step.called_at, step.started_at, step.ended_at) == (
        called.call.at,
        sari.happened[2].at,
        sari.clock.at,
    )
    assert kinds(sari) == ["ticket.issued", "step.called", "step.started", "step.finished"]
    day = tallies.counter_day(sari.db, ticket.service_date, 1)
    assert (day.served, day.no_shows, day.mean_service, day.mean_wait) == (1, 0, 360.0, 240.0)
    assert sari.happened[-1].day == day


def test_when_nobody_waits_nobody_is_called(sari: HeldQueue) -> None:
    sari.take(NPWP)
    assert sari.do(calls.call_next, 1, by=SARI) is None
    assert kinds(sari) == ["ticket.issued"]


def test_calling_the_next_finishes_who_is_being_served(sari: HeldQueue) -> None:
    first, second = sari.take(), sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.clock.pass_by(minutes=3)
    assert sari.do(calls.call_next, 1, by=SARI).ticket.id == second.id
    assert sari.step(first).state is StepState.SERVED
    assert sari.step(first).ended_at == sari.clock.at


def test_calling_the_next_finishes_who_is_being_served_also_when_nobody_waits(sari: HeldQueue) -> None:
    first = sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    assert sari.do(calls.call_next, 1, by=SARI) is None
    assert sari.step(first).state is StepState.SERVED


def test_while_somebody_is_called_nobody_else_is(sari: HeldQueue) -> None:
    first, second = sari.take(), sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    assert sari.refused(calls.call_next, 1, by=SARI) is Code.COUNTER_BUSY
    assert sari.refused(calls.call, 1, CallChosen(second.id), by=SARI) is Code.COUNTER_BUSY
    assert sari.step(first).state is StepState.CALLED


def test_two_counters_never_get_the_same_visitor(queue: HeldQueue) -> None:
    taken = [queue.take().id for _ in range(3)]
    assert [queue.do(calls.call_next, number).ticket.id for number in (1, 2, 3)] == taken


def test_the_reason_is_stored_with_the_step_and_said_to_the_officer(sari: HeldQueue) -> None:
    regular, first = sari.take(), sari.take(priority=True)
    called = sari.do(calls.call_next, 1, by=SARI)
    assert (called.ticket.id, called.why, called.step.why) == (first.id, ChoiceReason.PRIORITY, ChoiceReason.PRIORITY)
    sari.do(serving.start, 1, by=SARI)
    sari.clock.pass_by(minutes=61)
    called = sari.do(calls.call_next, 1, by=SARI)
    assert (called.ticket.id, called.why, sari.step(regular).why) == (
        regular.id,
        ChoiceReason.LONGEST_WAIT,
        ChoiceReason.LONGEST_WAIT,
    )


def test_the_ratio_counts_over_all_counters_of_the_service_even_within_one_millisecond(queue: HeldQueue) -> None:
    """The clock stands still: only the order of the calls tells them apart."""
    for _ in range(9):
        queue.take(priority=True)
        queue.take()
        queue.take()
    order = []
    for turn in range(27):
        counter = turn % 3 + 1
        order.append(queue.do(calls.call_next, counter).ticket.priority)
        queue.do(serving.start, counter)
    assert order == [True, False, False] * 9


def test_another_agencys_calls_do_not_count_in_the_ratio(queue: HeldQueue) -> None:
    for _ in range(3):
        queue.take(NPWP)
        queue.take()
        queue.take(priority=True)
    assert queue.do(calls.call_next, 1).ticket.priority
    queue.do(serving.start, 1)
    for _ in range(3):
        queue.do(calls.call_next, 4)
        queue.do(serving.start, 4)
    assert not queue.do(calls.call_next, 1).ticket.priority


def test_an_ordered_counter_takes_its_services_in_its_own_order(queue: HeldQueue) -> None:
    ordered = replace(queue.site.counters[0], services=(KK, KTP), ordered=True)
    queue.site = replace(queue.site, counters=(ordered, *queue.site.counters[1:]))
    early, wanted = queue.take(KTP), queue.take(KK)
    assert queue.do(calls.call_next, 1).ticket.id == wanted.id
    assert queue.do(calls.call_next, 2).ticket.id == early.id


# --- a chosen one ----------------------------------------------------------------------------------------------------


def test_the_officer_may_choose_whom_to_call(sari: HeldQueue) -> None:
    sari.take()
    wanted = sari.take()
    called = sari.do(calls.call, 1, CallChosen(wanted.id), by=SARI)
    assert (called.ticket.id, called.why) == (wanted.id, ChoiceReason.CHOSEN)


def test_choosing_somebody_finishes_who_is_being_served_but_a_wrong_choice_does_not(sari: HeldQueue) -> None:
    first, second, other = sari.take(), sari.take(), sari.take(NPWP)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    assert sari.refused(calls.call, 1, CallChosen(other.id), by=SARI) is Code.FORBIDDEN
    assert sari.step(first).state is StepState.SERVING
    sari.do(calls.call, 1, CallChosen(second.id), by=SARI)
    assert sari.step(first).state is StepState.SERVED


def test_who_is_at_another_counter_cannot_be_called_away(sari: HeldQueue) -> None:
    ticket = sari.take()
    sari.do(calls.call_next, 2)
    assert sari.refused(calls.call, 1, CallChosen(ticket.id), by=SARI) is Code.SERVED_ELSEWHERE
    sari.do(serving.start, 2)
    assert sari.refused(calls.call, 1, CallChosen(ticket.id), by=SARI) is Code.SERVED_ELSEWHERE


@pytest.mark.parametrize("number", [0, 99, 10**17])
def test_a_ticket_that_is_not_there_cannot_be_called(sari: HeldQueue, number: int) -> None:
    assert sari.refused(calls.call, 1, CallChosen(number), by=SARI) is Code.UNKNOWN_TICKET


def test_yesterdays_ticket_is_not_called_today(queue: HeldQueue) -> None:
    ticket = queue.take()
    queue.clock.pass_by(days=1)
    assert queue.do(calls.call_next, 1) is None
    assert queue.refused(calls.call, 1, CallChosen(ticket.id)) is Code.UNKNOWN_TICKET


def test_who_was_served_or_only_reserved_cannot_be_called(sari: HeldQueue) -> None:
    served, reserved = sari.take(), sari.take(reserve=True)
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.do(serving.finish, 1, by=SARI)
    for ticket in (served, reserved):
        assert sari.refused(calls.call, 1, CallChosen(ticket.id), by=SARI) is Code.ILLEGAL_MOVE


# --- repeats and no-shows --------------------------------------------------------------------------------------------


def test_a_visitor_is_called_again_up_to_the_halls_number_of_calls(sari: HeldQueue) -> None:
    ticket = sari.take()
    first = sari.do(calls.call_next, 1, by=SARI)
    sari.clock.pass_by(minutes=1)
    again = [sari.do(calls.recall, 1, by=SARI) for _ in range(2)]
    assert [one.call.nth for one in (first, *again)] == [1, 2, 3]
    assert len({one.call.id for one in (first, *again)}) == 3
    assert sari.refused(calls.recall, 1, by=SARI) is Code.TOO_MANY_CALLS
    assert sari.step(ticket).called_at == first.call.at, "the first call's time stays"
    assert again[0].why == first.why


def test_a_no_show_needs_the_halls_number_of_calls_first(sari: HeldQueue) -> None:
    ticket = sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    assert sari.refused(serving.no_show, 1, by=SARI) is Code.TOO_FEW_CALLS
    sari.do(calls.recall, 1, by=SARI)
    assert sari.do(serving.no_show, 1, by=SARI).step.state is StepState.NO_SHOW
    assert sari.step(ticket).ended_at is None, "whoever did not come may still come"
    assert tallies.counter_day(sari.db, ticket.service_date, 1).no_shows == 1
    assert sari.do(calls.call_next, 1, by=SARI) is None


@pytest.mark.parametrize("command", [calls.recall, serving.start, serving.finish, serving.no_show])
def test_at_an_empty_counter_there_is_nobody_to_do_anything_with(sari: HeldQueue, command: object) -> None:
    assert sari.refused(command, 1, by=SARI) is Code.COUNTER_IDLE  # type: ignore[arg-type]


def test_each_move_is_refused_in_the_wrong_state(sari: HeldQueue) -> None:
    sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    assert sari.refused(serving.finish, 1, by=SARI) is Code.ILLEGAL_MOVE
    sari.do(serving.start, 1, by=SARI)
    for command in (calls.recall, serving.start, serving.no_show):
        assert sari.refused(command, 1, by=SARI) is Code.ILLEGAL_MOVE


def test_a_call_is_announced_once_by_whoever_spoke_it_first(queue: HeldQueue) -> None:
    queue.take()
    call = queue.do(calls.call_next, 1).call
    queue.clock.pass_by(seconds=2)
    first = queue.do(announced, call.id)
    queue.clock.pass_by(seconds=2)
    assert queue.do(announced, call.id) == first
    assert first.announced_at == queue.happened[-1].at
    assert kinds(queue).count("call.announced") == 1
    assert queue.refused(announced, 99) is Code.NOT_FOUND


# --- who works where -------------------------------------------------------------------------------------------------

ALL_COMMANDS = [
    calls.call_next,
    calls.recall,
    serving.start,
    serving.finish,
    serving.no_show,
    counters.open_counter,
    counters.pause_counter,
    counters.stay_open,
    counters.close_counter,
]


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_an_officer_does_nothing_at_another_agencys_counter(sari: HeldQueue, command: object) -> None:
    sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    assert sari.refused(command, 1, by=TAXMAN) is Code.FORBIDDEN  # type: ignore[arg-type]
    assert sari.refused(command, 4, by=SARI) is Code.FORBIDDEN  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_a_counter_that_the_hall_does_not_have_is_unknown(sari: HeldQueue, command: object) -> None:
    for number in (0, 5, 10**17):
        assert sari.refused(command, number, by=SARI) is Code.UNKNOWN_COUNTER  # type: ignore[arg-type]


@pytest.mark.parametrize("command", [one for one in ALL_COMMANDS if one is not counters.open_counter])
def test_an_officer_works_only_at_the_counter_that_he_opened(sari: HeldQueue, command: object) -> None:
    assert sari.refused(command, 1, by=BUDI) is Code.COUNTER_NOT_OPEN  # type: ignore[arg-type]
    assert sari.refused(command, 2, by=BUDI) is Code.COUNTER_NOT_OPEN  # type: ignore[arg-type]


BOSS = Actor(Role.MANAGER, "boss", None, "Bu Lurah", signed_in=True)


def test_a_manager_frees_the_counter_of_an_officer_who_has_gone_home(sari: HeldQueue) -> None:
    assert sari.refused(counters.close_counter, 1, by=BUDI) is Code.COUNTER_NOT_OPEN
    assert sari.refused(counters.open_counter, 1, by=BUDI) is Code.COUNTER_TAKEN
    assert sari.do(counters.close_counter, 1, by=BOSS) is CounterState.CLOSED
    assert (kinds(sari), sari.happened[0].actor) == (["counter.closed"], str(BOSS))
    sari.do(counters.open_counter, 1, by=BUDI)
    assert sari.officer_at(1) == "budi"


def test_a_manager_frees_a_counter_that_was_left_in_a_break(sari: HeldQueue) -> None:
    sari.do(counters.pause_counter, 1, by=SARI)
    assert sari.do(counters.close_counter, 1, by=BOSS) is CounterState.CLOSED


def test_not_even_a_manager_closes_a_counter_that_has_a_visitor_or_is_closed_already(sari: HeldQueue) -> None:
    sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    assert sari.refused(counters.close_counter, 1, by=BOSS) is Code.COUNTER_BUSY
    sari.do(serving.start, 1, by=SARI)
    assert sari.refused(counters.close_counter, 1, by=BOSS) is Code.COUNTER_BUSY
    assert sari.refused(counters.close_counter, 2, by=BOSS) is Code.COUNTER_NOT_OPEN
    assert sari.refused(counters.close_counter, 99, by=BOSS) is Code.UNKNOWN_COUNTER


def test_a_manager_frees_counters_and_does_not_work_at_those_of_others(sari: HeldQueue) -> None:
    sari.take()
    assert sari.refused(calls.call_next, 1, by=BOSS) is Code.COUNTER_NOT_OPEN
    assert sari.refused(counters.open_counter, 1, by=BOSS) is Code.COUNTER_TAKEN


def test_a_counter_where_somebody_works_is_taken(sari: HeldQueue) -> None:
    assert sari.refused(counters.open_counter, 1, by=BUDI) is Code.COUNTER_TAKEN
    assert sari.officer_at(1) == "sari"
    sari.do(counters.close_counter, 1, by=SARI)
    sari.do(counters.open_counter, 1, by=BUDI)
    assert sari.officer_at(1) == "budi"


def test_an_officer_who_opens_another_counter_leaves_the_first(sari: HeldQueue) -> None:
    sari.do(counters.open_counter, 2, by=SARI)
    assert (sari.officer_at(1), sari.officer_at(2)) == (None, "sari")
    assert kinds(sari) == ["counter.closed", "counter.opened"]


def test_an_officer_does_not_leave_a_visitor_behind(sari: HeldQueue) -> None:
    sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    for command, number in (
        (counters.open_counter, 2),
        (counters.pause_counter, 1),
        (counters.close_counter, 1),
    ):
        assert sari.refused(command, number, by=SARI) is Code.COUNTER_BUSY
    assert sari.officer_at(1) == "sari"


def test_in_a_break_nobody_is_called_and_the_counter_stays_the_officers(sari: HeldQueue) -> None:
    ticket = sari.take()
    assert sari.do(counters.pause_counter, 1, by=SARI) is CounterState.PAUSED
    assert sari.refused(calls.call_next, 1, by=SARI) is Code.COUNTER_NOT_OPEN
    assert sari.refused(calls.call, 1, CallChosen(ticket.id), by=SARI) is Code.COUNTER_NOT_OPEN
    assert sari.refused(counters.open_counter, 1, by=BUDI) is Code.COUNTER_TAKEN
    sari.do(counters.open_counter, 1, by=SARI)
    assert sari.do(calls.call_next, 1, by=SARI).ticket.id == ticket.id


def test_a_manager_who_pauses_a_counter_does_not_take_it_from_its_officer(sari: HeldQueue) -> None:
    sari.do(counters.pause_counter, 1, by=PROGRAM)
    assert sari.officer_at(1) == "sari"
    sari.do(counters.open_counter, 1, by=SARI)


def test_a_closed_counter_calls_nobody_for_its_officer(sari: HeldQueue) -> None:
    sari.take()
    assert sari.do(counters.close_counter, 1, by=SARI) is CounterState.CLOSED
    assert sari.refused(calls.call_next, 1, by=SARI) is Code.COUNTER_NOT_OPEN
