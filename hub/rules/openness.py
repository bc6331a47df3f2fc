"""Whether numbers are given now, why not, and when again: the one place that decides it, for every screen.

Pure functions of the site, a moment and today's figures. Everything is reckoned in the hall's zone and answered in
UTC; the zone of the machine plays no part. Naive datetimes are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.site.days import Shut, hours_on
from shared.site.model import Agency, Service, Site
from shared.site.quota import limit, more_from
from shared.texts import Translations
from shared.wire import ClosedReason, Openness

DAYS_AHEAD = 60
"""So many days are searched for the next opening."""


_WHY = {"closed": ClosedReason.CLOSED, "holiday": ClosedReason.HOLIDAY, "absent": ClosedReason.AGENCY_ABSENT}


class BreakSpan(Struct, frozen=True):
    """A break of today, as moments in UTC."""

    starts: datetime
    ends: datetime
    reason: Translations | None


class _Day(Struct, frozen=True):
    """A day on which the agency serves, as moments in UTC. ``taking`` are the spans in which numbers are given."""

    opens: datetime
    closes: datetime
    stops: datetime
    pauses: tuple[BreakSpan, ...]
    taking: tuple[tuple[datetime, datetime], ...]


def service_date(site_timezone: str, now: datetime) -> date:
    """The hall's local date at ``now``: what a number belongs to. Raises ValueError for a naive ``now``."""
    return _aware(now).astimezone(ZoneInfo(site_timezone)).date()


def closes_today(site: Site, agency: Agency, now: datetime) -> datetime | None:
    """When the agency's hours of today end, in UTC, also once that has passed; None on a day without hours."""
    day = _day(site, agency, None, service_date(site.timezone, now))
    return day.closes if isinstance(day, _Day) else None


def breaks_today(site: Site, agency: Agency, service: Service | None, now: datetime) -> tuple[BreakSpan, ...]:
    """Today's breaks of the service, or of the agency, by their beginning; most days have none, which costs little."""
    today = service_date(site.timezone, now)
    hours = hours_on(site, agency, service, today)
    if isinstance(hours, Shut) or not hours.breaks:
        return ()
    day = _day(site, agency, service, today)
    return day.pauses if isinstance(day, _Day) else ()


def break_left(pauses: Sequence[BreakSpan], now: datetime) -> float:
    """Minutes until the break ends that goes on ``now``; 0 when none does."""
    end = moment = _aware(now).astimezone(UTC)
    for pause in pauses:
        if pause.starts <= end < pause.ends:
            end = pause.ends
    return (end - moment) / timedelta(minutes=1)


def past_breaks(pauses: Sequence[BreakSpan], now: datetime, minutes: float) -> float:
    """In how many minutes from ``now`` so many minutes of work are over, when nobody works in those of the breaks that
    are still to begin."""
    moment = _aware(now).astimezone(UTC)
    ahead = [pause for pause in pauses if pause.starts > moment]
    return (_worked(ahead, moment, minutes) - moment) / timedelta(minutes=1)


class DayFigures(Struct, frozen=True):
    """What openness depends on besides hours: today's figures of one service."""

    taken: int = 0
    """Numbers given on this service day; void and given back ones not counted."""
    counters_closed: bool = False
    """At least one of its counters was open today, and all are closed now. A break is not closed; before the first
    counter opens, numbers are given."""
    served_within: float = 0.0
    """Minutes in which, nine times out of ten, somebody who comes now has been served."""
    agency_taken: int = 0
    """As ``taken``, of all the agency's services together."""


def openness(
    site: Site, agency: Agency, service: Service | None, now: datetime, figures: DayFigures | int, always_open: bool
) -> Openness:
    """Whether ``service`` (None: the agency, whatever the service) gives numbers at ``now``.

    ``figures`` may be just the numbers taken. While open, ``until`` is the next break or the moment at which numbers
    stop; otherwise it is when numbers are given again, None if not within 60 days, or if it hangs on a counter.

    The hall's policy decides whether closed counters stop the numbers, and what happens when whoever comes now would
    probably not be served before closing: nothing, a warning (``doubtful``), or no number (FULL_TODAY).
    """
    moment = _aware(now).astimezone(UTC)
    if always_open:
        return Openness(ClosedReason.OPEN)
    today = service_date(site.timezone, now)
    day = _day(site, agency, service, today)
    if not isinstance(day, _Day):
        return Openness(day.why, _next_opening(site, agency, service, today, moment), day.note)
    return _on(site, agency, service, day, moment, DayFigures(figures) if isinstance(figures, int) else figures)


