"""How long somebody will wait, and when they will be done: pure arithmetic, a few microseconds each.

The model, and how far it was tried, stand in ``docs/simulation.md`` and ADR 0011. In short: the counters of a
line work off together what they have begun and what waits ahead; the next is called when one of them becomes free. So

    counters × wait = what they have begun + what is ahead − what the other counters are then in the middle of

and the spread around it grows with the square root of the people ahead. All times are minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, erfc, exp, log, sqrt

from msgspec import Struct

from shared.wire import Estimate

SITE_WEIGHT = 4.0
"""The site's minutes count like so many visitors when the pace of a line is reckoned."""
LINE_WEIGHT = 6.0
"""The pace of the whole line counts like so many visitors when that of one of its services is reckoned."""
SPREAD_SHARE = 0.6
"""Standard deviation of one visitor's minutes as a share of the mean, until a line's own is known (assumed)."""
SPREAD_WEIGHT = 15.0
PRIORITY_SHARE, AGAIN_SHARE = 0.08, 0.08
"""Shares of calls that go to priority visitors and to those who come back, until the line's own are known (assumed)."""
SHARES_WEIGHT = 20.0
BETWEEN_MINUTES = 0.25
"""Minutes between a visitor's end and the next call (assumed)."""
PACE_DRIFT_SHARE = 0.12
"""How far today's pace moves on from what was seen of it, as a share: officers tire, take breaks, are changed."""
BREAK_MINUTES = 35.0
"""Minutes of an officer's break (assumed)."""
BREAK_DUE_MINUTES = (180.0, 330.0)
"""An officer who began so many minutes ago is due for a break, at any moment in between alike (assumed)."""
Z90 = 1.2816
"""90 % quantile of the standard normal distribution."""


class Seen(Struct, frozen=True):
    """What today has shown of one service: exponentially weighted, so that recent visitors count most.

    ``count`` is the weight of all, ``minutes`` and ``squares`` the weighted sums of the minutes, and of their squares,
    that each had a counter: from the call until it was free, whatever became of the visitor. Of ``calls``,
    ``priority`` went to priority visitors and ``again`` to whoever came back or was sent on."""

    count: float = 0.0
    minutes: float = 0.0
    squares: float = 0.0
    calls: int = 0
    priority: int = 0
    again: int = 0


class ServicePace(Struct, frozen=True):
    """Minutes that a visitor has a counter: mean, and the square of the standard deviation's share of it. ``unsure2``
    is the same for the mean itself, as far as it is known."""

    minutes: float
    spread2: float = SPREAD_SHARE * SPREAD_SHARE
    unsure2: float = 0.0

    @property
    def variance(self) -> float:
        return self.minutes * self.minutes * self.spread2


class RemainingTime(Struct, frozen=True):
    """One counter: minutes until it is free, 0 when it is free now, and their variance; and how many minutes ago its
    officer began (0 for one who is on a break, or whose break does not matter)."""

    minutes: float = 0.0
    variance: float = 0.0
    begun: float = 0.0


class LineLoad(Struct, frozen=True):
    """What is before somebody who joins: people ahead, the pace of the line's visitors and of the own service,
    and the counters that are open, busy or on a break."""

    people: float
    pace: ServicePace
    own: ServicePace
    counters: tuple[RemainingTime, ...]


def ahead(
    waiting: Mapping[tuple[str, bool], int],
    services: Iterable[str],
    priority: bool,
    regular_per_priority: int,
    regular_run: int | None = 0,
    by_arrival: bool = False,
) -> int:
    """People who will be called before somebody who takes a number now, as ``choose`` goes.

    ``waiting`` counts by (service, priority). A regular visitor has all of them ahead; a priority visitor has the
    other priority visitors ahead and, for each of these and for the visitor, at most the ratio's regular ones, less
    those that were called since the last priority one (``regular_run``; None: nobody was called yet, priority is
    first). In a line that goes ``by_arrival``, because somebody waits longer than the hall's bound, all of them are
    ahead."""
    before = regular = 0
    for service in services:
        before += waiting.get((service, True), 0)
        regular += waiting.get((service, False), 0)
    if by_arrival or not priority:
        return before + regular
    run = regular_per_priority if regular_run is None else min(regular_run, regular_per_priority)
    return before + min(regular, regular_per_priority * (before + 1) - run)


def paces(prior: Mapping[str, int], seen: Mapping[str, Seen]) -> dict[str, ServicePace]:
    """The pace of each service of a line: the site's minutes (``prior``), drawn towards how quick the whole line is
    today, drawn towards what the service itself showed."""
    count = sum(one.count for service, one in seen.items() if service in prior)
    ratios = {service: one.minutes / prior[service] for service, one in seen.items() if service in prior}
    line = (SITE_WEIGHT + sum(ratios.values())) / (SITE_WEIGHT + count)
    means = {
        service: minutes * (LINE_WEIGHT * line + ratios.get(service, 0.0)) / (LINE_WEIGHT + seen[service].count)
        if service in seen
        else minutes * line
        for service, minutes in prior.items()
    }
    spread2 = _spread2(means, seen)
    unsure2 = spread2 / (SITE_WEIGHT + count) + PACE_DRIFT_SHARE * PACE_DRIFT_SHARE
    return {service: ServicePace(mean, spread2, unsure2) for service, mean in means.items()}


