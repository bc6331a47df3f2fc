"""The days of the week as a site file names them."""

from __future__ import annotations

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES = {
    **{name: nth for nth, name in enumerate(DAYS)},
    **{name: nth for nth, name in enumerate(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"))},
    "jum'at": 4,
    "ahad": 6,
}
"""What a day may be called in the file, to its place in the week (0 is Monday)."""


def days_named(key: str) -> range | None:
    """The weekdays (0 is Monday) of "monday", "monday-thursday", "senin-kamis" or "jum'at"; None where it is none."""
    first, span, last = (part.strip() for part in key.lower().replace("\u2019", "'").partition("-"))
    last = last if span else first
    if first not in DAY_NAMES or last not in DAY_NAMES:
        return None
    days = range(DAY_NAMES[first], DAY_NAMES[last] + 1)
    return days if days else None
