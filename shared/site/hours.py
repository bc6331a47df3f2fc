"""Reading hours: spans such as "08:00-15:00", days with breaks, whole weeks, holidays and special days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from shared.site.calendars import calendars, countries, holidays_of
from shared.site.keys import DAY_NAMES, DAYS, KEYS
from shared.site.model import Break, Holiday, Hours, Week
from shared.site.table import Table, meant

_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_CLOSED = ("closed", "tutup")
"""Hours of a day without any."""
_DAYS = 'a table of days, such as monday-thursday = "08:00-15:00"; days without hours are monday-sunday = "closed"'
SPAN = 'hours such as "08:00-15:00"'


def is_closed(value: object) -> bool:
    """Whether these hours of a day say in a word that there are none."""
    return isinstance(value, str) and value.strip().lower() in _CLOSED


def read_week(top: Table, *, needed: bool) -> Week | None:
    """The table ``hours``: each day or span of days ("monday-thursday") to its hours. A day not named is closed."""
    if "hours" not in top.values:
        if needed:
            top.wrong("hours", _DAYS)
        return None
    value = top.values["hours"]
    if isinstance(value, str) and not is_closed(value):
        top.wrong("hours", f'a table of days, such as hours = {{ monday-thursday = "{value}" }}')
        return None
    if not isinstance(value, dict):
        top.wrong("hours", _DAYS)
        return None
    table = top.table("hours", None)
    if value == {}:
        top.wrong("hours", 'at least one day, such as monday-thursday = "08:00-15:00"')
    week: list[Hours | None] = [None] * 7
    named: dict[int, str] = {}
    for key, times in table.values.items():
        days = days_named(key)
        if days is None:
            ends = [part.strip() for part in key.lower().split("-")]
            if len(ends) == 2 and all(end in DAY_NAMES for end in ends):
                table.notes.wrong(
                    (*table.path, key), "a day or days in the order of the week, which begins on Monday", key
                )
            else:
                table.notes.unknown((*table.path, key), 'a day or days such as "monday-thursday"', DAY_NAMES)
            continue
        for day in days:
            if day in named:
                table.wrong(key, f"{DAYS[day]} only once, it is in {named[day]} already")
            named[day] = key
        hours = None if is_closed(times) else _day(table, key)
        for day in days:
            week[day] = hours
    return tuple(week)


def read_calendar(top: Table) -> str | None:
    """The country of the national calendar; None without one or after a mistake."""
    country = top.text("calendar", needed=False)
    if country is not None and country not in countries():
        top.wrong("calendar", f"a calendar that comes with the program{meant(country, countries())}")
        return None
    return country


def read_holidays(top: Table, calendar: str | None) -> tuple[Holiday, ...]:
    """The calendar's days without those that are workdays here, and the site's own, which stand above them."""
    own = _own_holidays(top)
    workdays = top.days("workdays")
    national = holidays_of(calendar, top.yes("joint_leave", True)) if calendar is not None else ()
    known = {
        holiday.day for calendar_year in (calendars(calendar) if calendar else ()) for holiday in calendar_year.days
    }
    for nth, day in enumerate(workdays):
        if day not in known:
            expected = "a day of the calendar" if calendar is not None else 'days of a calendar: calendar = "id"'
            top.notes.wrong(("workdays", f"[{nth}]"), expected, day)
    named = {holiday.day for holiday in own}
    kept = [holiday for holiday in national if holiday.day not in named and holiday.day not in workdays]
    return tuple(sorted([*kept, *own], key=lambda holiday: holiday.day))


def _own_holidays(top: Table) -> tuple[Holiday, ...]:
    found: list[Holiday] = []
    for row in top.rows("holiday", KEYS["holiday"]):
        day, name = row.day("day"), row.words("name")
        if day is not None and name is not None:
            if any(holiday.day == day for holiday in found):
                row.wrong("day", "each holiday only once")
            found.append(Holiday(day, name))
    return tuple(found)


def read_clock(text: object) -> time | None:
    """The time of "12:00" or "12.00"; None where it is none."""
    found = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def read_span(text: object) -> tuple[time, time] | None:
    """Start and end of "08:00-15:00"; points serve as well as colons. None where it is not such a span."""
    found = _SPAN.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    hour, minute, to_hour, to_minute = (int(part) for part in found.groups())
    if max(hour, to_hour) > 23 or max(minute, to_minute) > 59:
        return None
    return time(hour, minute), time(to_hour, to_minute)


def days_named(key: str) -> range | None:
    """The weekdays (0 is Monday) of "monday", "monday-thursday", "senin-kamis" or "jum'at"; None where it is none."""
    first, span, last = (part.strip() for part in key.lower().replace("\u2019", "'").partition("-"))
    last = last if span else first
    if first not in DAY_NAMES or last not in DAY_NAMES:
        return None
    days = range(DAY_NAMES[first], DAY_NAMES[last] + 1)
    return days if days else None


def _day(week: Table, key: str) -> Hours | None:
    value = week.values[key]
    if isinstance(value, dict):
        return read_hours(week.table(key, KEYS["day"]))
    return _span_hours(week, key, ())


def read_hours(table: Table) -> Hours | None:
    """A table's ``hours`` and ``breaks``; None after a mistake."""
    return _span_hours(table, "hours", _breaks(table))


def _span_hours(table: Table, key: str, breaks: Sequence[tuple[Table, str, Break]]) -> Hours | None:
    span = read_span(table.values.get(key))
    if span is None:
        table.wrong(key, SPAN)
        return None
    opens, closes = span
    if opens >= closes:
        table.wrong(key, "hours that open before they close")
        return None
    earlier: list[Break] = []
    for place, name, pause in breaks:
        if pause.starts < opens or pause.ends > closes:
            place.wrong(name, f"a break within the hours {opens:%H:%M}-{closes:%H:%M}")
        if any(pause.starts < other.ends and other.starts < pause.ends for other in earlier):
            place.wrong(name, "breaks that do not overlap")
        earlier.append(pause)
    return Hours(opens, closes, tuple(sorted(earlier, key=lambda pause: pause.starts)))


def read_breaks(table: Table) -> tuple[Break, ...]:
    """The breaks of every day, whatever its hours: an agency's."""
    found: list[Break] = []
    for place, name, pause in _breaks(table):
        if any(pause.starts < other.ends and other.starts < pause.ends for other in found):
            place.wrong(name, "breaks that do not overlap")
        found.append(pause)
    return tuple(sorted(found, key=lambda pause: pause.starts))


def _breaks(table: Table) -> list[tuple[Table, str, Break]]:
    """Each break with the place where a mistake about it is said."""
    found: list[tuple[Table, str, Break]] = []
    listed = Table(table.notes, (*table.path, "breaks"), _numbered(table.entries("breaks")), None)
    for name, value in listed.values.items():
        place = listed.table(name, KEYS["break"]) if isinstance(value, dict) else listed
        key = "hours" if isinstance(value, dict) else name
        span = read_span(place.values.get(key))
        reason = place.words("reason", needed=False) if isinstance(value, dict) else None
        if span is None:
            place.wrong(key, SPAN)
        elif span[0] >= span[1]:
            place.wrong(key, "a break that starts before it ends")
        else:
            found.append((place, key, Break(span[0], span[1], reason)))
    return found


def _numbered(entries: Sequence[object]) -> dict[str, object]:
    return {f"[{nth}]": entry for nth, entry in enumerate(entries)}
