"""Pools of services and counters."""

from __future__ import annotations

from shared.site.model import Counter
from shared.site.pools import pool_of

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
