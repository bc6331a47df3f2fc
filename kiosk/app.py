"""Puts a kiosk together and runs it: the only place of this room that knows all of its parts."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.flow import KioskFlow
from kiosk.heap import trim_heap
from kiosk.issuing.offline_numbers import OfflineNumberPool
from kiosk.issuing.outbox import Outbox
from kiosk.issuing.reprints import Reprints
from kiosk.issuing.states import NoRequest
from kiosk.issuing.store import KioskStore, KioskStoreError
from kiosk.issuing.ticket_printer import TicketPrinter
from kiosk.paper.printers import Printer, open_printer
from kiosk.printer_health import PrinterHealth
from kiosk.remote import paper_commands
from kiosk.screens.paper_preview import PaperPreview
from kiosk.screens.qr_images import QrImages
from kiosk.settings import KioskSettings
from shared.qt.app import words
from shared.qt.device import WindowedDevice, run_device
from shared.qt.jobs import BackgroundJobs
from shared.qt.logo import HallLogo
from shared.qt.qml_window import QmlWindow
from shared.wire import DeviceState, Role

QML = Path(__file__).parent / "qml"
PLAUSIBLE = (1.5, 20.0)
"""Pixels per millimetre that a screen in a hall can have: from 55 inches at 1080p to a 10-inch 4K panel."""

TRIM_AFTER_MS = 1_500
"""Milliseconds after a visitor left until their pages' memory is given back: the pages are gone then."""

log = logging.getLogger(__name__)


class Kiosk(WindowedDevice):
    """One kiosk, put together: its parts are attributes, so that tests can reach them."""

    def __init__(
        self,
        settings: KioskSettings,
        printer: Printer | None = None,
        jobs: BackgroundJobs | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Needs the application of ``make_application``. Raises AddressError for a printer that cannot be meant."""
        super().__init__(settings)
        self.jobs = jobs or BackgroundJobs("kiosk-job")
        printer = printer or open_printer(settings.printer)
        self.store = _store(settings)
        self.offline_numbers = OfflineNumberPool(self.link, self.store)
        self.logo = HallLogo(self.link, settings.data)
        ticket_printer = TicketPrinter(printer, lambda: self.offline_numbers.hall, self.logo.picture)
        self.outbox = Outbox(self.link, self.jobs, ticket_printer.job_for, self.store, self.offline_numbers)
        self._reprints = Reprints(self.link, self.jobs, ticket_printer.reprint_job)
        self.preview = PaperPreview()
        self.outbox.paper_came.connect(self.preview.keep)
        self.flow = KioskFlow(self.link, self.outbox, self.offline_numbers, monotonic)
        self.flow.staff_came.connect(self.pair_again)
        self._trimming = QTimer(interval=TRIM_AFTER_MS, singleShot=True)
        self._trimming.timeout.connect(trim_heap)
        self.flow.went_home.connect(self._trimming.start)
        self._qml = QmlWindow(
            "Antrean.Kiosk",
            {
                "flow": self.flow,
                **self.flow.models,
                "pixelsPerMm": pixels_per_mm(settings.pixels_per_mm),
                "reduceMotion": settings.reduce_motion,
            },
            {"paper": self.preview, "code": QrImages(), "logo": self.logo.provider},
            QML,
        )
        self.window = self._qml.window
        self._words = words(self._qml.engine)
        self._speak()
        self.flow.shown.connect(self._speak)
        self.logo.changed.connect(self.flow.show_logo)
        self.logo.show_kept(self.offline_numbers.hall)
        self._touches = _Touches(self.flow.touched)
        self.window.installEventFilter(self._touches)
        asked = paper_commands(self.link, self.flow, self.preview, self.offline_numbers, self.outbox)
        self.listen(self.window, asked)
        self._qml.place(settings.geometry, settings.share)
        self._condition: DeviceState | None = None
        self.health = PrinterHealth(printer, self.jobs, self._serving, self._report)
        self.offline_numbers.changed.connect(self._report)
        self.link.open()
        self.outbox.resume()

    def close(self) -> None:
        """Stops everything, in the order that leaves no part talking to one that is gone."""
        self.stop_listening()
        self.health.close()
        self.outbox.close()
        self.link.close()
        self._qml.close()
        self.jobs.close()
        self.store.close()

    def _report(self, condition: DeviceState | None = None) -> None:
        """Tells the hub how printer and reserve are."""
        self._condition = condition or self._condition
        if self._condition is not None:
            self.link.report(replace(self._condition, reserve=self.offline_numbers.condition))

    def _serving(self) -> bool:
        """Whether a visitor is in the middle of taking a number."""
        return not isinstance(self.flow.state, NoRequest)

    def _speak(self) -> None:
        self._words.set_lang(self.flow.screens.frame.lang)


def _store(settings: KioskSettings) -> KioskStore:
    """On disk where there is a place for it. A kiosk whose disk is broken works on, but not without the hub."""
    if settings.data is None:
        return KioskStore(None)
    try:
        return KioskStore(settings.data / f"{settings.name}.sqlite3", settings.key, settings.hub.rstrip("/"))
    except KioskStoreError as error:
        log.error("no store, so no numbers while the hub is away: %s", error)
        return KioskStore(None)


class _Touches(QObject):
    """Tells of every touch on a window (a key is no touch: a scanner sends keys, too), whatever it hits."""

    KINDS = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() in self.KINDS:
            self._tell()
        return False


def pixels_per_mm(told: float | None) -> float:
    """Pixels in a millimetre of the glass; 0 where nothing believable is known."""
    if told is not None:
        return told
    screen = QGuiApplication.primaryScreen()
    found = screen.physicalDotsPerInch() / 25.4
    virtual = QGuiApplication.platformName() in {"offscreen", "minimal", "vnc"}
    return found if not virtual and PLAUSIBLE[0] <= found <= PLAUSIBLE[1] else 0.0


def run(settings: KioskSettings) -> int:
    """Runs a kiosk until its window is closed or the process is told to end; 0 then. One without a key is paired
    first."""
    return run_device(Role.KIOSK, settings, Kiosk, lambda: pixels_per_mm(settings.pixels_per_mm))
