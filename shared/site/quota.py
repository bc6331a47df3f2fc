"""How many numbers a day: reading it from the site file, and what holds on a weekday and at an hour."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from msgspec import Meta, Struct

from shared.site.hours import clock_of, each_day
from shared.site.model import Quota
from shared.site.reader import Parsed, read
from shared.site.values import Value
from shared.site.weekdays import DAY_NAMES, DAYS

Count = Annotated[int, Meta(ge=1, le=9999)]
NOON = time(12)


def _read_noon(value: Value) -> time | None:
    noon = clock_of(value.raw)
    if noon is None:
        value.wrong('when the afternoon begins, such as "12:00"')
    return noon


class QuotaTable(Struct):
    """The long form of ``quota``; a weekday may also be a span such as "monday-thursday"."""

    day: Count | None = None
    monday: Count | None = None
    tuesday: Count | None = None
    wednesday: Count | None = None
    thursday: Count | None = None
    friday: Count | None = None
    saturday: Count | None = None
    sunday: Count | None = None
    morning: Count | None = None
    afternoon: Count | None = None
    noon: Annotated[time, Parsed(_read_noon)] = NOON


_OF_EVERY_DAY = ("day", "morning", "afternoon", "noon")


def read_quota(value: Value) -> Quota | int | None:
    """``quota = 30``, or a table: ``day`` for every day, weekdays that differ, ``morning`` and ``afternoon``."""
    if not isinstance(value.raw, dict):
        most: int | None = read(value, Count)
        return most
    if not value.raw:
        value.wrong("a whole number, or at least one entry such as day = 30")
    counts = {key: read(value.at(key), Count) for key in ("day", "morning", "afternoon") if value.at(key).present}
    week = [counts.get("day")] * len(DAYS)
    for day, inner in each_day(
        value, (*QuotaTable.__struct_fields__, *DAY_NAMES), 'a day, "day" or "morning"', _OF_EVERY_DAY
    ):
        week[day] = read(inner, Count)
    halves = [key for key in ("morning", "afternoon") if key in counts]
    if len(halves) == 1:
        missing = "afternoon" if "morning" in halves else "morning"
        value.at(missing).wrong(f"both halves of the day: {missing} = a whole number")
    noon = value.at("noon")
    at = _read_noon(noon) if noon.present else NOON
    if noon.present and at is not None and not halves:
        noon.wrong("morning and afternoon beside it")
    return Quota(tuple(week), counts.get("morning"), counts.get("afternoon"), at or NOON)


def limit(quota: Quota | int | None, weekday: int, at: time) -> int | None:
    """How many numbers may have been given by local time ``at`` of that weekday (0 is Monday); None is no limit."""
    if not isinstance(quota, Quota):
        return quota
    limits = [quota.week[weekday]]
    if quota.morning is not None and quota.afternoon is not None:
        limits.append(quota.morning if at < quota.noon else quota.morning + quota.afternoon)
    return min((one for one in limits if one is not None), default=None)


def more_from(quota: Quota | int | None, weekday: int, taken: int, at: time) -> time | None:
    """When later that day numbers are given again, if at ``at`` the morning's are used up; else None."""
    if not isinstance(quota, Quota) or at >= quota.noon:
        return None
    later = limit(quota, weekday, quota.noon)
    return quota.noon if later is None or taken < later else None


def quota_words(quota: Quota | int | None) -> str:
    """As the check tells it, in English: "30 a day", "Mon 10, Tue-Fri 30 a day, 15 before 12:00 and 15 after"."""
    if quota is None:
        return ""
    if isinstance(quota, int):
        return f"{quota} a day"
    parts = []
    if len(set(quota.week)) == 1:
        if quota.week[0] is not None:
            parts.append(f"{quota.week[0]} a day")
    else:
        days = (
            f"{day[:3].capitalize()} {most}" for day, most in zip(DAYS, quota.week, strict=True) if most is not None
        )
        parts.append(", ".join(days))
    if quota.morning is not None:
        parts.append(f"{quota.morning} before {quota.noon:%H:%M} and {quota.afternoon} after")
    return ", ".join(parts)
