"""What an agency answers as a whole, over figures that a test writes down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from hub.rules.openness import DayFigures, of_agency, openness
from shared.site.model import Agency, Site
from shared.wire import Openness


def agency_openness(
    site: Site, agency: Agency, now: datetime, by_service: Mapping[str, DayFigures | int], always_open: bool
) -> Openness:
    """``of_agency`` over today's figures; a service that is not in ``by_service`` has none. An agency without services
    is asked for its hours only."""
    given = {code: DayFigures(figures) if isinstance(figures, int) else figures for code, figures in by_service.items()}
    together = sum(given[service.code].taken for service in agency.services if service.code in given)
    each = {code: replace(figures, agency_taken=together) for code, figures in given.items()}
    services = agency.services or (None,)
    none = DayFigures(agency_taken=together)
    return of_agency(
        [
            openness(site, agency, service, now, each.get(service.code, none) if service else none, always_open)
            for service in services
        ]
    )
