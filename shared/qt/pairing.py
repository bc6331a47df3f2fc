"""The window in which a kiosk or a board becomes a hall's device: the hub's address and a code, by touch or by keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from shared.qt.app import words
from shared.qt.pairing_model import PairingEntry, PairingModel
from shared.qt.qml_window import QmlWindow
from shared.qt.remote import RemoteAnswer, RemoteCommand, RemoteServer
from shared.window_placement import ScreenShare


@dataclass(frozen=True)
class Frame:
    """Where and how a window of the device stands."""

    geometry: tuple[int, int, int, int] | None = None
    share: ScreenShare | None = None
    reduce_motion: bool = False
    pixels_per_mm: float = 0.0
    """0: not known."""
    remote: Path | None = None


class PairingWindow:
    """The window, and the model that its bindings read. ``outcome`` is the entry with its key once there is one."""

    def __init__(self, entry: PairingEntry, frame: Frame, may_leave: bool) -> None:
        """Needs the application of ``make_application``."""
        self.outcome: PairingEntry | None = None
        self.model = PairingModel(entry, may_leave)
        properties = {"pairing": self.model, "pixelsPerMm": frame.pixels_per_mm, "reduceMotion": frame.reduce_motion}
        self._qml = QmlWindow("Antrean.Pairing", properties, {})
        self.window = window = self._qml.window
        self._words = words(self._qml.engine)
        self.model.changed.connect(self._speak)
        self._keys = _Keys(self.model.strike)
        window.installEventFilter(self._keys)
        self.model.entered.connect(self._entered)
        self.model.left.connect(_end_loop)
        self._remote = RemoteServer(frame.remote, window, self._commands()) if frame.remote else None
        self._qml.place(frame.geometry, frame.share)

    def hand_over(self) -> None:
        """What follows may listen where this window did; the window itself stands until ``close``."""
        if self._remote is not None:
            self._remote.close()
            self._remote = None

    def close(self) -> None:
        self.hand_over()
        self.model.close()
        self._qml.close()

    def _entered(self, entry: PairingEntry) -> None:
        self.outcome = entry
        _end_loop()

    def _speak(self) -> None:
        self._words.set_lang(str(self.model.lang))

    def _commands(self) -> Mapping[str, RemoteCommand]:
        def state(_: Mapping[str, object]) -> RemoteAnswer:
            model = self.model
            return {
                "address": model.address,
                "code": model.code,
                "trouble": model.trouble,
                "advice": model.advice,
                "fingerprint": model.fingerprint,
                "busy": model.busy,
            }

        return {"pairing": state}


class _Keys(QObject):
    """Gives the window's keys to the model: nothing in the window has the keyboard's focus."""

    def __init__(self, strike: Callable[[int, str, float, bool], None]) -> None:
        super().__init__()
        self._strike = strike

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        self._strike(event.key(), event.text(), float(event.timestamp()), event.isAutoRepeat())
        return True


def _end_loop() -> None:
    QTimer.singleShot(0, QGuiApplication.quit)
