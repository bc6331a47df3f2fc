"""A kiosk in a hall of 60 agencies and 400 services: words fit, and whoever does not see the agency finds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shared.site.load import load_text
from shared.texts import text
from shared.wire import Hall
from tests.support.halls import hall_of
from tests.support.largesite import large_site
from tests.support.scripted_hub import ScriptedHub
from tests.support.visitor import Visitor, place

SIZES = [(1366, 768), (1920, 1080), (1080, 1920)]
MOST_SCREENS = 4.0
"""So many heights of the list an agency is away at most, in ordinary mode."""


@pytest.fixture(scope="module")
def large() -> Hall:
    return hall_of(load_text(large_site(), "large.toml"), always_open=True)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_in_a_hall_of_60_agencies_words_fit_on_every_page(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], large: Hall, size: tuple[int, int]
) -> None:
    visitor = visitor_at(make_scripted(large).url, size=size)
    visitor.sees_page("home")
    model, found = visitor.kiosk.flow, list[str]()

    def looks(name: str) -> None:
        visitor.settles()
        found.extend(f"{name}: {misfit}" for misfit in visitor.misfits())

    for lang in ("id", "en"):
        model.speak(lang)
        looks(f"home {lang}")
        model.choose(large.agencies[0].code)
        looks(f"services {lang}")
        model.go_home()
    model.toggle_easy()
    looks("easy")
    model.toggle_easy()
    model.open_sheet("search")
    for letter in "surat":
        model.type_key(letter)
    looks("found")
    assert found == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_home_page_that_slides_says_so_and_keeps_search_and_help_in_sight(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], large: Hall, size: tuple[int, int]
) -> None:
    visitor = visitor_at(make_scripted(large).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    tiles = next(item for item in visitor.items() if item.inherits("QQuickFlickable") and item.property("interactive"))
    assert float(tiles.property("contentHeight")) < MOST_SCREENS * tiles.height()
    assert text("id", "kiosk.services.more") in visitor.words()
    for name in ("search", "information"):
        seen = place(visitor.find(name))
        assert not place(tiles).intersects(seen), f"{name} slides away"
    visitor.touches("information")
    visitor.waits(lambda: visitor.kiosk.flow.screens.frame.sheet == "information")


def test_in_easy_mode_on_an_upright_screen_the_search_is_within_reach(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], large: Hall
) -> None:
    visitor = visitor_at(make_scripted(large).url, size=(1080, 1920))
    visitor.sees_page("home")
    visitor.touches("easy")
    visitor.touches("search-low")
    visitor.waits(lambda: visitor.kiosk.flow.screens.frame.sheet == "search")
    for letter in "klaim":
        visitor.kiosk.flow.type_key(letter)
    visitor.touches("take-a0.s9")
    visitor.waits(lambda: visitor.find("paper"))
