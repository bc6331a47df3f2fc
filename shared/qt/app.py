"""Makes the Qt application of kiosk and board: rendering back end, fonts, import paths, the window's place."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QFontDatabase, QGuiApplication, QWindow
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuickControls2 import QQuickStyle

import shared.qt.words as words_module
from shared.qt.garbage import GarbageCollector
from shared.qt.icons import Icons
from shared.qt.window_placer import WindowPlacer
from shared.resources import ASSETS
from shared.window_placement import ScreenShare

QML = Path(__file__).parent / "qml"


def make_application(name: str) -> QGuiApplication:
    """The process's QGuiApplication, with our fonts; made once, and found again by later calls.

    Without a GPU Qt would draw by a slow OpenGL emulation: the software renderer is chosen instead, unless
    ``QT_QUICK_BACKEND`` says otherwise.
    """
    if not os.environ.get("QT_QUICK_BACKEND") and not _has_gpu():
        os.environ["QT_QUICK_BACKEND"] = "software"
    existing = QGuiApplication.instance()
    app = existing if isinstance(existing, QGuiApplication) else QGuiApplication([name])
    if app.findChild(GarbageCollector) is None:
        GarbageCollector(app)
    app.setApplicationName(name)
    QQuickStyle.setStyle("Basic")
    for font in sorted((ASSETS / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    return app


def _has_gpu() -> bool:
    return sys.platform != "linux" or any(Path("/dev/dri").glob("renderD*"))


def make_engine(*import_paths: Path) -> QQmlApplicationEngine:
    """An engine that finds our QML modules, the icons, and those in ``import_paths``."""
    engine = QQmlApplicationEngine()
    engine.addImageProvider("icon", Icons())
    for path in (QML, *import_paths):
        engine.addImportPath(str(path))
    return engine


def words(engine: QQmlApplicationEngine) -> words_module.Words:
    """The engine's own Words."""
    found = engine.singletonInstance(words_module.QML_IMPORT_NAME, "Words")
    assert isinstance(found, QObject), "Words is registered by importing its module"  # noqa: S101
    return found  # type: ignore[return-value]


def execute(app: QGuiApplication) -> int:
    """Runs the event loop until the last window is closed or the process is told to end (SIGINT, SIGTERM)."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: QTimer.singleShot(0, app.quit))  # also when told before the loop runs
    awake = QTimer()  # lets Python see signals while Qt waits
    awake.timeout.connect(lambda: None)
    awake.start(250)
    return app.exec()


def place(window: QWindow, geometry: QRect | None, share: ScreenShare | None = None) -> None:
    """Shows the window where it was told, on its share of the screens, or over the whole screen.

    Without a window manager ``showFullScreen`` does not resize, so the screen's geometry is set as well."""
    if geometry is not None:
        window.setGeometry(geometry)
        window.show()
        return
    if share is not None:
        WindowPlacer(window, share)
        return
    window.setGeometry(window.screen().geometry())
    window.showFullScreen()
