"""The hall as it stands: reads the file and the site into the snapshot and the figures that screens show."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import msgspec

from hub.engine.port import Connection
from hub.rules.openness import closes_today, of_agency, service_date
from hub.store import backups, calls, counters, devices, events, lines, tallies
from hub.store.counters import CounterRow
from hub.views.public_site import public_agencies, public_counter, public_services, public_site
from hub.views.today import Today, read_today
from shared.fold import RECENT_CALLS
from shared.site.model import Agency, Service, Site
from shared.wire import AgencyFigures, Estimate, Figures, Hall, ServiceFigures


class HallSnapshots:
    """Reads only; every method sees what is committed at the moment of the call."""

    def __init__(self, db: Connection, site: Site, always_open: bool) -> None:
        self._db = db
        self._site = site
        self._always_open = always_open
        self._public = (public_site(site), public_agencies(site), public_services(site))

    def site_digest(self) -> str:
        """A digest of all that a snapshot tells of the site and the start, and no later event does."""
        counters = tuple(public_counter(counter, CounterRow()) for counter in self._site.counters)
        return sha256(msgspec.json.encode((*self._public, counters, self._always_open))).hexdigest()

    def hall(self, now: datetime, for_staff: bool) -> Hall:
        """The snapshot; open tickets, names and counters' figures only ``for_staff``."""
        day = service_date(self._site.timezone, now)
        site, agencies, services = self._public
        with self._db.reading():  # all that is read is of the event that it is said to be of
            rows = counters.counter_rows(self._db)
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
                    public_counter(counter, rows.get(counter.number, CounterRow()), for_staff)
                    for counter in self._site.counters
                ),
                calls=calls.latest(self._db, day, RECENT_CALLS),
                tickets=lines.open_tickets(self._db, day) if for_staff else None,
                no_shows=lines.no_shows(self._db, day) if for_staff else (),
                day=tallies.counter_days(self._db, day) if for_staff else (),
                devices=devices.devices(self._db) if for_staff else (),
                backup=backups.state(self._db) if for_staff else None,
            )

    def figures(self, now: datetime) -> Figures:
        """Waiting, estimate and openness of every agency and service."""
        state = read_today(self._db, self._site, now, self._always_open)
        services: list[ServiceFigures] = []
        agencies: list[AgencyFigures] = []
        for agency in self._site.agencies:
            own = [self._service(state, agency, service) for service in agency.services]
            services += own
            agencies.append(self._agency(state, agency, own))
        return Figures(tuple(agencies), tuple(services))

    def _service(self, state: Today, agency: Agency, service: Service) -> ServiceFigures:
        waiting = state.lines.waiting
        return ServiceFigures(
            code=service.code,
            openness=state.openness(agency, service),
            waiting=waiting.get((service.code, False), 0) + waiting.get((service.code, True), 0),
            estimate=state.forecast(service).wait,
        )

    def _agency(self, state: Today, agency: Agency, own: list[ServiceFigures]) -> AgencyFigures:
        return AgencyFigures(
            code=agency.code,
            openness=of_agency([one.openness for one in own]) if own else state.agency_openness(agency),
            waiting=sum(one.waiting for one in own),
            estimate=min((one.estimate for one in own if one.openness.open), key=_length, default=Estimate(0, 0)),
            closes=closes_today(self._site, agency, state.now),
        )


def _length(wait: Estimate) -> tuple[int, int]:
    return wait.p50, wait.p90
