"""Pages in a real browser: one Chromium for all tests, fresh contexts, and noise in the console fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright

from shared.resources import WEB

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=15_000)

EXPECTED_NOISE = ("status of 401", "status of 404", "status of 409", "status of 502", "ERR_", "WebSocket connection to")
"""What Chromium itself writes of refusals and of a hub that is gone; scripts write nothing."""
TYPES = {".js": "text/javascript", ".html": "text/html"}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Desk:
    """Opens pages of one hub, each as a browser of its own."""

    browser: Browser
    noise: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, url: str, width: int = 1366, height: int = 768) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.goto(url)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(known in message.text for known in EXPECTED_NOISE):
            self.noise.append(message.text)

    def sign_in(self, page: Page, officer: str, pin: str) -> None:
        page.fill("input[name=officer]", officer)
        page.fill("input[name=pin]", pin)
        page.click("button[type=submit]")

    def at_counter(self, hub: Any, number: int, officer: str = "sari", **size: int) -> Page:
        """A new officer of the civil registry who has opened counter ``number``."""
        page = self.open(f"{hub.url}/counter/", **size)
        self.sign_in(page, *hub.officer(officer))
        page.click(f"[data-counter='{number}']")
        page.wait_for_selector(".desk")
        return page


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desk]:
    desk = Desk(chromium)
    yield desk
    for context in desk.contexts:
        context.close()
    assert desk.noise == []


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Page]:
    """An empty page that can import the pages' modules; no hub behind it."""
    page = chromium.new_page()

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body="<!doctype html>", content_type="text/html")
        else:
            file = WEB / Path(path.lstrip("/"))
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])

    page.route("http://pages.test/**", serve)
    page.goto("http://pages.test/")
    yield page
    page.close()
