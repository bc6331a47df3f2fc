"""The board's words: both languages, the same places to fill, and nothing in QML that has no words."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import display
from display.notices import for_technician
from display.snapshot import NOT_CALLING, BoardPage
from shared.qt.obstacle import LinkObstacle
from shared.texts import catalogue

QML = Path(display.__file__).parent / "qml"
KEYS = sorted(key for key in catalogue("id") if key.startswith("board."))


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_both_languages_have_the_same_texts() -> None:
    assert sorted(key for key in catalogue("en") if key.startswith("board.")) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_a_text_is_filled_in_the_same_places_in_both_languages(key: str) -> None:
    assert places(catalogue("id")[key]) == places(catalogue("en")[key])


@pytest.mark.parametrize("path", sorted(QML.rglob("*.qml")), ids=lambda path: path.stem)
def test_every_text_that_the_window_asks_for_is_there(path: Path) -> None:
    asked = set(re.findall(r'"(board\.[a-z_.]+[a-z_])"', path.read_text()))
    assert asked <= set(KEYS)


@pytest.mark.parametrize("page", [page for page in BoardPage if page is not BoardPage.BOARD])
def test_every_page_without_a_hall_has_words(page: BoardPage) -> None:
    assert {f"board.{page}.title", f"board.{page}.text"} <= set(KEYS)


@pytest.mark.parametrize("obstacle", LinkObstacle)
def test_the_technician_is_told_every_obstacle_in_both_languages_with_the_hubs_address(obstacle: LinkObstacle) -> None:
    told = for_technician(obstacle, "https://10.0.0.2:8470")
    assert told.first != told.second
    assert "https://10.0.0.2:8470" in told.first
    assert "https://10.0.0.2:8470" in told.second


@pytest.mark.parametrize("path", sorted(QML.rglob("*.qml")), ids=lambda path: path.stem)
def test_no_words_for_people_stand_in_the_drawing(path: Path) -> None:
    assert not re.findall(r'\btext: "[^"]*[A-Za-z]{2}', path.read_text())


@pytest.mark.parametrize("why", sorted(NOT_CALLING))
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_reason_for_being_shut_has_words(lang: str, why: str) -> None:
    assert {f"closure.{why}.short", f"closure.{why}.hall"} <= catalogue(lang).keys()


def test_the_board_spells_as_the_house_does() -> None:
    said = " ".join(catalogue("id")[key] for key in KEYS).lower()
    assert "antrian" not in said
    assert "silahkan" not in said
