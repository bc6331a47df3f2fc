"""A printer that can be asked how it is: over LAN, USB or serial.

A job is one connection: ask, send, wait until the paper is out, ask again. A printer that comes back is thus used
again with the next job. Nothing that a printer does wrong raises here.
"""

from __future__ import annotations

import threading
from contextlib import suppress

from kiosk.paper.causes import LostError
from kiosk.paper.conversation import Conversation, Manners
from kiosk.paper.line import PATIENCE, Line, Link
from kiosk.paper.outcome import (
    NOT_ASKED,
    Condition,
    Printed,
    PrinterStatus,
    PrintFailed,
    PrintOutcome,
    Trouble,
    trouble,
)
from kiosk.paper.realtime import CLEAR

CHUNK = 1024
_SAYS_NOTHING = frozenset({Trouble.MUTE, Trouble.STUCK, Trouble.BUSY})
"""What is found of a printer that does not say itself what is wrong."""


class TalkingPrinter:
    """A printer at the end of ``line``. ``asks`` False (``?status=no``) sends without asking, for printers that never
    answer: then only a broken line is noticed."""

    def __init__(self, line: Line, *, asks: bool = True) -> None:
        self._line = line
        self._asks = asks
        self._manners = Manners()
        self._one_at_a_time = threading.Lock()

    def status(self) -> PrinterStatus:
        if not self._one_at_a_time.acquire(timeout=PATIENCE):
            return trouble(Trouble.BUSY, "a job is being printed")
        try:
            link = self._line.open()
            try:
                return Conversation(link, self._manners).status() if self._asks else NOT_ASKED
            finally:
                link.close()
        except LostError as lost:
            return trouble(lost.reason, lost.detail)
        finally:
            self._one_at_a_time.release()

    def print(self, data: bytes) -> PrintOutcome:
        if not self._one_at_a_time.acquire(timeout=PATIENCE):
            return PrintFailed(Trouble.BUSY, "another job is being printed")
        try:
            link = self._line.open()
            try:
                return self._asking(link, data) if self._asks else _blindly(link, data)
            finally:
                link.close()
        except LostError as lost:
            return PrintFailed(lost.reason, lost.detail)
        finally:
            self._one_at_a_time.release()

    def _asking(self, link: Link, data: bytes) -> PrintOutcome:
        talk = Conversation(link, self._manners)
        before = talk.status()
        if before.reason is not None:
            return PrintFailed(before.reason, before.detail)
        failed = _send(link, data)
        if failed is not None:
            return _better_reason(talk, failed)
        try:
            after = talk.until_done()
        except LostError as lost:
            return PrintFailed(lost.reason, lost.detail, started=True)
        if after.reason is not None:
            if after.reason not in _SAYS_NOTHING:
                _drop_the_rest(link)
            return PrintFailed(after.reason, after.detail, started=True)
        return Printed(confirmed=True, paper_low=after.condition is Condition.PAPER_LOW)


def _blindly(link: Link, data: bytes) -> PrintOutcome:
    failed = _send(link, data)
    if failed is not None:
        return failed
    try:
        link.drain()
    except LostError as lost:
        return PrintFailed(lost.reason, lost.detail, started=True)
    return Printed(confirmed=False)


def _send(link: Link, data: bytes) -> PrintFailed | None:
    sent = 0
    try:
        while sent < len(data):
            link.send(data[sent : sent + CHUNK])
            sent += CHUNK
    except LostError as lost:
        return PrintFailed(lost.reason, lost.detail, started=sent > 0)
    return None


def _drop_the_rest(link: Link) -> None:
    """The printer said that this job failed: what it still has of it need not come out by itself once the paper is
    refilled. Many cheap printers do not know this command and print the rest all the same, so nothing relies on it:
    the number counts."""
    with suppress(LostError):
        link.send(CLEAR)


def _better_reason(talk: Conversation, failed: PrintFailed) -> PrintFailed:
    """The line failed in the middle of a job: the printer's own reason is better than ours, if it still talks."""
    try:
        now = talk.status()
    except LostError:
        return failed
    if now.reason is None or now.reason in _SAYS_NOTHING:
        return failed
    return PrintFailed(now.reason, now.detail, failed.started)
