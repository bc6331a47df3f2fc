"""The site as screens see it: which of its parts go out, and in what shape."""

from __future__ import annotations

from msgspec.structs import asdict

from hub.store.counters import CounterRow
from shared.site.colour import readable
from shared.site.model import Counter, Site
from shared.wire import AgencyInfo, CounterInfo, ServiceInfo, SiteInfo


def public_site(site: Site) -> SiteInfo:
    accent = readable(site.accent) if site.accent else None
    values = {**asdict(site), "accent": accent, "tells_floor": site.tells_floor, "tells_zone": site.tells_zone}
    return SiteInfo(**{name: values[name] for name in SiteInfo.__struct_fields__})


def public_agencies(site: Site) -> tuple[AgencyInfo, ...]:
    return tuple(
        AgencyInfo(one.code, one.letter, one.short, one.name, one.colour, one.series or one.letter)
        for one in site.agencies
    )


def public_services(site: Site) -> tuple[ServiceInfo, ...]:
    return tuple(
        ServiceInfo(
            one.code,
            one.agency,
            one.name,
            one.detail,
            one.bring,
            one.keywords,
            one.minutes,
            agency.series_of(one),
        )
        for agency in site.agencies
        for one in agency.services
    )


def public_counter(counter: Counter, row: CounterRow, with_officer: bool = True) -> CounterInfo:
    return CounterInfo(
        number=counter.number,
        agency=counter.agency,
        services=counter.services,
        zone=counter.zone,
        state=row.state,
        officer=row.name if with_officer else None,
        name=counter.name,
        pause=row.pause if with_officer else None,
    )
