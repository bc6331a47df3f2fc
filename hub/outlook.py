"""From the file to what the rule about waiting asks for: the lines of the hall as they stand now.

Reads running figures, who waits and who is at the counters; never the day's history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.rules.estimate import (
    PAUSE,
    Line,
    Pace,
    Pool,
    Rest,
    Seen,
    ahead,
    estimate,
    finish_by,
    overtaking,
    paces,
    pool_of,
    rest_of,
)
from hub.rules.openness import service_date
from hub.store import counters, lines, tallies
from hub.store.counters import Occupied
from hub.store.file import Connection
from shared.site.model import Service, Site
from shared.wire import CounterState, Estimate, Step

BREAK = Pace(PAUSE, 0.25)
_NOTHING = Seen()


@dataclass(frozen=True)
class Outlook:
    """What somebody may expect: ``ahead`` people first, ``wait`` minutes to the call, ``done`` minutes to the end."""

    ahead: int
    wait: Estimate
    done: Estimate


@dataclass(frozen=True)
class Situation:
    """What today looks like to the lines: one reading of the file, good for as many services as it was read for."""

    now: datetime
    waiting: Mapping[tuple[str, bool], int]
    oldest: Mapping[str, datetime]
    """The first arrival of those who wait, by service."""
    seen: Mapping[str, Seen]
    occupied: Mapping[int, Occupied]
    runs: Mapping[str, int]
    """Regular tickets called in a row, by what the calling counters serve (``lines.runs``)."""


def situation(
    db: Connection, site: Site, now: datetime, services: Iterable[str] = (), before: Step | None = None
) -> Situation:
    """The lines of ``services`` (none: of all) now; who arrived later than ``before``, if given, does not count."""
    day = service_date(site.timezone, now)
    return Situation(
        now,
        lines.waiting_counts(db, day, before, services),
        lines.first_arrivals(db, day, services),
        tallies.seen(db, day),
        counters.occupied(db),
        lines.runs(db, day),
    )


def outlook_now(
    db: Connection, site: Site, now: datetime, service: Service, priority: bool = False, step: Step | None = None
) -> Outlook:
    """The outlook of somebody who takes a number for ``service`` now, or who waits as ``step``."""
    pool = pool_of(service.code, site.counters)
    return outlook(situation(db, site, now, pool.services, step), site, pool, service, priority)


def outlook(found: Situation, site: Site, pool: Pool, service: Service, priority: bool = False) -> Outlook:
    line_services = {service.code: service, **_services(site, pool)}
    seen = {code: found.seen[code] for code in line_services if code in found.seen}
    pace = paces({code: one.minutes for code, one in line_services.items()}, seen)
    bound = timedelta(minutes=site.policy.longest_wait_minutes)
    late = any(found.oldest[code] < found.now - bound for code in pool.services if code in found.oldest)
    before = ahead(
        found.waiting,
        pool.services,
        priority,
        site.policy.regular_per_priority,
        found.runs.get(_calling(site, pool)),
        late,
    )
    people = before if priority else before * (1.0 + overtaking(seen.values(), late))
    mixed = _of_those(found.waiting, pool, pace, service)
    line = Line(people, mixed, pace[service.code], tuple(_desks(found, pool, pace, pace[service.code])))
    return Outlook(before, estimate(line), finish_by(line))


def _services(site: Site, pool: Pool) -> dict[str, Service]:
    return {
        service.code: service
        for agency in site.agencies
        for service in agency.services
        if service.code in pool.services
    }


def _calling(site: Site, pool: Pool) -> str:
    """The services of the line's first counter, as the file names them."""
    counter = site.counter(pool.counters[0]) if pool.counters else None
    return lines.pool_name(counter.services) if counter else ""


def _of_those(waiting: Mapping[tuple[str, bool], int], pool: Pool, pace: Mapping[str, Pace], service: Service) -> Pace:
    """The pace of those who wait: a mixture of their services' paces."""
    count = 0
    minutes = squares = 0.0
    for (code, _), people in waiting.items():
        if code in pool.services and code in pace:
            count += people
            minutes += people * pace[code].minutes
            squares += people * (pace[code].variance + pace[code].minutes ** 2)
    if not count:
        return pace[service.code]
    mean = minutes / count
    return Pace(mean, squares / count / (mean * mean) - 1.0, pace[service.code].unsure2)


def _desks(found: Situation, pool: Pool, pace: Mapping[str, Pace], own: Pace) -> Iterable[Rest]:
    for number in pool.counters:
        desk = found.occupied.get(number)
        if desk is None or desk.since is None:
            continue
        here = _minutes(found.now - desk.since)
        begun = _minutes(found.now - desk.begun) if desk.begun is not None else 0.0
        if desk.service is not None:
            rest = rest_of(pace.get(desk.service, own), here)
            yield Rest(rest.minutes, rest.variance, begun)
        elif desk.state is CounterState.OPEN:
            yield Rest(begun=begun)
        elif desk.state is CounterState.PAUSED:
            yield rest_of(BREAK, here)


def _minutes(span: timedelta) -> float:
    return max(0.0, span / timedelta(minutes=1))
