"""National calendars that come with the program: ``assets/calendars/COUNTRY-YEAR.toml``, each a year's decree."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache

from msgspec import Struct, convert

from shared.resources import ASSETS
from shared.site.model import Holiday, Site
from shared.texts import Translations

FOLDER = ASSETS / "calendars"
_NAME = re.compile(r"([a-z]{2})-([0-9]{4})")
NEXT_YEAR_FROM = (11, 1)
"""Month and day from which the next year's days should be there: decrees come out in autumn."""


class CalendarDay(Struct, frozen=True):
    day: date
    name: Translations
    leave: bool = False
    """Joint leave (cuti bersama): offices are closed though it is no holiday."""


class Calendar(Struct, frozen=True):
    """One country's days of one year."""

    country: str
    year: int
    decree: str
    """Where the days are from, as people cite it."""
    days: tuple[CalendarDay, ...]


@cache
def calendars(country: str) -> tuple[Calendar, ...]:
    """The country's calendars by year; none for a country that is not known. ``country`` is a code such as "id"."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        named = _NAME.fullmatch(path.stem)
        if named is not None and named[1] == country:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
            found.append(convert({**values, "days": values["day"]}, Calendar))
    return tuple(found)


@cache
def countries() -> tuple[str, ...]:
    return tuple(sorted({named[1] for path in FOLDER.glob("*.toml") if (named := _NAME.fullmatch(path.stem))}))


def holidays_of(country: str, leave: bool) -> tuple[Holiday, ...]:
    """Every day of the country's calendars, joint leave only with ``leave``, in order."""
    each = (day for calendar in calendars(country) for day in calendar.days if leave or not day.leave)
    return tuple(Holiday(day.day, day.name) for day in each)


def missing_year(site: Site, today: date) -> int | None:
    """The year of which the site knows no holiday although it is needed: this one, or from November on the next.

    None when every needed year has some. A hall whose calendar was not brought up to date would give numbers on
    holidays."""
    needed = [today.year, *([today.year + 1] if (today.month, today.day) >= NEXT_YEAR_FROM else [])]
    known = _years(site)
    return next((year for year in needed if year not in known), None)


def _years(site: Site) -> set[int]:
    """Of a site with a calendar only the calendar's years count: a few days of its own do not make a year."""
    if site.calendar is not None:
        return {calendar.year for calendar in calendars(site.calendar)}
    return {holiday.day.year for holiday in site.holidays}
