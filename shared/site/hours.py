"""Reading hours: spans such as "08:00-15:00", breaks, days with breaks, and whole weeks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import time
from typing import Annotated

from msgspec import Struct

from shared.site.model import Break, Hours, Week
from shared.site.reader import Parsed, table
from shared.site.values import Value
from shared.site.weekdays import DAY_NAMES, DAYS, days_named
from shared.texts import Translations

_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_CLOSED = ("closed", "tutup")
"""Hours of a day without any."""
_WEEK = 'a table of days, such as monday-thursday = "08:00-15:00"; days without hours are monday-sunday = "closed"'
CLOSED_WEEK: Week = (None,) * len(DAYS)

HoursSpan = tuple[time, time]
"""Local times, the first included and the second not."""


def is_closed(value: object) -> bool:
    """Whether these hours of a day say in a word that there are none."""
    return isinstance(value, str) and value.strip().lower() in _CLOSED


def clock_of(text: object) -> time | None:
    """The time of "12:00" or "12.00"; None where it is none."""
    found = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def read_span(value: Value) -> HoursSpan | None:
    """Start and end of "08:00-15:00"; points serve as well as colons."""
    found = _SPAN.fullmatch(value.raw.strip()) if isinstance(value.raw, str) else None
    ends = (clock_of(f"{found[1]}:{found[2]}"), clock_of(f"{found[3]}:{found[4]}")) if found else (None, None)
    if ends[0] is None or ends[1] is None:
        value.wrong('hours such as "08:00-15:00"')
        return None
    return ends[0], ends[1]


class BreakTable(Struct):
    """A break with a reason."""

    hours: Annotated[HoursSpan, Parsed(read_span)]
    reason: Translations | None = None


def read_breaks(value: Value) -> tuple[Break, ...]:
    """A list of breaks, sorted: each hours, or a ``BreakTable``."""
    return tuple(sorted((pause for _, pause in _placed(value)), key=lambda pause: pause.starts))


def _placed(value: Value) -> list[tuple[Value, Break]]:
    """Each break with the place where its hours stand."""
    found: list[tuple[Value, Break]] = []
    for entry in value.entries():
        place, pause = _break(entry)
        if pause is None:
            continue
        if any(pause.starts < other.ends and other.starts < pause.ends for _, other in found):
            place.wrong("breaks that do not overlap")
        found.append((place, pause))
    return found


def _break(entry: Value) -> tuple[Value, Break | None]:
    """The break with the place where its hours stand; None after a mistake."""
    reason = None
    if isinstance(entry.raw, dict):
        written, whole = table(entry, BreakTable)
        place, span, reason = entry.at("hours"), written.hours if whole else None, written.reason
    else:
        place, span = entry, read_span(entry)
    if span is None:
        return place, None
    if span[0] >= span[1]:
        place.wrong("a break that starts before it ends")
        return place, None
    return place, Break(*span, reason)


Breaks = Annotated[tuple[Break, ...], Parsed(read_breaks, BreakTable)]


class DayTable(Struct):
    """A day with breaks."""

    hours: Annotated[HoursSpan, Parsed(read_span)]
    breaks: Breaks = ()


def read_day(value: Value) -> Hours | None:
    """A day's hours: hours, or a ``DayTable``; None after a mistake, and for a closed day."""
    if not isinstance(value.raw, dict):
        if is_closed(value.raw):
            return None
        span = read_span(value)
        return hours_of(value, span, value, ()) if span else None
    written, whole = table(value, DayTable)
    return hours_of(value.at("hours"), written.hours, value.at("breaks"), written.breaks) if whole else None


def hours_of(place: Value, span: HoursSpan, breaks_place: Value, breaks: Sequence[Break]) -> Hours | None:
    """The hours with breaks that lie within them; what does not is noted where it stands."""
    opens, closes = span
    if opens >= closes:
        place.wrong("hours that open before they close")
        return None
    for at, pause in _placed(breaks_place) if breaks else ():  # what was noted of them before is noted once
        if pause.starts < opens or pause.ends > closes:
            at.wrong(f"a break within the hours {opens:%H:%M}-{closes:%H:%M}")
    return Hours(opens, closes, tuple(breaks))


def read_week(value: Value) -> Week | None:
    """Each day or span of days ("monday-thursday") to its hours; a day not named is closed."""
    if isinstance(value.raw, str) and not is_closed(value.raw):
        value.wrong(f'a table of days, such as hours = {{ monday-thursday = "{value.raw}" }}')
        return None
    if not isinstance(value.raw, dict):
        value.wrong(_WEEK)
        return None
    if not value.raw:
        value.wrong('at least one day, such as monday-thursday = "08:00-15:00"')
    week: list[Hours | None] = list(CLOSED_WEEK)
    for day, inner in each_day(value, DAY_NAMES, 'a day or days such as "monday-thursday"'):
        week[day] = read_day(inner)
    return tuple(week)


def each_day(
    value: Value, known: Iterable[str], expected: str, but: Container[str] = ()
) -> Iterator[tuple[int, Value]]:
    """Each weekday (0 is Monday) that a table names, one by one or in spans, with what stands there; keys in ``but``
    are left out. Noted are a day that is named twice and a key that is no day (``expected``, or one of ``known``)."""
    named: dict[int, str] = {}
    for key, inner in value.tables():
        if key in but:
            continue
        days = days_named(key)
        ends = [part.strip() for part in key.lower().split("-")]
        if days is None and len(ends) == 2 and all(end in DAY_NAMES for end in ends):
            value.notes.wrong(inner.path, "a day or days in the order of the week, which begins on Monday", key)
        elif days is None:
            value.notes.unknown(inner.path, expected, tuple(known))
        for day in days or ():
            if day in named:
                inner.wrong(f"{DAYS[day]} only once, it is in {named[day]} already")
            named[day] = key
            yield day, inner