def _spread2(means: Mapping[str, float], seen: Mapping[str, Seen]) -> float:
    count, spread2 = SPREAD_WEIGHT, SPREAD_WEIGHT * SPREAD_SHARE * SPREAD_SHARE
    for service, one in seen.items():
        if (mean := means.get(service, 0.0)) > 0.0:
            count += one.count
            spread2 += max(0.0, one.squares / (mean * mean) - 2 * one.minutes / mean + one.count)
    return spread2 / count


def overtaking(seen: Iterable[Seen], by_arrival: bool) -> float:
    """For each visitor ahead, so many will come who go first as well: whoever comes back, and priority visitors unless
    the line goes by arrival alone."""
    calls = SHARES_WEIGHT
    first, again = SHARES_WEIGHT * PRIORITY_SHARE, SHARES_WEIGHT * AGAIN_SHARE
    for one in seen:
        calls += one.calls
        first += one.priority
        again += one.again
    return min((again if by_arrival else first + again) / calls, 0.5)


def rest_of(pace: ServicePace, elapsed: float) -> RemainingTime:
    """What is left of a visit (or of a break) that began ``elapsed`` minutes ago: mean and variance of a lognormal
    time that is known to be longer than that."""
    if elapsed < 0.001 or pace.spread2 < 1e-6:
        return RemainingTime(pace.minutes, pace.variance)
    sigma = sqrt(log(1.0 + pace.spread2))
    reach = (log(elapsed / pace.minutes) + sigma * sigma / 2) / sigma
    longer = _beyond(reach)
    if longer < 1e-4:
        return RemainingTime(pace.minutes, pace.variance)
    mean = pace.minutes * _beyond(reach - sigma) / longer
    square = pace.minutes * pace.minutes * (1.0 + pace.spread2) * _beyond(reach - 2 * sigma) / longer
    return RemainingTime(mean - elapsed, max(0.0, square - mean * mean))


def _beyond(z: float) -> float:
    return 0.5 * erfc(z * 0.7071067811865476)


def estimates(line: LineLoad) -> tuple[Estimate, Estimate]:
    """The wait until the call, and the time until somebody who joins the line now has been called and served, which is
    what openness asks at closing time. In whole minutes: half take no longer than ``p50``, nine of ten than ``p90``."""
    mean, variance = _wait(line)
    own = line.own
    return _quantiles(mean, variance), _quantiles(mean + own.minutes, variance + own.variance)


def _wait(line: LineLoad) -> tuple[float, float]:
    """Mean and variance of the wait in minutes."""
    people, pace = line.people, line.pace
    free = sum(counter.minutes <= 0.0 for counter in line.counters)
    if not line.counters:
        free = 1
    if people < free:
        return 0.0, 0.0
    busy = [
        counter if counter.minutes > 0.0 else RemainingTime(pace.minutes, pace.variance, counter.begun)
        for counter in line.counters or (RemainingTime(),)
    ]
    busy.sort(key=_length)
    without = _shared(people - free, pace, busy)
    if all(counter.begun + without[0] <= BREAK_DUE_MINUTES[0] for counter in busy):
        return without
    return _shared(people - free, pace, [_with_break(counter, without[0]) for counter in busy])


def _with_break(counter: RemainingTime, wait: float) -> RemainingTime:
    """The counter's rest with the break that may begin within the next ``wait`` minutes."""
    first, last = BREAK_DUE_MINUTES
    if counter.begun <= 0.0 or counter.begun >= last:
        return counter
    soonest = max(counter.begun, first)
    share = min(1.0, max(0.0, counter.begun + wait - soonest) / (last - soonest))
    return RemainingTime(
        counter.minutes + share * BREAK_MINUTES,
        counter.variance + share * (1.0 - share) * BREAK_MINUTES * BREAK_MINUTES,
        begun=0.0,
    )


def _length(counter: RemainingTime) -> float:
    return counter.minutes


def _shared(people: float, pace: ServicePace, counters: Sequence[RemainingTime]) -> tuple[float, float]:
    """The wait behind ``people`` at counters that all have somebody (``counters``, by their rest). A counter that only
    becomes free after the wait (a break) does not share the work."""
    middle = pace.minutes * (1.0 + pace.spread2) / 2
    each = pace.minutes + BETWEEN_MINUTES
    begun = uncertain = 0.0
    mean = variance = 0.0
    for others, counter in enumerate(counters):
        if others and counter.minutes >= mean + middle:
            break
        begun += counter.minutes
        uncertain += counter.variance
        number = others + 1
        shared = (begun + people * each - others * middle) / number
        mean = max(shared, counters[0].minutes / (2 * number))
        variance = (people * pace.variance + uncertain / number) / (number * number)
    return mean, variance + pace.unsure2 * mean * mean


def _quantiles(mean: float, variance: float) -> Estimate:
    """Of a lognormal time with this mean and variance."""
    if mean <= 0.0:
        return Estimate(0, 0)
    spread2 = variance / (mean * mean)
    half = mean / sqrt(1.0 + spread2)
    most = half * exp(Z90 * sqrt(log(1.0 + spread2)))
    return Estimate(max(1, round(half)), max(1, ceil(most)))
