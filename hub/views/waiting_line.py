"""One line as it stands at one moment, and what each of those who wait in it may expect.

Read once for any number of visitors: what is left for each of them is arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from hub.engine.port import Connection
from hub.rules.estimate import Seen
from hub.rules.openness import service_date
from hub.store import lines
from hub.store.counters import Occupied
from hub.views.line_forecast import LineForecast, LineState, forecast_behind, line_state
from shared.site.model import Service, Site


class LineCondition(NamedTuple):
    """All that decides what those in a line may expect, apart from the time."""

    order: tuple[tuple[int, str, bool], ...]
    """Id, service and priority of the waiting steps, by arrival."""
    skips: Mapping[int, int]
    """How many others each step lets go first; only those that do."""
    seen: Mapping[str, Seen]
    occupied: Mapping[int, Occupied]
    opened: Mapping[int, datetime]
    runs: Mapping[str, int]


class WaitingLine:
    """The people who wait for one of ``services``."""

    def __init__(self, db: Connection, site: Site, now: datetime, services: Iterable[str], hours: bool) -> None:
        """Reads the line as it stands ``now``. ``hours``: whether the hall's hours hold. Raises StorageError."""
        services = frozenset(services)
        day = service_date(site.timezone, now)
        self._site = site
        self._state = state = line_state(db, site, now, services, hours)
        called_by = [counter for counter in site.counters if not services.isdisjoint(counter.services)]
        numbers = {counter.number for counter in called_by}
        pools = {lines.pool_name(counter.services) for counter in called_by}
        self.condition = LineCondition(
            lines.waiting_in_order(db, day, services),
            lines.skips(db, day, services),
            {code: seen for code, seen in state.seen.items() if code in services},
            {number: found for number, found in state.occupied.items() if number in numbers},
            {number: at for number, at in state.opened.items() if number in numbers},
            {pool: run for pool, run in state.runs.items() if pool in pools},
        )
        self._earlier: dict[int, Mapping[tuple[str, bool], int]] | None = None

    def forecast(self, step: int, service: Service, priority: bool) -> LineForecast | None:
        """What the visitor of the waiting ``step`` may expect; None when it does not wait in this line."""
        if self._earlier is None:
            self._earlier = self._count()
        earlier = self._earlier.get(step)
        if earlier is None:
            return None
        return forecast_of(self._state, self._site, service, priority, earlier, self.condition.skips.get(step, 0))

    def _count(self) -> dict[int, Mapping[tuple[str, bool], int]]:
        """Who came before each step, by service and priority."""
        found: dict[int, Mapping[tuple[str, bool], int]] = {}
        counts: dict[tuple[str, bool], int] = {}
        for step, service, priority in self.condition.order:
            found[step] = counts.copy()
            counts[service, priority] = counts.get((service, priority), 0) + 1
        return found


def forecast_of(
    state: LineState,
    site: Site,
    service: Service,
    priority: bool,
    earlier: Mapping[tuple[str, bool], int],
    skip: int,
) -> LineForecast:
    """What somebody may expect who came after ``earlier`` (people by service and priority) and lets ``skip`` others go
    first, as far as there are others."""
    if skip:
        others = sum(state.waiting.values()) - 1
        if (more := min(skip, others) - sum(earlier.values())) > 0:
            kind = service.code, True  # whoever is let pass is ahead of everybody
            earlier = {**earlier, kind: earlier.get(kind, 0) + more}
    return forecast_behind(state, site, service, priority, earlier)
