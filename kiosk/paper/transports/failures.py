"""From what the operating system says to why a printer does not print. Pure."""

from __future__ import annotations

import errno

from kiosk.paper.outcome import PrinterTrouble


class ConnectionLostError(Exception):
    """The way to a printer failed, and the outside world is to blame. Never leaves ``kiosk.paper``: the printers turn
    it into an outcome."""

    def __init__(self, reason: PrinterTrouble, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


_BY_NUMBER = {
    errno.EACCES: PrinterTrouble.NO_PERMISSION,
    errno.EPERM: PrinterTrouble.NO_PERMISSION,
    errno.EROFS: PrinterTrouble.NO_PERMISSION,
    errno.ENOSPC: PrinterTrouble.DISK_FULL,
    errno.EDQUOT: PrinterTrouble.DISK_FULL,
    errno.EFBIG: PrinterTrouble.DISK_FULL,
    errno.EBUSY: PrinterTrouble.BUSY,
    errno.EAGAIN: PrinterTrouble.BUSY,
    errno.EIO: PrinterTrouble.OFFLINE,
}


def reason_of(cause: BaseException | None) -> PrinterTrouble:
    """Why opening failed; UNREACHABLE where the error does not say."""
    number = getattr(cause, "errno", None)
    return _BY_NUMBER.get(number, PrinterTrouble.UNREACHABLE) if isinstance(number, int) else PrinterTrouble.UNREACHABLE


def connection_lost(cause: BaseException, doing: str) -> ConnectionLostError:
    """``cause`` while ``doing`` something with a line that was open."""
    if isinstance(cause, TimeoutError):
        return ConnectionLostError(PrinterTrouble.STUCK, f"{doing}: the printer takes no more bytes")
    reason = reason_of(cause)
    return ConnectionLostError(
        PrinterTrouble.OFFLINE if reason is PrinterTrouble.UNREACHABLE else reason, f"{doing}: {cause}"
    )
