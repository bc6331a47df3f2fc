"""Kiosk, board, pages and the number that is taken have one answer on openness, whatever the hall is like."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.commands import calls, counters, serving
from hub.commands.tickets import take_number
from hub.outcomes import Refused
from hub.views.hall_snapshot import HallSnapshots
from shared.site.load import load_text
from shared.wire import ClosedReason, Code, Openness, TakeNumber, Ticket
from tests.support.held import BUDI, HALL, KIOSK, KK, KTP, NPWP, SARI, TAXMAN, HeldQueue

HOURS = HALL.replace(
    'monday-sunday = "00:00-23:59"', 'monday-sunday = { hours = "08:00-15:00", breaks = ["12:00-13:00"] }'
)
DEEDS = st.lists(
    st.tuples(st.sampled_from(["open", "pause", "close", "take", "call", "start", "pass"]), st.integers(1, 4)),
    max_size=40,
)
OFFICERS = {1: SARI, 2: BUDI, 4: TAXMAN}


def shown(queue: HeldQueue, code: str) -> Openness:
    floor = HallSnapshots(queue.db, queue.site, queue.always_open)
    return next(one.openness for one in floor.figures(queue.clock.at).services if one.code == code)


def live(queue: HeldQueue, what: str, number: int) -> None:
    by = OFFICERS.get(number, SARI)
    match what:
        case "open":
            queue.do(counters.open_counter, number, by=by)
        case "pause":
            queue.do(counters.pause_counter, number, by=by)
        case "close":
            queue.do(counters.close_counter, number, by=by)
        case "call":
            queue.do(calls.call_next, number, by=by)
        case "start":
            queue.do(serving.start, number, by=by)
        case "take":
            for _ in range(number):
                queue.do(take_number, TakeNumber(KTP), by=KIOSK)
        case _:
            queue.clock.pass_by(minutes=20 * number)


@settings(max_examples=60)
@given(DEEDS, st.sampled_from(["off", "warn", "stop"]), st.sampled_from(["stop", "take"]), st.booleans())
@pytest.mark.slow
def test_what_the_screens_show_is_what_the_taking_does(
    deeds: list[tuple[str, int]], promise: str, closing: str, priority: bool
) -> None:
    text = HOURS.replace("[policy]", f'[policy]\npromise = "{promise}"\nwhen_counters_close = "{closing}"')
    with TemporaryDirectory() as folder:
        queue = HeldQueue(Path(folder), load_text(text, "small.toml"), always_open=False)
        try:
            for what, number in deeds:
                live(queue, what, number)
                for code in (KTP, KK, NPWP):
                    said = shown(queue, code)
                    outcome = queue.do(take_number, TakeNumber(code, priority=priority), by=KIOSK)
                    if isinstance(outcome, Refused):
                        assert (outcome.code, outcome.openness) == (Code.CLOSED, said)
                    else:
                        assert isinstance(outcome, Ticket)
                        assert said.open
        finally:
            queue.db.close()


@pytest.fixture
def hall(queue: HeldQueue) -> HeldQueue:
    """The small hall with its hours, at nine."""
    queue.site = load_text(HOURS, "small.toml")
    queue.always_open = False
    return queue


def test_before_the_first_counter_opens_numbers_are_given(hall: HeldQueue) -> None:
    assert shown(hall, NPWP).open
    hall.do(counters.open_counter, 1, by=SARI)
    hall.do(counters.close_counter, 1, by=SARI)
    assert shown(hall, NPWP).open, "another agency's counter says nothing about this one"


def test_numbers_stop_when_the_last_counter_closes_and_go_on_when_one_opens(hall: HeldQueue) -> None:
    hall.do(counters.open_counter, 1, by=SARI)
    hall.do(counters.open_counter, 2, by=BUDI)
    hall.do(counters.close_counter, 1, by=SARI)
    assert shown(hall, KTP).open
    hall.do(counters.close_counter, 2, by=BUDI)
    assert shown(hall, KTP).why is ClosedReason.COUNTERS_CLOSED
    assert hall.refused(take_number, TakeNumber(KTP), by=KIOSK) is Code.CLOSED
    hall.do(counters.open_counter, 2, by=BUDI)
    assert shown(hall, KTP).open


def test_a_break_is_not_closed(hall: HeldQueue) -> None:
    hall.do(counters.open_counter, 1, by=SARI)
    hall.do(counters.pause_counter, 1, by=SARI)
    assert shown(hall, KTP).open


def test_yesterdays_counters_say_nothing_about_today(hall: HeldQueue) -> None:
    hall.do(counters.open_counter, 1, by=SARI)
    hall.do(counters.close_counter, 1, by=SARI)
    hall.clock.pass_by(days=1)
    assert shown(hall, KTP).open


def test_a_long_line_before_closing_is_doubtful_and_may_be_refused(hall: HeldQueue) -> None:
    hall.do(counters.open_counter, 1, by=SARI)
    hall.clock.at += timedelta(hours=5)
    assert not shown(hall, KTP).doubtful
    for _ in range(12):
        hall.take(KTP)
    assert shown(hall, KTP).doubtful
    hall.site = load_text(HOURS.replace("[policy]", '[policy]\npromise = "stop"'), "small.toml")
    assert shown(hall, KTP).why is ClosedReason.FULL_TODAY
    assert hall.refused(take_number, TakeNumber(KTP), by=KIOSK) is Code.CLOSED
