"""The hall's own logo on counter, office and phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.hubprocess import HubProcess
from tests.support.logos import SVG
from tests.support.sitetext import REGISTRY, hall, write


def shows(page: Page) -> None:
    logo = page.locator(".hall-logo")
    expect(logo).to_be_visible()
    page.wait_for_function("() => { const one = document.querySelector('.hall-logo'); return one.naturalWidth > 0; }")


def test_every_page_shows_the_halls_own_logo(make_hub: Callable[..., HubProcess], desk: Any, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    hub = make_hub(site=str(write(tmp_path / "hall.toml", hall(REGISTRY, top='logo = "logo.svg"')))).start()
    shows(desk.at_the_office(hub))
    with hub.signed_in("sari", "dukcapil") as officer:
        shows(desk.open(f"{hub.url}/counter/", session=officer))
        officer.post("/counters/1/open").raise_for_status()
        shows(desk.open(f"{hub.url}/counter/", session=officer))
    shows(desk.open(f"{hub.url}/t/{hub.take()['token']}", width=360, height=740))


def test_a_page_whose_logo_does_not_come_shows_the_name_alone(
    make_hub: Callable[..., HubProcess], desk: Any, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    hub = make_hub(site=str(write(tmp_path / "hall.toml", hall(REGISTRY, top='logo = "logo.svg"')))).start()
    page = desk.open(f"{hub.url}/t/{hub.take()['token']}")
    shows(page)
    page.route("**/hall/logo-*", lambda route: route.abort())
    page.reload()
    expect(page.locator("body")).to_contain_text("A-001")
    expect(page.locator(".hall-logo")).to_have_count(0)
