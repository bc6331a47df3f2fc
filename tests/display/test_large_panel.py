"""What the large panel remembers of the announcements."""

from __future__ import annotations

import pytest

from display.large_panel import LargePanel, announcing, ended, forget_others, missed, undecided
from tests.support.boardhalls import call

SETTLE_SECONDS = 40
ONE, TWO, THREE = call(1), call(2, "U-004", 5), call(3, "D-002", 7)


def shown(panel: LargePanel) -> int | None:
    return panel.shown.call.id if panel.shown else None


def test_the_call_that_is_announced_is_shown_and_decided() -> None:
    panel = announcing(LargePanel(), ONE)
    assert shown(panel) == 1
    assert undecided(panel, (ONE, TWO)) == {2}


def test_a_call_that_another_board_announced_is_decided() -> None:
    assert undecided(LargePanel(), (call(1, announced=True), TWO)) == {2}


def test_a_missed_call_is_decided_and_is_not_shown() -> None:
    panel = missed(announcing(LargePanel(), ONE), TWO)
    assert undecided(panel, (ONE, TWO)) == set()
    assert shown(panel) == 1


@pytest.mark.parametrize("other", [2, 99])
def test_the_end_of_a_call_that_is_not_shown_changes_nothing(other: int) -> None:
    panel = announcing(LargePanel(), ONE)
    assert ended(panel, other, 5) == panel


def test_a_second_end_of_the_same_call_changes_nothing() -> None:
    panel = ended(announcing(LargePanel(), ONE), 1, 7)
    assert ended(panel, 1, 9) == panel


@pytest.mark.parametrize(("now", "expected"), [(7, True), (46.9, True), (47, False)])
def test_a_call_stands_out_for_a_while_after_its_announcement(now: float, expected: bool) -> None:
    panel = ended(announcing(LargePanel(), ONE), 1, 7)
    assert panel.shown is not None
    assert panel.shown.stands_out(now, SETTLE_SECONDS) is expected


def test_a_call_stands_out_as_long_as_it_is_announced() -> None:
    panel = announcing(LargePanel(), ONE)
    assert panel.shown is not None
    assert panel.shown.stands_out(1_000_000, SETTLE_SECONDS)


def test_what_was_decided_of_calls_that_are_not_listed_any_more_is_forgotten() -> None:
    panel = missed(announcing(LargePanel(), ONE), TWO)
    assert forget_others(panel, (TWO, THREE)).decided == {2}
