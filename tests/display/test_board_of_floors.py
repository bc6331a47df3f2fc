"""A board of a hall on several floors, with series of two letters: floors stay whole, letters within their tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from display.app import BoardWindow
from display.notices import for_technician
from display.recent_calls import RecentCalls, with_hall
from display.settings import DisplaySettings
from display.snapshot import BoardInputs, BoardSnapshot, board_snapshot
from shared.qt.app import make_application
from shared.wire import HallZone
from tests.support.boardhalls import NOW, call, hall, site
from tests.support.boardtexts import texts

SIZES = ((1366, 768), (1080, 1920))
Open = Callable[..., BoardWindow]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    make_application("board-test")
    windows: list[BoardWindow] = []

    def one(size: tuple[int, int]) -> BoardWindow:
        made = BoardWindow(DisplaySettings(hub="", key="", geometry=(0, 0, *size), reduce_motion=True))
        windows.append(made)
        qtbot.waitUntil(made.window.isExposed, timeout=60_000)
        return made

    yield one
    for made in windows:
        made.close()


def floors(lost: bool = False) -> BoardSnapshot:
    calls = tuple(call(number, f"{letter}-{number:03}", number) for number, letter in enumerate("AUDHJKRB", start=1))
    zones = (
        HallZone(code="utama", name={"id": "Zona Utama"}, floor=3),
        HallZone(code="timur", name={"id": "Zona Timur"}, floor=2),
    )
    seen = hall(12, calls, site=replace(site(), zones=zones, tells_floor=True))
    agencies = tuple(replace(one, letter=pair) for one, pair in zip(seen.agencies, ["KM", "MW"] * 6, strict=True))
    seen = replace(seen, agencies=agencies)
    memory = with_hall(RecentCalls(), seen)
    away = {"lost_since": NOW, "technician": for_technician("no_answer", "http://192.168.1.10:8470")} if lost else {}
    return board_snapshot(seen, BoardInputs(now=NOW, memory=memory, shown=seen.calls[0], highlighted=not lost, **away))  # type: ignore[arg-type]


sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@sizes
def test_beside_every_other_call_the_floor_stands_on_a_line_of_its_own(opened: Open, size: tuple[int, int]) -> None:
    shown = opened(size)
    shown.show(floors())
    shown.window.grabWindow()
    told = [one for one in texts(shown.window) if "lantai" in one.text and "\n" in one.text]
    assert told
    assert all(one.text.endswith(("\nlantai\u00a02", "\nlantai\u00a03")) for one in told)
    assert all(one.inside for one in told)


@sizes
def test_letters_leave_a_margin_in_their_tile(opened: Open, size: tuple[int, int]) -> None:
    shown = opened(size)
    shown.show(floors())
    shown.window.grabWindow()
    letters = [one for one in texts(shown.window) if one.name == "letter"]
    assert len(letters) == 12
    assert [one.text for one in letters if one.painted.width() > 0.86 * one.box.width()] == []


@sizes
def test_what_is_said_of_a_lost_connection_leaves_a_margin_in_its_strip(opened: Open, size: tuple[int, int]) -> None:
    shown = opened(size)
    shown.show(floors(lost=True))
    shown.window.grabWindow()
    said = next(one for one in texts(shown.window) if one.name == "staleText")
    strip = shown.window.contentItem().boundingRect()
    assert said.inside
    assert said.box.bottom() <= strip.bottom() - 4
