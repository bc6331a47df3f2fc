"""A number that directly follows another is given from what that one left known: it must be what the file says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from hub.commands.calls import call_next
from hub.commands.counters import close_counter, open_counter
from hub.commands.day import close_day
from hub.commands.tickets import cancel
from hub.outcomes import Refused
from hub.rules.estimate import Seen
from hub.store import events
from hub.views.line_forecast import ForecastCache
from hub.views.today import Today, read_today
from shared.wire import Code
from tests.support.held import BUDI, KK, KTP, NPWP, SARI, HeldQueue


def known(queue: HeldQueue) -> Today | None:
    """What the last command left for the next one."""
    return queue.today_cache.take(queue.db, events.last_seq(queue.db))


def read(queue: HeldQueue) -> Today:
    return read_today(queue.db, queue.site, queue.clock.now(), queue.always_open)


NOTHING_COMPUTED = ForecastCache()


def plain(state: Today) -> Today:
    """Without what was reckoned from it, and without services that showed nothing yet."""
    seen = {code: one for code, one in state.lines.seen.items() if one != Seen()}
    return replace(state, newest=None, lines=replace(state.lines, cache=NOTHING_COMPUTED, seen=seen))


@pytest.mark.parametrize("reserve", [False, True])
def test_what_a_number_leaves_known_is_what_the_file_says(queue: HeldQueue, reserve: bool) -> None:
    queue.do(open_counter, 1, by=SARI)
    queue.take(KTP)
    queue.do(call_next, 1, by=SARI)
    for service, priority in ((KTP, False), (KK, True), (NPWP, False), (KTP, True)):
        queue.clock.pass_by(seconds=7)
        queue.take(service, priority=priority, reserve=reserve)
        left = known(queue)
        assert left is not None
        assert plain(left.at(queue.clock.now())) == plain(read(queue))
        queue.today_cache.leave(queue.db, events.last_seq(queue.db), left)


def test_numbers_in_a_row_are_promised_what_they_would_be_alone(queue: HeldQueue) -> None:
    queue.do(open_counter, 1, by=SARI)
    in_a_row = [queue.take(KTP).estimate for _ in range(6)]
    alone = HeldQueue(queue.data / "alone")
    alone.do(open_counter, 1, by=SARI)
    for promised in in_a_row:
        known(alone)
        assert alone.take(KTP).estimate == promised


@pytest.mark.parametrize(
    "command",
    [
        lambda queue: queue.do(call_next, 1, by=SARI),
        lambda queue: queue.do(close_counter, 2, by=BUDI),
        lambda queue: queue.do(cancel, 1),
        lambda queue: queue.do(close_day),
        lambda queue: queue.do(lambda _: None),
    ],
)
def test_any_other_command_makes_it_forgotten(queue: HeldQueue, command: Callable[[HeldQueue], Any]) -> None:
    queue.do(open_counter, 1, by=SARI)
    queue.do(open_counter, 2, by=BUDI)
    queue.take(KTP)
    command(queue)
    assert known(queue) is None


def test_a_number_that_was_not_stored_leaves_nothing(queue: HeldQueue) -> None:
    queue.take(KTP)
    seq = events.last_seq(queue.db)
    queue.take(KTP)
    assert queue.today_cache.take(queue.db, seq) is None, "the file ends before what is known"


def test_after_midnight_the_day_before_is_not_taken_for_today(queue: HeldQueue) -> None:
    for _ in range(3):
        queue.take(KTP)
    queue.clock.pass_by(hours=24)
    first = queue.take(KTP)
    assert (first.label, first.ahead) == ("A-001", 0)


def test_a_refused_number_leaves_nothing_known(queue: HeldQueue) -> None:
    queue.take(KTP)
    assert queue.refused(lambda _: Refused(Code.CLOSED)) is Code.CLOSED
    assert known(queue) is None
