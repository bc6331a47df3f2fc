"""Today's state, read once from the file, and what follows from it for any service: openness and wait.

Kiosk, board, pages, the API and the taking of a number all get their answer here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from hub.engine.port import Connection
from hub.rules.openness import DayFigures, of_agency, openness, service_date
from hub.store import counters, tallies
from hub.views import line_forecast
from hub.views.line_forecast import LineForecast, LineState
from shared.site.model import Agency, Service, Site
from shared.wire import Openness


class Today(Struct, frozen=True):
    """The hall at ``now``."""

    site: Site
    day: date
    now: datetime
    always_open: bool
    taken: Mapping[str, int]
    working: frozenset[int]
    """Counters that are open or in a break."""
    lines: LineState
    newest: datetime | None = None
    """When the day's newest number was taken, if this was left behind by the command that took it."""

    def openness(self, agency: Agency, service: Service) -> Openness:
        """Whether somebody, with priority or not, gets a number for ``service``."""
        if self.always_open:
            return openness(self.site, agency, service, self.now, 0, True)
        together = sum(self.taken.get(one.code, 0) for one in agency.services)
        taken = self.taken.get(service.code, 0)
        figures = DayFigures(taken, self._counters_closed(service), self._served_within(service), together)
        return openness(self.site, agency, service, self.now, figures, False)

    def agency_openness(self, agency: Agency) -> Openness:
        if not agency.services:
            return openness(self.site, agency, None, self.now, 0, self.always_open)
        return of_agency([self.openness(agency, service) for service in agency.services])

    def forecast(self, service: Service, priority: bool = False) -> LineForecast:
        return line_forecast.forecast(self.lines, self.site, service, priority)

    def at(self, now: datetime) -> Today:
        """The same state at another moment of the day."""
        return replace(self, now=now, lines=self.lines.at(now))

    def joined(self, service: Service, priority: bool, arrived: datetime, waits: bool) -> Today:
        """The state after one more number for ``service``."""
        taken = {**self.taken, service.code: self.taken.get(service.code, 0) + 1}
        lines = self.lines.joined(service, priority, arrived) if waits else self.lines
        return replace(self, taken=taken, lines=lines, newest=arrived)

    def _counters_closed(self, service: Service) -> bool:
        own = self.site.pools[service.code].counters
        return any(number in self.lines.opened for number in own) and self.working.isdisjoint(own)

    def _served_within(self, service: Service) -> float:
        return 0.0 if self.site.policy.promise == "off" else self.forecast(service).done.p90


def read_today(db: Connection, site: Site, now: datetime, always_open: bool, services: Iterable[str] = ()) -> Today:
    """Reads today's state for the lines of ``services`` (none: of all)."""
    day = service_date(site.timezone, now)
    line = sorted(set().union(*(site.pools[code].services for code in services)))
    return Today(
        site=site,
        day=day,
        now=now,
        always_open=always_open,
        taken={code: tally.taken for code, tally in tallies.tallies(db, day).items()},
        working=frozenset(counters.not_closed(db)),
        lines=line_forecast.line_state(db, site, now, line, not always_open),
    )


class TodayCache:
    """What a command left known of today's state, so that the next one need not read it. It serves one command,
    directly after the one that left it: every other may have changed what it says, and thereby makes it forgotten."""

    def __init__(self) -> None:
        self._left: tuple[Connection, int, Today] | None = None

    def leave(self, db: Connection, seq: int, today: Today) -> None:
        """``seq`` is the last event's number when the command was done."""
        self._left = db, seq, today

    def take(self, db: Connection, seq: int) -> Today | None:
        """The state, if the command that left it was the last and its commit did not fail."""
        left, self._left = self._left, None
        return left[2] if left is not None and left[0] is db and left[1] == seq else None
