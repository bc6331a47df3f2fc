"""Keys, such as a scanner or a keyboard left plugged in sends, do nothing at a board: nobody can work it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from display.app import BoardWindow
from display.recent_calls import RecentCalls, with_hall
from display.settings import DisplaySettings
from display.snapshot import BoardInputs, BoardPage, BoardSnapshot, board_snapshot, without_hall
from shared.qt.app import make_application
from tests.support.boardhalls import NOW, call, hall
from tests.support.boardtexts import texts

KEY = Qt.Key
FUNCTIONS = tuple(KEY(KEY.Key_F1.value + place) for place in range(12))
OTHERS = (KEY.Key_Up, KEY.Key_Down, KEY.Key_PageDown, KEY.Key_Home, KEY.Key_Back, KEY.Key_Backspace, KEY.Key_Menu)
ENDS = (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Tab, KEY.Key_Space, KEY.Key_Escape)


@pytest.fixture(scope="module")
def shown() -> Iterator[BoardWindow]:
    make_application("board-test")
    made = BoardWindow(DisplaySettings(hub="", key="", geometry=(0, 0, 1280, 720), reduce_motion=True))
    QTest.qWaitForWindowExposed(made.window)
    yield made
    made.close()


def calling() -> BoardSnapshot:
    seen = hall(3, (call(1, "A-013", 3),))
    return board_snapshot(
        seen, BoardInputs(shown=seen.calls[0], now=NOW, memory=with_hall(RecentCalls(), seen), highlighted=True)
    )


def idle() -> BoardSnapshot:
    seen = hall(3)
    return board_snapshot(seen, BoardInputs(now=NOW, memory=with_hall(RecentCalls(), seen)))


BOARDS = {"a call": calling, "nothing called": idle, "no hub": lambda: without_hall(BoardPage.WAITING, NOW)}


@pytest.mark.parametrize("name", BOARDS)
def test_no_burst_of_keys_does_anything(shown: BoardWindow, qtbot: QtBot, name: str) -> None:  # noqa: ARG001
    shown.show(BOARDS[name]())
    shown.window.grabWindow()
    before = [(one.text, one.painted.getRect()) for one in texts(shown.window) if not one.moving]
    assert before
    for end in ENDS:
        for sign in "3171012345670001 http://hall.example/t/hxs":
            QTest.keyClick(shown.window, sign)
        QTest.keyClick(shown.window, end)
    for key in (*OTHERS, *FUNCTIONS):
        QTest.keyClick(shown.window, key)
    for modifier in (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier):
        for letter in range(KEY.Key_A.value, KEY.Key_Z.value + 1):
            QTest.keyClick(shown.window, KEY(letter), modifier)
    shown.window.grabWindow()
    assert [(one.text, one.painted.getRect()) for one in texts(shown.window) if not one.moving] == before
    assert shown.window.isVisible()


def test_f2_leads_the_staff_to_pairing_only_while_the_board_is_out_of_service(shown: BoardWindow, qtbot: QtBot) -> None:
    came: list[bool] = []
    shown.model.staff_came.connect(lambda: came.append(True))
    for page in (BoardPage.WAITING, BoardPage.NO_ZONE):
        shown.show(without_hall(page, NOW))
        QTest.keyClick(shown.window, KEY.Key_F2)
    assert came == []
    shown.show(without_hall(BoardPage.REFUSED, NOW))
    with qtbot.waitSignal(shown.model.staff_came):
        QTest.keyClick(shown.window, KEY.Key_F2)
    assert came == [True]
