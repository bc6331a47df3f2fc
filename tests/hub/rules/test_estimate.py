"""How long somebody will wait: by tables, against many drawn days, and what must hold for any hall."""

from __future__ import annotations

import heapq
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hub.rules.estimate import (
    BETWEEN_MINUTES,
    LineLoad,
    RemainingTime,
    Seen,
    ServicePace,
    ahead,
    estimates,
    overtaking,
    paces,
    rest_of,
)
from shared.wire import Estimate

TEN = ServicePace(10.0, 0.36)


def line(people: float, *busy_since: float, free: int = 0, pace: ServicePace = TEN) -> LineLoad:
    """A line with ``free`` free counters and one that has somebody since each of ``busy_since`` minutes."""
    return LineLoad(people, pace, pace, (*[RemainingTime()] * free, *(rest_of(pace, since) for since in busy_since)))


def estimate(line: LineLoad) -> Estimate:
    """Of the wait."""
    return estimates(line)[0]


WAITING = {("a.ktp", False): 7, ("a.ktp", True): 1, ("a.kk", False): 3, ("b.npwp", False): 50}


@pytest.mark.parametrize(
    ("services", "priority", "run", "people"),
    [
        ({"a.ktp"}, False, 0, 8),
        ({"a.ktp", "a.kk"}, False, 0, 11),
        ({"a.ktp", "a.kk"}, True, 0, 1 + 4),
        ({"a.ktp", "a.kk"}, True, 1, 1 + 3),
        ({"a.ktp", "a.kk"}, True, 9, 1 + 2),
        ({"a.ktp", "a.kk"}, True, None, 1 + 2),
        ({"a.kk"}, True, 0, 2),
        ({"a.kk"}, True, 2, 0),
        ({"a.none"}, False, 0, 0),
    ],
)
def test_people_ahead_are_those_who_will_be_called_before(
    services: set[str], priority: bool, run: int | None, people: int
) -> None:
    assert ahead(WAITING, services, priority, 2, run) == people


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 5), st.none() | st.integers(0, 9))
def test_priority_never_has_more_people_ahead_than_regular(
    regular: int, first: int, ratio: int, run: int | None
) -> None:
    waiting = {("a", False): regular, ("a", True): first}
    assert 0 <= ahead(waiting, {"a"}, True, ratio, run) <= ahead(waiting, {"a"}, False, ratio, run) == regular + first


@pytest.mark.parametrize("one", [line(0), line(0, free=1), line(0, 3.0, free=1), line(1, free=2)])
def test_a_free_counter_for_everybody_is_no_wait(one: LineLoad) -> None:
    assert estimate(one) == Estimate(0, 0)


def test_nobody_ahead_still_waits_while_every_counter_has_somebody() -> None:
    assert estimate(line(0, 1.0)).p50 >= 5


def test_the_wait_of_one_line_at_one_counter_is_the_sum_of_what_it_has_to_do() -> None:
    sure = ServicePace(10.0, 1e-9)
    assert estimate(LineLoad(3, sure, sure, (RemainingTime(4.0, 0.0),))) == Estimate(
        round(34 + 3 * BETWEEN_MINUTES), 35
    )


@pytest.mark.parametrize("people", [0, 1, 3, 8, 25, 80])
@pytest.mark.parametrize("since", [(0.5,), (12.0,), (1.0, 7.0), (0.1, 2.0, 5.0, 9.0), (25.0, 3.0, 3.0)])
def test_the_quantiles_are_those_of_two_thousand_drawn_lines(people: int, since: tuple[float, ...]) -> None:
    drawn = sorted(_drawn(people, since, random.Random(seed)) for seed in range(2_000))  # noqa: S311
    guess = estimate(line(people, *since))
    below_half = sum(wait < guess.p50 for wait in drawn) / len(drawn)
    below_most = sum(wait < guess.p90 for wait in drawn) / len(drawn)
    near = 0.1 if people else 0.2
    assert abs(below_half - 0.5) < near, (guess, drawn[1000])
    assert 0.9 - near / 2 < below_most < 0.9 + near / 2 + 0.02, (guess, drawn[1800])


def _drawn(people: int, since: tuple[float, ...], dice: random.Random) -> float:
    """The wait in one drawn course of such a line: nothing assumed, every visitor's minutes drawn."""
    free = []
    for elapsed in since:
        while (minutes := _minutes(dice)) < elapsed:
            pass
        free.append(minutes - elapsed)
    heapq.heapify(free)
    for _ in range(people):
        heapq.heapreplace(free, free[0] + BETWEEN_MINUTES + _minutes(dice))
    return free[0]


