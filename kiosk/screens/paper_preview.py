"""The papers of this kiosk as pictures for QML, by ``image://paper/<ticket id>``; only the last one is kept."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.issuing.outbox import PrintedTicket
from kiosk.tickets import OfflineTicketId, TicketId


def paper_source(ticket: TicketId) -> str:
    """The picture's source for QML, another one for each ticket."""
    match ticket:
        case OfflineTicketId(row):
            return f"image://paper/offline-{row}"
        case int():
            return f"image://paper/{ticket}"
        case _:
            assert_never(ticket)


class PaperPreview(QQuickImageProvider):
    """The image provider ``paper``; ``last`` is also what the tour writes down."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self.last: PrintedTicket | None = None

    def keep(self, _: TicketId, paper: PrintedTicket) -> None:
        self.last = paper

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N803 - Qt's
        image = QImage.fromData(self.last.png) if self.last else QImage()
        if requestedSize.width() > 0 and not image.isNull():
            image = image.scaledToWidth(requestedSize.width(), Qt.TransformationMode.SmoothTransformation)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
