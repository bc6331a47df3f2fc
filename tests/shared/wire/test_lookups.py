"""Looking things up in a hall by code or number."""

from __future__ import annotations

from msgspec.structs import replace

from hub.views.public_site import public_agencies, public_services, public_site
from shared.site.load import load_site
from shared.wire import CounterInfo, CounterState, Figures
from tests.support.smallhall import a_hall

SITE = load_site("batu")
WHOLE = a_hall(site=public_site(SITE), agencies=public_agencies(SITE), services=public_services(SITE))


def test_everything_of_a_hall_is_found_by_its_code() -> None:
    assert [WHOLE.agency(known.code) for known in WHOLE.agencies] == list(WHOLE.agencies)
    assert [WHOLE.service(known.code) for known in WHOLE.services] == list(WHOLE.services)
    assert [WHOLE.site.zone(known.code) for known in WHOLE.site.zones] == list(WHOLE.site.zones)


def test_what_a_hall_does_not_have_is_none() -> None:
    assert WHOLE.agency("nobody") is WHOLE.service(None) is WHOLE.counter(99) is WHOLE.site.zone("nowhere") is None
    assert Figures((), ()).agency("tax") is Figures((), ()).service("tax.npwp") is None


def test_a_changed_hall_finds_what_it_has_now() -> None:
    before = CounterInfo(1, "a", (), "hall", CounterState.OPEN)
    hall = replace(WHOLE, counters=(before,))
    assert hall.counter(1) == before
    after = replace(before, state=CounterState.CLOSED)
    assert replace(hall, counters=(after,)).counter(1) == after
