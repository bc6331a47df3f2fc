"""The life of a device's program: paired first where it is not, in service then, and paired again when its key is no
longer good and somebody of the staff wants that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from shared.qt.app import execute
from shared.qt.pairing import Frame, PairingWindow
from shared.qt.pairing_model import PairingEntry


class DeviceProgram(Protocol):
    """A kiosk or a board that runs."""

    pairing_wanted: bool
    """Whether it ended its loop because it is to be paired again."""

    def close(self) -> None: ...


def serve(
    app: QGuiApplication, entry: PairingEntry, frame: Frame, begin: Callable[[PairingEntry], DeviceProgram]
) -> int:
    """Runs until a window is closed or the process is told to end; the exit code."""
    window: PairingWindow | None = None
    while True:
        if entry.key:
            part = begin(entry)
            if window is not None:
                _quietly(app, window.close)
                window = None
            code = execute(app)
            if not part.pairing_wanted:
                part.close()
                return code
            _quietly(app, part.close)
        window = PairingWindow(entry, frame, may_leave=bool(entry.key))
        leaving: list[bool] = []
        window.model.left.connect(lambda leaving=leaving: leaving.append(True))
        code = execute(app)
        if window.outcome is None and not leaving:
            window.close()
            return code
        entry = window.outcome or entry
        window.hand_over()


def _quietly(app: QGuiApplication, close: Callable[[], None]) -> None:
    """Closes a window without ending the program, which goes on with another one."""
    app.setQuitOnLastWindowClosed(False)
    close()
    app.setQuitOnLastWindowClosed(True)
