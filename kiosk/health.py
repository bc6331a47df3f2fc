"""What a kiosk tells the hub of itself: its version and how its printer is, asked while nobody is being served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QTimer

from kiosk.jobs import Jobs
from kiosk.paper.outcome import Condition, PrinterStatus, Trouble
from kiosk.paper.printers import Printer
from shared.version import VERSION
from shared.wire import DeviceState

EVERY = 20_000
"""Milliseconds between two questions to the printer."""


class Health(QObject):
    """``report`` gets the state at the start and after every answer of the printer. It is never asked while ``busy``,
    so that no paper waits for it."""

    def __init__(
        self, printer: Printer, jobs: Jobs, busy: Callable[[], bool], report: Callable[[DeviceState], None]
    ) -> None:
        super().__init__()
        self._printer, self._jobs, self._busy, self._report = printer, jobs, busy, report
        self._asking = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY)
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
    if status.condition is Condition.TROUBLE:
        reason = status.reason or Trouble.FAULT
        return DeviceState(VERSION, printer=reason.value, paper="out" if reason is Trouble.PAPER_OUT else None)
    paper: Literal["low", "ok"] = "low" if status.condition is Condition.PAPER_LOW else "ok"
    return DeviceState(VERSION, printer=status.condition.value, paper=paper if status.known else None)
