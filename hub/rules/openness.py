"""Whether numbers are given now, why not, and when again: the one place that decides it, for every screen.

Pure functions of the site, a moment and today's figures. Everything is reckoned in the hall's zone and answered in
UTC; the zone of the machine plays no part. Naive datetimes are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.site.model import Agency, Break, Hours, Service, Site, Words
from shared.wire import Openness, Why

DAYS_AHEAD = 60
"""So many days are searched for the next opening."""


class _Pause(Struct, frozen=True):
    starts: datetime
    ends: datetime
    reason: Words | None


class _Day(Struct, frozen=True):
    """A day on which the agency serves, as moments in UTC. ``taking`` are the spans in which numbers are given."""

    opens: datetime
    closes: datetime
    stops: datetime
    pauses: tuple[_Pause, ...]
    taking: tuple[tuple[datetime, datetime], ...]


def service_date(site_timezone: str, now: datetime) -> date:
    """The hall's local date at ``now``: what a number belongs to. Raises ValueError for a naive ``now``."""
    return _aware(now).astimezone(ZoneInfo(site_timezone)).date()


def closes_today(site: Site, agency: Agency, now: datetime) -> datetime | None:
    """When the agency's hours of today end, in UTC, also once that has passed; None on a day without hours."""
    day = _day(site, agency, service_date(site.timezone, now))
    return day.closes if isinstance(day, _Day) else None


def openness(
    site: Site, agency: Agency, service: Service | None, now: datetime, taken_today: int, always_open: bool
) -> Openness:
    """Whether ``service`` (None: the agency, whatever the service) gives numbers at ``now``.

    ``taken_today`` counts the numbers of ``service`` on this service day. While open, ``until`` is the next break or
    the moment at which numbers stop; otherwise it is when numbers are given again, None if not within 60 days.
    """
    moment = _aware(now).astimezone(UTC)
    if always_open:
        return Openness(Why.OPEN)
    today = service_date(site.timezone, now)
    day = _day(site, agency, today)
    if not isinstance(day, _Day):
        return Openness(day.why, _next_opening(site, agency, today, moment), day.note)
    used = service is not None and service.quota is not None and taken_today >= service.quota
    if used and moment < day.stops:
        return Openness(Why.QUOTA_USED, _next_opening(site, agency, today + timedelta(days=1), moment))
    for starts, ends in day.taking:
        if starts <= moment < ends:
            return Openness(Why.OPEN, ends)
    why, note = _shut(day, moment)
    return Openness(why, _next_opening(site, agency, today, moment), note)


def agency_openness(
    site: Site, agency: Agency, now: datetime, taken_today: Mapping[str, int], always_open: bool
) -> Openness:
    """The agency's own answer: open while one of its services is, else the answer that ends soonest.

    ``taken_today`` is service code to numbers taken on this service day; a service not in it has none."""
    each = [
        openness(site, agency, service, now, taken_today.get(service.code, 0), always_open)
        for service in agency.services
    ]
    answers = [answer for answer in each if answer.open] or each
    if not answers:
        return openness(site, agency, None, now, 0, always_open)
    return min(answers, key=lambda answer: answer.until or datetime.max.replace(tzinfo=UTC))


def _aware(now: datetime) -> datetime:
    if now.utcoffset() is None:
        raise ValueError(f"a moment without a zone: {now!r}")
    return now


def _shut(day: _Day, moment: datetime) -> tuple[Why, Words | None]:
    if moment >= day.closes or not day.taking:
        return Why.CLOSED, None
    if moment < day.opens:
        return Why.NOT_YET, None
    if moment >= day.stops:
        return Why.TAKING_STOPPED, None
    running = next(pause for pause in day.pauses if pause.starts <= moment < pause.ends)
    return Why.BREAK, running.reason


def _next_opening(site: Site, agency: Agency, first: date, moment: datetime) -> datetime | None:
    """The first moment after ``moment``, on ``first`` or a later day, at which numbers begin to be given."""
    for ahead in range(DAYS_AHEAD + 1):
        day = _day(site, agency, first + timedelta(days=ahead))
        if isinstance(day, _Day):
            for starts, _ in day.taking:
                if starts > moment:
                    return starts
    return None


def _day(site: Site, agency: Agency, day: date) -> _Day | Openness:
    """The agency's day in moments, or why it has none."""
    found = _hours(site, agency, day)
    if isinstance(found, Openness):
        return found
    zone = ZoneInfo(site.timezone)

    def moment(local: time) -> datetime:
        return datetime.combine(day, local, zone).astimezone(UTC)

    opens, closes = moment(found.opens), moment(found.closes)
    stops = closes - timedelta(minutes=site.policy.stop_taking_minutes)
    pauses = [_Pause(moment(pause.starts), moment(pause.ends), pause.reason) for pause in found.breaks]
    pauses.sort(key=lambda pause: pause.starts)
    return _Day(opens, closes, stops, tuple(pauses), tuple(_taking(opens, stops, pauses)))


def _taking(opens: datetime, stops: datetime, pauses: Sequence[_Pause]) -> Iterator[tuple[datetime, datetime]]:
    starts = opens
    for pause in pauses:
        if starts < min(pause.starts, stops):
            yield starts, min(pause.starts, stops)
        starts = max(starts, pause.ends)
    if starts < stops:
        yield starts, stops


def _hours(site: Site, agency: Agency, day: date) -> Hours | Openness:
    """A special day stands above holidays; an agency with a week of its own keeps to its days and hours in it."""
    own = (agency.week or site.week)[day.weekday()]
    special = next((special for special in site.special if special.day == day), None)
    holiday = next((holiday for holiday in site.holidays if holiday.day == day), None)
    hours: Hours | None = own
    if special is not None:
        hours = special.hours if agency.week is None else _both(own, special.hours)
    elif holiday is not None:
        return Openness(Why.HOLIDAY, note=holiday.name)
    if hours is None:
        return Openness(Why.CLOSED)
    if day in agency.absent:
        return Openness(Why.AGENCY_ABSENT)
    return hours


def _both(own: Hours | None, special: Hours) -> Hours | None:
    """The hours in which both are open; None where there are none."""
    if own is None:
        return None
    opens, closes = max(own.opens, special.opens), min(own.closes, special.closes)
    if opens >= closes:
        return None
    breaks = tuple(
        Break(max(pause.starts, opens), min(pause.ends, closes), pause.reason)
        for pause in (*own.breaks, *special.breaks)
        if pause.starts < closes and pause.ends > opens
    )
    return Hours(opens, closes, breaks)
