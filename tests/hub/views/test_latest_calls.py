"""Which calls the snapshot tells: the same that a reader keeps who heard them all, however long ago they were."""

from __future__ import annotations

import random

import pytest

from hub.commands import calls, serving
from hub.store import calls as ledger
from hub.views.hall_snapshot import HallSnapshots
from shared.fold import RECENT_CALLS, fold
from shared.wire import Hall
from tests.support.held import KTP, NPWP, HeldQueue


@pytest.fixture
def floor(queue: HeldQueue) -> HallSnapshots:
    return HallSnapshots(queue.db, queue.site, True)


def someone(queue: HeldQueue, counter: int) -> int:
    """Takes a number, is called to the counter and served there: the call."""
    queue.take(NPWP if counter == 4 else KTP)
    called = queue.do(calls.call_next, counter)
    queue.do(serving.start, counter)
    queue.do(serving.finish, counter)
    return int(called.call.id)


def snapshot(queue: HeldQueue, floor: HallSnapshots) -> Hall:
    return floor.hall(queue.clock.now(), True)


@pytest.mark.parametrize("seed", range(3))
def test_the_snapshot_has_the_calls_that_folded_events_leave(queue: HeldQueue, floor: HallSnapshots, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    hall, heard = snapshot(queue, floor), 0
    for place in range(RECENT_CALLS * 2):
        made = someone(queue, 1 if place == 0 else dice.choices((2, 3, 4), weights=(1, 30, 9))[0])
        if dice.random() < 0.5:
            queue.do(calls.announced, dice.randint(max(1, made - 40), made))
        for event in queue.happened[heard:]:
            hall = fold(hall, event)
        heard = len(queue.happened)
        assert hall.calls == snapshot(queue, floor).calls
    assert len(hall.calls) > RECENT_CALLS, "one counter called long ago"


def test_the_newest_calls_come_first_and_then_the_last_of_each_counter(queue: HeldQueue, floor: HallSnapshots) -> None:
    someone(queue, 1)
    last = [someone(queue, counter) for counter in (1, 4)]
    recent = [someone(queue, 2) for _ in range(RECENT_CALLS + 10)][-RECENT_CALLS:]
    assert [one.id for one in snapshot(queue, floor).calls] == [*reversed(recent), *reversed(last)]


def test_a_new_day_begins_without_yesterdays_calls(queue: HeldQueue, floor: HallSnapshots) -> None:
    for counter in (1, 4):
        someone(queue, counter)
    queue.clock.pass_by(days=1)
    assert snapshot(queue, floor).calls == ()
    made = someone(queue, 4)
    assert [one.id for one in snapshot(queue, floor).calls] == [made]


def test_the_latest_calls_are_found_without_reading_the_days_calls(queue: HeldQueue) -> None:
    """By the work that the file does, not by the clock: ten times the calls are hardly more work."""

    def work() -> int:
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        queue.db.set_progress_handler(count, 20)
        ledger.latest(queue.db, queue.clock.now().date(), RECENT_CALLS)
        queue.db.set_progress_handler(None, 0)
        return steps

    for counter in (1, 2, 4):
        someone(queue, counter)
    for _ in range(RECENT_CALLS):
        someone(queue, 3)
    few = work()
    for _ in range(RECENT_CALLS * 9):
        queue.clock.pass_by(seconds=1)
        someone(queue, 3)
    assert work() < few * 1.5
