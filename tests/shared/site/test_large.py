"""The large hall that tests build is a site file without a mistake."""

from __future__ import annotations

from shared.site.load import load_text
from tests.support.largesite import AGENCIES, COUNTERS, FLOORS, SERVICES, large_site


def test_a_hall_of_60_agencies_and_400_services_is_read_without_a_mistake() -> None:
    site = load_text(large_site(), "large.toml")
    assert len(site.agencies) == AGENCIES
    assert len(site.counters) == COUNTERS
    assert sum(len(agency.services) for agency in site.agencies) == SERVICES
    assert len({str(zone.floor) for zone in site.zones}) == FLOORS
    assert len(set(site.series)) == AGENCIES
