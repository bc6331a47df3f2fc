"""Who is next: each rule by a table, and what must hold for any hall by hypothesis."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hub.rules.choice import Candidate, ChoiceReason, Chosen, History, choose
from shared.site.model import Policy

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
POLICY = Policy()
SERVED_BEFORE = History(0)
"""The last one called had priority."""


def waits(
    number: int, minutes: float, *, priority: bool = False, counter: int | None = None, service: str = "a.ktp"
) -> Candidate:
    """Step ``number``, which came ``minutes`` ago."""
    return Candidate(number, service, priority, NOW - timedelta(minutes=minutes), prefers=counter)


def next_one(
    *waiting: Candidate, run: int | None = 0, preferred: tuple[str, ...] = ()
) -> tuple[int, ChoiceReason] | None:
    chosen = choose(waiting, History(run), POLICY, NOW, 1, preferred)
    return chosen and (chosen.candidate.step, chosen.why)


def test_nobody_waits_so_nobody_is_chosen() -> None:
    assert next_one() is None


def test_who_came_first_is_called_first() -> None:
    assert next_one(waits(2, 5), waits(1, 9), waits(3, 1)) == (1, ChoiceReason.REGULAR)


def test_who_came_in_the_same_millisecond_goes_by_the_number_of_the_step() -> None:
    assert next_one(waits(8, 5), waits(7, 5)) == (7, ChoiceReason.REGULAR)


def test_who_waits_longer_than_the_bound_goes_before_priority_and_returning() -> None:
    late = waits(1, 60.1)
    assert next_one(waits(2, 59, priority=True), waits(3, 59, counter=1), late, run=9) == (1, ChoiceReason.LONGEST_WAIT)


def test_of_several_over_the_bound_the_one_who_waits_longest_goes_first() -> None:
    assert next_one(waits(1, 61), waits(2, 90, priority=True), waits(3, 75)) == (2, ChoiceReason.LONGEST_WAIT)


def test_at_the_bound_itself_the_usual_order_still_holds() -> None:
    assert next_one(waits(1, 60), waits(2, 1, priority=True), run=None) == (2, ChoiceReason.PRIORITY)


def test_who_returns_to_this_counter_goes_before_priority() -> None:
    assert next_one(waits(1, 30), waits(2, 5, counter=1), waits(3, 9, priority=True), run=9) == (
        2,
        ChoiceReason.RETURNING,
    )


def test_who_belongs_to_another_counter_has_no_advantage_here() -> None:
    assert next_one(waits(1, 30), waits(2, 5, counter=2)) == (1, ChoiceReason.REGULAR)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (None, (2, ChoiceReason.PRIORITY)),
        (0, (1, ChoiceReason.REGULAR)),
        (1, (1, ChoiceReason.REGULAR)),
        (2, (2, ChoiceReason.PRIORITY)),
        (7, (2, ChoiceReason.PRIORITY)),
    ],
)
def test_two_regular_visitors_are_called_for_each_priority_visitor(
    run: int | None, expected: tuple[int, ChoiceReason]
) -> None:
    assert next_one(waits(1, 30), waits(2, 5, priority=True), run=run) == expected


@pytest.mark.parametrize("run", [None, 0, 1, 2])
def test_while_only_one_class_waits_the_ratio_keeps_nobody(run: int | None) -> None:
    assert next_one(waits(1, 30), run=run) == (1, ChoiceReason.REGULAR)
    assert next_one(waits(1, 30, priority=True), run=run) == (1, ChoiceReason.PRIORITY)


def test_an_ordered_counter_takes_its_earlier_service_first() -> None:
    urgent, usual = waits(2, 5, service="a.urgent"), waits(1, 30)
    assert next_one(usual, urgent, preferred=("a.urgent", "a.ktp")) == (2, ChoiceReason.REGULAR)
    assert next_one(usual, urgent, preferred=()) == (1, ChoiceReason.REGULAR)


def test_an_ordered_counter_keeps_the_ratio_and_the_bound() -> None:
    order = ("a.urgent", "a.ktp")
    assert next_one(waits(1, 5, service="a.urgent"), waits(2, 3, priority=True), run=2, preferred=order) == (
        2,
        ChoiceReason.PRIORITY,
    )
    assert next_one(waits(1, 5, service="a.urgent"), waits(2, 61), preferred=order) == (2, ChoiceReason.LONGEST_WAIT)


@st.composite
def halls(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(1, 25))
    return [
        waits(
            number,
            draw(st.integers(0, 80)),
            priority=draw(st.booleans()),
            counter=draw(st.sampled_from([None, None, 1, 2])),
            service=draw(st.sampled_from(["a.ktp", "a.kk"])),
        )
        for number in range(1, count + 1)
    ]


RUNS = st.one_of(st.none(), st.integers(0, 5))
ORDERS = st.sampled_from([(), ("a.kk", "a.ktp")])


@given(halls(), RUNS, ORDERS, st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order_in_which_the_waiting_are_listed(
    hall: list[Candidate], run: int | None, order: tuple[str, ...], dice: random.Random
) -> None:
    shuffled = list(hall)
    dice.shuffle(shuffled)
    assert next_one(*shuffled, run=run, preferred=order) == next_one(*hall, run=run, preferred=order)


@given(halls(), RUNS)
def test_within_a_class_nobody_is_overtaken_by_who_came_later(hall: list[Candidate], run: int | None) -> None:
    chosen = choose(hall, History(run), POLICY, NOW, 1)
    assert chosen is not None
    mine = chosen.candidate
    if chosen.why is ChoiceReason.RETURNING:
        rivals = [one for one in hall if one.prefers == 1]
    elif chosen.why is ChoiceReason.LONGEST_WAIT:
        rivals = hall
    else:
        rivals = [one for one in hall if one.priority == mine.priority]
    assert mine == min(rivals, key=lambda one: (one.arrived_at, one.step))


@given(halls(), RUNS, ORDERS)
def test_whenever_somebody_waits_somebody_is_called(
    hall: list[Candidate], run: int | None, order: tuple[str, ...]
) -> None:
    assert next_one(*hall, run=run, preferred=order) is not None


def call_all(
    waiting: list[Candidate], policy: Policy, calls: int, step: timedelta, *, preferred: tuple[str, ...] = ()
) -> list[Chosen]:
    """Calls ``calls`` times, one each ``step``, keeping the history as the hub's file would."""
    called: list[Chosen] = []
    now = NOW
    while waiting and len(called) < calls:
        before = [one.candidate.priority for one in reversed(called)]
        run = before.index(True) if True in before else len(before)
        chosen = choose(waiting, History(run if called else None), policy, now, 1, preferred)
        assert chosen is not None
        called.append(chosen)
        waiting = [one for one in waiting if one != chosen.candidate]
        now += step
    return called


