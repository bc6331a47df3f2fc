"""Printers that take bytes and cannot be asked: a file, and the screen."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import threading
from pathlib import Path

from kiosk.paper.outcome import (
    NOT_ASKED,
    OK,
    JobFailed,
    JobOutcome,
    JobPrinted,
    PrinterStatus,
    PrinterTrouble,
    in_trouble,
)
from kiosk.paper.transports.connection import ANSWER_SECONDS
from kiosk.paper.transports.failures import reason_of

CHUNK_BYTES = 1024
"""Bytes for which a device has ``ANSWER_SECONDS``."""
OPEN_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class FilePrinter:
    """``file:PATH``: each job is added to the end of PATH, as paper to a roll, and is on the disk when ``print``
    returns. PATH may be a device such as ``/dev/usb/lp0``: one that takes nothing for ``ANSWER_SECONDS`` has
    trouble, where the system itself would wait for paper without end."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def status(self) -> PrinterStatus:
        if not self._path.parent.is_dir():
            return in_trouble(PrinterTrouble.UNREACHABLE, f"there is no folder {self._path.parent}")
        if self._path.is_dir():
            return in_trouble(PrinterTrouble.UNREACHABLE, f"{self._path} is a folder")
        place = self._path if self._path.exists() else self._path.parent
        if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            return in_trouble(PrinterTrouble.NO_PERMISSION, f"{place} cannot be written")
        return NOT_ASKED

    def print(self, data: bytes) -> JobOutcome:
        sent = 0
        try:
            handle = os.open(self._path, OPEN_FLAGS, 0o644)
            try:
                while sent < len(data):
                    _wait(handle)
                    sent += os.write(handle, data[sent : sent + CHUNK_BYTES])
                _wait(handle)
                if stat.S_ISREG(os.fstat(handle).st_mode):
                    os.fsync(handle)
            finally:
                os.close(handle)
        except TimeoutError as cause:
            return JobFailed(PrinterTrouble.STUCK, f"{self._path}: {cause}", started=sent > 0)
        except OSError as cause:
            reason = self._reason(cause)
            begun = sent > 0 and reason is not PrinterTrouble.DISK_FULL
            return JobFailed(reason, f"{self._path}: {cause.strerror}", started=begun)
        return JobPrinted(confirmed=False)

    def _reason(self, cause: OSError) -> PrinterTrouble:
        """Linux' usblp says "no space left" of a printer without paper."""
        if cause.errno == errno.ENOSPC and self._path.is_char_device():
            return PrinterTrouble.PAPER_OUT
        return reason_of(cause)


def _wait(handle: int) -> None:
    """Until more may be written, which a printer's device also says when it has taken all that it got. Without this
    wait, Linux' usblp would drop at closing what the printer has not taken yet. Raises TimeoutError."""
    if sys.platform == "win32":
        return
    room = select.poll()
    room.register(handle, select.POLLOUT)
    if not room.poll(ANSWER_SECONDS * 1000):
        raise TimeoutError(f"it has taken nothing for {ANSWER_SECONDS:g} s")


class ScreenPrinter:
    """``screen:`` - no paper at all; keeps the latest job, which the screen shows as a picture."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest = b""

    @property
    def latest(self) -> bytes:
        """The bytes of the latest job; empty before the first."""
        with self._lock:
            return self._latest

    def status(self) -> PrinterStatus:
        return OK

    def print(self, data: bytes) -> JobOutcome:
        with self._lock:
            self._latest = data
        return JobPrinted(confirmed=True)
