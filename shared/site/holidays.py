"""The days on which the whole hall is closed: a national calendar's, without the hall's workdays, and its own."""

from __future__ import annotations

from datetime import date

from shared.site.calendars import calendars, holidays_of
from shared.site.file import SiteFile
from shared.site.model import Holiday
from shared.site.reader import each
from shared.site.values import Value


def holidays_in(top: Value, file: SiteFile) -> tuple[Holiday, ...]:
    """In order; on the same date the site's own stands above the calendar's."""
    own: dict[date, Holiday] = {}
    for row, holiday in each(top.at("holiday"), Holiday) if top.at("holiday").present else ():
        if holiday.day in own:
            row.at("day").wrong("each holiday only once")
        own[holiday.day] = holiday
    calendar = file.calendar
    known = {one.day for year in (calendars(calendar) if calendar else ()) for one in year.days}
    expected = "a day of the calendar" if calendar is not None else 'days of a calendar: calendar = "id"'
    for entry in top.at("workdays").entries() if file.workdays else ():
        if isinstance(entry.raw, date) and entry.raw not in known:
            entry.wrong(expected)
    national = holidays_of(calendar, file.joint_leave) if calendar is not None else ()
    kept = [holiday for holiday in national if holiday.day not in own and holiday.day not in file.workdays]
    return tuple(sorted([*kept, *own.values()], key=lambda holiday: holiday.day))
