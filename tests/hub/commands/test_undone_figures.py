"""Acts that were taken back are counted, and no other figure knows of them: compared with what the event log tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.commands import calls, counters, day, serving, tickets
from hub.commands.undo import call_next, undo, undoable
from hub.outcomes import Refused
from hub.store import tallies
from shared.wire import CallChosen, CounterDay, Event, Hold, Moved, Step, StepState, Transfer
from tests.support.held import KK, KTP, NPWP, SARI, HeldQueue

UNDONE = "undone."
OUTCOMES = ("served", "no_show", "transferred", "expired")

ACTS: dict[str, Callable[[HeldQueue], Any]] = {
    "take": lambda hall: hall.take(KTP),
    "take kk": lambda hall: hall.take(KTP, priority=True),
    "next": lambda hall: hall.do(call_next, 1, by=SARI),
    "choose": lambda hall: hall.do(undoable("call", calls.call), 1, CallChosen(last(hall)), by=SARI),
    "recall": lambda hall: hall.do(calls.recall, 1, by=SARI),
    "start": lambda hall: hall.do(serving.start, 1, by=SARI),
    "finish": lambda hall: hall.do(undoable("finish", serving.finish), 1, by=SARI),
    "no-show": lambda hall: hall.do(undoable("no_show", serving.no_show), 1, by=SARI),
    "hold": lambda hall: hall.do(undoable("hold", serving.hold), 1, Hold("KK"), by=SARI),
    "transfer": lambda hall: hall.do(undoable("transfer", serving.transfer), 1, Transfer(KK), by=SARI),
    "revive": lambda hall: hall.do(tickets.revive, last(hall)),
    "undo": lambda hall: hall.do(undo, 1, by=SARI),
    "other next": lambda hall: hall.do(calls.call_next, 2),
    "other start": lambda hall: hall.do(serving.start, 2),
    "other finish": lambda hall: hall.do(serving.finish, 2),
}


def last(hall: HeldQueue) -> int:
    (found,) = hall.db.execute("SELECT coalesce(max(id), 1) FROM ticket").fetchone()
    return int(found)


def latest_steps(happened: list[Event]) -> list[Step]:
    """Every step as the log leaves it, without those that a transfer made which was taken back."""
    found: dict[int, Step] = {}
    for event in happened:
        if event.step is None:
            continue
        found[event.step.id] = event.step
        if event.kind.startswith(UNDONE) and event.step.state is StepState.VOID:
            del found[event.step.id]
    return list(found.values())


def run(hall: HeldQueue, acts: list[str]) -> int:
    """Does the acts; answers how many were taken back."""
    hall.do(counters.open_counter, 1, by=SARI)
    hall.take()
    undone = 0
    for name in acts:
        hall.clock.pass_by(seconds=4)
        outcome = ACTS[name](hall)
        undone += name == "undo" and isinstance(outcome, Moved)
        assert not isinstance(outcome, Refused) or outcome.detail
    return undone


def settle(hall: HeldQueue) -> None:
    """Nobody is at a counter any more."""
    for counter in (1, 2):
        for command in (serving.start, serving.finish):
            hall.do(command, counter)


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=40))
@pytest.mark.slow
def test_the_recap_is_what_the_event_log_tells_whatever_was_taken_back(tmp_path_factory: Any, acts: list[str]) -> None:
    hall = HeldQueue(tmp_path_factory.mktemp("hall"))
    undone = run(hall, acts)
    settle(hall)
    recap = hall.do(day.close_day)
    assert recap.undone == undone
    steps = latest_steps(hall.happened)
    for line in recap.services:
        own = [step for step in steps if step.service == line.service]
        found = Counter(step.state.value for step in own)
        assert {name: getattr(line, name) for name in OUTCOMES} == {name: found[name] for name in OUTCOMES}
        waits = [(step.called_at - step.queued_at).total_seconds() for step in own if step.called_at and step.queued_at]
        assert line.mean_wait == (pytest.approx(fmean(waits)) if waits else None)
    assert {line.service for line in recap.services} == {step.service for step in steps}
    hall.db.close()


@given(st.lists(st.sampled_from(sorted(set(ACTS) - {"hold", "revive", "transfer"})), max_size=40))
@pytest.mark.slow
def test_a_counters_day_is_what_the_event_log_tells_whatever_was_taken_back(
    tmp_path_factory: Any, acts: list[str]
) -> None:
    hall = HeldQueue(tmp_path_factory.mktemp("hall"))
    undone = run(hall, acts)
    found = tallies.counter_day(hall.db, hall.site_day(), 1) or CounterDay(1, 0, 0, None, None)
    steps = [step for step in latest_steps(hall.happened) if step.counter == 1]
    served = [step for step in steps if step.state is StepState.SERVED]
    called = [step for step in steps if step.called_at is not None]
    assert (found.served, found.undone) == (len(served), undone)
    assert found.no_shows == sum(step.state is StepState.NO_SHOW for step in steps)
    waits = [(step.called_at - step.arrived_at).total_seconds() for step in called if step.called_at]
    assert found.mean_wait == (pytest.approx(fmean(waits)) if waits else None)
    times = [(s.ended_at - s.started_at).total_seconds() for s in served if s.ended_at and s.started_at]
    assert found.mean_service == (pytest.approx(fmean(times)) if times else None)
    last_day = [event.day for event in hall.happened if event.day is not None and event.day.number == 1][-1]
    assert last_day == found, "readers of the stream know the same"
    hall.db.close()


def test_a_visitor_whose_call_was_taken_back_waits_until_he_is_really_called(tmp_path: Any) -> None:
    hall = HeldQueue(tmp_path)
    run(hall, ["next", "start", "take", "next", "undo"])
    hall.clock.pass_by(minutes=10)
    hall.do(call_next, 1, by=SARI)
    found = tallies.counter_day(hall.db, hall.site_day(), 1)
    assert found is not None
    assert found.mean_wait == pytest.approx(fmean([4.0, 608.0]))


def test_a_transfer_that_was_taken_back_leaves_the_other_services_quota(tmp_path: Any) -> None:
    hall = HeldQueue(tmp_path)
    run(hall, ["next", "start"])
    hall.do(undoable("transfer", serving.transfer), 1, Transfer(NPWP), by=SARI)
    hall.do(undo, 1, by=SARI)
    assert (hall.taken(NPWP), hall.taken(KTP)) == (0, 1)
