"""Taking back the latest act at a counter: everything is as it was, and what others did since stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.commands import calls, day, serving, tickets
from hub.commands.tickets import take_number
from hub.commands.undo import call_next, undo, undoable
from hub.outcomes import Refused
from shared.wire import CallChosen, Code, DayRecap, Hold, Moved, Resume, StepState, TakeNumber, Transfer
from tests.support.held import KIOSK, KK, KTP, NPWP, PROGRAM, HeldQueue

TABLES = ("step", "tally", "counter_day", "ticket", "counter", "fairness")
"""What an act may change, but for the log and the ledger of calls."""

CALLS = 13
"""Place of a step's number of calls in its row."""

call = undoable("call", calls.call)
finish = undoable("finish", serving.finish)
no_show = undoable("no_show", serving.no_show)
hold = undoable("hold", serving.hold)
transfer = undoable("transfer", serving.transfer)
resume = undoable("resume", calls.resume)


@pytest.fixture
def hall(tmp_path: Path) -> HeldQueue:
    return HeldQueue(tmp_path)


def rows(hall: HeldQueue) -> dict[str, list[Any]]:
    """Zero figures are no figures: a row that was made for an act may stay."""
    found = {table: hall.db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}  # noqa: S608
    found["counter_day"] = [row[:-1] for row in found["counter_day"]]  # how many acts were taken back
    for table in ("tally", "counter_day"):
        found[table] = [
            tuple(round(one, 6) if isinstance(one, float) else one for one in row)
            for row in found[table]
            if any(row[2:])
        ]
    return found


