"""The asking end of ``shared.qt.remote``: touches a window of another process and takes pictures of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

ANSWER_SECONDS = 90.0


class RemoteFailedError(Exception):
    """The window did not do what was asked, or is not there; the message says which."""


class RemoteWindow:
    """One window, by the local socket that its process was given."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._path = path
        self._socket = _socket()

    def connect(self, lives: Callable[[], bool] = lambda: True, seconds: float = ANSWER_SECONDS) -> None:
        """Waits until the window listens, as long as its process lives."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not lives():
                raise RemoteFailedError(f"the {self.name} ended at once; {self.name}.log says why")
            self._socket.connectToServer(str(self._path))
            if self._socket.waitForConnected(500):
                return
            time.sleep(0.05)
        raise RemoteFailedError(f"the {self.name} did not start within {seconds:.0f} s")

    def ask(self, do: str, **values: object) -> dict[str, Any]:
        """Has one thing done and gives its answer."""
        self._socket.write(json.dumps({"do": do, **values}).encode() + b"\n")
        self._socket.flush()
        deadline = time.monotonic() + ANSWER_SECONDS
        while not self._socket.canReadLine():
            if time.monotonic() > deadline or not self._connected():
                raise RemoteFailedError(f"the {self.name} gave no answer to {do}")
            self._socket.waitForReadyRead(200)
        answer: dict[str, Any] = json.loads(bytes(self._socket.readLine().data()))
        if not answer.pop("ok", False):
            raise RemoteFailedError(f"{self.name}, {do}: {answer.get('error')}")
        return answer

    def wait(self, name: str, seconds: float = 30.0) -> None:
        self.ask("wait", object=name, seconds=seconds)

    def touch(self, name: str) -> None:
        """Touches the item once it is there and stands still."""
        self.wait(name)
        self.ask("touch", object=name)

    def grab(self, file: Path) -> None:
        self.ask("grab", file=str(file))

    def close(self) -> None:
        self._socket.abort()

    def _connected(self) -> bool:
        return self._socket.state() is self._socket.LocalSocketState.ConnectedState


def _socket() -> QLocalSocket:
    """Qt comes in here and not before: the command line knows this module, and a hub needs no Qt."""
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415

    return QLocalSocket()
