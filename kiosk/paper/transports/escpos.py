"""A printer that can be asked how it is: over LAN, USB or serial.

A job is one connection: ask, send, wait until the paper is out, ask again. A printer that comes back is thus used
again with the next job. Nothing that a printer does wrong raises here.
"""

from __future__ import annotations

import threading
from contextlib import suppress

from kiosk.paper.outcome import (
    NOT_ASKED,
    JobFailed,
    JobOutcome,
    JobPrinted,
    PrinterCondition,
    PrinterStatus,
    PrinterTrouble,
    in_trouble,
)
from kiosk.paper.status_bytes import CLEAR
from kiosk.paper.transports.connection import ANSWER_SECONDS, PrinterConnection, PrinterTransport
from kiosk.paper.transports.failures import ConnectionLostError
from kiosk.paper.transports.status_dialogue import PrinterQuirks, StatusDialogue

CHUNK_BYTES = 1024
_SAYS_NOTHING = frozenset({PrinterTrouble.MUTE, PrinterTrouble.STUCK, PrinterTrouble.BUSY})
"""What is found of a printer that does not say itself what is wrong."""


class EscposPrinter:
    """A printer at the end of ``line``. ``asks`` False (``?status=no``) sends without asking, for printers that never
    answer: then only a broken line is noticed."""

    def __init__(self, line: PrinterTransport, *, asks: bool = True) -> None:
        self._line = line
        self._asks = asks
        self._quirks = PrinterQuirks()
        self._one_at_a_time = threading.Lock()

    def status(self) -> PrinterStatus:
        if not self._one_at_a_time.acquire(timeout=ANSWER_SECONDS):
            return in_trouble(PrinterTrouble.BUSY, "a job is being printed")
        try:
            link = self._line.open()
            try:
                return StatusDialogue(link, self._quirks).status() if self._asks else NOT_ASKED
            finally:
                link.close()
        except ConnectionLostError as lost:
            return in_trouble(lost.reason, lost.detail)
        finally:
            self._one_at_a_time.release()

    def print(self, data: bytes) -> JobOutcome:
        if not self._one_at_a_time.acquire(timeout=ANSWER_SECONDS):
            return JobFailed(PrinterTrouble.BUSY, "another job is being printed")
        try:
            link = self._line.open()
            try:
                return self._asking(link, data) if self._asks else _blindly(link, data)
            finally:
                link.close()
        except ConnectionLostError as lost:
            return JobFailed(lost.reason, lost.detail)
        finally:
            self._one_at_a_time.release()

    def _asking(self, link: PrinterConnection, data: bytes) -> JobOutcome:
        talk = StatusDialogue(link, self._quirks)
        before = talk.status()
        if before.reason is not None:
            return JobFailed(before.reason, before.detail)
        failed = _send(link, data)
        if failed is not None:
            return _better_reason(talk, failed)
        try:
            after = talk.wait_until_done()
        except ConnectionLostError as lost:
            return JobFailed(lost.reason, lost.detail, started=True)
        if after.reason is not None:
            if after.reason not in _SAYS_NOTHING:
                _drop_the_rest(link)
            return JobFailed(after.reason, after.detail, started=True)
        return JobPrinted(confirmed=True, paper_low=after.condition is PrinterCondition.PAPER_LOW)


def _blindly(link: PrinterConnection, data: bytes) -> JobOutcome:
    failed = _send(link, data)
    if failed is not None:
        return failed
    try:
        link.drain()
    except ConnectionLostError as lost:
        return JobFailed(lost.reason, lost.detail, started=True)
    return JobPrinted(confirmed=False)


def _send(link: PrinterConnection, data: bytes) -> JobFailed | None:
    sent = 0
    try:
        while sent < len(data):
            link.send(data[sent : sent + CHUNK_BYTES])
            sent += CHUNK_BYTES
    except ConnectionLostError as lost:
        return JobFailed(lost.reason, lost.detail, started=sent > 0)
    return None


def _drop_the_rest(link: PrinterConnection) -> None:
    """The printer said that this job failed: what it still has of it need not come out by itself once the paper is
    refilled. Many cheap printers do not know this command and print the rest all the same, so nothing relies on it:
    the number counts."""
    with suppress(ConnectionLostError):
        link.send(CLEAR)


def _better_reason(talk: StatusDialogue, failed: JobFailed) -> JobFailed:
    """The line failed in the middle of a job: the printer's own reason is better than ours, if it still talks."""
    try:
        now = talk.status()
    except ConnectionLostError:
        return failed
    if now.reason is None or now.reason in _SAYS_NOTHING:
        return failed
    return JobFailed(now.reason, now.detail, failed.started)
