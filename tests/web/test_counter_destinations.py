"""Where a visitor may be sent, and until when no numbers are given there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.support.counterpage import press, serve
from tests.support.manyagencies import Place, write_site


def test_a_service_that_gives_numbers_again_only_tomorrow_says_tomorrow(
    make_hub: Callable[..., Any], desk: Any, tmp_path: Path
) -> None:
    site = write_site(tmp_path / "many.toml")
    text = site.read_text(encoding="utf-8").replace('name = "SKCK A"', 'name = "SKCK A"\nquota = 1')
    text = text.replace("08:00-15:00", "00:00-23:59") + "[policy]\nstop_taking_minutes = 0\n"
    site.write_text(text, encoding="utf-8")
    place = Place(make_hub(site=str(site), always_open=False).start(), "aa", "A", 1)
    place.take("kk")
    place.take("skck")
    page = desk.at_counter(place)
    serve(page)
    press(page, "t")
    expect(page.locator("[data-service='aa.ktp']")).to_contain_text("Buka")
    expect(page.locator("[data-service='aa.skck']")).to_contain_text("Kuota habis · lagi besok 00.00")
