"""A ticket scanned or named at a desk shows its visitor; what else is scanned is neither sent nor shown."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_hands import scan

from tests.support.counterpage import MAIN, call, expect_state, press, ready, serve


def look(page: Page, text: str) -> None:
    press(page, "c")
    expect(page.locator("input[name=look]")).to_be_focused()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def test_the_address_in_a_tickets_qr_shows_that_visitor_and_never_the_token(place: Any, desk: Any) -> None:
    taken = place.take()
    page = desk.at_counter(place)
    ready(page)
    scan(page, taken["url"], "15 ms, CR and LF")
    found = page.locator(f"[data-look='{place.label(1)}']")
    expect(found).to_contain_text("KTP elektronik")
    expect(found.locator("li")).to_have_attribute("data-state", "waiting")
    assert taken["token"] not in page.content()
    assert taken["token"] not in page.url
    found.locator("[data-does=call]").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".current .label")).to_have_text(place.label(1))
    expect(page.locator(MAIN)).to_be_focused()


def test_a_printed_number_that_is_scanned_while_somebody_is_served_ends_nothing(place: Any, desk: Any) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    serve(page)
    scan(page, place.label(2), "30 ms, Enter late")
    expect(page.locator(f"[data-look='{place.label(2)}'] li")).to_have_attribute("data-state", "waiting")
    expect_state(page, "Sedang dilayani")


@pytest.mark.parametrize("text", ["3171012345670001", "A1234567", "0001234567890", "https://example.org/x?y=1"])
def test_nothing_else_that_is_scanned_is_sent_or_shown(place: Any, desk: Any, text: str) -> None:
    place.take()
    page = desk.at_counter(place)
    call(page)
    ready(page)
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url))
    scan(page, text)
    expect(page.locator(".notice")).to_have_text(re.compile("bukan tiket antrean"))
    assert [url for url in sent if not url.endswith("/line")] == [], "but for the order of calling, which has no text"
    assert text not in page.content()
    expect_state(page, "Sedang dipanggil")


def test_a_number_is_found_as_it_is_said_and_one_of_another_agency_cannot_be_called_here(
    place: Any, other: Any, desk: Any
) -> None:
    other.take()
    page = desk.at_counter(place)
    look(page, f"{other.letter.lower()}1")
    found = page.locator(f"[data-look='{other.label(1)}']")
    expect(found).to_contain_text(f"Dinas {other.letter}")
    expect(found.locator("button")).to_have_count(0)
    look_again = page.locator("input[name=look]")
    look_again.fill("apa ini")
    look_again.press("Enter")
    expect(page.locator("dialog .trouble")).to_contain_text("A-013")


def test_after_a_click_in_the_header_the_space_bar_is_the_main_buttons_again(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    page.get_by_role("button", name="EN").click()
    expect(page.locator(MAIN)).to_be_focused()
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Being called")


def test_on_a_control_reached_by_key_the_main_button_shows_no_key(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    sign = page.locator(f"{MAIN} kbd")
    expect(sign).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(sign).to_be_hidden()


def test_a_ticket_is_looked_up_by_token_today_only_by_those_who_serve(hub: Any) -> None:
    taken = hub.take("dukcapil.ktp")
    with hub.client() as manager, hub.client("") as nobody:
        found = manager.get("/tickets", params={"token": taken["token"]})
        assert [one["ticket"]["label"] for one in found.json()] == [taken["label"]]
        assert taken["token"] not in found.text
        assert manager.get("/tickets", params={"token": "x" * 22}).json() == []
        assert nobody.get("/tickets", params={"token": taken["token"]}).status_code == 401
        for wrong in ({}, {"token": "x", "number": "A-1"}):
            assert manager.get("/tickets", params=wrong).json()["code"] == "bad_request"
