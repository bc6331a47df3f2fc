"""Keys, such as a scanner or a keyboard left plugged in sends, do nothing at a kiosk, not even keep it awake.

The kiosk answers to touches and to a screen reader's press only, so it needs no rule that tells a scanner's keys from a
person's, as the pages have (``web/common/hands.js``): these tests hold it to having no key that acts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import kiosk
from shared.texts import catalogue, languages
from tests.support.printer_emulator import EmulatorState, PrinterEmulator
from tests.support.scripted_hub import ScriptedHub
from tests.support.visitor import Visitor

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
ENDS = (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Space, KEY.Key_Escape)
MOVES = (KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End)
PAGES = (KEY.Key_PageUp, KEY.Key_PageDown)
OTHERS = (KEY.Key_Backspace, KEY.Key_Delete, KEY.Key_Back, KEY.Key_Menu, KEY.Key_Select)
FUNCTIONS = tuple(KEY(KEY.Key_F1.value + place) for place in range(12))
SCANS = ("3171012345670001", "KTPxs", "http://hall.example/t/hhhhxxxxssss", "  a-013 ")


def burst(visitor: Visitor) -> None:
    """All that a scanner can be set to type, without a pause: text with every end, and every key that is no letter."""
    window = visitor.kiosk.window
    for text in SCANS:
        for end in ENDS:
            for sign in text:
                QTest.keyClick(window, sign)
            QTest.keyClick(window, end)
    for key in (*MOVES, *PAGES, *OTHERS, *FUNCTIONS):
        QTest.keyClick(window, key)
    for letter in range(KEY.Key_A.value, KEY.Key_Z.value + 1):
        for modifier in (MODIFIER.AltModifier, MODIFIER.ControlModifier):
            QTest.keyClick(window, KEY(letter), modifier)
    for key in (KEY.Key_Space, KEY.Key_Return, KEY.Key_Left):
        QTest.keyClick(window, key, MODIFIER.AltModifier)


def services(visitor: Visitor) -> None:
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")


def typing(visitor: Visitor) -> None:
    visitor.touches("search")
    visitor.touches("key-k")


def number(visitor: Visitor) -> None:
    services(visitor)
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    visitor.waits(lambda: visitor.kiosk.outbox.settled)


def trouble(visitor: Visitor) -> None:
    services(visitor)
    visitor.touches("take-dukcapil.ktp")
    visitor.sees_page("trouble")


def warning(visitor: Visitor) -> None:
    services(visitor)
    visitor.waits_longer_than(45)
    visitor.waits(lambda: visitor.find("more-time"))


PLACES: dict[str, Callable[[Visitor], None]] = {
    "home": lambda _: None,
    "easy": lambda visitor: visitor.touches("easy"),
    "priority": lambda visitor: visitor.touches("priority"),
    "facilities": lambda visitor: visitor.touches("facilities"),
    "information": lambda visitor: visitor.touches("information"),
    "search": typing,
    "services": services,
    "number": number,
    "trouble": trouble,
    "is anybody there": warning,
}


def stands(visitor: Visitor) -> Any:
    """What is shown, without the clock."""
    screens = visitor.kiosk.flow.screens
    return replace(screens, frame=replace(screens.frame, clock="", day=""))


@pytest.mark.parametrize("place", PLACES)
def test_no_burst_of_keys_does_anything(visitor_at: Callable[..., Visitor], scripted: ScriptedHub, place: str) -> None:
    with ExitStack() as printers:
        state = EmulatorState.PAPER_OUT if place == "trouble" else EmulatorState.FINE
        visitor = visitor_at(scripted.url, printer=printers.enter_context(PrinterEmulator(state)).address)
        visitor.sees_page("home")
        PLACES[place](visitor)
        visitor.settles()
        touched: list[bool] = []
        visitor.kiosk._touches._tell = lambda: touched.append(True)
        before, asked = stands(visitor), len(scripted.heard)
        burst(visitor)
        visitor.settles()
        assert stands(visitor) == before
        assert len(scripted.heard) == asked
        assert touched == []
        assert visitor.kiosk.window.isVisible()


def test_no_burst_of_keys_does_anything_while_there_is_no_hub(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    visitor = visitor_at(make_scripted(start=False).url)
    visitor.sees_page("away")
    burst(visitor)
    visitor.sees_page("away")
    assert visitor.kiosk.window.isVisible()


@pytest.mark.parametrize(("named", "key"), [("R&D", KEY.Key_D), ("Arsip & Pustaka", KEY.Key_Space)])
def test_an_ampersand_in_a_name_makes_no_key_of_it(
    visitor: Visitor, scripted: ScriptedHub, named: str, key: Qt.Key
) -> None:
    """Qt takes the sign after it for a shortcut with Alt, also of a button that has no focus and draws its own text."""
    visitor.settles()
    hall = scripted.hall
    first, *others = hall.agencies
    scripted.show(replace(hall, agencies=(replace(first, short={"id": named}), *others)))
    visitor.waits(lambda: named in visitor.words())
    visitor.settles()
    QTest.keyClick(visitor.kiosk.window, key, MODIFIER.AltModifier)
    visitor.settles()
    visitor.sees_page("home")


def test_nothing_in_the_windows_but_a_closed_board_asks_for_keys() -> None:
    """A board has no touch: F2 leads its staff to the pairing window, while it is out of service."""
    rooms = Path(kiosk.__file__).parents[1]
    files = [file for room in ("kiosk", "display", "shared/qt") for file in (rooms / room).rglob("*.qml")]
    assert len(files) > 40
    asks = ("Keys.", "Shortcut", "focus: true", "TextInput", "TextField", "activeFocusOnTab", "Action {")
    assert [(file.name, word) for file in files for word in asks if word in file.read_text("utf-8")] == [
        ("WaitingPage.qml", "Shortcut")
    ]


def test_no_word_of_the_windows_makes_a_key() -> None:
    for room in ("kiosk", "board"):
        for lang in languages():
            assert [key for key, said in catalogue(lang).items() if key.startswith(room) and "&" in said] == []
