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
from shared.texts import catalogue
from tests.conftest import HubProcess
from tests.support.manyagencies import Place, places, write_site
from tests.support.patientpages import PATIENT

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=60_000)

EXPECTED_NOISE = (
    "status of 400",
    "status of 401",
    "status of 404",
    "status of 409",
    "status of 502",
    "ERR_",
    "WebSocket connection to",
)
"""What Chromium itself writes of refusals and of a hub that is gone; scripts write nothing."""
BRISK = """const wait = window.setTimeout.bind(window);
window.setTimeout = (act, ms, ...rest) => wait(act, ms === 400 || ms === 600 ? ms / 10 : ms, ...rest);"""
"""Shortens the rest after a press, which is for hands that shake, and is tested where presses are doubled."""
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

    def open(
        self,
        url: str,
        width: int = 1366,
        height: int = 768,
        session: Any = None,
        brisk: bool = True,
        patient: bool = True,
    ) -> Page:
        """The page at ``url``, with the ``session`` of a client that has signed in."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.set_default_timeout(60_000)
        self.contexts.append(context)
        if patient:
            context.add_init_script(PATIENT)
        if brisk:
            context.add_init_script(BRISK)
        if session is not None:
            site = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
            context.add_cookies(
                [{"name": one.name, "value": one.value or "", "url": site} for one in session.cookies.jar]
            )
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

    def at_counter(self, place: Place, nth: int = 0, officer: str = "sari", **settings: Any) -> Page:
        """A new officer of the agency who has opened its ``nth`` counter."""
        with place.hub.signed_in(f"{officer}-{place.agency}", place.agency) as client:
            client.post(f"/counters/{place.counter + nth}/open").raise_for_status()
            page = self.open(f"{place.url}/counter/", session=client, **settings)
        page.wait_for_selector(".desk")
        return page

    def at_the_office(self, hub: Any, part: str = "floor", manager: str = "ibu", **settings: Any) -> Page:
        """A new manager at a part of the office page."""
        with hub.signed_in(manager, None) as client:
            page = self.open(f"{hub.url}/office/#{part}", session=client, **settings)
        expect(page.locator("[aria-current=page]")).to_have_attribute("href", f"#{part}")
        return page


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desk]:
    desk = Desk(chromium)
    yield desk
    for context in desk.contexts:
        context.close()
    assert desk.noise == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """One hub for all tests of a module, with many agencies."""
    folder = tmp_path_factory.mktemp("many")
    made = HubProcess(data=folder / "data", site=str(write_site(folder / "many.toml")))
    yield made.start()
    made.stop()


@pytest.fixture(scope="module")
def _untouched(many: HubProcess) -> Iterator[Place]:
    return places(many)


@pytest.fixture
def place(_untouched: Iterator[Place]) -> Place:
    """An agency that no other test touches."""
    return next(_untouched)


@pytest.fixture
def other(_untouched: Iterator[Place]) -> Place:
    """A second such agency of the same hub."""
    return next(_untouched)


@pytest.fixture
def registry(hub: HubProcess) -> Place:
    """The civil registry in a hub of the test's own, which may be killed, or closed for the day."""
    return Place(hub, "dukcapil", "A", 1)


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Page]:
    """An empty page that can import the pages' modules and their texts; no hub behind it."""
    page = chromium.new_page()

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body="<!doctype html>", content_type="text/html")
        elif path.startswith("/api/v1/texts/"):
            route.fulfill(json=dict(catalogue(path.rpartition("/")[2])))
        else:
            file = WEB / Path(path.lstrip("/"))
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])

    page.route("http://pages.test/**", serve)
    page.goto("http://pages.test/")
    yield page
    page.close()
