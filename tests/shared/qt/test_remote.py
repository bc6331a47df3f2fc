"""The socket on which a tour touches a window: commands, answers, and what is refused."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from shared.qt.remote import RemoteError, RemoteServer

WINDOW = b"""
import QtQuick
import QtQuick.Templates as T
Window {
    id: window
    property int touches: 0
    width: 400; height: 300; visible: true; color: "#336699"
    T.AbstractButton { objectName: "here"; width: 100; height: 50; onClicked: window.touches += 1 }
    T.AbstractButton { objectName: "off"; y: 60; width: 100; height: 50; enabled: false }
    Rectangle { objectName: "late"; x: 200; width: 50; height: 50; visible: window.touches > 0 }
    Rectangle { objectName: "never"; width: 0; height: 0 }
}
"""


Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def window(qapp: Any) -> Iterator[QQuickWindow]:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(WINDOW, QUrl())
    made = component.create()
    assert isinstance(made, QQuickWindow), component.errorString()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def ask(window: QQuickWindow, qtbot: QtBot, tmp_path: Path) -> Iterator[Ask]:
    def own(asked: Any) -> dict[str, object]:
        if asked.get("with") == "trouble":
            raise RemoteError("no such thing")
        return {"own": True}

    path = tmp_path / "tour.socket"
    remote = RemoteServer(path, window, {"own": own})
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    socket = QLocalSocket()
    socket.connectToServer(str(path))
    assert socket.waitForConnected(2000)

    def asking(raw: bytes | None = None, **command: object) -> dict[str, Any]:
        socket.write((raw if raw is not None else json.dumps(command).encode()) + b"\n")
        socket.flush()
        qtbot.waitUntil(socket.canReadLine, timeout=60_000)
        return dict(json.loads(bytes(socket.readLine().data())))

    yield asking
    socket.disconnectFromServer()
    remote.close()


def test_a_touch_is_a_real_one_and_says_where_it_was(ask: Ask, window: QQuickWindow) -> None:
    assert ask(do="touch", object="here") == {"ok": True, "x": 50, "y": 25}
    assert window.property("touches") == 1


def test_what_is_not_there_or_off_cannot_be_touched(ask: Ask) -> None:
    assert ask(do="touch", object="nowhere")["ok"] is False
    assert ask(do="touch", object="off")["ok"] is False
    assert ask(do="touch", object="never")["ok"] is False


def test_waiting_ends_once_the_item_is_to_be_seen_or_the_time_is_over(ask: Ask) -> None:
    assert ask(do="wait", object="late", seconds=0.1)["ok"] is False
    ask(do="touch", object="here")
    assert ask(do="wait", object="late", seconds=10) == {"ok": True}


def test_a_picture_of_the_window_is_written(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "picture.png"
    assert ask(do="grab", file=str(file)) == {"ok": True, "file": str(file), "width": 400, "height": 300}
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_part_adds_commands_of_its_own(ask: Ask) -> None:
    assert ask(do="own") == {"ok": True, "own": True}
    assert ask(**{"do": "own", "with": "trouble"}) == {"ok": False, "error": "no such thing"}


@pytest.mark.parametrize("line", [b"", b"nonsense", b"[]", b"{}", b'{"do": "touch"}', b'{"do": "wait", "object": 3}'])
def test_nonsense_is_answered_and_the_connection_goes_on(ask: Ask, line: bytes) -> None:
    assert ask(line)["ok"] is False
    assert ask(do="own")["ok"] is True


def test_a_socket_left_behind_by_a_killed_process_is_taken_over(window: QQuickWindow, tmp_path: Path) -> None:
    path = tmp_path / "left.socket"
    path.touch()
    RemoteServer(path, window, {}).close()


def test_a_socket_that_somebody_listens_on_is_left_alone(window: QQuickWindow, tmp_path: Path) -> None:
    path = tmp_path / "used.socket"
    first = RemoteServer(path, window, {})
    with pytest.raises(OSError, match="cannot listen"):
        RemoteServer(path, window, {})
    first.close()
