"""Keys, such as a scanner or a keyboard left plugged in sends, do nothing at a kiosk, not even keep it awake."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from scripted_hub import ScriptedHub
from visitor import Visitor


def test_what_a_scanner_types_opens_nothing_and_keeps_no_screen_awake(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub
) -> None:
    visitor = visitor_at(scripted.url)
    visitor.sees_page("home")
    visitor.touches("search")
    visitor.waits(lambda: visitor.find("key-q"))
    touched: list[bool] = []
    visitor.kiosk._touches._tell = lambda: touched.append(True)
    before = visitor.kiosk.model.face
    for key in ("3", "K", " ", "\t"):
        QTest.keyClick(visitor.kiosk.window, key)
    for ends in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(visitor.kiosk.window, ends)
    assert visitor.kiosk.model.face.page == before.page
    assert touched == []
