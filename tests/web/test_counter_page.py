"""The officer's page against a real hub, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from counterpage import MAIN, expect_waiting, press, ready
from playwright.sync_api import expect

NO_MATCH = "ID petugas atau PIN tidak cocok. Silakan coba lagi."


def test_a_wrong_pin_is_refused_without_saying_which_part_was_wrong(hub: Any, desk: Any) -> None:
    officer, _ = hub.officer()
    page = desk.open(f"{hub.url}/counter/")
    desk.sign_in(page, officer, "000000")
    expect(page.locator("form .trouble")).to_have_text(NO_MATCH)
    desk.sign_in(page, "siapa", "271828")
    expect(page.locator("form .trouble")).to_have_text(NO_MATCH)
    expect(page.locator("input[name=pin]")).to_have_value("")


def test_an_officer_chooses_a_counter_of_the_agency_and_keeps_it_over_a_reload(hub: Any, desk: Any) -> None:
    page = desk.open(f"{hub.url}/counter/")
    desk.sign_in(page, *hub.officer())
    expect(page.locator(".offer strong")).to_have_text(["Loket 1", "Loket 2", "Loket 3", "Loket 4"])
    page.click("[data-counter='3']")
    expect(page.locator("h1")).to_have_text("Loket 3")
    page.reload()
    expect(page.locator("h1")).to_have_text("Loket 3")
    expect(page).to_have_title("Loket 3")


def test_a_taken_counter_shows_by_whom_and_cannot_be_taken(hub: Any, desk: Any) -> None:
    desk.at_counter(hub, 2, "budi")
    page = desk.open(f"{hub.url}/counter/")
    desk.sign_in(page, *hub.officer("sari"))
    offer = page.locator("[data-counter='2']")
    expect(offer.locator(".state")).to_have_text("Dipakai Budi")
    expect(offer).to_have_attribute("aria-disabled", "true")
    offer.dispatch_event("click")
    page.click("[data-counter='1']")
    expect(page.locator("h1")).to_have_text("Loket 1")


def test_a_whole_day_goes_by_keyboard_alone(hub: Any, desk: Any) -> None:
    for _ in range(3):
        hub.take()
    officer, pin = hub.officer()
    page = desk.open(f"{hub.url}/counter/")
    expect(page.locator("input[name=officer]")).to_be_focused()
    page.keyboard.type(officer)
    page.keyboard.press("Tab")
    page.keyboard.type(pin)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-counter='1']")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.counter") == "1":
            break
    page.keyboard.press("Enter")

    state, label = page.locator("#now"), page.locator(".current .label")
    expect(state).to_have_text("Siap memanggil")
    press(page, " ")
    expect(label).to_have_text("A-001")
    expect(state).to_have_text("Sedang dipanggil")
    press(page, "r")
    expect(page.locator(".timers")).to_contain_text("2×")
    press(page, " ")
    expect(state).to_have_text("Sedang dilayani")
    press(page, " ")
    expect(label).to_have_text("A-002")
    expect(page.locator("[data-figure=served] dd")).to_have_text("1")
    press(page, "x")
    expect(state).to_have_text("Siap memanggil")
    expect(page.locator("[data-figure=no_shows] dd")).to_have_text("1")
    press(page, " ")
    expect(label).to_have_text("A-003")
    press(page, " ")
    expect(state).to_have_text("Sedang dilayani")
    expect(page.locator(MAIN)).to_have_attribute("data-does", "finish")
    press(page, " ")
    expect(state).to_have_text("Siap memanggil")
    expect(page.locator("[data-figure=served] dd")).to_have_text("2")


def test_finishing_alone_calls_nobody(hub: Any, desk: Any) -> None:
    for _ in range(2):
        hub.take()
    page = desk.at_counter(hub, 1)
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Sedang dipanggil")
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Sedang dilayani")
    press(page, "s")
    expect(page.locator("#now")).to_have_text("Siap memanggil")
    expect_waiting(page, "A-002")


def test_calling_when_nobody_waits_says_so(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    press(page, " ")
    expect(page.locator(".notice")).to_have_text("Belum ada yang menunggu.")


def test_the_list_follows_numbers_taken_elsewhere_without_a_reload(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    expect(page.locator(".waiting .empty")).to_be_visible()
    hub.take()
    hub.take("dukcapil.kk", priority=True)
    expect_waiting(page, "A-001", "A-002")
    expect(page.locator("[data-ticket='A-002'] .badge")).to_have_text("Prioritas")
    expect(page.locator("[data-ticket='A-001'] .badge")).to_have_count(0)
    expect(page.locator("[data-ticket='A-002'] .service")).to_contain_text("Kartu Keluarga")


SECOND_PRESS_AS_SOON_AS_THE_STATE_CHANGES = """() => {
    const again = new MutationObserver(() => {
        again.disconnect();
        setTimeout(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true })));
    });
    again.observe(document.querySelector("#now"), { characterData: true, childList: true, subtree: true });
}"""


@pytest.mark.parametrize(
    ("presses", "state", "waiting"),
    [(0, "Sedang dipanggil", 2), (1, "Sedang dilayani", 2), (2, "Sedang dipanggil", 1)],
    ids=["idle", "called", "serving"],
)
def test_a_double_press_of_space_does_one_thing_only(
    hub: Any, desk: Any, presses: int, state: str, waiting: int
) -> None:
    for _ in range(3):
        hub.take()
    page = desk.at_counter(hub, 1)
    for before in range(presses):
        press(page, " ")
        expect(page.locator("#now")).to_have_text(["Sedang dipanggil", "Sedang dilayani"][before])
    ready(page)
    page.evaluate(SECOND_PRESS_AS_SOON_AS_THE_STATE_CHANGES)
    page.keyboard.press(" ")
    page.keyboard.press(" ")
    expect(page.locator("#now")).to_have_text(state)
    ready(page)
    expect(page.locator("#now")).to_have_text(state)
    expect(page.locator("[data-ticket]")).to_have_count(waiting)


def test_a_chosen_visitor_is_called_out_of_order_and_the_page_says_who_chose(hub: Any, desk: Any) -> None:
    for _ in range(3):
        hub.take()
    page = desk.at_counter(hub, 1)
    page.click("[data-ticket='A-003'] .call")
    expect(page.locator(".current .label")).to_have_text("A-003")
    expect(page.locator(".why")).to_have_text("Dipilih oleh petugas")
    expect_waiting(page, "A-001", "A-002")
    ready(page)
    expect(page.locator("[data-ticket='A-001'] .call")).to_have_attribute("aria-disabled", "true")


def test_the_space_bar_on_a_row_calls_that_row_and_afterwards_means_the_big_button(hub: Any, desk: Any) -> None:
    for _ in range(3):
        hub.take()
    page = desk.at_counter(hub, 1)
    ready(page)
    page.locator("[data-ticket='A-002'] .call").focus()
    page.keyboard.press(" ")
    expect(page.locator(".current .label")).to_have_text("A-002")
    expect(page.locator(MAIN)).to_be_focused()
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Sedang dilayani")


def test_calling_again_ends_at_the_halls_limit_and_says_why(hub: Any, desk: Any) -> None:
    hub.take()
    page = desk.at_counter(hub, 1)
    press(page, " ")
    for times in ("1×", "2×"):
        expect(page.locator(".timers")).to_contain_text(times)
        press(page, "r")
    expect(page.locator(".timers")).to_contain_text("3×")
    ready(page)
    expect(page.locator("[data-does=recall]")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".notice")).to_have_text("Sudah dipanggil 3 kali. Layani, atau catat tidak hadir.")


def test_the_page_says_when_the_hall_has_heard_the_call(hub: Any, desk: Any) -> None:
    hub.take()
    page = desk.at_counter(hub, 1)
    press(page, " ")
    expect(page.locator(".heard")).to_have_text("Sedang diumumkan …")
    with hub.client(hub.key("display", "Papan")) as display:
        call = display.get("/hall").json()["calls"][0]
        display.post(f"/calls/{call['id']}/announced").raise_for_status()
    expect(page.locator(".heard.yes")).to_have_text("Terdengar di ruang tunggu")


def test_two_officers_of_an_agency_see_the_same_list_and_never_the_same_visitor(hub: Any, desk: Any) -> None:
    for _ in range(4):
        hub.take()
    sari, budi = desk.at_counter(hub, 1, "sari"), desk.at_counter(hub, 2, "budi")
    press(sari, " ")
    expect(sari.locator(".current .label")).to_have_text("A-001")
    press(budi, " ")
    expect(budi.locator(".current .label")).to_have_text("A-002")
    for page in (sari, budi):
        expect_waiting(page, "A-003", "A-004")
    press(sari, "x")
    expect(sari.locator("#now")).to_have_text("Siap memanggil")
    press(sari, " ")
    expect(sari.locator(".current .label")).to_have_text("A-003")
    expect(budi.locator(".current .label")).to_have_text("A-002")
    for page in (sari, budi):
        expect_waiting(page, "A-004")


def test_a_break_holds_the_counter_and_ends_with_one_key(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    page.get_by_role("button", name="Istirahat").click()
    expect(page.locator(".alone h2")).to_have_text("Loket 1 sedang istirahat")
    page.reload()
    expect(page.locator(".alone h2")).to_have_text("Loket 1 sedang istirahat")
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Siap memanggil")


def test_an_officer_on_a_break_can_sign_out(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    page.get_by_role("button", name="Istirahat").click()
    expect(page.locator(".alone h2")).to_be_visible()
    ready(page)
    page.get_by_role("button", name="Keluar").click()
    expect(page.locator("input[name=pin]")).to_be_visible()


def test_a_manager_may_work_any_counter_and_finds_the_way_to_the_office(hub: Any, desk: Any) -> None:
    page = desk.open(f"{hub.url}/counter/")
    desk.sign_in(page, *hub.officer("ibu", agency=None))
    expect(page.locator(".offer")).to_have_count(28)
    page.get_by_role("link", name="Ke halaman pengelola").click()
    expect(page.locator("[data-sum=waiting]")).to_be_visible()


def test_changing_the_counter_leads_back_to_the_choice(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    page.get_by_role("button", name="Ganti loket").click()
    page.click("[data-counter='4']")
    expect(page.locator("h1")).to_have_text("Loket 4")


def test_signing_out_leaves_the_counter_free(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    page.get_by_role("button", name="Keluar").click()
    expect(page.locator("input[name=pin]")).to_be_visible()
    desk.sign_in(page, *hub.officer("budi"))
    expect(page.locator("[data-counter='1'] .state")).to_have_text("Kosong")


def test_nobody_leaves_a_counter_with_a_visitor_at_it(hub: Any, desk: Any) -> None:
    hub.take()
    page = desk.at_counter(hub, 1)
    press(page, " ")
    expect(page.locator(".current .label")).to_be_visible()
    ready(page)
    for name in ("Istirahat", "Ganti loket", "Keluar"):
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-disabled", "true")


def test_a_session_that_ended_leads_back_to_signing_in(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    ready(page)
    page.context.clear_cookies()
    press(page, " ")
    expect(page.locator("form .trouble")).to_have_text("Sesi Anda berakhir. Silakan masuk lagi.")


def test_the_page_speaks_english_when_asked_and_remembers_it(hub: Any, desk: Any) -> None:
    hub.take()
    page = desk.at_counter(hub, 1)
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator(MAIN)).to_contain_text("Call next")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("[data-ticket='A-001'] .service")).to_have_text("Electronic ID card")


def test_a_demonstration_says_so(hub: Any, desk: Any) -> None:
    page = desk.at_counter(hub, 1)
    expect(page.locator(".banner.demonstration")).to_contain_text("Mode peragaan")


def test_single_letter_keys_can_be_switched_off(hub: Any, desk: Any) -> None:
    hub.take()
    page = desk.at_counter(hub, 1)
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Sedang dipanggil")
    press(page, "?")
    page.get_by_label("Pintasan menyala").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".secondary kbd")).to_have_count(0)
    press(page, "x")
    ready(page)
    expect(page.locator("#now")).to_have_text("Sedang dipanggil")


CUT_OFF = """() => {
    const outside = [];
    for (const card of document.querySelectorAll(".card")) {
        const frame = card.getBoundingClientRect();
        for (const part of card.querySelectorAll("button, .label, dd, dt, .about")) {
            const box = part.getBoundingClientRect();
            const below = card.matches(".current") && box.bottom > frame.bottom + 1;
            if (box.right > frame.right + 1 || below) outside.push(part.textContent);
        }
    }
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) outside.push("the page scrolls sideways");
    if (innerWidth > 900 && root.scrollHeight > innerHeight) outside.push("the page scrolls");
    return outside;
}"""


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720), (390, 844)])
def test_nothing_is_cut_off_while_a_visitor_is_called(hub: Any, desk: Any, width: int, height: int) -> None:
    for _ in range(3):
        hub.take("dukcapil.kk", priority=True)
    page = desk.at_counter(hub, 1, width=width, height=height)
    press(page, " ")
    expect(page.locator("[data-does=no_show]")).to_be_visible()
    assert page.evaluate(CUT_OFF) == []
