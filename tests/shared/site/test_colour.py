"""A site's accent is seen by everybody: it is darkened where its contrast would not do (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.site.colour import MIN_CONTRAST, PAGE_GROUND, WHITE, contrast, readable, soft

HOUSE = "#0B6B63"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_a_yellow_accent_is_darkened_until_it_can_be_read_and_stays_yellow() -> None:
    seen = readable("#F5C400")
    assert min(contrast(seen, ground) for ground in (WHITE, PAGE_GROUND, soft(seen))) >= MIN_CONTRAST
    red, green, blue = (int(seen[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue == 0


@given(COLOURS)
def test_every_accent_can_be_read_and_bears_white(accent: str) -> None:
    seen = readable(accent)
    assert min(contrast(seen, ground) for ground in (WHITE, PAGE_GROUND, soft(seen))) >= MIN_CONTRAST


def test_an_accent_that_can_be_read_stays_as_it_is() -> None:
    assert readable(HOUSE) == HOUSE
    assert readable("#000000") == "#000000"


def test_the_soft_ground_is_a_seventh_of_the_accent_on_white() -> None:
    assert soft("#000000") == "#DBDBDB"
    assert soft("#FFFFFF") == "#FFFFFF"
