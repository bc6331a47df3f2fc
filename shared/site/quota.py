"""How many numbers a day: reading it from the site file, and what holds on a weekday and at an hour."""

from __future__ import annotations

from datetime import time

from shared.site.hours import days_named, read_clock
from shared.site.keys import DAY_NAMES, DAYS, KEYS
from shared.site.model import Quota
from shared.site.table import Table

MOST = 9999
NOON = time(12)


def read_quota(top: Table) -> Quota | int | None:
    """``quota = 30``, or a table: ``day`` for every day, weekdays that differ, ``morning`` and ``afternoon``."""
    value = top.values.get("quota")
    if not isinstance(value, dict):
        return top.whole("quota", None, 1, MOST) if "quota" in top.values else None
    table = top.table("quota", None)
    week = [table.whole("day", None, 1, MOST) if "day" in value else None] * 7
    named: dict[int, str] = {}
    for key in value:
        if key in KEYS["quota"] and key not in DAYS:
            continue
        days = days_named(key)
        if days is None:
            known = (*KEYS["quota"], *DAY_NAMES)
            table.notes.unknown((*table.path, key), 'a day, "day" or "morning"', known)
            continue
        number = table.whole(key, None, 1, MOST)
        for day in days:
            if day in named:
                table.wrong(key, f"{DAYS[day]} only once, it is in {named[day]} already")
            named[day], week[day] = key, number
    halves = {key: table.whole(key, None, 1, MOST) for key in ("morning", "afternoon") if key in value}
    if len(halves) == 1:
        missing = "afternoon" if "morning" in halves else "morning"
        table.wrong(missing, f"both halves of the day: {missing} = a whole number")
    noon = read_clock(value["noon"]) if "noon" in value else NOON
    if noon is None:
        table.wrong("noon", 'when the afternoon begins, such as "12:00"')
    elif "noon" in value and not halves:
        table.wrong("noon", "morning and afternoon beside it")
    if not value:
        top.wrong("quota", "a whole number, or at least one entry such as day = 30")
    return Quota(tuple(week), halves.get("morning"), halves.get("afternoon"), noon or NOON)


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
