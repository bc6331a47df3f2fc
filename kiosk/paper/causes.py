"""From what the operating system says to why a printer does not print. Pure."""

from __future__ import annotations

import errno

from kiosk.paper.outcome import Trouble


class LostError(Exception):
    """The way to a printer failed, and the outside world is to blame. Never leaves ``kiosk.paper``: the printers turn
    it into an outcome."""

    def __init__(self, reason: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


_BY_NUMBER = {
    errno.EACCES: Trouble.NO_PERMISSION,
    errno.EPERM: Trouble.NO_PERMISSION,
    errno.EROFS: Trouble.NO_PERMISSION,
    errno.ENOSPC: Trouble.DISK_FULL,
    errno.EDQUOT: Trouble.DISK_FULL,
    errno.EFBIG: Trouble.DISK_FULL,
    errno.EBUSY: Trouble.BUSY,
    errno.EAGAIN: Trouble.BUSY,
    errno.EIO: Trouble.OFFLINE,
}


def reason_of(cause: BaseException | None) -> Trouble:
    """Why opening failed; UNREACHABLE where the error does not say."""
    number = getattr(cause, "errno", None)
    return _BY_NUMBER.get(number, Trouble.UNREACHABLE) if isinstance(number, int) else Trouble.UNREACHABLE


def lost(cause: BaseException, doing: str) -> LostError:
    """``cause`` while ``doing`` something with a line that was open."""
    if isinstance(cause, TimeoutError):
        return LostError(Trouble.STUCK, f"{doing}: the printer takes no more bytes")
    reason = reason_of(cause)
    return LostError(Trouble.OFFLINE if reason is Trouble.UNREACHABLE else reason, f"{doing}: {cause}")
