"""The hall as it stands: reads the file and the site into the snapshot and the figures that screens show."""

from __future__ import annotations

from datetime import datetime

from hub.faces import agency_faces, counter_face, service_faces, site_face
from hub.outlook import Situation, outlook, situation
from hub.rules.estimate import pool_of
from hub.rules.openness import agency_openness, closes_today, openness, service_date
from hub.store import backups, calls, counters, devices, events, tallies, tickets
from hub.store.counters import Desk
from hub.store.file import Connection
from hub.store.tallies import Tally
from shared.fold import RECENT_CALLS
from shared.site.model import Agency, Service, Site
from shared.wire import AgencyFigures, Estimate, Figures, Hall, ServiceFigures


class Floor:
    """Reads only; every method sees what is committed at the moment of the call."""

    def __init__(self, db: Connection, site: Site, always_open: bool) -> None:
        self._db = db
        self._site = site
        self._always_open = always_open
        self._pools = {
            service.code: pool_of(service.code, site.counters)
            for agency in site.agencies
            for service in agency.services
        }
        self._faces = (site_face(site), agency_faces(site), service_faces(site))

    def hall(self, now: datetime, for_staff: bool) -> Hall:
        """The snapshot; open tickets, names and counters' figures only ``for_staff``."""
        day = service_date(self._site.timezone, now)
        desks = counters.desks(self._db)
        site, agencies, services = self._faces
        self._db.execute("BEGIN")
        try:
            return Hall(
                seq=events.last_seq(self._db),
                at=now,
                service_date=day,
                always_open=self._always_open,
                site=site,
                agencies=agencies,
                services=services,
                figures=self.figures(now),
                counters=tuple(
                    counter_face(counter, desks.get(counter.number, Desk()), for_staff)
                    for counter in self._site.counters
                ),
                calls=calls.recent(self._db, day, RECENT_CALLS),
                tickets=tickets.open_tickets(self._db, day) if for_staff else None,
                no_shows=tickets.no_shows(self._db, day) if for_staff else (),
                day=tallies.counter_days(self._db, day) if for_staff else (),
                devices=devices.devices(self._db) if for_staff else (),
                backup=backups.state(self._db) if for_staff else None,
            )
        finally:
            self._db.execute("COMMIT")

    def figures(self, now: datetime) -> Figures:
        """Waiting, estimate and openness of every agency and service."""
        day = service_date(self._site.timezone, now)
        lines = situation(self._db, self._site, now)
        seen = tallies.tallies(self._db, day)
        services: list[ServiceFigures] = []
        agencies: list[AgencyFigures] = []
        for agency in self._site.agencies:
            own = [self._service(agency, service, now, lines, seen) for service in agency.services]
            services += own
            agencies.append(self._agency(agency, own, now, seen))
        return Figures(tuple(agencies), tuple(services))

    def _service(
        self,
        agency: Agency,
        service: Service,
        now: datetime,
        lines: Situation,
        seen: dict[str, Tally],
    ) -> ServiceFigures:
        tally = seen.get(service.code, Tally())
        return ServiceFigures(
            code=service.code,
            openness=openness(self._site, agency, service, now, tally.taken, self._always_open),
            waiting=lines.waiting.get((service.code, False), 0) + lines.waiting.get((service.code, True), 0),
            estimate=outlook(lines, self._site, self._pools[service.code], service).wait,
        )

    def _agency(
        self, agency: Agency, own: list[ServiceFigures], now: datetime, seen: dict[str, Tally]
    ) -> AgencyFigures:
        taken = {service.code: seen[service.code].taken for service in agency.services if service.code in seen}
        shortest = min((one.estimate for one in own if one.openness.open), key=_length, default=Estimate(0, 0))
        return AgencyFigures(
            code=agency.code,
            openness=agency_openness(self._site, agency, now, taken, self._always_open),
            waiting=sum(one.waiting for one in own),
            estimate=shortest,
            closes=closes_today(self._site, agency, now),
        )


def _length(wait: Estimate) -> tuple[int, int]:
    return wait.p50, wait.p90
