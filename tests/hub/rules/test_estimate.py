"""How long somebody will wait: by a table, and what must hold for any hall."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.rules.estimate import ahead, estimate, mean_minutes, pool_of
from shared.site.model import Counter
from shared.wire import Estimate

COUNTERS = (
    Counter(1, "a", ("a.ktp", "a.kk"), "hall"),
    Counter(2, "a", ("a.ktp",), "hall"),
    Counter(3, "b", ("b.npwp",), "hall"),
)


def test_a_service_shares_its_counters_with_what_else_they_serve() -> None:
    pool = pool_of("a.ktp", COUNTERS)
    assert pool.counters == (1, 2)
    assert pool.services == {"a.ktp", "a.kk"}


def test_a_service_without_a_counter_waits_for_itself_only() -> None:
    pool = pool_of("c.other", COUNTERS)
    assert pool.counters == ()
    assert pool.services == {"c.other"}


WAITING = {("a.ktp", False): 7, ("a.ktp", True): 1, ("a.kk", False): 3, ("b.npwp", False): 50}


@pytest.mark.parametrize(
    ("services", "priority", "people"),
    [
        ({"a.ktp"}, False, 8),
        ({"a.ktp", "a.kk"}, False, 11),
        ({"a.ktp", "a.kk"}, True, 1 + 4),
        ({"a.kk"}, True, 2),
        ({"a.none"}, False, 0),
    ],
)
def test_people_ahead_are_those_who_will_be_called_before(services: set[str], priority: bool, people: int) -> None:
    assert ahead(WAITING, services, priority, 2) == people


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 5))
def test_priority_never_has_more_people_ahead_than_regular(regular: int, first: int, ratio: int) -> None:
    waiting = {("a", False): regular, ("a", True): first}
    assert ahead(waiting, {"a"}, True, ratio) <= ahead(waiting, {"a"}, False, ratio) == regular + first


def test_nobody_ahead_is_no_wait() -> None:
    assert estimate(0, 10, 3) == Estimate(0, 0)


@pytest.mark.parametrize(("people", "minutes", "counters", "p50"), [(4, 10, 2, 20), (4, 10, 0, 40), (1, 0.1, 5, 1)])
def test_half_are_called_sooner_than_people_times_minutes_over_counters(
    people: int, minutes: float, counters: int, p50: int
) -> None:
    assert estimate(people, minutes, counters).p50 == p50


@given(st.integers(0, 300), st.floats(0.1, 60), st.integers(0, 30))
def test_nine_of_ten_never_wait_shorter_than_half(people: int, minutes: float, counters: int) -> None:
    wait = estimate(people, minutes, counters)
    assert 0 <= wait.p50 <= wait.p90


@given(st.integers(0, 100), st.floats(0.1, 60), st.integers(1, 20))
def test_more_people_never_shorten_and_more_counters_never_lengthen_the_wait(
    people: int, minutes: float, counters: int
) -> None:
    wait = estimate(people, minutes, counters)
    assert estimate(people + 1, minutes, counters).p90 >= wait.p90
    assert estimate(people, minutes, counters + 1).p90 <= wait.p90


def test_before_anybody_was_served_the_sites_minutes_count() -> None:
    assert mean_minutes(10, 0, 0) == 10


def test_the_days_own_times_outweigh_the_sites_minutes_as_they_come() -> None:
    means = [mean_minutes(10, served, served * 4 * 60_000) for served in (0, 5, 50, 500)]
    assert means == sorted(means, reverse=True)
    assert mean_minutes(10, 5, 5 * 4 * 60_000) == 7
    assert means[-1] < 4.1
