"""Clock times and dates as people read them, in the hall's time zone. Pure.

``web/common/moments.js`` does the same for the pages; the cases of ``tests/shared/wording/moments.json`` hold both.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.texts import text

WEEK_DAYS = 7


def clock(lang: str, at: datetime, zone: ZoneInfo | None = None) -> str:
    """ "09.41" in Indonesian, "09:41" in English; without a ``zone`` in that of ``at``."""
    local = at.astimezone(zone) if zone else at
    return text(lang, "time.clock", hour=f"{local.hour:02}", minute=f"{local.minute:02}")


def weekday(lang: str, on: date) -> str:
    """ "Senin"."""
    return text(lang, f"time.weekday.{on.weekday()}")


def day(lang: str, on: date) -> str:
    """ "Senin, 19 September"."""
    return text(lang, "time.date", weekday=weekday(lang, on), day=on.day, month=text(lang, f"time.month.{on.month}"))


def day_of_year(lang: str, on: date) -> str:
    """ "Senin, 19 September 2022"."""
    month = text(lang, f"time.month.{on.month}")
    return text(lang, "time.date_year", weekday=weekday(lang, on), day=on.day, month=month, year=on.year)


def moment(lang: str, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """When something begins or ends, seen from ``now``: "13.00", "besok 08.00", "Senin 08.00"; with its date when it is
    a week away or more, or on an earlier day."""
    local = at.astimezone(zone)
    days_ahead = (local.date() - now.astimezone(zone).date()).days
    said = clock(lang, at, zone)
    if days_ahead == 0:
        return text(lang, "time.today_at", clock=said)
    if days_ahead == 1:
        return text(lang, "time.tomorrow_at", clock=said)
    if 1 < days_ahead < WEEK_DAYS:
        return text(lang, "time.weekday_at", weekday=weekday(lang, local), clock=said)
    return text(lang, "time.date_at", date=day(lang, local.date()), clock=said)
