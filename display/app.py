"""Starts the board: the only place that wires hub, voice and window."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QWindow
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from display.board import Board
from display.model import BoardModel
from display.presenter import Presenter
from display.settings import VOICE_NONE, DisplaySettings
from display.voice.announcer import Announcer
from display.voice.player import sound_for
from display.voice.sound import Off, Sound
from shared.qt.app import make_application, make_engine, place
from shared.qt.link import HubLink

log = logging.getLogger("antrean.display")

QML = Path(__file__).parent / "qml"


class Window(QObject):
    """The board's window and the model behind it. ``close`` before the application ends."""

    def __init__(self, settings: DisplaySettings) -> None:
        super().__init__()
        self.model = BoardModel(settings.times, self)
        self.engine: QQmlApplicationEngine = make_engine(QML)
        self.engine.setInitialProperties({"board": self.model, "reduceMotion": settings.reduce_motion})
        self.engine.loadFromModule("Antrean.Display", "Main")
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the board's window cannot be made; the messages before this one say why")
        self.window: QWindow = roots[0]
        place(self.window, QRect(*settings.geometry) if settings.geometry else None)

    def show(self, board: Board) -> None:
        self.model.show(board)

    def close(self) -> None:
        """Takes the window down before the model that it reads."""
        self.window.close()
        delete(self.engine)


class Display(QObject):
    """One running board: link, voice, presenter, window."""

    def __init__(self, settings: DisplaySettings, sound: Sound) -> None:
        super().__init__()
        self.link = HubLink(settings.hub, settings.key, self)
        self.voice = Announcer(settings.zone, sound, parent=self)
        mute = isinstance(sound, Off)
        self.presenter = Presenter(self.link, self.voice, settings.zone, settings.times, mute, parent=self)
        self.window = Window(settings)
        self.presenter.changed.connect(self.window.show)
        self.window.show(self.presenter.board)
        if not mute:
            self.voice.warm()
        self.link.open()

    def close(self) -> None:
        self.link.close()
        self.voice.close()
        self.window.close()


def run(settings: DisplaySettings) -> int:
    """Runs the board until its window is closed; returns the exit code."""
    sound = Off() if settings.voice == VOICE_NONE else sound_for(settings.voice)
    if isinstance(sound, str):
        log.error("--voice %s: %s", settings.voice, sound)
        return 2
    app = make_application(settings.name)
    display = Display(settings, sound)
    code = app.exec()
    display.close()
    return code