def _minutes(dice: random.Random) -> float:
    sigma2 = 0.3074846997479606
    return dice.lognormvariate(2.302585092994046 - sigma2 / 2, sigma2**0.5)


PACES = st.builds(ServicePace, st.floats(0.5, 60), st.floats(0.01, 1.5))
LINES = st.builds(
    LineLoad,
    st.integers(0, 300),
    PACES,
    PACES,
    st.lists(st.builds(rest_of, PACES, st.floats(0, 90)) | st.just(RemainingTime()), max_size=8).map(tuple),
)


@given(LINES)
def test_nine_of_ten_never_wait_shorter_than_half_and_nobody_is_done_before_being_called(one: LineLoad) -> None:
    wait, done = estimates(one)
    assert 0 <= wait.p50 <= wait.p90
    assert 1 <= done.p50 <= done.p90
    assert done.p90 >= wait.p90 or done.p50 >= wait.p50


@given(LINES)
def test_more_people_never_shorten_the_wait(one: LineLoad) -> None:
    assert estimate(replace(one, people=one.people + 1)).p50 >= estimate(one).p50


@given(LINES)
def test_one_more_free_counter_never_lengthens_the_wait(one: LineLoad) -> None:
    helped = replace(one, counters=(*(one.counters or (RemainingTime(),)), RemainingTime()))
    assert estimate(helped).p50 <= estimate(one).p50 + 1


def test_an_officers_break_shares_no_work_that_is_done_before_it_ends() -> None:
    paused = replace(line(1, 1.0, 1.0), counters=(*line(1, 1.0, 1.0).counters, RemainingTime(30.0, 200.0)))
    assert estimate(paused) == estimate(line(1, 1.0, 1.0))


def test_what_is_left_of_a_visit_is_all_of_it_at_first_and_grows_for_who_stays_very_long() -> None:
    assert rest_of(TEN, 0.0).minutes == 10.0
    assert rest_of(TEN, 5.0).minutes < 8.0
    assert 0 < rest_of(TEN, 30.0).minutes < 30.0
    assert rest_of(TEN, 10_000.0).minutes > 0


PRIOR = {"a.ktp": 10, "a.kk": 20}


def test_before_anybody_was_served_the_sites_minutes_count() -> None:
    found = paces(PRIOR, {})
    assert (found["a.ktp"].minutes, found["a.kk"].minutes) == (10.0, 20.0)


def test_the_days_own_times_outweigh_the_sites_minutes_as_they_come() -> None:
    means = [paces(PRIOR, {"a.ktp": Seen(n, 4.0 * n, 16.0 * n)})["a.ktp"].minutes for n in (0, 5, 50, 500)]
    assert means == sorted(means, reverse=True)
    assert means[-1] < 4.2


def test_a_slow_counter_is_expected_to_be_slow_with_its_other_services_as_well() -> None:
    found = paces(PRIOR, {"a.ktp": Seen(20, 20 * 15.0, 20 * 225.0)})
    assert 26 < found["a.kk"].minutes < 30


def test_what_an_unrelated_service_shows_changes_nothing() -> None:
    assert paces(PRIOR, {"b.npwp": Seen(50, 5000.0, 600_000.0)}) == paces(PRIOR, {})


def test_the_spread_is_learned_from_the_day() -> None:
    alike = paces(PRIOR, {"a.ktp": Seen(25, 250.0, 2500.0)})["a.ktp"].spread2
    wild = paces(PRIOR, {"a.ktp": Seen(25, 250.0, 25 * 250.0)})["a.ktp"].spread2
    assert alike < 0.36 < wild


def test_how_many_overtake_is_learned_from_the_day() -> None:
    assert overtaking([Seen(calls=500)], False) < 0.01 < overtaking([], False) < 0.3
    assert overtaking([Seen(calls=500, priority=300, again=300)], False) == 0.5


def test_where_arrival_alone_counts_priority_overtakes_nobody_but_who_comes_back_does() -> None:
    seen = [Seen(calls=500, priority=100, again=50)]
    assert overtaking(seen, True) == pytest.approx(0.1, abs=0.01)
    assert ahead(WAITING, {"a.ktp", "a.kk"}, True, 2, 9, True) == 11


def test_the_longer_an_officer_has_worked_the_sooner_a_break_is_reckoned_with() -> None:
    def wait(begun: float) -> Estimate:
        return estimate(replace(line(6, 1.0), counters=(RemainingTime(5.0, 20.0, begun),)))

    assert wait(10.0) == wait(0.0)
    assert wait(200.0).p50 > wait(10.0).p50
    assert wait(400.0) == wait(0.0)
