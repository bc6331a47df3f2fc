"""From the file to what the rules ask for: today's figures of a service, put into the rule about openness."""

from __future__ import annotations

from datetime import datetime

from hub.rules.openness import openness, service_date
from hub.store import tallies
from hub.store.file import Connection
from shared.site.model import Agency, Service, Site
from shared.wire import Openness


def openness_now(
    db: Connection, site: Site, agency: Agency, service: Service, now: datetime, always_open: bool
) -> Openness:
    taken = tallies.tally(db, service_date(site.timezone, now), service.code).taken
    return openness(site, agency, service, now, taken, always_open)
