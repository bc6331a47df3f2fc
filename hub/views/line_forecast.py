"""What somebody may expect who joins a line: the lines' state, read from the file, given to the rule about waiting.

Reads running figures, who waits and who is at the counters; never the day's history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from hub.engine.port import Connection
from hub.rules.estimate import (
    BREAK_MINUTES,
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
from hub.rules.openness import BreakSpan, break_left, breaks_today, past_breaks, service_date
from hub.store import counters, lines, tallies
from hub.store.counters import Occupied
from shared.site.model import Counter, Service, Site
from shared.site.pools import Pool
from shared.site.rota import break_at
from shared.wire import CounterState, Estimate

BREAK_PACE = ServicePace(BREAK_MINUTES, 0.25)
STILL_EXPECTED = timedelta(minutes=8)
"""So long after the line's first counter of the day the others are still expected; those that stay closed for longer
have no officer today (assumed)."""


class LineForecast(Struct, frozen=True):
    """What somebody may expect: ``ahead`` people first, ``wait`` minutes to the call, ``done`` minutes to the end."""

    ahead: int
    wait: Estimate
    done: Estimate


class ForecastCache:
    """What was computed from one ``LineState``: services of one pool share it, and openness asks what the estimate
    asks. It grows with every pool and service that is asked for."""

    __slots__ = ("loads", "paces")

    def __init__(self, paces: dict[Pool, _PoolPaces] | None = None) -> None:
        self.loads: dict[Pool, _PoolLoad] = {}
        """Good for this moment and for those who wait now."""
        self.paces: dict[Pool, _PoolPaces] = {} if paces is None else paces
        """Depend on what today has shown only."""

    def with_paces_only(self) -> ForecastCache:
        """For another moment, or after one more visitor."""
        return ForecastCache(self.paces)


class LineState(Struct, frozen=True):
    """What today looks like to the lines: one reading of the file, good for as many services as it was read for."""

    now: datetime
    waiting: Mapping[tuple[str, bool], int]
    oldest: Mapping[str, datetime]
    """The first arrival of those who wait, by service."""
    seen: Mapping[str, Seen]
    occupied: Mapping[int, Occupied]
    opened: Mapping[int, datetime]
    """Counters that were open today at some time, and when each was first."""
    runs: Mapping[str, int]
    """Regular tickets called in a row, by what the calling counters serve (``lines.runs``)."""
    hours: bool = True
    """Whether the hall's hours hold, and with them its breaks: not in the demonstration."""
    cache: ForecastCache = field(default_factory=ForecastCache)

    def at(self, now: datetime) -> LineState:
        return replace(self, now=now, cache=self.cache.with_paces_only())

    def joined(self, service: Service, priority: bool, arrived: datetime) -> LineState:
        """The lines after one more visitor for ``service``."""
        kind = service.code, priority
        return replace(
            self,
            waiting={**self.waiting, kind: self.waiting.get(kind, 0) + 1},
            oldest={**self.oldest, service.code: min(arrived, self.oldest.get(service.code, arrived))},
            cache=self.cache.with_paces_only(),
        )


def line_state(
    db: Connection, site: Site, now: datetime, services: Iterable[str] = (), hours: bool = True
) -> LineState:
    """The lines of ``services`` (none: of all) now. ``hours``: whether the hall's hours hold."""
    day = service_date(site.timezone, now)
    return LineState(
        now,
        lines.waiting_counts(db, day, None, services),
        lines.first_arrivals(db, day, services),
        tallies.observed(db, day),
        counters.occupied(db),
        tallies.opened(db, day),
        lines.regular_runs(db, day),
        hours,
    )


class _PoolPaces(Struct, frozen=True):
    """How quick a line is, and how many go first without having waited."""

    pace: Mapping[str, ServicePace]
    overtaking: float
    overtaking_by_arrival: float


class _PoolLoad(Struct, frozen=True):
    """What all services of one line share."""

    paces: _PoolPaces
    mixed: ServicePace | None
    """Of those who wait; None when nobody does."""
    counters_free: tuple[RemainingTime, ...]
    late: bool
    """Somebody waits longer than the hall's bound, so the line goes by arrival."""
    run: int | None
    pauses: tuple[BreakSpan, ...] = ()
    """Today's breaks of everybody in the line."""
    views: dict[tuple[str, bool], LineForecast] = field(default_factory=dict)
    """What was answered already, by service and priority: openness asks what the estimate asks."""


def forecast(found: LineState, site: Site, service: Service, priority: bool = False) -> LineForecast:
    """What somebody may expect who joins the line for ``service`` now."""
    load = _pool_load(found, site, service)
    view = load.views.get((service.code, priority))
    if view is None:
        view = load.views[service.code, priority] = _forecast(found, site, service, priority, load)
    return view


def forecast_behind(
    found: LineState, site: Site, service: Service, priority: bool, earlier: Mapping[tuple[str, bool], int]
) -> LineForecast:
    """What somebody may expect who waits in the line already, behind ``earlier`` (people by service and priority).
    Good for many of one reading: only what depends on those ahead is computed for each."""
    load = _pool_load(found, site, service)
    mixed = _mixed_pace(earlier, load.paces.pace)
    return _forecast(replace(found, waiting=earlier), site, service, priority, replace(load, mixed=mixed))


def _forecast(found: LineState, site: Site, service: Service, priority: bool, load: _PoolLoad) -> LineForecast:
    paces, ratio = load.paces, site.policy.regular_per_priority
    before = ahead(found.waiting, paces.pace, priority, ratio, load.run, load.late)
    overtaken = paces.overtaking_by_arrival if load.late else paces.overtaking
    own = paces.pace[service.code]
    line = LineLoad(before if priority else before * (1.0 + overtaken), load.mixed or own, own, load.counters_free)
    wait, done = estimates(line)
    return LineForecast(before, _through_breaks(found, site, service, load, wait), done)


