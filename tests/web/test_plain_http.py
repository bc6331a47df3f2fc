"""The pages as a hall's browsers get them: over http:// from an address of the LAN, where much that browsers have on
127.0.0.1 and over https:// is missing (no wakeLock, serviceWorker, clipboard, crypto.subtle, crypto.randomUUID)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import FLAGS, Desk
from playwright.sync_api import Browser, Page, expect
from test_ticket_bell import CALLED, ask_to_be_told, at_the_counter, noted

from tests.support.counterpage import call, ready

LAN = "hall.test"
"""A name that only this browser knows: it leads to this machine, and is no "localhost" that browsers trust."""
MISSING = """() => [isSecureContext, "wakeLock" in navigator, "serviceWorker" in navigator, "clipboard" in navigator,
    "subtle" in crypto, "randomUUID" in crypto]"""


IGNORED = "The Cross-Origin-Opener-Policy header has been ignored"
"""Chromium does not look at this header over plain http, and says so."""


@pytest.fixture(scope="module")
def abroad(chromium: Browser) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    rule = f"--host-resolver-rules=MAP {LAN} 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=path, args=(*FLAGS, rule))
    yield browser
    browser.close()


@pytest.fixture
def lan(abroad: Browser) -> Iterator[Desk]:
    desk = Desk(abroad)
    yield desk
    for context in desk.contexts:
        context.close()
    assert [said for said in desk.noise if not said.startswith(IGNORED)] == []


def there(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{LAN}:{parts.port}").geturl()


def secure(page: Page) -> bool:
    return any(page.evaluate(MISSING))


def test_an_officer_signs_in_and_calls_over_plain_http(place: Any, lan: Desk) -> None:
    place.take()
    with place.hub.signed_in(f"sari-{place.agency}", place.agency) as client:
        client.post(f"/counters/{place.counter}/open").raise_for_status()
        page = lan.open(there(f"{place.url}/counter/"), session=client)
    assert not secure(page)
    page.wait_for_selector(".desk")
    ready(page)
    call(page)


def test_a_phone_rings_over_plain_http(place: Any, lan: Desk) -> None:
    page = lan.open(there(f"{place.url}/t/{place.take()['token']}"), width=360, height=740)
    assert not secure(page)
    ask_to_be_told(page)
    at_the_counter(place, "open", "call-next")
    expect(page.locator("body")).to_contain_text("Giliran Anda")
    assert noted(page) == CALLED
