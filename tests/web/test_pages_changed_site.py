"""Pages that stay open while the site is changed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.counterpage import call, press
from tests.support.hubprocess import HubProcess


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


def test_a_phone_whose_agency_went_still_shows_its_number(changing: Any, desk: Any) -> None:
    hub, change = changing
    token = hub.take("tax.npwp")["token"]
    page = desk.open(f"{hub.url}/t/{token}")
    expect(page.locator("body")).to_contain_text("B-001")
    change()
    expect(page.locator("body")).to_contain_text("MPP Baru")
    expect(page.locator("body")).to_contain_text("B-001")


def test_a_phone_shows_where_it_was_sent_on_after_its_agency_went(changing: Any, desk: Any) -> None:
    hub, change = changing
    ticket = hub.take("tax.npwp")
    page = desk.open(f"{hub.url}/t/{ticket['token']}")
    expect(page.locator("body")).to_contain_text("B-001")
    change()
    with hub.client() as manager:
        manager.post(f"/tickets/{ticket['id']}/transfer", json={"service": "health.sip"}).raise_for_status()
    expect(page.locator("body")).to_contain_text("Izin praktik")


def test_the_office_finds_who_waits_for_a_service_that_went(changing: Any, desk: Any) -> None:
    hub, change = changing
    hub.take("tax.npwp")
    with hub.signed_in("kepala", None) as session:
        page = desk.open(f"{hub.url}/office/#numbers", session=session)
        expect(page.locator("[name=number]")).to_be_visible()
        change()
        expect(page.locator("body")).to_contain_text("MPP Baru")
        page.fill("[name=number]", "B1")
        page.press("[name=number]", "Enter")
        expect(page.locator("[data-visit=B-001]")).to_contain_text("npwp")


def test_the_office_is_told_who_waits_for_a_service_that_went_and_sends_them_on(changing: Any, desk: Any) -> None:
    hub, change = changing
    hub.take("tax.npwp")
    hub.take("dukcapil.ktp")
    with hub.signed_in("kepala", None) as session:
        page = desk.open(f"{hub.url}/office/", session=session)
    expect(page.locator("[data-sum=waiting]")).to_contain_text("2")
    expect(page.locator("[data-stranded]")).to_have_count(0)
    change()
    expect(page.locator("[data-stranded]")).to_contain_text("tidak ada di sini: B-001.")
    page.click("a[href='#numbers']")
    page.fill("[name=number]", "B1")
    page.press("[name=number]", "Enter")
    page.click("[data-does=transfer]")
    page.get_by_role("dialog").locator("select").select_option("health.sip")
    page.get_by_role("dialog").get_by_role("button", name="Alihkan").click()
    expect(page.locator(".said")).to_contain_text("B-001 menunggu Izin praktik.")
    page.click("a[href='#floor']")
    expect(page.locator("[data-sum=waiting]")).to_contain_text("2")
    expect(page.locator("[data-stranded]")).to_have_count(0)
    with hub.client() as manager:
        assert manager.post("/counters/5/call-next").json()["ticket"]["label"] == "B-001"


def test_an_officer_in_a_dialog_whose_counter_went_chooses_another(changing: Any, desk: Any) -> None:
    hub, change = changing
    hub.take("tax.npwp")
    page = at_counter(desk, hub, 4, "tax")
    call(page)
    press(page, "t")
    expect(page.locator("dialog")).to_be_visible()
    change()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("body")).to_contain_text("Belum ada loket untuk Anda")
