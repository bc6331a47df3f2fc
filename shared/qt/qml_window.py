"""A window whose contents are the ``Main`` of a QML module: made, placed and ended in the right order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtQml import QQmlImageProviderBase
from PySide6.QtQuick import QQuickWindow

from shared.qt.app import make_engine, place
from shared.window_placement import ScreenShare


class QmlWindow:
    """Needs the application of ``make_application``. It is not shown before ``place``."""

    def __init__(
        self,
        module: str,
        properties: Mapping[str, object],
        images: Mapping[str, QQmlImageProviderBase],
        *import_paths: Path,
    ) -> None:
        """``properties`` are the required ones of ``Main``; ``images`` are image providers by the name under which QML
        asks for them; the module lies in one of ``import_paths`` or among the shared ones."""
        self.engine = make_engine(*import_paths)
        for name, provider in images.items():
            self.engine.addImageProvider(name, provider)
        self.engine.setInitialProperties(dict(properties))
        self.engine.loadFromModule(module, "Main")
        (window,) = self.engine.rootObjects()
        assert isinstance(window, QQuickWindow)  # noqa: S101
        self.window = window

    def place(self, geometry: tuple[int, int, int, int] | None, share: ScreenShare | None) -> None:
        """Shows it at ``geometry`` (x, y, width, height in pixels), on its share of the screens, or over the screen."""
        place(self.window, QRect(*geometry) if geometry else None, share)

    def close(self) -> None:
        """Ends the window while the models that its bindings read are still there."""
        self.window.close()
        shiboken6.delete(self.engine)
