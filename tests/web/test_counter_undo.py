"""A slip of the finger at a counter, taken back."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.support.counterpage import expect_state, expect_waiting, press, ready, serve

UNDO = "[data-does=undo]"


def test_a_stray_call_in_a_row_is_taken_back_by_one_key(place: Any, desk: Any) -> None:
    place.take(times=3)
    page = desk.at_counter(place)
    serve(page)
    ready(page)
    page.locator(f"[data-ticket='{place.label(3)}'] button").click()
    expect(page.locator(".current .label")).to_have_text(place.label(3))
    expect(page.locator(".undo")).to_contain_text(place.label(3))
    press(page, "u")
    expect(page.locator(".current .label")).to_have_text(place.label(1))
    expect_state(page, "Sedang dilayani")
    expect_waiting(page, place.label(2), place.label(3))
    expect(page.locator("[data-figure=served] dd")).to_have_text("0")


def test_an_end_too_early_is_taken_back_by_the_button(place: Any, desk: Any) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    serve(page)
    press(page, "s")
    expect_state(page, "Siap memanggil")
    ready(page)
    page.locator(UNDO).click()
    expect_state(page, "Sedang dilayani")
    expect(page.locator(".current .label")).to_have_text(place.label(1))


def test_undo_is_offered_no_more_once_the_next_one_is_called(place: Any, desk: Any) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    serve(page)
    press(page, "s")
    expect(page.locator(UNDO)).to_have_count(1)
    press(page, " ")
    expect(page.locator(UNDO)).to_have_count(0)


def test_absent_and_the_next_one_is_one_press(place: Any, desk: Any) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    press(page, " ")
    expect_state(page, "Sedang dipanggil")
    press(page, "z")
    expect(page.locator(".current .label")).to_have_text(place.label(2))
    expect(page.locator("[data-figure=no_shows] dd")).to_have_text("1")
