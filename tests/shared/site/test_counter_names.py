"""What counters are called, and on how many floors they are."""

from __future__ import annotations

import pytest
from test_load import SMALL, mistakes

from shared.site.load import load_text

UPSTAIRS = """
[zone.upstairs]
name = "Atas"
floor = {floor}

[counter.3]
zone = "upstairs"
"""


def named(first: str, second: str) -> str:
    return f"{SMALL}\n[counter.1]\nname = '{first}'\n[counter.2]\nname = '{second}'\n"


@pytest.mark.parametrize("second", ["a1", "A1 ", "3", " 3"])
def test_two_counters_are_not_called_the_same(second: str) -> None:
    assert {mistake.place for mistake in mistakes(named("A1", second))} == {"counter.2.name"}


def test_signs_that_look_like_digits_and_are_no_number_may_stand_in_a_name() -> None:
    counter = load_text(named("A1", "\u00b2"), "small.toml").counter(2)
    assert counter is not None
    assert counter.name == {"id": "\u00b2"}


@pytest.mark.parametrize(
    ("floor", "told"),
    [('{ en = "Ground floor", id = "Lantai dasar" }', False), ('{ id = "Lantai dua", en = "Second floor" }', True)],
)
def test_a_floor_is_the_same_in_whichever_order_its_languages_stand(floor: str, told: bool) -> None:
    ground = '[zone.hall]\nfloor = { id = "Lantai dasar", en = "Ground floor" }'
    site = load_text(SMALL.replace("[zone.hall]", ground) + UPSTAIRS.replace("{floor}", floor), "small.toml")
    assert site.tells_floor is told
