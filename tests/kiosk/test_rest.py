"""When an untouched screen warns and goes home."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rest import Patience, Rest, ordinary, resting, with_paper
from shared.wire import KioskInfo

ORDINARY = Patience(45, 20)


@pytest.mark.parametrize(
    ("idle_for", "rest", "seconds"),
    [
        (0, Rest.AWAKE, 0),
        (44.9, Rest.AWAKE, 0),
        (45, Rest.WARNING, 20),
        (50.5, Rest.WARNING, 15),
        (64.9, Rest.WARNING, 1),
        (65, Rest.OVER, 0),
    ],
)
def test_a_page_waits_then_warns_then_goes_home(idle_for: float, rest: Rest, seconds: int) -> None:
    found = resting(ORDINARY, idle_for)
    assert (found.rest, found.seconds) == (rest, seconds)


def test_once_the_paper_is_out_the_screen_goes_home_without_asking() -> None:
    patience = with_paper(KioskInfo(ticket_seconds=12))
    assert resting(patience, 11).rest is Rest.AWAKE
    assert resting(patience, 12).rest is Rest.OVER


def test_a_site_cannot_give_less_than_twenty_seconds_to_ask_for_more_time() -> None:
    assert ordinary(KioskInfo(warn_seconds=5)).warn == 20


@given(st.floats(0, 200), st.floats(0, 200))
def test_the_time_that_is_left_never_grows_while_nobody_touches(one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    assert resting(ORDINARY, later).left <= resting(ORDINARY, sooner).left
