"""Which hours a date has for an agency or a service: the one place where the file's layers meet.

Pure; used by the hub's rule of openness and by the check's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from shared.site.model import Agency, Break, Hours, Period, Service, Site, SpecialDay, Week
from shared.texts import Translations


class Shut(Struct, frozen=True):
    """A date without hours, and why. ``note``: the name of the holiday or of the closed special day."""

    why: Literal["closed", "holiday", "absent"]
    note: Translations | None = None


def hours_on(site: Site, agency: Agency | None, service: Service | None, day: date) -> Hours | Shut:
    """The hours of ``service``, of ``agency`` where it is None, of the hall where both are.

    From the top: the agency's special day; the hall's special day; a holiday; the agency's period; its week, cut by a
    period of the hall; the hall's period; the hall's week. The agency's own breaks are added, and a service's own week
    is cut by what its agency has."""
    found = _hall(site, day) if agency is None else _of_agency(site, agency, day)
    if isinstance(found, Shut):
        return found
    if service is not None and service.week is not None:
        return both(service.week[day.weekday()], found) or Shut("closed")
    return found


def both(own: Hours | None, other: Hours | None) -> Hours | None:
    """The hours in which both are open, with the breaks of both; None where there are none."""
    if own is None or other is None:
        return None
    opens, closes = max(own.opens, other.opens), min(own.closes, other.closes)
    if opens >= closes:
        return None
    return with_breaks(Hours(opens, closes), (*own.breaks, *other.breaks))


def with_breaks(hours: Hours, breaks: Iterable[Break]) -> Hours:
    """``hours`` with these breaks besides its own, as far as they lie within."""
    cut = tuple(
        Break(max(pause.starts, hours.opens), min(pause.ends, hours.closes), pause.reason)
        for pause in breaks
        if pause.starts < hours.closes and pause.ends > hours.opens
    )
    return replace(hours, breaks=(*hours.breaks, *cut)) if cut else hours


def _hall(site: Site, day: date) -> Hours | Shut:
    special = _special(site.special, day)
    if special is not None:
        return special.hours or Shut("holiday", special.name)
    if (holiday := _holiday(site, day)) is not None:
        return holiday
    return (_period(site.periods, day) or site.week)[day.weekday()] or Shut("closed")


def _of_agency(site: Site, agency: Agency, day: date) -> Hours | Shut:
    mine = _special(agency.special, day)
    if mine is not None:
        return with_breaks(mine.hours, agency.breaks) if mine.hours else Shut("absent", mine.name)
    special, own = _special(site.special, day), _period(agency.periods, day)
    if special is not None and special.hours is None:
        return Shut("holiday", special.name)
    if special is None and (holiday := _holiday(site, day)) is not None:
        return holiday
    hours = _usual(site, agency, own, special, day)
    if hours is None:
        return Shut("closed")
    if day in agency.absent:
        return Shut("absent")
    return with_breaks(hours, agency.breaks)


def _usual(site: Site, agency: Agency, period: Week | None, special: SpecialDay | None, day: date) -> Hours | None:
    week, weekday = period or agency.week, day.weekday()
    halls = _period(site.periods, day)
    if special is not None:
        return special.hours if week is None else both(week[weekday], special.hours)
    if week is None:
        return (halls or site.week)[weekday]
    return week[weekday] if halls is None or period is not None else both(week[weekday], halls[weekday])


def _special(days: Sequence[SpecialDay], day: date) -> SpecialDay | None:
    return next((special for special in days if special.day == day), None)


def _holiday(site: Site, day: date) -> Shut | None:
    return next((Shut("holiday", holiday.name) for holiday in site.holidays if holiday.day == day), None)


def _period(periods: Sequence[Period], day: date) -> Week | None:
    return next((period.week for period in periods if period.starts <= day <= period.ends), None)
