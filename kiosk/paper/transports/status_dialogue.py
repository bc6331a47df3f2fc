"""Asking a printer how it is over an open link, and hearing when a job's paper is out."""

from __future__ import annotations

import time

from kiosk.paper.outcome import PrinterStatus, PrinterTrouble, in_trouble
from kiosk.paper.status_bytes import (
    AFTER_JOB,
    ASKED,
    PRINTER,
    is_in_order_answer,
    is_realtime_answer,
    status_of,
    status_request,
)
from kiosk.paper.transports.connection import ANSWER_SECONDS, PrinterConnection

PAPER_SECONDS = 30.0
"""Seconds after the last byte within which the paper must be out. Cheap printers print 5 KB a second or fewer, so a
paper of 20 KB takes 4 s and more."""
MAX_ANSWER_SECONDS = 12.0
"""Seconds that a printer has for an answer, however slow it was found to be."""
SETTLE_SECONDS = 1.5
"""Seconds to watch a printer that does not know GS r before its paper is taken to be out."""
POLL_SECONDS = 0.2


class PrinterQuirks:
    """What a printer has been found not to answer; learned once, so that it is not waited for again."""

    def __init__(self) -> None:
        self.unanswered: set[int] = set()
        self.confirms_jobs: bool | None = None
        """None until the first job."""
        self.slowest_answer = 0.0
        """Seconds: the longest that an answer took. Printers that answer in their turn finish what they print first."""

    @property
    def answer_seconds(self) -> float:
        """Seconds that this printer has for an answer."""
        return min(MAX_ANSWER_SECONDS, max(ANSWER_SECONDS, 2 * self.slowest_answer))


class StatusDialogue:
    """One connection's talk. All methods raise ``LostError`` where the line fails."""

    def __init__(self, link: PrinterConnection, quirks: PrinterQuirks) -> None:
        self._link = link
        self._quirks = quirks
        self._done = False

    def status(self) -> PrinterStatus:
        """The printer's state now; MUTE if it answers nothing in ``PrinterQuirks.answer_seconds``."""
        answers: dict[int, int] = {}
        for what in ASKED:
            if what in self._quirks.unanswered:
                continue
            self._link.send(status_request(what))
            answer = self._answer()
            if answer is not None:
                answers[what] = answer
            elif what == PRINTER:
                waited = f"no answer in {self._quirks.answer_seconds:g} s"
                return in_trouble(PrinterTrouble.MUTE, f"{waited}; if it never answers, add ?status=no to its address")
            else:
                self._quirks.unanswered.add(what)
        return status_of(answers)

    def wait_until_done(self) -> PrinterStatus:
        """Watches until everything sent is printed, or trouble comes: until GS r is answered or, with a printer that
        does not know it, for ``SETTLE_SECONDS``. Returns the state after that.

        A printer that is silent meanwhile may be busy with the job and answer afterwards: it has ``PAPER_SECONDS``."""
        self._done = False  # what was heard before may belong to a job that broke off: serial lines keep answers
        self._link.send(AFTER_JOB)
        started = time.monotonic()
        while True:
            self._receive(POLL_SECONDS)
            now = self.status()
            if self._done:
                self._quirks.confirms_jobs = True
                return now if now.reason is not PrinterTrouble.MUTE else self.status()
            gone = time.monotonic() - started
            if now.reason is PrinterTrouble.MUTE and gone <= PAPER_SECONDS:
                continue
            if now.reason is not None:
                return now
            if not self._quirks.confirms_jobs and gone > SETTLE_SECONDS * (
                2 if self._quirks.confirms_jobs is None else 1
            ):
                self._quirks.confirms_jobs = False
                return now
            if gone > PAPER_SECONDS:
                return in_trouble(PrinterTrouble.STUCK, f"the paper was not out after {PAPER_SECONDS:g} s")

    def _answer(self) -> int | None:
        asked = time.monotonic()
        while (left := asked + self._quirks.answer_seconds - time.monotonic()) > 0:
            if heard := self._receive(left):
                self._quirks.slowest_answer = max(self._quirks.slowest_answer, time.monotonic() - asked)
                return heard[-1]
        return None

    def _receive(self, seconds: float) -> list[int]:
        """The real-time answers that came; remembers it when the answer to GS r was among them."""
        heard = self._link.receive(seconds)
        self._done = self._done or any(is_in_order_answer(byte) for byte in heard)
        return [byte for byte in heard if is_realtime_answer(byte)]
