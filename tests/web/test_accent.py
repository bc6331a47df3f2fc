"""The site's own accent on every page, before anybody signs in and after; and that of another site, once it changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.hubprocess import HubProcess
from tests.support.manyagencies import write_site

VIOLET, BROWN = "#6A1B9A", "#884400"


def site(folder: Path, accent: str) -> str:
    file = write_site(folder / "own.toml")
    file.write_text(f'accent = "{accent}"\n{file.read_text()}')
    return str(file)


@pytest.fixture
def own(make_hub: Callable[..., HubProcess], tmp_path: Path) -> HubProcess:
    return make_hub(site=site(tmp_path, VIOLET)).start()


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def test_every_page_has_the_sites_accent_and_an_open_one_follows_it(own: Any, desk: Any, tmp_path: Path) -> None:
    page = desk.open(f"{own.url}/counter/")
    expect(page.locator("button[type=submit]")).to_have_css("background-color", rgb(VIOLET))
    with own.client() as manager:
        service = manager.get("/hall").json()["services"][0]["code"]
    phone = desk.open(f"{own.url}/t/{own.take(service)['token']}", width=390, height=844)
    expect(phone.locator("body")).to_have_css("background-color", rgb(VIOLET))
    office = desk.at_the_office(own)
    expect(office.locator("html")).to_have_css("--accent", VIOLET)
    own.stop()
    own.site = site(tmp_path, BROWN)
    own.start()
    expect(office.locator("html")).to_have_css("--accent", BROWN)
