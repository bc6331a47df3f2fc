"""Which of the day's calls a board remembers: more than the hub's latest where an agency is seldom called. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.wire import Call, Hall

MAX_RECENT = 40


@dataclass(frozen=True)
class RecentCalls:
    """Calls of one zone (None: of all) on one service day, newest first."""

    zone: str | None = None
    day: date | None = None
    calls: tuple[Call, ...] = ()


def with_hall(memory: RecentCalls, hall: Hall) -> RecentCalls:
    """Memory with the hall's calls: the latest ``MAX_RECENT``, and of every agency its latest. A new day forgets."""
    known = {call.id: call for call in memory.calls} if memory.day == hall.service_date else {}
    known.update((call.id, call) for call in hall.calls if memory.zone is None or call.zone == memory.zone)
    kept: list[Call] = []
    agencies: set[str] = set()
    for call in sorted(known.values(), key=lambda call: call.id, reverse=True):
        if len(kept) < MAX_RECENT or call.agency not in agencies:
            kept.append(call)
        agencies.add(call.agency)
    return RecentCalls(memory.zone, hall.service_date, tuple(kept))
