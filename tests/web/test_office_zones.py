"""A manager gives a board its zone on the office page; a real hub with two zones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.connecteddevice import a_device
from tests.support.hubprocess import HubProcess


@pytest.fixture(scope="module")
def balangan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    made = HubProcess(data=tmp_path_factory.mktemp("balangan"), site="balangan")
    yield made.start()
    made.stop()


def test_a_board_is_given_its_zone_and_the_page_says_what_it_shows(balangan: Any, desk: Any) -> None:
    with a_device(balangan, "display", "Papan samping", sound="ok") as stream:
        page = desk.at_the_office(balangan, "devices")
        card = page.locator("[data-device='Papan samping']")
        expect(card.locator("select")).to_have_value("")
        expect(card).to_contain_text("semua zona")
        card.locator("select").select_option("side")
        expect(page.locator("section:has(.equipment) .said")).to_contain_text("Papan samping menampilkan")
        expect(card.locator("select")).to_have_value("side")
        while (message := json.loads(stream.recv(timeout=60)))["type"] != "snapshot" or message["zone"] is None:
            pass
        assert message["zone"] == "side"


def test_a_board_whose_own_machine_sets_its_zone_is_told_apart(balangan: Any, desk: Any) -> None:
    with a_device(balangan, "display", "Papan depan", sound="ok", zone="front", zone_fixed=True):
        page = desk.at_the_office(balangan, "devices", manager="bapak", width=390, height=844)
        card = page.locator("[data-device='Papan depan']")
        expect(card.locator(".fixed")).to_contain_text("(--zone)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_kiosk_has_no_zone_to_choose(balangan: Any, desk: Any) -> None:
    with a_device(balangan, "kiosk", "Pintu", printer="ok"):
        page = desk.at_the_office(balangan, "devices", manager="kakak")
        expect(page.locator("[data-device=Pintu]")).to_contain_text("Printer siap")
        expect(page.locator("[data-device=Pintu] select")).to_have_count(0)


def test_long_names_and_zones_stay_on_the_page(balangan: Any, desk: Any, tmp_path: Path) -> None:
    """Pictures for people, in both widths; what is asserted is that nothing leaves the page."""
    with (
        a_device(
            balangan, "display", "Papan utama di lantai satu dekat pintu", sound="ok", zone="front", zone_fixed=True
        ),
        a_device(balangan, "display", "Papan samping", sound="no_device"),
    ):
        for number, width in enumerate((1366, 390)):
            page = desk.at_the_office(balangan, "devices", manager=f"lihat{number}", width=width)
            expect(page.locator("[data-device^='Papan utama'] .fixed")).to_be_visible()
            page.screenshot(path=tmp_path / f"devices-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