def _on(
    site: Site, agency: Agency, service: Service | None, day: _Day, moment: datetime, figures: DayFigures
) -> Openness:
    """The answer on a day that has hours."""
    today = service_date(site.timezone, moment)
    tomorrow = today + timedelta(days=1)
    if moment < day.stops and (used := _used(site, agency, service, day, moment, figures)) is not None:
        return used if used.until else Openness(used.why, _next_opening(site, agency, service, tomorrow, moment))
    span = next((span for span in day.taking if span[0] <= moment < span[1]), None)
    if span is None:
        why, note = _shut(day, moment)
        return Openness(why, _next_opening(site, agency, service, today, moment), note)
    if figures.counters_closed and site.policy.when_counters_close == "stop":
        return Openness(ClosedReason.COUNTERS_CLOSED)
    late = site.policy.promise != "off" and _worked(day.pauses, moment, figures.served_within) > day.closes
    if late and site.policy.promise == "stop":
        return Openness(ClosedReason.FULL_TODAY, _next_opening(site, agency, service, tomorrow, moment))
    return Openness(ClosedReason.OPEN, span[1], doubtful=late)


def _used(
    site: Site, agency: Agency, service: Service | None, day: _Day, moment: datetime, figures: DayFigures
) -> Openness | None:
    """MORNING_USED until the afternoon's numbers begin, QUOTA_USED without a moment if today has no more, else None."""
    local = moment.astimezone(ZoneInfo(site.timezone))
    weekday, at = local.weekday(), local.time()
    quotas = [(agency.quota, figures.agency_taken), (service.quota if service else None, figures.taken)]
    full = [
        (quota, taken) for quota, taken in quotas if (most := limit(quota, weekday, at)) is not None and taken >= most
    ]
    if not full:
        return None
    again = [more_from(quota, weekday, taken, at) for quota, taken in full]
    noons = [noon for noon in again if noon is not None]
    if len(noons) < len(again):
        return Openness(ClosedReason.QUOTA_USED)
    noon = datetime.combine(local.date(), max(noons), local.tzinfo).astimezone(UTC)
    starts = next((max(span[0], noon) for span in day.taking if span[1] > noon), None)
    return Openness(ClosedReason.MORNING_USED, starts) if starts else Openness(ClosedReason.QUOTA_USED)


def of_agency(answers: Sequence[Openness]) -> Openness:
    """The agency's own answer from those of its services (at least one): open while one of them is, doubtful when all
    of these are; else the answer that ends soonest."""
    open_ones = [answer for answer in answers if answer.open]
    sure = [answer for answer in open_ones if not answer.doubtful]
    return min(sure or open_ones or answers, key=lambda answer: answer.until or datetime.max.replace(tzinfo=UTC))


def _worked(pauses: Sequence[BreakSpan], moment: datetime, minutes: float) -> datetime:
    """When so many minutes of work are over, breaks (``pauses``, by their beginning) not counted as work."""
    left = timedelta(minutes=minutes)
    for pause in pauses:
        if pause.ends <= moment:
            continue
        before = max(timedelta(0), pause.starts - moment)
        if left <= before:
            break
        left -= before
        moment = pause.ends
    return moment + left


def _aware(now: datetime) -> datetime:
    if now.utcoffset() is None:
        raise ValueError(f"a moment without a zone: {now!r}")
    return now


def _shut(day: _Day, moment: datetime) -> tuple[ClosedReason, Translations | None]:
    if moment >= day.closes or not day.taking:
        return ClosedReason.CLOSED, None
    if moment < day.opens:
        return ClosedReason.NOT_YET, None
    if moment >= day.stops:
        return ClosedReason.TAKING_STOPPED, None
    running = next(pause for pause in day.pauses if pause.starts <= moment < pause.ends)
    return ClosedReason.BREAK, running.reason


def _next_opening(
    site: Site, agency: Agency, service: Service | None, first: date, moment: datetime
) -> datetime | None:
    """The first moment after ``moment``, on ``first`` or a later day, at which numbers begin to be given."""
    for ahead in range(DAYS_AHEAD + 1):
        day = _day(site, agency, service, first + timedelta(days=ahead))
        if isinstance(day, _Day):
            for starts, _ in day.taking:
                if starts > moment:
                    return starts
    return None


def _day(site: Site, agency: Agency, service: Service | None, day: date) -> _Day | Openness:
    """The day of the service, or of the agency, in moments, or why it has none."""
    found = hours_on(site, agency, service, day)
    if isinstance(found, Shut):
        return Openness(_WHY[found.why], note=found.note)
    zone = ZoneInfo(site.timezone)

    def moment(local: time) -> datetime:
        return datetime.combine(day, local, zone).astimezone(UTC)

    opens, closes = moment(found.opens), moment(found.closes)
    stops = closes - timedelta(minutes=site.policy.stop_taking_minutes)
    pauses = [BreakSpan(moment(pause.starts), moment(pause.ends), pause.reason) for pause in found.breaks]
    pauses.sort(key=lambda pause: pause.starts)
    return _Day(opens, closes, stops, tuple(pauses), tuple(_taking(opens, stops, pauses)))


def _taking(opens: datetime, stops: datetime, pauses: Sequence[BreakSpan]) -> Iterator[tuple[datetime, datetime]]:
    starts = opens
    for pause in pauses:
        if starts < min(pause.starts, stops):
            yield starts, min(pause.starts, stops)
        starts = max(starts, pause.ends)
    if starts < stops:
        yield starts, stops
