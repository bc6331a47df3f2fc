"""Halls as the hub would tell them of a site, on an ordinary morning with people waiting."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from hub.views.public_site import public_site
from shared.site.load import load_site
from shared.site.model import Site
from shared.wire import (
    AgencyFigures,
    AgencyInfo,
    ClosedReason,
    CounterInfo,
    CounterState,
    Estimate,
    Figures,
    Hall,
    Openness,
    ServiceFigures,
    ServiceInfo,
)

NOON = datetime(2022, 9, 19, 2, 41, tzinfo=UTC)
"""09.41 in Batu, on the day of its opening."""
WAITING = (7, 3, 5, 12, 2, 4, 0, 1, 2, 9, 6, 3, 8, 2, 1, 0, 0, 4, 3, 1, 0, 1)
MINUTES = (18, 9, 14, 31, 8, 16, 0, 6, 10, 40, 35, 12, 22, 5, 4, 0, 0, 13, 15, 7, 0, 6)


def hall_of(site: Site, always_open: bool = False) -> Hall:
    """A hall on an ordinary morning."""
    services = [service for agency in site.agencies for service in agency.services]
    opened = Openness(ClosedReason.OPEN)
    agency_figures = tuple(
        AgencyFigures(
            agency.code,
            opened,
            WAITING[place % len(WAITING)],
            Estimate(MINUTES[place % len(MINUTES)], MINUTES[place % len(MINUTES)] * 2),
            datetime(2022, 9, 19, 8, 0, tzinfo=UTC),
        )
        for place, agency in enumerate(site.agencies)
    )
    service_figures = tuple(
        ServiceFigures(
            service.code,
            opened,
            WAITING[place * 5 % len(WAITING)],
            Estimate(MINUTES[place * 5 % len(MINUTES)], MINUTES[place * 5 % len(MINUTES)] * 2),
        )
        for place, service in enumerate(services)
    )
    return Hall(
        seq=1,
        at=NOON,
        service_date=date(2022, 9, 19),
        always_open=always_open,
        site=public_site(site),
        agencies=tuple(AgencyInfo(one.code, one.letter, one.short, one.name, one.colour) for one in site.agencies),
        services=tuple(
            ServiceInfo(one.code, one.agency, one.name, one.detail, one.bring, one.keywords) for one in services
        ),
        figures=Figures(agency_figures, service_figures),
        counters=tuple(
            CounterInfo(one.number, one.agency, one.services, one.zone, CounterState.OPEN, name=one.name)
            for one in site.counters
        ),
        calls=(),
    )


def batu(setting: str | None = None, always_open: bool = False) -> Hall:
    return hall_of(load_site("batu", setting), always_open)


def closed_agency(hall: Hall, code: str, openness: Openness) -> Hall:
    """``hall`` with one agency and all of its services closed."""
    own = {service.code for service in hall.services if service.agency == code}
    figures = Figures(
        tuple(
            msgspec.structs.replace(known, openness=openness) if known.code == code else known
            for known in hall.figures.agencies
        ),
        tuple(
            msgspec.structs.replace(known, openness=openness) if known.code in own else known
            for known in hall.figures.services
        ),
    )
    return msgspec.structs.replace(hall, figures=figures)
