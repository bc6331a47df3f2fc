"""Pages of a hall of 60 agencies and 120 counters: nothing leaves the page, and long lists are found through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.hubprocess import HubProcess
from tests.support.largesite import COUNTERS, large_site
from tests.support.sitetext import write

MISFITS = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getClientRects().length && !one.closest(".hidden-text"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  .map((one) => `${one.tagName} ${one.className}: ${one.textContent.slice(0, 40)}`)"""
SCREENS = "() => document.documentElement.scrollHeight / innerHeight"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    folder = tmp_path_factory.mktemp("large")
    made = HubProcess(data=folder / "data", site=str(write(folder / "large.toml", large_site())))
    yield made.start()
    made.stop()


def fits(page: Page) -> None:
    assert page.evaluate(MISFITS) == []


def test_a_manager_finds_an_agencys_counters_among_120(large: HubProcess, desk: Any) -> None:
    page = desk.at_the_office(large)
    expect(page.locator("[data-counter]")).to_have_count(COUNTERS)
    fits(page)
    page.fill("[name=filter]", "dinkes kab")
    expect(page.locator("[data-counter]")).to_have_count(1)
    expect(page.locator("[data-agency]")).to_have_count(1)
    expect(page.locator(".filter [role=status]")).to_have_text("1 dari 120 ditampilkan")
    assert page.evaluate(SCREENS) < 1.5
    page.fill("[name=filter]", "a2")
    expect(page.locator("[data-counter='2']")).to_be_visible()
    page.fill("[name=filter]", "xyz")
    expect(page.locator("[data-counter]")).to_have_count(0)
    expect(page.locator(".filter [role=status]")).to_contain_text("Tidak ada yang cocok")


def test_an_officer_of_an_agency_with_15_services_chooses_a_counter_on_one_screen(large: HubProcess, desk: Any) -> None:
    with large.signed_in("sari", "a0") as officer:
        page = desk.open(f"{large.url}/counter/", session=officer)
    expect(page.locator("[data-counter]")).to_have_count(4)
    expect(page.locator("[data-counter='1']")).to_contain_text("dan 12 layanan lain")
    expect(page.locator("[name=filter]")).to_have_count(0)
    assert page.evaluate(SCREENS) <= 1.1
    fits(page)


def test_a_manager_at_a_counter_chooses_among_120_by_typing(large: HubProcess, desk: Any) -> None:
    with large.signed_in("wakil", None) as manager:
        page = desk.open(f"{large.url}/counter/", session=manager)
    expect(page.locator("[data-counter]")).to_have_count(COUNTERS)
    page.fill("[name=filter]", "imigrasi")
    expect(page.locator("[data-counter]")).to_have_count(5)
    fits(page)


def test_the_keys_of_programs_stand_in_one_row_each(large: HubProcess, desk: Any) -> None:
    large.key("officer", "Papan tombol meja Dispendukcapil", "a3")
    page = desk.at_the_office(large, "devices", manager="bapak")
    row = page.locator("[data-key='Papan tombol meja Dispendukcapil']")
    button = row.get_by_role("button").bounding_box()
    around = row.bounding_box()
    assert button is not None
    assert around is not None
    middle = around["y"] + around["height"] / 2
    assert abs(button["y"] + button["height"] / 2 - middle) < 4, "the button stands beside the name, not below it"
    expect(row).to_contain_text("Dinkes")
    fits(page)


def test_a_phone_shows_a_number_of_a_long_named_agency_within_360_pixels(large: HubProcess, desk: Any) -> None:
    taken = large.take("a3.s4")
    page = desk.open(f"{large.url}/t/{taken['token']}", width=360, height=740)
    expect(page.locator("body")).to_contain_text(taken["label"])
    fits(page)
