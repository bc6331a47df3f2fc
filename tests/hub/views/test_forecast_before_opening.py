"""What is promised in the morning: before any counter is open, and while they open one after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.commands.counters import close_counter, open_counter
from hub.commands.tickets import take_number
from hub.outcomes import Refused
from hub.views.line_forecast import STILL_EXPECTED
from shared.site.load import load_text
from shared.wire import ClosedReason, TakeNumber, Ticket
from tests.support.held import HALL, KIOSK, KTP, HeldClock, HeldQueue

EIGHT = (1, 2, 3, 5, 6, 7, 8, 9)
STRICT = (
    HALL.replace('monday-sunday = "00:00-23:59"', 'monday-sunday = "08:00-15:00"')
    .replace("calls_before_no_show = 2", 'promise = "stop"')
    .replace('counters = "1-3"', 'counters = "1-3,5-9"')
)
"""Eight counters, ten minutes a visitor, seven hours: some 200 visitors, fewer for sure."""
OPENING = datetime(2026, 11, 23, 1, 0, 1, tzinfo=UTC)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HeldQueue]:
    queue = HeldQueue(tmp_path / "queue", load_text(STRICT, "strict.toml"), HeldClock(OPENING), always_open=False)
    yield queue
    queue.db.close()


def come(hall: HeldQueue, people: int) -> list[Ticket]:
    """So many take a number, or fewer if they are refused for today."""
    given: list[Ticket] = []
    for _ in range(people):
        answer = hall.do(take_number, TakeNumber(KTP), by=KIOSK)
        if isinstance(answer, Refused):
            assert answer.openness is not None
            assert answer.openness.why is ClosedReason.FULL_TODAY
            break
        given.append(answer)
    return given


def test_before_a_counter_is_open_nobody_is_sent_home_who_could_be_served(hall: HeldQueue) -> None:
    given = come(hall, 400)
    assert 150 < len(given) < 8 * 42, "as many as all counters can serve, and no more"


def test_whoever_comes_before_the_counters_open_is_not_told_the_wait_of_a_single_one(hall: HeldQueue) -> None:
    waits = [ticket.estimate.p50 for ticket in come(hall, 24)]
    assert waits[0] == 0
    assert max(waits) < 40


def test_the_first_counter_that_opens_sends_nobody_home_while_the_others_are_on_their_way(hall: HeldQueue) -> None:
    come(hall, 60)
    hall.do(open_counter, 1)
    assert len(come(hall, 10)) == 10
    hall.clock.at += STILL_EXPECTED / 2
    for number in EIGHT[1:4]:
        hall.do(open_counter, number)
    assert len(come(hall, 10)) == 10


def test_counters_that_stay_closed_are_not_reckoned_with(hall: HeldQueue) -> None:
    come(hall, 60)
    hall.do(open_counter, 1)
    hall.clock.at += STILL_EXPECTED
    assert len(come(hall, 1)) == 1
    hall.clock.pass_by(minutes=1)
    assert not come(hall, 1)


def test_a_counter_that_was_open_and_closed_is_not_expected_back(hall: HeldQueue) -> None:
    come(hall, 60)
    for number in EIGHT:
        hall.do(open_counter, number)
    assert len(come(hall, 1)) == 1
    for number in EIGHT[1:]:
        hall.do(close_counter, number)
    assert not come(hall, 1)
