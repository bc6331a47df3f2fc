"""Pages that stay open while the site is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from changedsite import write_sites
from counterpage import call, press
from hubprocess import HubProcess
from playwright.sync_api import Page, expect


@pytest.fixture
def changing(make_hub: Callable[..., HubProcess], tmp_path: Path) -> Any:
    before, after = write_sites(tmp_path)
    hub = make_hub(site=str(before)).start()

    def change() -> None:
        hub.stop()
        hub.site = str(after)
        hub.start()

    return hub, change


def at_counter(desk: Any, hub: HubProcess, counter: int, agency: str) -> Page:
    with hub.signed_in("sari", agency) as session:
        session.post(f"/counters/{counter}/open").raise_for_status()
        page: Page = desk.open(f"{hub.url}/counter/", session=session)
    page.wait_for_selector(".main-action")
    return page


def test_an_open_transfer_offers_the_services_of_the_new_site(changing: Any, desk: Any) -> None:
    hub, change = changing
    hub.take()
    page = at_counter(desk, hub, 1, "dukcapil")
    call(page)
    press(page, "t")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("NPWP")
    change()
    expect(dialog).to_contain_text("Izin praktik")
    expect(dialog).not_to_contain_text("NPWP")


def test_an_officer_whose_counter_went_chooses_another(changing: Any, desk: Any) -> None:
    hub, change = changing
    page = at_counter(desk, hub, 4, "tax")
    change()
    expect(page.locator(".main-action")).to_have_count(0)
    expect(page.locator("body")).to_contain_text("Belum ada loket untuk Anda")


def test_the_office_shows_the_agencies_of_the_new_site(changing: Any, desk: Any) -> None:
    hub, change = changing
    with hub.signed_in("kepala", None) as session:
        page = desk.open(f"{hub.url}/office/", session=session)
    expect(page.locator("body")).to_contain_text("Pajak")
    change()
    expect(page.locator("body")).to_contain_text("Dinkes")
    expect(page.locator("body")).not_to_contain_text("Pajak")
