"""The hall's logo on kiosk and board: fetched from the hub, kept while it is away, drawn for QML by
``image://logo/<address>``.

Whatever goes wrong, the screens show the name alone: a picture that does not come is asked for again with the next
connection, and one that cannot be drawn is left out.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from shared.qt.link import HubLink, LinkState
from shared.qt.replies import Unreachable
from shared.site.logo import Logo, UnfitError, logo_of
from shared.wire import Hall

log = logging.getLogger(__name__)

DRAWN_PIXELS = 512
"""Pixels of the longer side in which a picture is drawn where nobody says how large."""


class HallLogo(QObject):
    """Follows the hall's logo. ``source`` is what QML shows, "" while there is none."""

    changed = Signal(str)
    """The new ``source``."""

    def __init__(self, link: HubLink, folder: Path | None = None, parent: QObject | None = None) -> None:
        """``folder``: where the picture outlives a restart, in case the hub is away then."""
        super().__init__(parent)
        self.provider = Logos()
        self.source = ""
        self.logo: Logo | None = None
        self._link, self._folder = link, folder
        self._wanted: str | None = None
        self._asking: str | None = None
        link.hall_changed.connect(self._look)
        link.state_changed.connect(self._again)

    def show_kept(self, hall: Hall | None) -> None:
        """The picture of a hall that is known from before the start."""
        if hall is not None and self._link.hall is None and hall.site.logo is not None:
            self._wanted = hall.site.logo
            self._take(self._kept(hall.site.logo))

    def picture(self, width: int, height: int) -> bytes | None:
        """The logo as PNG, as large as fits in so many pixels; None where there is none. Each size is drawn once: every
        paper asks for it."""
        logo = self.logo
        return _png(logo, width, height) if logo is not None else None

    def _look(self, hall: Hall) -> None:
        if hall.site.logo == self._wanted and (self.logo or not self._wanted):
            return
        self._wanted = hall.site.logo
        if self.logo is not None and self.logo.address != self._wanted:
            self._take(None)
        if self._wanted is not None and self.logo is None:
            self._take(self._kept(self._wanted))
            self._ask()

    def _again(self, state: LinkState) -> None:
        if state is LinkState.ONLINE:
            self._ask()

    def _ask(self) -> None:
        wanted = self._wanted
        if wanted is None or self.logo is not None or self._asking == wanted:
            return
        self._asking = wanted
        self._link.fetch(wanted, lambda answer: self._came(wanted, answer))

    def _came(self, address: str, answer: bytes | Unreachable) -> None:
        self._asking = None
        if address != self._wanted:
            self._ask()
            return
        if isinstance(answer, Unreachable):
            log.warning("the hall's logo did not come: %s", answer.reason)
            return
        logo = _checked(address, answer)
        if logo is None:
            log.error("the hall's logo at %s is no picture of that address", address)
            return
        self._keep(logo)
        self._take(logo)

    def _take(self, logo: Logo | None) -> None:
        if logo is not None and draw(logo, QSize()).isNull():
            log.error("the hall's logo cannot be drawn here: %s", logo.address)
            logo = None
        if logo == self.logo:
            return
        self.logo = logo
        self.provider.show(logo)
        self.source = f"image://logo{logo.address}" if logo else ""
        self.changed.emit(self.source)

    def _file(self, address: str) -> Path | None:
        return self._folder / f"shown-{address.rpartition('/')[2]}" if self._folder else None

    def _kept(self, address: str) -> Logo | None:
        file = self._file(address)
        try:
            return _checked(address, file.read_bytes()) if file else None
        except OSError:
            return None

    def _keep(self, logo: Logo) -> None:
        file = self._file(logo.address)
        if file is None:
            return
        try:
            for old in file.parent.glob("shown-logo-*"):
                old.unlink()
            file.write_bytes(logo.data)
        except OSError as error:
            log.warning("the hall's logo is not kept for a start without the hub: %s", error)


@lru_cache(maxsize=4)
def _png(logo: Logo, width: int, height: int) -> bytes:
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    draw(logo, QSize(width, height)).save(store, "PNG")  # type: ignore[call-overload]  # the stub forgets str
    return bytes(store.data().data())


def _checked(address: str, data: bytes) -> Logo | None:
    """The picture, when its bytes are those of its address; None where they are not."""
    try:
        logo = logo_of(address, data)
    except UnfitError:
        return None
    return logo if logo.address == address else None


class Logos(QQuickImageProvider):
    """The image provider ``logo``; it has one picture."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._logo: Logo | None = None

    def show(self, logo: Logo | None) -> None:
        self._logo = logo

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N803 - Qt's own
        image = draw(self._logo, requestedSize) if self._logo else QImage()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def draw(logo: Logo, within: QSize) -> QImage:
    """The picture, as large as fits in ``within`` pixels, where a side that is not positive does not bind; the null
    image where Qt cannot draw it."""
    if logo.kind == "png":
        image = QImage.fromData(QByteArray(logo.data), "PNG")  # type: ignore[arg-type]
        if image.isNull():
            return image
        box = _box(image.size(), within)
        smooth = Qt.TransformationMode.SmoothTransformation
        return image.scaled(box, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    renderer = QSvgRenderer(QByteArray(logo.data))
    if not renderer.isValid() or renderer.viewBoxF().isEmpty():
        return QImage()
    box = _box(renderer.viewBoxF().size().toSize().expandedTo(QSize(1, 1)), within)
    image = QImage(box, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _box(own: QSize, within: QSize) -> QSize:
    if within.width() <= 0 and within.height() <= 0:
        within = QSize(DRAWN_PIXELS, DRAWN_PIXELS)
    scale = min(side / of for side, of in ((within.width(), own.width()), (within.height(), own.height())) if side > 0)
    return QSize(max(1, round(own.width() * scale)), max(1, round(own.height() * scale)))
