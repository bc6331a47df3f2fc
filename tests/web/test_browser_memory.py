"""Browsers that remember nothing, such as those inside scanner apps: the pages work all the same."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

NONE = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { value: null });"""
FORBIDDEN = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""


def forgetful(desk: Any, how: str, url: str) -> Page:
    page: Page = desk.open("about:blank", width=390, height=844)
    page.context.add_init_script(how)
    page.goto(url)
    return page


@pytest.mark.parametrize("how", [NONE, FORBIDDEN], ids=["none", "forbidden"])
def test_the_visitors_page_works_in_a_browser_without_memory_and_speaks_the_language_chosen_there(
    place: Any, desk: Any, how: str
) -> None:
    mine = place.take()
    page = forgetful(desk, how, f"{place.url}/t/{mine['token']}")
    expect(page.locator("h1")).to_have_text(place.label(1))
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator("main")).to_contain_text("Electronic ID card")
    with place.hub.client() as client:
        client.post(f"/counters/{place.counter}/call-next").raise_for_status()
    expect(page.locator(".says")).to_have_text(f"It is your turn. Please go to counter {place.counter}.")


def test_the_officers_page_works_in_a_browser_without_memory(place: Any, desk: Any) -> None:
    page = forgetful(desk, FORBIDDEN, f"{place.url}/counter/")
    desk.sign_in(page, *place.officer("tuti"))
    page.click(f"[data-counter='{place.counter}']")
    expect(page.locator(".desk")).to_be_visible()
    page.keyboard.press("?")
    page.locator("dialog input[type=checkbox]").uncheck()
    page.get_by_role("button", name="Tutup", exact=True).click()
    expect(page.locator(".main-action kbd")).to_have_count(0)
