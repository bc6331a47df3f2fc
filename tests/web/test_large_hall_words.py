"""All words of a bundled hall with long names fit the pages, on screens of desks and of phones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.connecteddevice import a_device
from tests.support.fitting import misfits
from tests.support.hubprocess import HubProcess

WIDTHS = (1366, 390)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """Samarinda: three floors, 43 agencies, and names as long as they are."""
    made = HubProcess(data=tmp_path_factory.mktemp("samarinda"), site="samarinda")
    yield made.start()
    made.stop()


@pytest.mark.parametrize("width", WIDTHS)
def test_in_the_office_of_a_large_hall_all_words_fit(hall: Any, desk: Any, width: int) -> None:
    found: dict[str, list[str]] = {}
    with a_device(hall, "display", f"Ketenagakerjaan {width}", sound="no_device"):
        page = desk.at_the_office(hall, "floor", manager=f"ketenagakerjaan-kependudukan-{width}", width=width)
        for part in ("floor", "devices", "officers", "day", "numbers"):
            page.evaluate(f"location.hash = '{part}'")
            expect(page.locator("[aria-current=page]")).to_have_attribute("href", f"#{part}")
            expect(page.locator(".card").first).to_be_visible()
            found[part] = misfits(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("width", WIDTHS)
def test_at_the_counter_and_on_the_phone_of_a_large_hall_all_words_fit(hall: Any, desk: Any, width: int) -> None:
    found: dict[str, list[str]] = {}
    with hall.client() as manager:
        state = manager.get("/hall").json()
    agency = next(one for one in state["agencies"] if "etenagakerja" in str(one))
    service = next(one for one in state["services"] if one["agency"] == agency["code"])
    counter = next(one for one in state["counters"] if one["agency"] == agency["code"])
    ticket = hall.take(service["code"])
    with hall.signed_in(f"tono-{width}", agency["code"]) as client:
        page = desk.open(f"{hall.url}/counter/", session=client, width=width)
        expect(page.locator(".offer").first).to_be_visible()
        found["choose"] = misfits(page)
        client.post(f"/counters/{counter['number']}/open").raise_for_status()
        page.reload()
        page.wait_for_selector(".desk")
        found["desk"] = misfits(page)
        phone = desk.open(f"{hall.url}/t/{ticket['token']}", width=width)
        expect(phone.locator("h1.number")).to_be_visible()
        found["phone"] = misfits(phone)
        client.post(f"/counters/{counter['number']}/close").raise_for_status()
    assert not any(found.values()), found
