"""Calling and serving at a counter, in a real browser against a real hub."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.connecteddevice import a_device
from tests.support.counterpage import MAIN, call, expect_state, expect_waiting, press, ready, serve


def test_a_whole_day_goes_by_keyboard_alone(place: Any, desk: Any) -> None:
    place.take(times=3)
    officer, pin = place.officer()
    page = desk.open(f"{place.url}/counter/")
    expect(page.locator("input[name=officer]")).to_be_focused()
    page.keyboard.insert_text(officer)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(pin)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-counter='{place.counter}']")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.counter") == str(place.counter):
            break
    page.keyboard.press("Enter")

    label = page.locator(".current .label")
    expect_state(page, "Siap memanggil")
    call(page)
    expect(label).to_have_text(place.label(1))
    press(page, "r")
    expect(page.locator(".timers")).to_contain_text("2×")
    press(page, " ")
    expect_state(page, "Sedang dilayani")
    press(page, " ")
    expect(label).to_have_text(place.label(2))
    expect(page.locator("[data-figure=served] dd")).to_have_text("1")
    press(page, "x")
    expect_state(page, "Siap memanggil")
    expect(page.locator("[data-figure=no_shows] dd")).to_have_text("1")
    serve(page)
    expect(label).to_have_text(place.label(3))
    expect(page.locator(MAIN)).to_have_attribute("data-does", "finish")
    press(page, " ")
    expect_state(page, "Siap memanggil")
    expect(page.locator("[data-figure=served] dd")).to_have_text("2")


def test_finishing_alone_calls_nobody(place: Any, desk: Any) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    serve(page)
    press(page, "s")
    expect_state(page, "Siap memanggil")
    expect_waiting(page, place.label(2))


def test_calling_when_nobody_waits_says_so(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    press(page, " ")
    expect(page.locator(".notice")).to_have_text("Belum ada yang menunggu.")


def test_the_list_follows_numbers_taken_elsewhere_without_a_reload(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    expect(page.locator(".waiting .empty")).to_be_visible()
    place.take()
    place.take("kk", priority=True)
    one, two = place.labels(1, 2)
    expect_waiting(page, one, two)
    expect(page.locator(f"[data-ticket='{two}'] .badge")).to_have_text("Prioritas")
    expect(page.locator(f"[data-ticket='{one}'] .badge")).to_have_count(0)
    expect(page.locator(f"[data-ticket='{two}'] .service")).to_contain_text("Kartu Keluarga")


TWO_PRESSES_AND_ONE_MORE_AS_SOON_AS_THE_STATE_CHANGES = """() => {
    const press = () => {
        const pressed = new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(pressed);
    };
    const again = new MutationObserver(() => {
        again.disconnect();
        setTimeout(press);
    });
    again.observe(document.querySelector("#now"), { characterData: true, childList: true, subtree: true });
    press();
    press();
}"""
"""All within the page: two presses from outside may come far apart on a busy machine, and rightly do two things."""


@pytest.mark.parametrize(
    ("presses", "state", "waiting"),
    [(0, "Sedang dipanggil", 2), (1, "Sedang dilayani", 2), (2, "Sedang dipanggil", 1)],
    ids=["idle", "called", "serving"],
)
def test_a_double_press_of_space_does_one_thing_only(
    place: Any, desk: Any, presses: int, state: str, waiting: int
) -> None:
    place.take(times=3)
    page = desk.at_counter(place, brisk=False)
    for before in range(presses):
        press(page, " ")
        expect_state(page, ["Sedang dipanggil", "Sedang dilayani"][before])
    ready(page)
    page.evaluate(TWO_PRESSES_AND_ONE_MORE_AS_SOON_AS_THE_STATE_CHANGES)
    expect_state(page, state)
    ready(page)
    expect_state(page, state)
    expect(page.locator("[data-ticket]")).to_have_count(waiting)


def test_a_chosen_visitor_is_called_out_of_order_and_the_page_says_who_chose(place: Any, desk: Any) -> None:
    place.take(times=3)
    one, two, three = place.labels(1, 2, 3)
    page = desk.at_counter(place)
    page.click(f"[data-ticket='{three}'] .call")
    expect(page.locator(".current .label")).to_have_text(three)
    expect(page.locator(".why")).to_have_text("Dipilih oleh petugas")
    expect_waiting(page, one, two)
    ready(page)
    expect(page.locator(f"[data-ticket='{one}'] .call")).to_have_attribute("aria-disabled", "true")


def test_the_space_bar_on_a_row_calls_that_row_and_afterwards_means_the_big_button(place: Any, desk: Any) -> None:
    place.take(times=3)
    page = desk.at_counter(place)
    ready(page)
    page.locator(f"[data-ticket='{place.label(2)}'] .call").focus()
    page.keyboard.press(" ")
    expect(page.locator(".current .label")).to_have_text(place.label(2))
    expect(page.locator(MAIN)).to_be_focused()
    press(page, " ")
    expect_state(page, "Sedang dilayani")


def test_calling_again_ends_at_the_halls_limit_and_says_why(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    call(page)
    for times in ("1×", "2×"):
        expect(page.locator(".timers")).to_contain_text(times)
        press(page, "r")
    expect(page.locator(".timers")).to_contain_text("3×")
    ready(page)
    expect(page.locator("[data-does=recall]")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".notice")).to_have_text("Sudah dipanggil 3 kali. Layani, atau catat tidak hadir.")


def test_the_page_says_when_the_hall_has_heard_the_call(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    with a_device(place.hub, "display", f"Papan {place.letter}", sound="ok"):
        press(page, " ")
        expect(page.locator(".heard")).to_have_text("Sedang diumumkan …")
        with place.hub.client(place.hub.key("display", "Papan")) as display:
            call_of_it = next(one for one in display.get("/hall").json()["calls"] if one["label"] == place.label(1))
            display.post(f"/calls/{call_of_it['id']}/announced").raise_for_status()
        expect(page.locator(".heard.yes")).to_have_text("Terdengar di ruang tunggu")


def test_two_officers_of_an_agency_see_the_same_list_and_never_the_same_visitor(place: Any, desk: Any) -> None:
    place.take(times=4)
    one, two, three, four = place.labels(1, 2, 3, 4)
    sari, budi = desk.at_counter(place, 0, "sari"), desk.at_counter(place, 1, "budi")
    press(sari, " ")
    expect(sari.locator(".current .label")).to_have_text(one)
    press(budi, " ")
    expect(budi.locator(".current .label")).to_have_text(two)
    for page in (sari, budi):
        expect_waiting(page, three, four)
    press(sari, "x")
    expect_state(sari, "Siap memanggil")
    press(sari, " ")
    expect(sari.locator(".current .label")).to_have_text(three)
    expect(budi.locator(".current .label")).to_have_text(two)
    for page in (sari, budi):
        expect_waiting(page, four)
