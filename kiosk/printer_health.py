"""The kiosk's report of itself to the hub: its version and its printer's state, asked while nobody is being served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QTimer

from kiosk.paper.outcome import PrinterCondition, PrinterStatus, PrinterTrouble
from kiosk.paper.printers import Printer
from shared.qt.jobs import BackgroundJobs
from shared.version import VERSION
from shared.wire import DeviceState

POLL_MS = 20_000
"""Milliseconds between two questions to the printer."""


class PrinterHealth(QObject):
    """``report`` gets the state at the start and after every answer of the printer. It is never asked while ``busy``,
    so that no paper waits for it."""

    def __init__(
        self, printer: Printer, jobs: BackgroundJobs, busy: Callable[[], bool], report: Callable[[DeviceState], None]
    ) -> None:
        super().__init__()
        self._printer, self._jobs, self._busy, self._report = printer, jobs, busy, report
        self._asking = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(POLL_MS)
        report(DeviceState(VERSION))
        self.look()

    def look(self) -> None:
        if not self._asking and not self._busy():
            self._asking = True
            self._jobs.run(self._printer.status, self._answered)

    def close(self) -> None:
        self._timer.stop()

    def _answered(self, status: PrinterStatus) -> None:
        self._asking = False
        self._report(state_of(status))


def state_of(status: PrinterStatus) -> DeviceState:
    """The printer's answer in the hub's words; a printer that cannot be asked is "ok" and its paper not known."""
    if status.condition is PrinterCondition.TROUBLE:
        reason = status.reason or PrinterTrouble.FAULT
        return DeviceState(VERSION, printer=reason.value, paper="out" if reason is PrinterTrouble.PAPER_OUT else None)
    paper: Literal["low", "ok"] = "low" if status.condition is PrinterCondition.PAPER_LOW else "ok"
    return DeviceState(VERSION, printer=status.condition.value, paper=paper if status.known else None)
