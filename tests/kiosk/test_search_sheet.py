"""Search on the screens that a hall may have: what was typed stays in its field, and what was found can be taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.visitor_choices import QUERY_MAX_CHARS
from shared.site.load import load_site
from shared.texts import pick
from tests.support.scripted_hub import ScriptedHub, hall_of
from tests.support.visitor import Visitor, place

SCREENS = {
    '21.5" upright': ((1080, 1920), 4.03),
    "upright": ((1080, 1920), None),
    '15.6"': ((1920, 1080), 5.56),
    "small": ((1280, 720), None),
}


@pytest.fixture
def searcher(visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]) -> Callable[..., Visitor]:
    def searches(screen: str, easy: bool, site: str = "batu") -> Visitor:
        size, fine = SCREENS[screen]
        visitor = visitor_at(make_scripted(hall_of(load_site(site))).url, size=size, pixels_per_mm=fine)
        visitor.sees_page("home")
        visitor.touches("search")
        if easy:
            visitor.touches("easy")
        visitor.waits(lambda: visitor.find("key-q"))
        return visitor

    return searches


def whole(visitor: Visitor) -> list[str]:
    """Services whose button can be touched anywhere: no part of it lies behind the field or the keys."""
    visitor.settles()
    keys, field = place(visitor.find("key-q")).top(), place(visitor.find("close")).bottom()
    return [
        item.objectName().removeprefix("take-")
        for item in visitor.items()
        if item.objectName().startswith("take-") and field < place(item).top() and place(item).bottom() < keys
    ]


@pytest.mark.parametrize("easy", [False, True], ids=["ordinary", "easy"])
@pytest.mark.parametrize(("site", "lang"), [("batu", "id"), ("balangan", "id"), ("batu", "en")])
@pytest.mark.parametrize("screen", SCREENS)
def test_whatever_is_found_first_can_be_taken_without_sliding(
    searcher: Callable[..., Visitor], screen: str, site: str, lang: str, easy: bool
) -> None:
    visitor = searcher(screen, easy, site)
    model = visitor.kiosk.flow
    model.speak(lang)
    hall = visitor.kiosk.link.hall
    assert hall is not None
    wordiest = sorted(hall.services, key=lambda one: len(f"{one.name} {one.detail} {one.bring}"))[-3:]
    hidden = []
    for service in wordiest:
        model.clear()
        for character in pick(service.name, lang):
            model.type_key(character)
        assert model.screens.search.found[0].code == service.code
        if service.code not in whole(visitor):
            hidden.append(service.code)
    assert hidden == []
    assert visitor.misfits() == []


@pytest.mark.parametrize("easy", [False, True], ids=["ordinary", "easy"])
@pytest.mark.parametrize("screen", SCREENS)
def test_that_there_is_more_below_is_said(searcher: Callable[..., Visitor], screen: str, easy: bool) -> None:
    visitor = searcher(screen, easy)
    visitor.touches("key-k")
    visitor.settles()
    assert visitor.kiosk.flow.screens.search.found[8:]
    assert visitor.find("more").property("text") == "Geser untuk melihat yang lain"
    assert visitor.misfits() == []
    for letter in "tp el":
        visitor.kiosk.flow.type_key(letter)
    visitor.waits(lambda: len(visitor.kiosk.flow.screens.search.found) == 1)
    visitor.settles()
    assert visitor.find("more") is None


@pytest.mark.parametrize("easy", [False, True], ids=["ordinary", "easy"])
@pytest.mark.parametrize("screen", SCREENS)
def test_of_a_long_query_the_end_is_seen_and_nothing_leaves_the_field(
    searcher: Callable[..., Visitor], screen: str, easy: bool
) -> None:
    visitor = searcher(screen, easy)
    for _ in range(QUERY_MAX_CHARS):
        visitor.kiosk.flow.type_key("W")
    visitor.settles()
    assert visitor.misfits() == []
    query, close = visitor.find("query"), visitor.find("close")
    assert place(query).right() < place(close).left()


def test_figures_can_be_typed_and_letters_come_back(searcher: Callable[..., Visitor]) -> None:
    visitor = searcher("upright", easy=False)
    visitor.touches("key-p")
    visitor.touches("key-digits")
    visitor.touches("key-2")
    assert visitor.kiosk.flow.screens.search.query.casefold() == "p2"
    assert visitor.misfits() == []
    visitor.touches("key-digits")
    visitor.touches("key-q")
    assert visitor.kiosk.flow.screens.search.query.casefold() == "p2q"
