"""Reading what differs from the usual week: special days, and periods such as Ramadan with a week of their own."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise
from typing import Annotated

from msgspec import Struct

from shared.site.hours import Breaks, HoursSpan, hours_of, is_closed, read_span, read_week
from shared.site.model import Period, SpecialDay, Week
from shared.site.reader import Parsed, each
from shared.site.values import Value
from shared.texts import Translations

_NONE: HoursSpan = (time.min, time.min)
"""Stands for the hours of a closed day."""


def _read_hours(value: Value) -> HoursSpan | None:
    return _NONE if is_closed(value.raw) else read_span(value)


class SpecialTable(Struct):
    """A date whose hours differ from the week's."""

    day: date
    hours: Annotated[HoursSpan, Parsed(_read_hours)]
    name: Translations
    breaks: Breaks = ()


class PeriodTable(Struct, rename={"starts": "from", "ends": "until", "week": "hours"}):
    """Days with a week of their own."""

    starts: date
    ends: date
    name: Translations
    week: Annotated[Week, Parsed(read_week)]


def read_special(value: Value) -> tuple[SpecialDay, ...]:
    """The special days of the hall or of an agency; ``hours = "closed"`` closes the day."""
    found: dict[date, SpecialDay] = {}
    for row, written in each(value, SpecialTable):
        closed = written.hours is _NONE
        if closed and row.at("breaks").raw:
            row.at("breaks").wrong("no breaks on a closed day")
        hours = None if closed else hours_of(row.at("hours"), written.hours, row.at("breaks"), written.breaks)
        if closed or hours is not None:
            if written.day in found:
                row.at("day").wrong("each special day only once")
            found[written.day] = SpecialDay(written.day, hours, written.name)
    return tuple(found.values())


def read_periods(value: Value) -> tuple[Period, ...]:
    """The periods of the hall or of an agency, in order of their dates."""
    found: list[tuple[Period, Value]] = []
    for row, written in each(value, PeriodTable):
        if written.ends < written.starts:
            row.at("until").wrong(f"a date that is not before {written.starts}, when it begins")
        else:
            found.append((Period(written.starts, written.ends, written.week, written.name), row))
    found.sort(key=lambda one: one[0].starts)
    for (earlier, _), (later, row) in pairwise(found):
        if later.starts <= earlier.ends:
            other = earlier.name.get("id", "")
            row.at("from").wrong(f'periods that do not overlap: "{other}" lasts until {earlier.ends}; end it before')
    return tuple(period for period, _ in found)


Specials = Annotated[tuple[SpecialDay, ...], Parsed(read_special, SpecialTable)]
Periods = Annotated[tuple[Period, ...], Parsed(read_periods, PeriodTable)]
