"""Counters by name and place; ``web/common/places.js`` is held to the same cases in ``tests/web/test_twins.py``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from hub.views.public_site import public_site
from shared.site.load import load_site
from shared.wire import CounterInfo, CounterState, HallZone, SiteInfo
from shared.wording.places import counter_name, counters, where

CASES = json.loads(Path(__file__).with_name("places.json").read_text(encoding="utf-8"))
ZONES = msgspec.convert(CASES["site"]["zones"], tuple[HallZone, ...])


def site(floor: bool, zone: bool) -> SiteInfo:
    return replace(public_site(load_site("batu")), zones=ZONES, tells_floor=floor, tells_zone=zone)


@pytest.mark.parametrize(("lang", "zone", "floor", "zones", "said"), CASES["where"])
def test_floor_and_zone_are_told_as_far_as_the_site_tells_them(
    lang: str, zone: str, floor: bool, zones: bool, said: str
) -> None:
    assert where(lang, site(floor, zones), zone) == said


@pytest.mark.parametrize(("lang", "desks", "said"), CASES["counters"])
def test_counters_are_drawn_together_by_number_and_by_place(lang: str, desks: list[Any], said: list[str]) -> None:
    faces = [
        CounterInfo(number, "a", (), zone, CounterState.OPEN, name={"id": name} if name else None)
        for number, zone, name in desks
    ]
    assert list(counters(lang, site(True, False), faces)) == said


def test_a_counter_without_a_name_is_called_by_its_number() -> None:
    assert counter_name("en", 17, None) == "17"
    assert counter_name("en", 17, {"id": "Teratai", "en": "Lotus"}) == "Lotus"
