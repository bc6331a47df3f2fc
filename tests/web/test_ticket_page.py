"""The visitor's page behind the QR, against a real hub."""

from __future__ import annotations

from typing import Any

from counterpage import press
from playwright.sync_api import Page, expect


def on_a_phone(hub: Any, desk: Any, token: str) -> Page:
    page: Page = desk.open(f"{hub.url}/t/{token}", width=390, height=844)
    return page


def look_again(page: Page) -> None:
    """As when the phone is taken out of the pocket."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_visitor_follows_the_number_from_waiting_to_served(hub: Any, desk: Any) -> None:
    hub.take()
    mine = hub.take()
    page = on_a_phone(hub, desk, mine["token"])
    expect(page.locator("h1")).to_have_text("A-002")
    expect(page.locator("[data-figure=ahead]")).to_have_text("1")
    expect(page.locator("dl")).to_contain_text("KK asli")
    counter = desk.at_counter(hub, 3)
    counter.click("[data-ticket='A-002'] .call")
    expect(counter.locator(".current .label")).to_have_text("A-002")
    look_again(page)
    expect(page.locator(".says")).to_have_text("Giliran Anda. Silakan menuju loket 3.")
    press(counter, " ")
    expect(counter.locator("#now")).to_have_text("Sedang dilayani")
    look_again(page)
    expect(page.locator(".says")).to_have_text("Anda sedang dilayani di loket 3.")
    press(counter, "s")
    expect(counter.locator("#now")).to_have_text("Siap memanggil")
    look_again(page)
    expect(page.locator(".says")).to_have_text("Selesai dilayani. Terima kasih.")


def test_an_unknown_address_says_what_to_do(hub: Any, desk: Any) -> None:
    page = on_a_phone(hub, desk, "tidak-ada")
    expect(page.locator("h1")).to_have_text("Nomor tidak ditemukan")
    expect(page.locator("main")).to_contain_text("loket informasi")


def test_the_page_speaks_the_tickets_language_until_another_is_chosen(hub: Any, desk: Any) -> None:
    mine = hub.take(lang="en")
    page = on_a_phone(hub, desk, mine["token"])
    expect(page.locator("main")).to_contain_text("Electronic ID card")
    page.get_by_role("button", name="ID", exact=True).click()
    expect(page.locator("main")).to_contain_text("KTP elektronik")


def test_a_phone_that_lost_the_hub_keeps_the_last_state_and_says_so(hub: Any, desk: Any) -> None:
    mine = hub.take()
    page = on_a_phone(hub, desk, mine["token"])
    expect(page.locator("h1")).to_have_text("A-001")
    hub.kill()
    look_again(page)
    expect(page.locator(".as-of.trouble")).to_contain_text("Tidak tersambung")
    expect(page.locator("h1")).to_have_text("A-001")
    hub.start()
    look_again(page)
    expect(page.locator(".as-of.trouble")).to_have_count(0)
