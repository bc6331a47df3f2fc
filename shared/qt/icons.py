"""Icons for QML: the drawings of ``assets/icons`` in any colour and size, by ``image://icon/<name>?color=%23rrggbb``.

A drawing is recoloured here, in the image, because effects disappear under software rendering.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from shared.resources import ASSETS

FOLDER = ASSETS / "icons"


class Icons(QQuickImageProvider):
    """The image provider ``icon``; an engine takes it over by ``engine.addImageProvider("icon", Icons())``.

    Without a colour the drawing keeps its own, as the logo does. An unknown name or colour gives no image, which Qt
    reports as a warning.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N803 - Qt's own
        name, _, query = id.partition("?")
        colour = parse_qs(query).get("color", [None])[0]
        image = draw(name, requestedSize, colour)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def draw(name: str, wanted: QSize, colour: str | None = None) -> QImage:
    """The drawing ``name``, as large as fits in ``wanted`` pixels, in its middle; all of it in ``colour`` if given.

    A side of ``wanted`` that is not positive follows from the other, or from the drawing. A colour is what QColor
    reads, ``#rrggbb`` or ``#aarrggbb``. The null image if there is no such drawing or colour.
    """
    path = _drawings().get(name)
    paint = None if colour is None else QColor.fromString(colour)
    if path is None or (paint is not None and not paint.isValid()):
        return QImage()
    renderer = QSvgRenderer(str(path))
    own = renderer.defaultSize()
    box = _box(own, wanted)
    image = QImage(box, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    fitted = own.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (box.width() - fitted.width()) / 2, (box.height() - fitted.height()) / 2
    painter = QPainter(image)
    renderer.render(painter, QRectF(left, top, fitted.width(), fitted.height()))
    if paint is not None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(image.rect(), paint)
    painter.end()
    return image


@cache
def _drawings() -> dict[str, Path]:
    return {path.stem: path for path in FOLDER.glob("*.svg")}


def _box(own: QSize, wanted: QSize) -> QSize:
    width, height = wanted.width(), wanted.height()
    if width <= 0 and height <= 0:
        return own
    if width <= 0:
        width = round(height * own.width() / own.height())
    if height <= 0:
        height = round(width * own.height() / own.width())
    return QSize(width, height)
