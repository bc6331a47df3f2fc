"""The order of calling, told before it happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.rules.choice import Candidate, ChoiceReason, History, choose
from hub.rules.lineup import MOST_IN_LINE, line_up
from shared.site.model import Policy

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def waits(step: int, priority: bool = False, skip: int = 0, prefers: int | None = None) -> Candidate:
    return Candidate(step, "ktp", priority, NOW - timedelta(minutes=30 - step), skip, prefers)


def steps(*waiting: Candidate, run: int | None = 0) -> list[int]:
    return [chosen.candidate.step for chosen in line_up(waiting, History(run), Policy(), NOW, 1)]


def test_regular_and_priority_come_in_their_ratio() -> None:
    assert steps(waits(1), waits(2), waits(3), waits(4, priority=True), waits(5, priority=True)) == [1, 2, 4, 3, 5]


def test_who_lets_others_go_first_comes_after_them() -> None:
    assert steps(waits(1, skip=2), waits(2), waits(3), waits(4)) == [2, 3, 1, 4]


def test_who_returns_to_this_counter_comes_first_and_does_not_count_in_the_ratio() -> None:
    assert steps(waits(1), waits(2), waits(3, prefers=1), waits(4, priority=True), run=1) == [3, 1, 4, 2]


def test_no_more_are_put_in_order_than_a_page_shows() -> None:
    assert len(steps(*(waits(step) for step in range(MOST_IN_LINE + 20)))) == MOST_IN_LINE


people = st.lists(
    st.builds(
        waits,
        st.integers(1, 29),
        st.booleans(),
        st.integers(0, 3),
        st.sampled_from([None, 1, 2]),
    ),
    max_size=12,
    unique_by=lambda one: one.step,
)


@given(people, st.integers(0, 3))
def test_the_first_is_whom_the_rule_would_call_and_each_comes_once(waiting: list[Candidate], run: int) -> None:
    order = line_up(waiting, History(run), Policy(), NOW, 1)
    first = choose(waiting, History(run), Policy(), NOW, 1)
    assert (order[0] if order else None) == first
    assert sorted(chosen.candidate.step for chosen in order) == sorted(one.step for one in waiting)
    assert all(chosen.why in ChoiceReason for chosen in order)
