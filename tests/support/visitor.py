"""Somebody in front of a kiosk's window: touches it with real touch events, reads it, and looks whether words fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk

PATIENCE = 60_000
"""Milliseconds until a test gives up waiting for something that should have come."""


class HandClock:
    """A steady clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Visitor:
    def __init__(self, kiosk: Kiosk, qtbot: QtBot, clock: HandClock) -> None:
        self.kiosk, self.clock = kiosk, clock
        self._qtbot = qtbot
        self._finger = QTest.createTouchDevice()

    def waits(self, until: Callable[[], Any], seconds: float = PATIENCE / 1000) -> None:
        self._qtbot.waitUntil(lambda: bool(until()), timeout=round(seconds * 1000))

    def sees_page(self, page: str) -> None:
        try:
            self.waits(lambda: self.kiosk.flow.screens.frame.page == page)
        except Exception as failed:
            raise AssertionError(f"waited for {page!r}, saw {self.kiosk.flow.screens.frame.page!r}") from failed

    def touches(self, name: str) -> None:
        """Waits until the item is to be seen and still, and touches its middle."""
        self.waits(lambda: self.find(name) is not None and self.find(name).isEnabled())
        self.settles()
        point = self.middle(name)
        self.presses_and_releases(point)

    def presses_and_releases(self, point: QPoint) -> None:
        window = self.kiosk.window
        QTest.touchEvent(window, self._finger).press(0, point, window).commit()
        QTest.touchEvent(window, self._finger).release(0, point, window).commit()

    def middle(self, name: str) -> QPoint:
        item = self.find(name)
        assert item is not None, f"{name!r} is not to be seen"
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def settles(self) -> None:
        """Waits until nothing fades or slides any more, and what has come up may be touched."""
        still: list[QRectF] = []
        before: list[QRectF] = []

        def quiet() -> bool:
            nonlocal still, before
            before, still = still, [place(item) for item in self.items()]
            stands = bool(still) and before == still and not self.kiosk.window.property("resting")
            return stands and all(opaque(item) for item in self.items())

        self.waits(quiet)

    def find(self, name: str) -> Any:
        return next((item for item in reversed(list(self.items())) if item.objectName() == name), None)

    def items(self) -> Iterator[QQuickItem]:
        return seen_below(self.kiosk.window.contentItem())

    def texts(self) -> list[QQuickItem]:
        return [item for item in self.items() if item.inherits("QQuickText") and item.property("text")]

    def words(self) -> list[str]:
        return [str(item.property("text")) for item in self.texts()]

    def waits_longer_than(self, seconds: float) -> None:
        """Nobody touches for so long."""
        self.clock.now += seconds
        self.kiosk.flow.beat()

    def picture(self, file: Path) -> None:
        self.kiosk.window.grabWindow().save(str(file))

    def misfits(self) -> list[str]:
        """Words that are cut off, stand outside their box, outside the window, at the edge of their letter tile or
        under the hint that there is more."""
        window = self.kiosk.window.contentItem()
        whole = QRectF(0, 0, window.width(), window.height()).adjusted(-1, -1, 1, 1)
        found = []
        hints = [item for item in self.items() if item.objectName() == "slide-hint"]
        for item in self.texts():
            said = str(item.property("text"))
            if bool(item.property("truncated")) and not item.property("mayElide"):
                found.append(f"cut off: {said!r}")
            if float(item.property("contentWidth")) > item.width() + 1.5:
                found.append(f"wider than its box ({item.property('contentWidth'):.0f} > {item.width():.0f}): {said!r}")
            if item.objectName() == "letter" and float(item.property("contentWidth")) > 0.86 * item.width():
                found.append(f"at the edge of its tile: {said!r}")
            if any(place(hint).intersects(in_sight(item)) for hint in hints if same_page(hint, item)):
                found.append(f"under the hint: {said!r}")
            if float(item.property("contentHeight")) > item.height() + 1.5:
                found.append(f"higher than its box: {said!r}")
            if word := broken(item):
                found.append(f"broken inside: {word!r} in {said!r}")
            if not scrolls(item):
                if not whole.contains(place(item)):
                    found.append(f"outside the window: {said!r}")
                if out := beyond(item):
                    found.append(f"outside {out}: {said!r}")
        return found


def broken(item: QQuickItem) -> str:
    """A word of several lines that is wider than their place, and so stands on two of them."""
    if int(item.property("lineCount")) < 2:
        return ""
    wide = QFontMetricsF(item.property("font")).horizontalAdvance
    words = re.sub(r"<[^>]*>", " ", str(item.property("text"))).replace("-", "- ").replace("/", "/ ").split()
    return next((word for word in words if wide(word) > item.width() + 1), "")


def beyond(item: QQuickItem) -> str:
    """The first item around ``item`` whose edge it crosses; items without a size of their own do not count."""
    own = place(item)
    around = item.parentItem()
    while around is not None and around.parentItem() is not None:
        if around.width() > 0 and around.height() > 0 and not place(around).adjusted(-2, -2, 2, 2).contains(own):
            return around.metaObject().className()
        around = around.parentItem()
    return ""


def same_page(hint: QQuickItem, item: QQuickItem) -> bool:
    """Whether ``item`` is on the hint's own page, and no part of the hint."""
    return item.parentItem() is not hint and page_of(item) is page_of(hint)


def page_of(item: QQuickItem) -> QQuickItem | None:
    around: QQuickItem | None = item
    while around is not None and not around.inherits("QQuickLoader"):
        around = around.parentItem()
    return around


def in_sight(item: QQuickItem) -> QRectF:
    """Where its words are drawn, without what a list around it cuts off."""
    found = item.mapRectToScene(QRectF(0, 0, item.property("contentWidth"), item.height()))
    around = item.parentItem()
    while around is not None:
        if around.clip():
            found = found.intersected(place(around))
        around = around.parentItem()
    return found


def scrolls(item: QQuickItem) -> bool:
    around = item.parentItem()
    while around is not None:
        if around.inherits("QQuickFlickable") and around.property("interactive"):
            return True
        around = around.parentItem()
    return False


def seen_below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from seen_below(child)


def place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def opaque(item: QQuickItem) -> bool:
    return item.opacity() in {0.0, 1.0} or item.opacity() == 0.55 or not item.inherits("QQuickLoader")
