"""Coming to a counter and leaving it: signing in, choosing, breaks, signing out; language and keys."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.support.counterpage import MAIN, call, expect_state, press, ready, rest
from tests.support.manyagencies import COUNTERS, LETTERS

NO_MATCH = "ID petugas atau PIN tidak cocok. Silakan coba lagi."


def test_a_wrong_pin_is_refused_without_saying_which_part_was_wrong(place: Any, desk: Any) -> None:
    officer, _ = place.officer()
    page = desk.open(f"{place.url}/counter/")
    desk.sign_in(page, officer, "000000")
    expect(page.locator("form .trouble")).to_have_text(NO_MATCH)
    desk.sign_in(page, "siapa", "271828")
    expect(page.locator("form .trouble")).to_have_text(NO_MATCH)
    expect(page.locator("input[name=pin]")).to_have_value("")


def test_an_officer_chooses_a_counter_of_the_agency_and_keeps_it_over_a_reload(place: Any, desk: Any) -> None:
    page = desk.open(f"{place.url}/counter/")
    desk.sign_in(page, *place.officer())
    first, last = place.counter, place.counter + 1
    expect(page.locator(".offer strong")).to_have_text([f"Loket {first}", f"Loket {last}"])
    page.click(f"[data-counter='{last}']")
    expect(page.locator("h1")).to_have_text(f"Loket {last}")
    page.reload()
    expect(page.locator("h1")).to_have_text(f"Loket {last}")
    expect(page).to_have_title(f"Loket {last}")


def test_a_taken_counter_shows_by_whom_and_cannot_be_taken(place: Any, desk: Any) -> None:
    desk.at_counter(place, 1, "budi")
    page = desk.open(f"{place.url}/counter/")
    desk.sign_in(page, *place.officer())
    offer = page.locator(f"[data-counter='{place.counter + 1}']")
    expect(offer.locator(".state")).to_contain_text("Dipakai Budi")
    expect(offer).to_have_attribute("aria-disabled", "true")
    offer.dispatch_event("click")
    page.click(f"[data-counter='{place.counter}']")
    expect(page.locator("h1")).to_have_text(f"Loket {place.counter}")


def test_a_break_holds_the_counter_and_ends_with_one_key(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    rest(page)
    expect(page.locator(".break h2")).to_have_text(f"Loket {place.counter} sedang istirahat")
    page.reload()
    expect(page.locator(".break h2")).to_have_text(f"Loket {place.counter} sedang istirahat")
    press(page, " ")
    expect_state(page, "Siap memanggil")


def test_an_officer_on_a_break_can_sign_out(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    rest(page)
    expect(page.locator(".break h2")).to_be_visible()
    ready(page)
    page.get_by_role("button", name="Keluar").click()
    expect(page.locator("input[name=pin]")).to_be_visible()


def test_a_manager_may_work_any_counter_and_finds_the_way_to_the_office(many: Any, desk: Any) -> None:
    page = desk.open(f"{many.url}/counter/")
    desk.sign_in(page, *many.officer("ibu", agency=None))
    expect(page.locator(".offer")).to_have_count(COUNTERS * len(LETTERS))
    page.get_by_role("link", name="Ke halaman pengelola").click()
    expect(page.locator("[data-sum=waiting]")).to_be_visible()


def test_changing_the_counter_leads_back_to_the_choice(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    page.get_by_role("button", name="Ganti loket").click()
    page.click(f"[data-counter='{place.counter + 1}']")
    expect(page.locator("h1")).to_have_text(f"Loket {place.counter + 1}")


def test_signing_out_leaves_the_counter_free(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    page.get_by_role("button", name="Keluar").click()
    expect(page.locator("input[name=pin]")).to_be_visible()
    desk.sign_in(page, *place.officer("budi"))
    expect(page.locator(f"[data-counter='{place.counter}'] .state")).to_have_text("Kosong")


def test_nobody_leaves_a_counter_with_a_visitor_at_it(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    call(page)
    ready(page)
    for name in ("Ganti loket", "Keluar"):
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-disabled", "true")


def test_a_session_that_ended_leads_back_to_signing_in(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    ready(page)
    page.context.clear_cookies()
    press(page, " ")
    expect(page.locator("form .trouble")).to_have_text("Sesi Anda berakhir. Silakan masuk lagi.")


def test_the_page_speaks_english_when_asked_and_remembers_it(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    expect(page.locator(".banner.demonstration")).to_contain_text("Mode peragaan")
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator(MAIN)).to_contain_text("Call next")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator(f"[data-ticket='{place.label(1)}'] .service")).to_have_text("Electronic ID card")


def test_single_letter_keys_can_be_switched_off(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    call(page)
    press(page, "?")
    page.get_by_label("Tombol pintas aktif").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".secondary kbd")).to_have_count(0)
    for key in "xkt":
        press(page, key)
    ready(page)
    expect_state(page, "Sedang dipanggil")
    expect(page.locator("dialog")).to_have_count(0)
