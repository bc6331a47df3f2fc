"""From the file to what the rules ask for: today as it stands, read once, good for as many services as it was read for.

The only way to an answer about openness: kiosk, board, pages, API and the number that is taken all get it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hub import outlook
from hub.outlook import Outlook, Situation
from hub.rules.estimate import pool_of
from hub.rules.openness import Floor, of_agency, openness, service_date
from hub.store import counters, tallies
from hub.store.file import Connection
from shared.site.model import Agency, Service, Site
from shared.wire import Openness


@dataclass(frozen=True)
class Today:
    """The hall's floor at ``now``."""

    site: Site
    now: datetime
    always_open: bool
    taken: Mapping[str, int]
    opened: frozenset[int]
    """Counters that were open today at some time."""
    working: frozenset[int]
    """Counters that are open or in a break."""
    lines: Situation

    def openness(self, agency: Agency, service: Service) -> Openness:
        """Whether somebody, with priority or not, gets a number for ``service``."""
        if self.always_open:
            return openness(self.site, agency, service, self.now, 0, True)
        floor = Floor(self.taken.get(service.code, 0), self._counters_closed(service), self._served_within(service))
        return openness(self.site, agency, service, self.now, floor, False)

    def agency_openness(self, agency: Agency) -> Openness:
        if not agency.services:
            return openness(self.site, agency, None, self.now, 0, self.always_open)
        return of_agency([self.openness(agency, service) for service in agency.services])

    def outlook(self, service: Service, priority: bool = False) -> Outlook:
        return outlook.outlook(self.lines, self.site, pool_of(service.code, self.site.counters), service, priority)

    def _counters_closed(self, service: Service) -> bool:
        own = {counter.number for counter in self.site.counters if service.code in counter.services}
        return bool(own & self.opened) and not own & self.working

    def _served_within(self, service: Service) -> float:
        return 0.0 if self.site.policy.promise == "off" else self.outlook(service).done.p90


def today(db: Connection, site: Site, now: datetime, always_open: bool, services: Iterable[str] = ()) -> Today:
    """Reads the floor for the lines of ``services`` (none: of all)."""
    day = service_date(site.timezone, now)
    line = sorted(set().union(*(pool_of(code, site.counters).services for code in services)))
    return Today(
        site=site,
        now=now,
        always_open=always_open,
        taken={code: tally.taken for code, tally in tallies.tallies(db, day).items()},
        opened=tallies.opened(db, day),
        working=frozenset(counters.not_closed(db)),
        lines=outlook.situation(db, site, now, line),
    )
