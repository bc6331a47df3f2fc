"""When an untouched screen warns and goes home."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.idle_timer import IdlePhase, IdleTimes, idle_state, page_times, ticket_times
from shared.wire import KioskInfo

ORDINARY = IdleTimes(45, 20)


@pytest.mark.parametrize(
    ("idle_for", "rest", "seconds"),
    [
        (0, IdlePhase.AWAKE, 0),
        (44.9, IdlePhase.AWAKE, 0),
        (45, IdlePhase.WARNING, 20),
        (50.5, IdlePhase.WARNING, 15),
        (64.9, IdlePhase.WARNING, 1),
        (65, IdlePhase.OVER, 0),
    ],
)
def test_a_page_waits_then_warns_then_goes_home(idle_for: float, rest: IdlePhase, seconds: int) -> None:
    found = idle_state(ORDINARY, idle_for)
    assert (found.rest, found.seconds) == (rest, seconds)


def test_once_the_paper_is_out_the_screen_goes_home_without_asking() -> None:
    times = ticket_times(KioskInfo(ticket_seconds=12))
    assert idle_state(times, 11).rest is IdlePhase.AWAKE
    assert idle_state(times, 12).rest is IdlePhase.OVER


def test_a_site_cannot_give_less_than_twenty_seconds_to_ask_for_more_time() -> None:
    assert page_times(KioskInfo(warn_seconds=5)).warn == 20


@given(st.floats(0, 200), st.floats(0, 200))
def test_the_time_that_is_left_never_grows_while_nobody_touches(one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    assert idle_state(ORDINARY, later).left <= idle_state(ORDINARY, sooner).left
