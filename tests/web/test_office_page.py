"""The manager's page against a real hub."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.support.counterpage import press


def test_a_manager_sees_every_counter_live(registry: Any, desk: Any) -> None:
    page = desk.at_the_office(registry.hub)
    card = page.locator("[data-counter='1']")
    expect(card.locator(".state")).to_have_text("Tutup")
    registry.take()
    expect(page.locator("[data-sum=waiting] dd")).to_have_text("1")
    counter = desk.at_counter(registry)
    expect(card.locator(".state")).to_have_text("Buka")
    expect(card).to_contain_text("Sari")
    press(counter, " ")
    expect(card.locator(".now")).to_contain_text("A-001")
    expect(card.locator(".now")).to_contain_text("dipanggil")
    expect(page.locator("[data-sum=waiting] dd")).to_have_text("0")
    expect(page.locator("[data-counter]")).to_have_count(28)


def test_a_manager_closes_the_counter_of_an_officer_who_has_gone_home(place: Any, desk: Any) -> None:
    counter = desk.at_counter(place)
    page = desk.at_the_office(place.hub, manager=f"ibu-{place.agency}")
    card = page.locator(f"[data-counter='{place.counter}']")
    card.get_by_role("button", name="Tutup loket").click()
    expect(page.get_by_role("dialog")).to_contain_text("Sari")
    page.get_by_role("dialog").get_by_role("button", name="Tutup loket").click()
    expect(card.locator(".state")).to_have_text("Tutup")
    expect(card.get_by_role("button")).to_have_count(0)
    expect(page.locator(".said")).to_have_text(f"Loket {place.counter} ditutup.")
    expect(counter.locator(f"[data-counter='{place.counter}']")).to_be_visible()


def test_a_counter_with_a_visitor_cannot_be_closed_from_the_office(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_the_office(place.hub, manager=f"ibu-{place.agency}")
    press(desk.at_counter(place), " ")
    card = page.locator(f"[data-counter='{place.counter}']")
    expect(card.locator(".now")).to_contain_text(place.label(1))
    expect(card.get_by_role("button", name="Tutup loket")).to_have_count(0)


def test_agencies_show_waiting_openness_and_counters(place: Any, desk: Any) -> None:
    page = desk.at_the_office(place.hub, manager=f"ibu-{place.agency}")
    place.take()
    row = page.locator(f"[data-agency={place.agency}]")
    expect(row.locator("td").nth(0)).to_have_text("1")
    expect(row.locator(".openness")).to_contain_text("belum ada loket buka")
    desk.at_counter(place)
    expect(row.locator("td").nth(2)).to_have_text("1 / 2")
    expect(row.locator(".openness")).not_to_contain_text("belum ada loket buka")


def test_officers_are_listed_with_their_agency(place: Any, desk: Any) -> None:
    code, _ = place.officer()
    page = desk.at_the_office(place.hub, "officers", f"ibu-{place.agency}")
    expect(page.locator(f"[data-officer={code}]")).to_contain_text(f"Dinas {place.letter}")
    expect(page.locator(f"[data-officer=ibu-{place.agency}]")).to_contain_text("Pengelola")


def test_a_counter_officer_is_shown_the_way_instead_of_the_floor(place: Any, desk: Any) -> None:
    page = desk.open(f"{place.url}/office/")
    desk.sign_in(page, *place.officer())
    expect(page.locator("h1")).to_have_text("Halaman ini untuk pengelola")
    page.get_by_role("link", name="Ke halaman loket").click()
    expect(page.locator(f"[data-counter='{place.counter}']")).to_be_visible()


def test_a_hub_that_is_gone_is_said_and_the_page_comes_back(registry: Any, desk: Any) -> None:
    page = desk.at_the_office(registry.hub, patient=False)
    registry.hub.freeze()
    expect(page.locator(".banner.lost")).to_be_visible()
    registry.hub.thaw()
    expect(page.locator(".banner.lost")).to_have_count(0)
