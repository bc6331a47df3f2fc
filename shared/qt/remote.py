"""A local socket on which another process touches a window and looks at it, as a visitor would; for the tour.

One JSON object a line, answered by one a line, in order: ``{"do": "touch", "object": NAME}`` is a real touch event on
the middle of the item with that objectName; ``{"do": "grab", "file": PATH}`` saves a picture of the window;
``{"do": "wait", "object": NAME, "seconds": N}`` answers once the item is to be seen, can be touched and stands still;
``{"do": "frame"}`` tells when the window last drew, on the system's steady clock.
A part adds commands of its own. Answers are ``{"ok": true, ...}`` or ``{"ok": false, "error": TEXT}``. Only its own
user may connect.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

POLL_MS = 30
"""Milliseconds between two looks while waiting."""
STILL_POLLS = 3
"""So many looks in a row an item must stand still."""
WAIT_SECONDS = 10.0
"""Seconds to wait where the asker does not say."""
MAX_LINE_BYTES = 65_536

RemoteAnswer = Mapping[str, object]
RemoteCommand = Callable[[Mapping[str, object]], RemoteAnswer]


class RemoteError(Exception):
    """A command that cannot be done; its text goes to the asker."""


class RemoteServer(QObject):
    """Listens at ``path``, which must not be in use, until ``close``. Raises OSError where it cannot."""

    def __init__(self, path: Path, window: QQuickWindow, commands: Mapping[str, RemoteCommand]) -> None:
        super().__init__(window)
        self.window = window
        self.commands: Mapping[str, RemoteCommand] = {
            "touch": self._touch,
            "grab": self._grab,
            "frame": self._frame,
            **commands,
        }
        self._drawn = 0.0
        window.frameSwapped.connect(self._note_frame)
        self._finger = QTest.createTouchDevice()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        if _alive(path):
            raise OSError(f"cannot listen at {path}: somebody else does")
        if os.name == "posix":
            path.unlink(missing_ok=True)
        if not self._server.listen(str(path)):
            raise OSError(f"cannot listen at {path}: {self._server.errorString()}")

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Conversation(self, socket)

    def item(self, name: str) -> QQuickItem:
        """The item with this objectName that can be seen; the last drawn of several."""
        found = [item for item in _below(self.window.contentItem()) if item.objectName() == name and seen(item)]
        if not found:
            raise RemoteError(f"no item {name!r} to be seen")
        return found[-1]

    def _touch(self, asked: Mapping[str, object]) -> RemoteAnswer:
        item = self.item(_text(asked, "object"))
        if not item.isEnabled():
            raise RemoteError(f"{item.objectName()!r} cannot be touched now")
        point = middle(item).toPoint()
        QTest.touchEvent(self.window, self._finger).press(0, point, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, point, self.window).commit()
        return {"x": point.x(), "y": point.y()}

    def _frame(self, _: Mapping[str, object]) -> RemoteAnswer:
        return {"at": self._drawn}

    def _note_frame(self) -> None:
        self._drawn = monotonic()

    def _grab(self, asked: Mapping[str, object]) -> RemoteAnswer:
        file = Path(_text(asked, "file"))
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = self.window.grabWindow()
        if not picture.save(str(file)):
            raise RemoteError(f"cannot write {file}")
        return {"file": str(file), "width": picture.width(), "height": picture.height()}


class _Conversation(QObject):
    """One connection: commands one after another, each answered before the next is looked at."""

    def __init__(self, remote: RemoteServer, socket: QLocalSocket) -> None:
        super().__init__(socket)
        self._remote, self._socket = remote, socket
        self._buffer = b""
        self._waiting: tuple[str, float] | None = None
        self._last: QRectF | None = None
        self._still = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        self._buffer += bytes(self._socket.readAll().data())
        self._work()

    def _work(self) -> None:
        while self._waiting is None and b"\n" in self._buffer:
            line, self._buffer = self._buffer.split(b"\n", 1)
            self._do(line)
        if len(self._buffer) > MAX_LINE_BYTES:
            self._socket.abort()

    def _do(self, line: bytes) -> None:
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise RemoteError("expected a JSON object")
            if asked.get("do") == "wait":
                self._wait(asked)
                return
            command = self._remote.commands.get(str(asked.get("do")))
            if command is None:
                raise RemoteError(f"no command {asked.get('do')!r}; there are wait, {', '.join(self._remote.commands)}")
            self._answer({"ok": True, **command(asked)})
        except (RemoteError, OSError, ValueError, KeyError) as trouble:
            self._answer({"ok": False, "error": str(trouble)})

    def _wait(self, asked: Mapping[str, object]) -> None:
        seconds = asked.get("seconds", WAIT_SECONDS)
        if not isinstance(seconds, int | float):
            raise RemoteError("seconds: expected a number")
        self._waiting = (_text(asked, "object"), monotonic() + seconds)
        self._last, self._still = None, 0
        self._timer.start(POLL_MS)

    def _look(self) -> None:
        if self._waiting is None:
            return
        name, until = self._waiting
        place: QRectF | None = None
        try:
            item = self._remote.item(name)
            place = item.mapRectToScene(item.boundingRect()) if settled(item) else None
        except RemoteError:
            pass
        self._still = self._still + 1 if place is not None and place == self._last else 0
        self._last = place
        if self._still >= STILL_POLLS:
            self._done({"ok": True})
        elif monotonic() > until:
            self._done({"ok": False, "error": f"{name!r} was not to be seen, touchable and still in time"})

    def _done(self, answer: RemoteAnswer) -> None:
        self._timer.stop()
        self._waiting = None
        self._answer(answer)
        self._work()

    def _answer(self, answer: RemoteAnswer) -> None:
        self._socket.write(json.dumps(answer).encode() + b"\n")
        self._socket.flush()


def _alive(path: Path) -> bool:
    """Whether somebody listens at ``path``; a file left behind by a killed process is nobody."""
    socket = QLocalSocket()
    socket.connectToServer(str(path))
    return socket.waitForConnected(200)


def _below(item: QQuickItem) -> list[QQuickItem]:
    found = []
    for child in item.childItems():
        found.append(child)
        found.extend(_below(child))
    return found


def seen(item: QQuickItem) -> bool:
    """Whether it and everything around it is visible and has a size."""
    return item.isVisible() and item.width() > 0 and item.height() > 0


def settled(item: QQuickItem) -> bool:
    """Whether it is enabled and nothing around it is still fading."""
    around: QQuickItem | None = item
    while around is not None:
        if around.opacity() < 1:
            return False
        around = around.parentItem()
    return item.isEnabled()


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def _text(asked: Mapping[str, object], name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not value:
        raise RemoteError(f"{name}: expected a text")
    return value
