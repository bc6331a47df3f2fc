"""Pools: which counters and which services share their visitors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from shared.site.model import Counter


class Pool(Struct, frozen=True, cache_hash=True):
    """What a service shares with others: the counters that serve it and everything that these counters serve."""

    counters: tuple[int, ...]
    services: frozenset[str]


def pool_of(service: str, counters: Iterable[Counter]) -> Pool:
    """The pool of one service; that of a service without a counter is the service alone."""
    serving = tuple(counter for counter in counters if service in counter.services)
    return Pool(
        tuple(counter.number for counter in serving),
        frozenset({service}.union(*(counter.services for counter in serving))),
    )
