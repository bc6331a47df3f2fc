"""How long somebody will wait: people ahead, counters that share the work, and how long the service takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from shared.site.model import Counter
from shared.wire import Estimate

PRIOR_WEIGHT = 5
"""The site's minutes count like so many served visitors."""
SPREAD = 0.6
"""Standard deviation of one service time as a share of its mean (assumed until a hall's own times are known)."""
Z90 = 1.2816
"""90 % quantile of the standard normal distribution."""


@dataclass(frozen=True)
class Pool:
    """What a service shares with others: the counters that serve it and everything that these counters serve."""

    counters: tuple[int, ...]
    services: frozenset[str]


def pool_of(service: str, counters: Iterable[Counter]) -> Pool:
    serving = tuple(counter for counter in counters if service in counter.services)
    return Pool(
        tuple(counter.number for counter in serving),
        frozenset({service}.union(*(counter.services for counter in serving))),
    )


def ahead(
    waiting: Mapping[tuple[str, bool], int], services: Iterable[str], priority: bool, regular_per_priority: int
) -> int:
    """People who will be called before somebody who takes a number now.

    ``waiting`` counts by (service, priority). A regular visitor has all of them ahead; a priority visitor has the
    other priority visitors ahead, and for each of these and for himself at most the ratio's regular ones."""
    names = set(services)
    before = sum(count for (service, first), count in waiting.items() if service in names and first)
    regular = sum(count for (service, first), count in waiting.items() if service in names and not first)
    return before + min(regular, regular_per_priority * (before + 1)) if priority else before + regular


def mean_minutes(prior: int, served: int, served_ms: int) -> float:
    """Minutes that the service takes: the site's figure, drawn towards what was seen today."""
    return (prior * PRIOR_WEIGHT + served_ms / 60_000) / (PRIOR_WEIGHT + served)


def estimate(people: int, minutes: float, counters: int) -> Estimate:
    """Wait in whole minutes behind ``people``, each taking ``minutes`` on average, at ``counters`` counters (none open
    yet counts as one). Nobody ahead is no wait."""
    if people == 0:
        return Estimate(0, 0)
    desks = max(counters, 1)
    mean = people * minutes / desks
    deviation = SPREAD * minutes * sqrt(people) / desks
    return Estimate(max(1, round(mean)), max(1, ceil(mean + Z90 * deviation)))
