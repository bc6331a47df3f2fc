"""Keeps a window on its screen while screens come, go and change: a television is switched on hours after the PC."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow

from shared.window_placement import FullScreen, Hidden, ScreenShare, SideBySide, WindowPlacement, distinct, stand

log = logging.getLogger("antrean.screen")

LOOKS_MS = (300, 1_000, 3_000)
"""After a change: several signals come for one, and a desktop moves windows about after the last of them."""


class WindowPlacer(QObject):
    """Shows the window where its share of the screens is, from now on."""

    def __init__(self, window: QWindow, mine: ScreenShare) -> None:
        super().__init__(window)
        self._window = window
        self._mine = mine
        self._had_enough = False
        self._now: WindowPlacement | None = None
        self._looks = [QTimer(self, singleShot=True, interval=pause) for pause in LOOKS_MS]
        for timer in self._looks:
            timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101
        app.screenAdded.connect(self._added)
        app.screenRemoved.connect(self._changed)
        app.primaryScreenChanged.connect(self._changed)
        for screen in app.screens():
            self._follow(screen)
        self.look()

    def look(self) -> None:
        """Puts the window where it belongs, unless it stands there."""
        screens = QGuiApplication.screens()
        whole = [_place(screen.geometry()) for screen in screens]
        if not screens or not any(place[2] for place in whole):
            return
        self._had_enough |= len(distinct(whole)) >= self._mine.count
        wanted = stand(self._mine, whole, _place(screens[0].availableGeometry()), self._had_enough)
        if wanted is None or (wanted == self._now and self._stands(wanted)):
            return
        if wanted != self._now:
            log.info("%s", _told(wanted))
        self._now = wanted
        self._put(wanted)

    def _stands(self, wanted: WindowPlacement) -> bool:
        """Whether nothing moved the window. One with a frame may be moved: somebody looks at a demonstration."""
        match wanted:
            case FullScreen(place):
                return self._window.isVisible() and _place(self._window.geometry()) == place
            case SideBySide():
                return self._window.isVisible()
            case Hidden():
                return not self._window.isVisible()

    def _put(self, wanted: WindowPlacement) -> None:
        window = self._window
        match wanted:
            case Hidden():
                window.hide()
            case SideBySide(place):
                window.setFlag(Qt.WindowType.FramelessWindowHint, False)
                window.showNormal()
                window.setGeometry(QRect(*place))
            case FullScreen(place):
                window.setFlag(Qt.WindowType.FramelessWindowHint, True)
                screen = next((one for one in QGuiApplication.screens() if _place(one.geometry()) == place), None)
                if window.visibility() is QWindow.Visibility.FullScreen:
                    window.showNormal()  # a desktop moves no window that fills a screen
                if screen is not None:
                    window.setScreen(screen)
                window.setGeometry(QRect(*place))
                window.showFullScreen()
                window.setGeometry(QRect(*place))

    def _follow(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        screen.availableGeometryChanged.connect(self._changed)

    def _added(self, screen: QScreen) -> None:
        self._follow(screen)
        self._changed()

    def _changed(self, *_: object) -> None:
        for timer in self._looks:
            timer.start()


def _place(rectangle: QRect) -> tuple[int, int, int, int]:
    return rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height()


def _told(wanted: WindowPlacement) -> str:
    match wanted:
        case FullScreen((x, y, width, height)):
            return f"the window fills the screen of {width}x{height} at {x},{y}"
        case SideBySide((x, y, width, height)):
            return f"the window stands beside the other one, {width}x{height} at {x},{y}"
        case Hidden():
            return "the window waits until its screen is switched on"
