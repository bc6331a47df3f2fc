"""What stands in a window: every visible text, where it is painted, and whether it stays in its box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

SLACK = 1.5
"""Pixels by which rounding may differ."""
ABOVE, BELOW = 0.2, 0.12
"""Shares of a line's height over its capitals and under its descenders, in which nothing is drawn."""
FIGURES = 0.24
"""The same, over and under a number."""
CAPITAL = 0.668
"""Height of a capital in ems, of the typeface for numbers."""


@dataclass(frozen=True)
class Seen:
    name: str
    text: str
    box: QRectF
    painted: QRectF
    truncated: bool
    moving: bool
    """Part of the running ticker, which leaves its box on purpose."""

    @property
    def inside(self) -> bool:
        if self.moving:
            return True
        wide = self.painted.width() <= self.box.width() + SLACK
        high = self.painted.height() <= self.box.height() + SLACK
        return wide and high and not self.truncated


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    for child in root.childItems():
        if child.isVisible() and child.opacity() > 0:
            yield child
            yield from items(child)


def find(window: QQuickWindow, name: str) -> QQuickItem:
    return next(item for item in items(window.contentItem()) if item.objectName() == name)


def found(window: QQuickWindow, name: str) -> bool:
    return any(item.objectName() == name for item in items(window.contentItem()))


def texts(window: QQuickWindow) -> list[Seen]:
    return [_seen(item) for item in items(window.contentItem()) if _is_text(item)]


def misfits(window: QQuickWindow) -> list[str]:
    """Texts that leave their box or the window, or touch one another."""
    window.grabWindow()
    seen = texts(window)
    assert seen, "nothing is written in the window"
    frame = window.contentItem().boundingRect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    still = [one for one in seen if not one.moving]
    touching = [
        f"{one.text!r} touches {other.text!r}"
        for one, other in combinations(still, 2)
        if one.painted.adjusted(1, 1, -1, -1).intersects(other.painted.adjusted(1, 1, -1, -1))
    ]
    return [
        *(f"{one.text!r} leaves its box" for one in seen if not one.inside),
        *(f"{one.text!r} leaves the window" for one in still if not frame.contains(one.painted)),
        *touching,
    ]


def _is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def _seen(item: QQuickItem) -> Seen:
    box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    width, height = float(item.property("contentWidth")), float(item.property("contentHeight"))
    align, below = _number(item, "effectiveHorizontalAlignment"), _number(item, "verticalAlignment")
    left = {2: item.width() - width, 4: (item.width() - width) / 2}.get(align, 0.0)
    top = {0x40: item.height() - height, 0x80: (item.height() - height) / 2}.get(below, 0.0)
    line = height / max(1, int(item.property("lineCount")))
    above, below_line = (FIGURES, FIGURES) if re.fullmatch(r"[A-Z0-9./–-]+", item.property("text")) else (ABOVE, BELOW)
    ink = QRectF(left, top + above * line, width, height - (above + below_line) * line)
    painted = item.mapRectToScene(ink)
    return Seen(
        item.objectName(),
        item.property("text"),
        box,
        painted,
        bool(item.property("truncated")),
        _within(item, "belt"),
    )


def _number(item: QQuickItem, name: str) -> int:
    """An enumeration's value, which PySide has no type for."""
    context = qmlContext(item)
    assert context is not None
    value, _ = QQmlExpression(context, item, name).evaluate()
    return int(value)


def _within(item: QQuickItem | None, name: str) -> bool:
    while item is not None:
        if item.objectName() == name:
            return True
        item = item.parentItem()
    return False
