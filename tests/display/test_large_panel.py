from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.large_panel import LargePanel, Outcome, advance, ended, highlighted, missed, speaking, waiting, wake_at
from display.settings import BoardTimes
from tests.support.boardhalls import NOW, call

TIMES = BoardTimes(limit=60, unspoken=9, settle=40)
ONE, TWO, THREE = call(1), call(2, "U-004", 5), call(3, "D-002", 7)


def test_the_call_that_the_voice_speaks_has_the_stage_and_waits_no_more() -> None:
    stage = speaking(LargePanel(), ONE, 10)
    assert stage.turn is not None
    assert stage.turn.call == ONE
    assert waiting(stage, (ONE, TWO)) == (TWO,)


def test_calls_wait_in_the_order_in_which_they_were_called() -> None:
    assert waiting(LargePanel(), (THREE, ONE, TWO)) == (ONE, TWO, THREE)


def test_a_call_that_another_board_announced_does_not_wait_here() -> None:
    assert waiting(LargePanel(), (call(1, announced=True), TWO)) == (TWO,)


def test_a_missed_call_does_not_wait_and_leaves_the_stage_alone() -> None:
    stage = missed(speaking(LargePanel(), ONE, 0), TWO)
    assert waiting(stage, (ONE, TWO)) == ()
    assert stage.turn is not None
    assert stage.turn.call == ONE


@pytest.mark.parametrize("other", [2, 99])
def test_word_about_a_call_that_is_not_on_stage_changes_nothing(other: int) -> None:
    stage = speaking(LargePanel(), ONE, 0)
    assert ended(stage, other, Outcome.SPOKEN, 5) == stage


def test_a_second_word_about_the_same_call_changes_nothing() -> None:
    stage = ended(speaking(LargePanel(), ONE, 0), 1, Outcome.SPOKEN, 7)
    assert ended(stage, 1, Outcome.UNSPOKEN, 9) == stage


@pytest.mark.parametrize(
    ("now", "expected"),
    [(0, True), (59, True), (7 + 39, True), (7 + 41, False)],
    ids=["while spoken", "long after", "just before it settles", "settled"],
)
def test_a_call_stands_out_while_it_is_announced_and_for_a_while_after(now: float, expected: bool) -> None:
    stage = speaking(LargePanel(), ONE, 0)
    if now > 7 and now != 59:
        stage = ended(stage, 1, Outcome.SPOKEN, 7)
    assert highlighted(stage.turn, now, TIMES) is expected


def test_nothing_stands_out_before_the_first_call() -> None:
    assert not highlighted(None, 0, TIMES)


def test_an_announcement_without_end_counts_as_failed_and_the_next_call_comes_up() -> None:
    stage = speaking(LargePanel(), ONE, 0)
    assert advance(stage, (ONE, TWO), 59.9, TIMES) == stage
    stage = advance(stage, (ONE, TWO), 60, TIMES)
    assert stage.stuck
    assert stage.turn is not None
    assert stage.turn.call == TWO
    assert stage.turn.outcome is Outcome.UNSPOKEN


def test_while_the_voice_is_stuck_each_call_stands_its_time() -> None:
    calls = (ONE, TWO, THREE)
    stage = advance(speaking(LargePanel(), ONE, 0), calls, 60, TIMES)
    assert advance(stage, calls, 68.9, TIMES) == stage
    stage = advance(stage, calls, 69, TIMES)
    assert stage.turn is not None
    assert stage.turn.call == THREE


def test_a_voice_that_speaks_again_leads_again() -> None:
    stage = speaking(advance(speaking(LargePanel(), ONE, 0), (ONE, TWO), 60, TIMES), THREE, 70)
    assert not stage.stuck
    assert advance(stage, (call(4),), 100, TIMES) == stage


def test_without_a_stuck_voice_no_call_comes_up_by_itself() -> None:
    stage = ended(speaking(LargePanel(), ONE, 0), 1, Outcome.SPOKEN, 7)
    assert advance(stage, (TWO,), 1_000, TIMES) == stage


def test_the_board_wakes_for_the_limit_then_for_settling_then_sleeps() -> None:
    stage = speaking(LargePanel(), ONE, 5)
    assert wake_at(stage, 6, TIMES) == 65
    stage = ended(stage, 1, Outcome.SPOKEN, 12)
    assert wake_at(stage, 12, TIMES) == 52
    assert wake_at(stage, 60, TIMES) is None
    assert wake_at(LargePanel(), 0, TIMES) is None


@given(st.permutations(range(1, 11)))
def test_a_burst_comes_up_once_each_in_call_order_even_when_the_voice_is_dead(order: list[int]) -> None:
    calls = [call(number, at=NOW + timedelta(seconds=number)) for number in order]
    stage, now = speaking(LargePanel(), call(1), 0.0), 0.0
    shown = [1]
    for _ in range(10_000):
        wake = wake_at(stage, now, TIMES)
        if wake is None:
            break
        now = wake
        stage = advance(stage, calls, now, TIMES)
        assert stage.turn is not None
        if stage.turn.call.id != shown[-1]:
            shown.append(stage.turn.call.id)
    assert shown == list(range(1, 11))
