"""The manager's page against a real hub."""

from __future__ import annotations

from typing import Any

from counterpage import press
from playwright.sync_api import Page, expect


def at_the_office(hub: Any, desk: Any) -> Page:
    page: Page = desk.open(f"{hub.url}/office/")
    desk.sign_in(page, *hub.officer("ibu", agency=None))
    expect(page.locator(".connection")).to_have_text("Terhubung")
    return page


def test_a_manager_sees_every_counter_live(hub: Any, desk: Any) -> None:
    page = at_the_office(hub, desk)
    card = page.locator("[data-counter='1']")
    expect(card.locator(".state")).to_have_text("Tutup")
    hub.take()
    expect(page.locator("[data-sum=waiting] dd")).to_have_text("1")
    counter = desk.at_counter(hub, 1)
    expect(card.locator(".state")).to_have_text("Buka")
    expect(card).to_contain_text("Sari")
    press(counter, " ")
    expect(card.locator(".now")).to_contain_text("A-001")
    expect(card.locator(".now")).to_contain_text("dipanggil")
    expect(page.locator("[data-sum=waiting] dd")).to_have_text("0")
    expect(page.locator("[data-counter]")).to_have_count(28)


def test_agencies_show_waiting_openness_and_counters(hub: Any, desk: Any) -> None:
    page = at_the_office(hub, desk)
    hub.take()
    row = page.locator("[data-agency=dukcapil]")
    expect(row.locator("td").nth(0)).to_have_text("1")
    expect(row.locator(".openness")).to_contain_text("tanpa loket")
    desk.at_counter(hub, 1)
    expect(row.locator("td").nth(2)).to_have_text("1 / 4")
    expect(row.locator(".openness")).not_to_contain_text("tanpa loket")


def test_officers_are_listed_with_their_agency(hub: Any, desk: Any) -> None:
    hub.officer("sari")
    page = at_the_office(hub, desk)
    expect(page.locator("[data-officer=sari]")).to_contain_text("Dispendukcapil")
    expect(page.locator("[data-officer=ibu]")).to_contain_text("Pengelola")


def test_a_counter_officer_is_shown_the_way_instead_of_the_floor(hub: Any, desk: Any) -> None:
    page = desk.open(f"{hub.url}/office/")
    desk.sign_in(page, *hub.officer("sari"))
    expect(page.locator("h1")).to_have_text("Halaman ini untuk pengelola")
    page.get_by_role("link", name="Ke halaman loket").click()
    expect(page.locator("[data-counter='1']")).to_be_visible()


def test_a_hub_that_is_gone_is_said_and_the_page_comes_back(hub: Any, desk: Any) -> None:
    page = at_the_office(hub, desk)
    hub.freeze()
    expect(page.locator(".banner.lost")).to_be_visible()
    hub.thaw()
    expect(page.locator(".banner.lost")).to_have_count(0)
