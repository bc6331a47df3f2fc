"""The visitor's page behind the QR, against a real hub."""

from __future__ import annotations

from typing import Any

from counterpage import hold, press, serve
from playwright.sync_api import Page, expect


def on_a_phone(place: Any, desk: Any, token: str) -> Page:
    page: Page = desk.open(f"{place.url}/t/{token}", width=390, height=844)
    return page


def look_again(page: Page) -> None:
    """As when the phone is taken out of the pocket."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_visitor_follows_the_number_from_waiting_to_served(place: Any, desk: Any) -> None:
    place.take()
    mine = place.take()
    page = on_a_phone(place, desk, mine["token"])
    expect(page.locator("h1")).to_have_text(place.label(2))
    expect(page.locator("[data-figure=ahead]")).to_have_text("1")
    expect(page.locator("dl")).to_contain_text("KK asli")
    counter = desk.at_counter(place)
    counter.click(f"[data-ticket='{place.label(2)}'] .call")
    expect(counter.locator(".current .label")).to_have_text(place.label(2))
    look_again(page)
    expect(page.locator(".says")).to_have_text(f"Giliran Anda. Silakan menuju loket {place.counter}.")
    press(counter, " ")
    expect(counter.locator("#now")).to_have_text("Sedang dilayani")
    look_again(page)
    expect(page.locator(".says")).to_have_text(f"Anda sedang dilayani di loket {place.counter}.")
    press(counter, "s")
    expect(counter.locator("#now")).to_have_text("Siap memanggil")
    look_again(page)
    expect(page.locator(".says")).to_have_text("Selesai dilayani. Terima kasih.")


def test_an_unknown_address_says_what_to_do(place: Any, desk: Any) -> None:
    page = on_a_phone(place, desk, "tidak-ada")
    expect(page.locator("h1")).to_have_text("Nomor tidak ditemukan")
    expect(page.locator("main")).to_contain_text("loket informasi")


def test_the_page_speaks_the_tickets_language_until_another_is_chosen(place: Any, desk: Any) -> None:
    mine = place.take(lang="en")
    page = on_a_phone(place, desk, mine["token"])
    expect(page.locator("main")).to_contain_text("Electronic ID card")
    page.get_by_role("button", name="ID", exact=True).click()
    expect(page.locator("main")).to_contain_text("KTP elektronik")


def test_a_held_visitor_reads_what_to_bring_back_and_by_when(place: Any, desk: Any) -> None:
    mine = place.take()
    counter = desk.at_counter(place)
    serve(counter)
    hold(counter, "Fotokopi KK")
    page = on_a_phone(place, desk, mine["token"])
    expect(page.locator(".says")).to_have_text(f"Ditunda. Lengkapi berkas, lalu kembali ke loket {place.counter}.")
    expect(page.locator("dl")).to_contain_text("Fotokopi KK")


def test_a_phone_that_lost_the_hub_keeps_the_last_state_and_says_so(registry: Any, desk: Any) -> None:
    mine = registry.take()
    page = on_a_phone(registry, desk, mine["token"])
    expect(page.locator("h1")).to_have_text("A-001")
    registry.hub.kill()
    look_again(page)
    expect(page.locator(".as-of.trouble")).to_contain_text("Tidak tersambung")
    expect(page.locator("h1")).to_have_text("A-001")
    registry.hub.start()
    look_again(page)
    expect(page.locator(".as-of.trouble")).to_have_count(0)
