"""QR codes on the screen, for QML by ``image://code/<address in hexadecimal>``, one pixel a module."""

from __future__ import annotations

import io

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.paper.raster import modules


class QrImages(QQuickImageProvider):
    """The image provider ``code``."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N803 - Qt's
        out = io.BytesIO()
        modules(bytes.fromhex(id).decode()).save(out, "PNG")
        image = QImage.fromData(out.getvalue())
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
