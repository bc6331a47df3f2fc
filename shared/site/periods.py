"""Reading what differs from the usual week: special days, and periods such as Ramadan with a week of their own."""

from __future__ import annotations

from itertools import pairwise

from shared.site.hours import is_closed, read_hours, read_week
from shared.site.keys import KEYS
from shared.site.model import Period, SpecialDay
from shared.site.table import Table


def read_special(top: Table) -> tuple[SpecialDay, ...]:
    """The tables ``special`` of the hall or of an agency; ``hours = "closed"`` closes the day."""
    found: list[SpecialDay] = []
    for row in top.rows("special", KEYS["special"]):
        day, name = row.day("day"), row.words("name")
        closed = is_closed(row.values.get("hours"))
        if closed and row.values.get("breaks"):
            row.wrong("breaks", "no breaks on a closed day")
        hours = None if closed else read_hours(row)
        if day is not None and name is not None and (closed or hours is not None):
            if any(special.day == day for special in found):
                row.wrong("day", "each special day only once")
            found.append(SpecialDay(day, hours, name))
    return tuple(found)


def read_periods(top: Table) -> tuple[Period, ...]:
    """The tables ``period`` of the hall or of an agency, in order of their dates."""
    found: list[tuple[Period, Table]] = []
    for row in top.rows("period", KEYS["period"]):
        starts, ends, name = row.day("from"), row.day("until"), row.words("name")
        week = read_week(row, needed=True)
        if starts is None or ends is None or name is None or week is None:
            continue
        if ends < starts:
            row.wrong("until", f"a date that is not before {starts}, when it begins")
        else:
            found.append((Period(starts, ends, week, name), row))
    found.sort(key=lambda one: one[0].starts)
    for (earlier, _), (later, row) in pairwise(found):
        if later.starts <= earlier.ends:
            other = earlier.name.get("id", "")
            row.wrong("from", f'periods that do not overlap: "{other}" lasts until {earlier.ends}; end it before')
    return tuple(period for period, _ in found)
