"""The waiting list stands in the order of calling, one row a visitor."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.support.counterpage import call, expect_waiting

NEXT = "[data-ticket] .badge.calm"


def test_the_list_stands_in_the_order_of_calling_and_says_who_is_next(place: Any, desk: Any) -> None:
    place.take(times=3)
    place.take(priority=True)
    page = desk.at_counter(place)
    expect_waiting(page, place.label(4), place.label(1), place.label(2), place.label(3))
    expect(page.locator(f"[data-ticket='{place.label(4)}']")).to_contain_text("Berikutnya")
    call(page)
    expect(page.locator(".current .label")).to_have_text(place.label(4))
    expect_waiting(page, place.label(1), place.label(2), place.label(3))
    expect(page.locator(f"[data-ticket='{place.label(1)}']")).to_contain_text("Berikutnya")