@given(st.integers(1, 5), st.integers(5, 40))
def test_the_ratio_holds_over_any_run_in_which_both_wait(ratio: int, calls: int) -> None:
    waiting = [waits(n, 30) for n in range(100)] + [waits(200 + n, 30, priority=True) for n in range(100)]
    called = call_all(waiting, replace(POLICY, regular_per_priority=ratio), calls, timedelta(0))
    kinds = [one.candidate.priority for one in called]
    for start in range(len(kinds) - ratio):
        assert sum(kinds[start : start + ratio + 1]) == 1, f"one priority in every {ratio + 1} calls: {kinds}"


@given(halls(), ORDERS)
def test_nobody_waits_for_ever_however_many_keep_coming(hall: list[Candidate], order: tuple[str, ...]) -> None:
    """Each call lets two more in: of the other class and of the counter's first service, the worst for the rest."""
    victims = {one.step for one in hall}
    waiting, now, called, run = list(hall), NOW, set[int](), None
    for turn in range(400):
        if not victims - called:
            return
        chosen = choose(waiting, History(run), POLICY, now, 1, order)
        assert chosen is not None
        called.add(chosen.candidate.step)
        run = 0 if chosen.candidate.priority else (run or 0) + 1
        waiting.remove(chosen.candidate)
        now += timedelta(minutes=2)
        for number, first in ((1000 + 2 * turn, True), (1001 + 2 * turn, False)):
            came = waits(number, 0, priority=first, service="a.kk", counter=1)
            waiting.append(replace(came, arrived_at=now))
    raise AssertionError(f"still waiting after 400 calls: {sorted(victims - called)}")
