"""``win32://NAME``: a printer of Windows, raw, through python-escpos' Win32Raw. Only importable on Windows.

Source of the status bits: PRINTER_INFO_2 of the Windows print spooler.
"""

from __future__ import annotations

from typing import Any

import pywintypes  # type: ignore[import-untyped, import-not-found, unused-ignore]
import win32print  # type: ignore[import-untyped, import-not-found, unused-ignore]
from escpos.printer import Win32Raw

from kiosk.paper.outcome import OK, JobFailed, JobOutcome, JobPrinted, PrinterStatus, PrinterTrouble, in_trouble
from kiosk.paper.transports.connection import open_device
from kiosk.paper.transports.failures import ConnectionLostError

_STATUS = (
    (0x00400000, PrinterTrouble.COVER_OPEN),
    (0x00000010, PrinterTrouble.PAPER_OUT),
    (0x00000040, PrinterTrouble.PAPER_OUT),
    (0x00000008, PrinterTrouble.FAULT),
    (0x00000002, PrinterTrouble.FAULT),
    (0x00000080, PrinterTrouble.OFFLINE),
    (0x00001000, PrinterTrouble.OFFLINE),
    (0x00000001, PrinterTrouble.OFFLINE),
)
_ACCESS_DENIED = 5


class WindowsPrinter:
    def __init__(self, name: str) -> None:
        self._name = name

    def status(self) -> PrinterStatus:
        try:
            handle = win32print.OpenPrinter(self._name)
            try:
                bits = win32print.GetPrinter(handle, 2)["Status"]
            finally:
                win32print.ClosePrinter(handle)
        except pywintypes.error as cause:
            return in_trouble(_reason(cause), f"{self._name}: {cause.strerror}")
        for bit, reason in _STATUS:
            if bits & bit:
                return in_trouble(reason, f"Windows reports status 0x{bits:08x}")
        return OK

    def print(self, data: bytes) -> JobOutcome:
        before = self.status()
        if before.reason is not None:
            return JobFailed(before.reason, before.detail)
        printer: Any = Win32Raw(self._name)
        try:
            open_device(printer)
            printer._raw(data)
            printer.close()
        except ConnectionLostError as lost:
            return JobFailed(lost.reason, lost.detail)
        except pywintypes.error as cause:
            return JobFailed(_reason(cause), f"{self._name}: {cause.strerror}", started=True)
        return JobPrinted(confirmed=False)


def _reason(cause: Any) -> PrinterTrouble:
    return PrinterTrouble.NO_PERMISSION if cause.winerror == _ACCESS_DENIED else PrinterTrouble.UNREACHABLE
