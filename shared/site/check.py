"""A site in a few English lines, for the technician who has just written its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from shared.site.model import Agency, Break, Counter, Hours, Period, Site, SpecialDay, Week, Zone
from shared.site.quota import quota_words
from shared.site.weekdays import DAYS
from shared.texts import pick
from shared.wording.places import floor_name
from shared.wording.ranges import ranges


def describe(site: Site) -> str:
    """Name, zone of time, hours, agencies with their counters and services; several lines, no newline at the end."""
    services = sum(len(agency.services) for agency in site.agencies)
    size = ", ".join(
        (
            _count(len(site.agencies), "agency", "agencies"),
            _count(services, "service", "services"),
            _count(len(site.counters), "counter", "counters"),
        )
    )
    lines = [
        f"{pick(site.name, 'en')} ({site.key})",
        f"  {pick(site.kind, 'en')}, {pick(site.address, 'en')}",
        f"  time zone   {site.timezone}",
        f"  languages   {', '.join(site.languages)}; spoken: {', '.join(site.speech.languages)}",
        f"  hours       {_week(site.week)}",
        f"  numbers     stop {site.policy.stop_taking_minutes} minutes before closing",
        f"  zones       {', '.join(_zone(zone) for zone in site.zones)}{_told(site)}",
        f"  holidays    {_holidays(site)}",
        *_dates("  ", site.special, site.periods),
        f"  {size}:",
    ]
    width = max((len(pick(agency.short, "en")) for agency in site.agencies), default=0)
    for agency in site.agencies:
        lines += [_agency(site, agency, width), *_times(site, agency)]
    return "\n".join(lines)


def _zone(zone: Zone) -> str:
    floor = floor_name("en", zone.floor)
    return f"{zone.code} ({floor})" if floor else zone.code


def _told(site: Site) -> str:
    told = [name for name, yes in (("floor", site.tells_floor), ("zone", site.tells_zone)) if yes]
    return f"; visitors are told the {' and the '.join(told)} of a counter" if told else ""


def _agency(site: Site, agency: Agency, width: int) -> str:
    counters = ranges(sorted(counter.number for counter in site.counters if counter.agency == agency.code)) or "none"
    own = "" if agency.week is None else f"; own hours: {_week(agency.week)}"
    services = _count(len(agency.services), "service", "services")
    owners = ((agency.code, agency.quota), *((service.code, service.quota) for service in agency.services))
    quotas = [f"{code} {quota_words(quota)}" for code, quota in owners if quota is not None]
    limits = f"; quota: {', '.join(quotas)}" if quotas else ""
    orders = [counter for counter in site.counters if counter.agency == agency.code and _chosen(agency, counter)]
    special = f"; counter {ranges(sorted(counter.number for counter in orders))} has its own services" if orders else ""
    own_names = [one for one in site.counters if one.agency == agency.code and one.name]
    called = [f"{one.number}: {pick(one.name, 'en')}" for one in own_names]
    names = f"; called {', '.join(called)}" if called else ""
    apart = [f"{service.code} {service.series}" for service in agency.services if service.series]
    series = f"; own series: {', '.join(apart)}" if apart else ""
    name = pick(agency.short, "en").ljust(width)
    prefix = (agency.series or agency.letter).ljust(max(len(one.series or one.letter) for one in site.agencies))
    return f"    {prefix}  {name}  counter {counters}, {services}{own}{limits}{special}{names}{series}"


def _times(site: Site, agency: Agency) -> Iterator[str]:
    """What differs from the agency's week, a line each: also what lies further ahead than the calendar shows."""
    indent = " " * 8
    if agency.breaks:
        yield f"{indent}breaks      {_breaks(agency.breaks)}"
    if agency.absent:
        yield f"{indent}absent      on {_count(len(agency.absent), 'day', 'days')}, the last {max(agency.absent)}"
    yield from _dates(indent, agency.special, agency.periods)
    for service in agency.services:
        if service.week is not None:
            yield f"{indent}hours       {service.code} {_week(service.week)}"
    rota = [one for one in site.counters if one.agency == agency.code and one.breaks]
    if rota:
        yield f"{indent}rota        " + "; ".join(f"counter {one.number} away {_breaks(one.breaks)}" for one in rota)


def _dates(indent: str, special: Iterable[SpecialDay], periods: Iterable[Period]) -> Iterator[str]:
    for one in sorted(special, key=lambda one: one.day):
        hours = hours_words(one.hours) if one.hours else "closed"
        yield f"{indent}special     {one.day} {hours} ({pick(one.name, 'en')})"
    for span in periods:
        yield f"{indent}period      {span.starts} to {span.ends} {_week(span.week)} ({pick(span.name, 'en')})"


def _breaks(breaks: Iterable[Break]) -> str:
    return ", ".join(f"{pause.starts:%H:%M}-{pause.ends:%H:%M}" for pause in sorted(breaks, key=lambda one: one.starts))


def _chosen(agency: Agency, counter: Counter) -> bool:
    return counter.services != tuple(service.code for service in agency.services)


def _week(week: Week) -> str:
    named = zip((day[:3].capitalize() for day in DAYS), week, strict=True)
    parts: list[str] = []
    for hours, days in groupby(named, key=lambda day: day[1]):
        names = [name for name, _ in days]
        if hours is not None:
            parts.append(f"{names[0] if len(names) == 1 else f'{names[0]}-{names[-1]}'} {hours_words(hours)}")
    return ", ".join(parts) or "never open"


def hours_words(hours: Hours) -> str:
    """A day's hours as the check tells them: "08:00-14:30 (break 11:30-13:00)"."""
    pauses = f" (break {_breaks(hours.breaks)})" if hours.breaks else ""
    return f"{hours.opens:%H:%M}-{hours.closes:%H:%M}{pauses}"


def _holidays(site: Site) -> str:
    years = groupby(sorted(holiday.day.year for holiday in site.holidays))
    return ", ".join(f"{len(list(days))} in {year}" for year, days in years) or "none"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