def _through_breaks(found: LineState, site: Site, service: Service, load: _PoolLoad, wait: Estimate) -> Estimate:
    """The wait with the breaks of everybody that begin within it: nobody is called in them. (``done`` is work, to
    which openness adds the breaks itself.)"""
    pauses = load.pauses if service.week is None else _breaks(found, site, service.agency, service)
    if not pauses or wait.p90 == 0:
        return wait
    usual, longer = (round(past_breaks(pauses, found.now, part)) for part in (wait.p50, wait.p90))
    return Estimate(usual, longer)


def _breaks(found: LineState, site: Site, code: str, service: Service | None = None) -> tuple[BreakSpan, ...]:
    """Today's breaks of everybody; none in the demonstration."""
    agency = site.agency(code) if found.hours else None
    return breaks_today(site, agency, service, found.now) if agency is not None else ()


def _pool_load(found: LineState, site: Site, service: Service) -> _PoolLoad:
    """That of the service's pool, computed once for one ``LineState``."""
    pool = site.pools[service.code]
    load = found.cache.loads.get(pool)
    if load is None:
        load = found.cache.loads[pool] = _compute_load(found, site, pool, service.agency)
    return load


def _compute_load(found: LineState, site: Site, pool: Pool, agency: str) -> _PoolLoad:
    paces = found.cache.paces.get(pool)
    if paces is None:
        paces = found.cache.paces[pool] = _pool_paces(found, site, pool)
    bound = found.now - timedelta(minutes=site.policy.longest_wait_minutes)
    late = any(found.oldest[code] < bound for code in pool.services if code in found.oldest)
    pauses = _breaks(found, site, agency)
    counters_free = tuple(_remaining_times(found, site, pool, paces.pace, break_left(pauses, found.now)))
    first = site.counter(pool.counters[0]) if pool.counters else None
    run = found.runs.get(lines.pool_name(first.services)) if first else None
    return _PoolLoad(paces, _mixed_pace(found.waiting, paces.pace), counters_free, late, run, pauses)


def _pool_paces(found: LineState, site: Site, pool: Pool) -> _PoolPaces:
    minutes = {
        one.code: one.minutes for agency in site.agencies for one in agency.services if one.code in pool.services
    }
    seen = {code: found.seen[code] for code in minutes if code in found.seen}
    pace = paces(minutes, seen)
    return _PoolPaces(pace, overtaking(seen.values(), False), overtaking(seen.values(), True))


def _mixed_pace(waiting: Mapping[tuple[str, bool], int], pace: Mapping[str, ServicePace]) -> ServicePace | None:
    """The pace of those who wait: a mixture of their services' paces. None when nobody waits."""
    count = 0
    minutes = squares = unsure2 = 0.0
    for code, own in pace.items():
        if people := waiting.get((code, False), 0) + waiting.get((code, True), 0):
            count += people
            minutes += people * own.minutes
            squares += people * (own.variance + own.minutes**2)
            unsure2 = own.unsure2
    if not count:
        return None
    mean = minutes / count
    return ServicePace(mean, squares / count / (mean * mean) - 1.0, unsure2)


def _remaining_times(
    found: LineState, site: Site, pool: Pool, pace: Mapping[str, ServicePace], together: float
) -> Iterable[RemainingTime]:
    """Of each counter that calls this line, when it is free. One that is away by the rota, and has nobody, comes back
    when its break ends; one whose visitor stays longer goes when that visitor has gone. In a break of everybody,
    which ends in ``together`` minutes, nobody is called before that."""
    coming = _still_expected(found, pool)
    for number in pool.counters:
        place = site.counter(number)
        back = max(together, _minutes_until_back(found.now, site, place) if place is not None and place.breaks else 0.0)
        occupied = found.occupied.get(number) or Occupied(CounterState.CLOSED, None)
        here = _minutes(found.now - occupied.since) if occupied.since is not None else 0.0
        begun = _minutes(found.now - occupied.begun) if occupied.begun is not None else 0.0
        if occupied.service is not None:
            rest = rest_of(pace.get(occupied.service) or next(iter(pace.values())), here)
            yield RemainingTime(max(rest.minutes, together), rest.variance, begun)
        elif back > 0.0 and occupied.state is not CounterState.CLOSED:
            yield RemainingTime(back)
        elif occupied.state is CounterState.OPEN:
            yield RemainingTime(begun=begun)
        elif occupied.state is CounterState.PAUSED:
            yield rest_of(BREAK_PACE, here)
        elif coming and number not in found.opened:
            yield RemainingTime()


def _minutes_until_back(now: datetime, site: Site, counter: Counter) -> float:
    """Minutes until the break ends in which the rota has the counter now; 0 outside of its breaks."""
    local = now.astimezone(ZoneInfo(site.timezone))
    pause = break_at(counter.breaks, local.time())
    return 0.0 if pause is None else _minutes(datetime.combine(local.date(), pause.ends, local.tzinfo) - local)


def _still_expected(found: LineState, pool: Pool) -> bool:
    """Whether the counters that were not open yet today are still expected to open, one after another."""
    first = min((found.opened[number] for number in pool.counters if number in found.opened), default=found.now)
    return found.now - first <= STILL_EXPECTED


def _minutes(span: timedelta) -> float:
    return max(0.0, span / timedelta(minutes=1))