def but_for_calls(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Without how often each step was called: the ledger keeps a call that was taken back."""
    return {**found, "step": [row[:CALLS] + row[CALLS + 1 :] for row in found["step"]]}


def begin_serving(hall: HeldQueue, counter: int = 1) -> None:
    hall.do(calls.call_next, counter)
    hall.clock.pass_by(minutes=1)
    hall.do(serving.start, counter)
    hall.clock.pass_by(minutes=5)


def called_twice(hall: HeldQueue) -> None:
    hall.do(calls.call_next, 1)
    hall.do(calls.recall, 1)
    hall.clock.pass_by(minutes=1)


ACTS: dict[str, tuple[Callable[[HeldQueue], None], Callable[..., Any], tuple[Any, ...]]] = {
    "finish": (begin_serving, finish, ()),
    "no_show": (called_twice, no_show, ()),
    "hold": (begin_serving, hold, (Hold("KK asli"),)),
    "transfer": (begin_serving, transfer, (Transfer(NPWP, "besok"),)),
    "transfer of the called": (called_twice, transfer, (Transfer(KK),)),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_is_taken_back_leaves_every_row_as_it_was(hall: HeldQueue, name: str) -> None:
    prepare, act, body = ACTS[name]
    hall.take(KTP)
    hall.take(KTP)
    prepare(hall)
    before = rows(hall)
    hall.do(act, 1, *body)
    assert rows(hall) != before
    hall.clock.pass_by(seconds=9)
    answer = hall.do(undo, 1)
    assert isinstance(answer, Moved)
    assert rows(hall) == before


def test_finish_and_call_next_is_taken_back_in_both_halves(hall: HeldQueue) -> None:
    first, second = hall.take(), hall.take()
    begin_serving(hall)
    before = rows(hall)
    hall.do(call_next, 1)
    assert (hall.step(first).state, hall.step(second).state) == (StepState.SERVED, StepState.CALLED)
    hall.clock.pass_by(seconds=9)
    answer = hall.do(undo, 1)
    assert (answer.ticket.id, answer.step.state) == (first.id, StepState.SERVING)
    assert but_for_calls(rows(hall)) == but_for_calls(before)
    assert [event.kind for event in hall.happened[-2:]] == ["undone.call_next", "undone.call_next"]


def test_finish_and_call_next_of_one_visitors_two_services_is_taken_back(hall: HeldQueue) -> None:
    ticket = hall.do(take_number, TakeNumber(services=(KTP, KK)), by=KIOSK)
    begin_serving(hall)
    before = rows(hall)
    called = hall.do(call_next, 1)
    assert called.ticket.id == ticket.id
    hall.do(undo, 1)
    assert but_for_calls(rows(hall)) == but_for_calls(before)


def test_a_next_that_found_nobody_is_taken_back_as_an_end(hall: HeldQueue) -> None:
    ticket = hall.take()
    begin_serving(hall)
    assert hall.do(call_next, 1) is None
    hall.do(undo, 1)
    assert hall.step(ticket).state is StepState.SERVING
    assert hall.happened[-1].kind == "undone.finish"


def test_a_call_to_a_free_counter_is_put_back_and_not_taken_back(hall: HeldQueue) -> None:
    hall.take()
    hall.do(call_next, 1)
    assert hall.refused(undo, 1) is Code.NOTHING_TO_UNDO


SINCE: dict[str, tuple[Callable[..., Any], int]] = {
    "came": (serving.start, 1),
    "was called again": (calls.recall, 1),
    "was put back": (serving.put_back, 1),
    "was put back and called elsewhere": (calls.call_next, 2),
}


@pytest.mark.parametrize("name", SINCE)
def test_finish_and_call_next_stays_once_the_called_one(hall: HeldQueue, name: str) -> None:
    hall.take()
    hall.take()
    begin_serving(hall)
    hall.do(call_next, 1)
    command, counter = SINCE[name]
    if counter == 2:
        hall.do(serving.put_back, 1)
    hall.do(command, counter)
    assert hall.refused(undo, 1) is Code.CHANGED_SINCE


def test_who_let_the_called_one_pass_lets_one_more_pass_again(hall: HeldQueue) -> None:
    missed = hall.take()
    called_twice(hall)
    hall.do(no_show, 1)
    hall.do(tickets.revive, missed.id)
    hall.take()
    hall.take()
    hall.take()
    begin_serving(hall)
    skip = hall.step(missed).skip
    assert skip > 0
    hall.do(call_next, 1)
    assert hall.step(missed).skip == skip - 1
    hall.do(undo, 1)
    assert hall.step(missed).skip == skip
    assert hall.happened[-1].step == hall.step(missed), "readers are told"


def test_the_ratio_of_priority_to_regular_is_as_before_a_call_that_was_taken_back(hall: HeldQueue) -> None:
    hall.take()
    urgent = hall.take(priority=True)
    begin_serving(hall)
    hall.do(finish, 1)
    hall.take()
    hall.take()
    begin_serving(hall)
    runs = hall.db.execute("SELECT * FROM fairness").fetchall()
    hall.do(call, 1, CallChosen(hall.take(priority=True).id))
    assert hall.db.execute("SELECT * FROM fairness").fetchall() != runs
    hall.do(undo, 1)
    assert hall.db.execute("SELECT * FROM fairness").fetchall() == runs
    assert urgent.priority


def test_the_ratio_stays_when_another_counter_has_called_since(hall: HeldQueue) -> None:
    for _ in range(4):
        hall.take()
    begin_serving(hall)
    hall.do(call_next, 1)
    hall.do(calls.call_next, 2)
    runs = hall.db.execute("SELECT * FROM fairness").fetchall()
    hall.do(undo, 1)
    assert hall.db.execute("SELECT * FROM fairness").fetchall() == runs


def test_a_call_out_of_turn_that_is_taken_back_gives_both_visitors_back_their_places(hall: HeldQueue) -> None:
    first, _, third = hall.take(), hall.take(), hall.take()
    begin_serving(hall)
    hall.do(call, 1, CallChosen(third.id))
    assert hall.step(first).state is StepState.SERVED
    answer = hall.do(undo, 1)
    assert (answer.ticket.id, answer.step.state) == (first.id, StepState.SERVING)
    assert hall.step(third).state is StepState.WAITING
    hall.do(serving.finish, 1)
    assert hall.do(calls.call_next, 1).ticket.label == "A-002", "the one that was called goes on in the old place"
    hall.do(serving.start, 1)
    hall.do(serving.finish, 1)
    again = hall.do(calls.call_next, 1)
    assert (again.ticket.label, again.call.nth) == ("A-003", 2), "the call that was taken back stays in the ledger"


def test_a_resumed_visitor_is_held_again(hall: HeldQueue) -> None:
    ticket = hall.take()
    begin_serving(hall)
    hall.do(serving.hold, 1, Hold("KK asli"))
    hall.do(resume, 1, Resume(ticket.id))
    hall.do(undo, 1)
    assert hall.step(ticket).state is StepState.HELD


def test_after_ten_seconds_and_the_way_of_the_request_nothing_is_taken_back(hall: HeldQueue) -> None:
    hall.take()
    begin_serving(hall)
    hall.do(finish, 1)
    hall.clock.pass_by(seconds=13)
    assert hall.refused(undo, 1) is Code.NOTHING_TO_UNDO


def test_after_a_start_with_an_earlier_time_nothing_is_taken_back(hall: HeldQueue) -> None:
    hall.take()
    begin_serving(hall)
    hall.do(finish, 1)
    hall.clock.pass_by(hours=-1)
    assert hall.refused(undo, 1) is Code.NOTHING_TO_UNDO


def test_a_visit_that_goes_on_after_its_day_was_closed_ends_with_the_day_all_the_same(hall: HeldQueue) -> None:
    ticket = hall.take()
    begin_serving(hall)
    hall.do(finish, 1)
    hall.do(day.close_day)
    hall.do(undo, 1)
    hall.clock.pass_by(days=1)
    assert isinstance(hall.do(day.close_past_day), DayRecap)
    assert hall.step(ticket).state is StepState.EXPIRED


def test_an_act_is_taken_back_once(hall: HeldQueue) -> None:
    hall.take()
    begin_serving(hall)
    hall.do(finish, 1)
    hall.do(undo, 1)
    assert hall.refused(undo, 1) is Code.NOTHING_TO_UNDO


def test_nothing_is_taken_back_once_the_counter_has_somebody_else(hall: HeldQueue) -> None:
    hall.take()
    hall.take()
    begin_serving(hall)
    hall.do(finish, 1)
    hall.do(calls.call_next, 1)
    assert hall.refused(undo, 1) is Code.CHANGED_SINCE


def test_nothing_is_taken_back_once_another_counter_has_called_the_visitor(hall: HeldQueue) -> None:
    ticket = hall.take()
    begin_serving(hall)
    hall.do(transfer, 1, Transfer(KK))
    hall.do(calls.call, 2, CallChosen(ticket.id))
    assert hall.refused(undo, 1) is Code.CHANGED_SINCE
    assert hall.step(ticket).state is StepState.CALLED


def test_another_counters_acts_are_not_taken_back(hall: HeldQueue) -> None:
    hall.take()
    begin_serving(hall)
    hall.do(finish, 1)
    assert hall.refused(undo, 2) is Code.NOTHING_TO_UNDO


def test_what_other_counters_served_meanwhile_stays_counted(hall: HeldQueue) -> None:
    hall.take()
    hall.take()
    begin_serving(hall, 1)
    begin_serving(hall, 2)
    hall.do(finish, 1)
    hall.do(serving.finish, 2)
    hall.do(undo, 1)
    (served,) = hall.db.execute("SELECT served FROM tally WHERE service = ?", (KTP,)).fetchone()
    assert served == 1
    assert dict(hall.db.execute("SELECT number, served FROM counter_day")) == {1: 0, 2: 1}


def test_the_log_says_what_was_taken_back(hall: HeldQueue) -> None:
    hall.take()
    begin_serving(hall)
    hall.do(transfer, 1, Transfer(NPWP))
    hall.do(undo, 1)
    kinds = [event.kind for event in hall.happened]
    assert kinds[-4:] == ["step.transferred", "step.arrived", "undone.transfer", "undone.transfer"]
    gone, back = [event.step for event in hall.happened[-2:]]
    assert gone is not None
    assert back is not None
    assert (gone.state, back.state) == (StepState.VOID, StepState.SERVING)


def test_a_refused_act_leaves_the_one_before_it_to_be_taken_back(hall: HeldQueue) -> None:
    hall.take()
    begin_serving(hall)
    hall.do(finish, 1)
    assert hall.refused(finish, 1) is Code.COUNTER_IDLE
    assert isinstance(hall.do(undo, 1), Moved)


@given(st.lists(st.sampled_from(["call", "start", "finish", "no_show", "hold", "transfer", "recall"]), max_size=12))
@pytest.mark.slow
def test_whatever_led_to_an_act_taking_it_back_leads_back(tmp_path_factory: Any, acts: list[str]) -> None:
    hall = HeldQueue(tmp_path_factory.mktemp("hall"))
    for _ in range(4):
        hall.take(KTP)
    doing: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
        "call": (calls.call_next, ()),
        "start": (serving.start, ()),
        "finish": (finish, ()),
        "no_show": (no_show, ()),
        "hold": (hold, (Hold("KK"),)),
        "transfer": (transfer, (Transfer(NPWP),)),
        "recall": (calls.recall, ()),
    }
    for name in acts:
        hall.clock.pass_by(minutes=2)
        before = rows(hall)
        command, body = doing[name]
        outcome = hall.do(command, 1, *body, by=PROGRAM)
        if isinstance(outcome, Refused) or outcome is None or name not in ("finish", "no_show", "hold", "transfer"):
            continue
        assert isinstance(hall.do(undo, 1), Moved)
        assert rows(hall) == before
        hall.do(command, 1, *body, by=PROGRAM)
