"""``win32://NAME``: a printer of Windows, raw, through python-escpos' Win32Raw. Only importable on Windows.

Source of the status bits: PRINTER_INFO_2 of the Windows print spooler.
"""

from __future__ import annotations

from typing import Any

import pywintypes  # type: ignore[import-untyped, import-not-found, unused-ignore]
import win32print  # type: ignore[import-untyped, import-not-found, unused-ignore]
from escpos.printer import Win32Raw

from kiosk.paper.causes import LostError
from kiosk.paper.line import reach
from kiosk.paper.outcome import OK, Printed, PrinterStatus, PrintFailed, PrintOutcome, Trouble, trouble

_STATUS = (
    (0x00400000, Trouble.COVER_OPEN),
    (0x00000010, Trouble.PAPER_OUT),
    (0x00000040, Trouble.PAPER_OUT),
    (0x00000008, Trouble.FAULT),
    (0x00000002, Trouble.FAULT),
    (0x00000080, Trouble.OFFLINE),
    (0x00001000, Trouble.OFFLINE),
    (0x00000001, Trouble.OFFLINE),
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
            return trouble(_reason(cause), f"{self._name}: {cause.strerror}")
        for bit, reason in _STATUS:
            if bits & bit:
                return trouble(reason, f"Windows reports status 0x{bits:08x}")
        return OK

    def print(self, data: bytes) -> PrintOutcome:
        before = self.status()
        if before.reason is not None:
            return PrintFailed(before.reason, before.detail)
        printer: Any = Win32Raw(self._name)
        try:
            reach(printer)
            printer._raw(data)
            printer.close()
        except LostError as lost:
            return PrintFailed(lost.reason, lost.detail)
        except pywintypes.error as cause:
            return PrintFailed(_reason(cause), f"{self._name}: {cause.strerror}", started=True)
        return Printed(confirmed=False)


def _reason(cause: Any) -> Trouble:
    return Trouble.NO_PERMISSION if cause.winerror == _ACCESS_DENIED else Trouble.UNREACHABLE
