"""Asking a printer how it is over an open link, and hearing when a job's paper is out."""

from __future__ import annotations

import time

from kiosk.paper.line import PATIENCE, Link
from kiosk.paper.outcome import PrinterStatus, Trouble, trouble
from kiosk.paper.realtime import AFTER_JOB, ASKED, PRINTER, ask, is_in_order, is_now, meaning

PAPER_TAKES = 30.0
"""Seconds after the last byte within which the paper must be out. Cheap printers print 5 KB a second or fewer, so a
paper of 20 KB takes 4 s and more."""
LONGEST_PATIENCE = 12.0
"""Seconds that a printer has for an answer, however slow it was found to be."""
SETTLE = 1.5
"""Seconds to watch a printer that does not know GS r before its paper is taken to be out."""
LOOK = 0.2


class Manners:
    """What a printer has been found not to answer; learned once, so that it is not waited for again."""

    def __init__(self) -> None:
        self.silent_about: set[int] = set()
        self.says_when_done: bool | None = None
        """None until the first job."""
        self.slowest_answer = 0.0
        """Seconds: the longest that an answer took. Printers that answer in their turn finish what they print first."""

    @property
    def patience(self) -> float:
        """Seconds that this printer has for an answer."""
        return min(LONGEST_PATIENCE, max(PATIENCE, 2 * self.slowest_answer))


class Conversation:
    """One connection's talk. All methods raise ``LostError`` where the line fails."""

    def __init__(self, link: Link, manners: Manners) -> None:
        self._link = link
        self._manners = manners
        self._done = False

    def status(self) -> PrinterStatus:
        """The printer's state now; MUTE if it answers nothing within its patience (``Manners.patience``)."""
        answers: dict[int, int] = {}
        for what in ASKED:
            if what in self._manners.silent_about:
                continue
            self._link.send(ask(what))
            answer = self._answer()
            if answer is not None:
                answers[what] = answer
            elif what == PRINTER:
                return trouble(
                    Trouble.MUTE,
                    f"no answer in {self._manners.patience:g} s; if it never answers, add ?status=no to its address",
                )
            else:
                self._manners.silent_about.add(what)
        return meaning(answers)

    def until_done(self) -> PrinterStatus:
        """Watches until everything sent is printed, or trouble comes: until GS r is answered or, with a printer that
        does not know it, for ``SETTLE``. Returns the state after that.

        A printer that is silent meanwhile may be busy with the job, and answers in its turn: it has ``PAPER_TAKES``."""
        self._done = False  # what was heard before may belong to a job that broke off: serial lines keep answers
        self._link.send(AFTER_JOB)
        started = time.monotonic()
        while True:
            self._hear(LOOK)
            now = self.status()
            if self._done:
                self._manners.says_when_done = True
                return now if now.reason is not Trouble.MUTE else self.status()
            gone = time.monotonic() - started
            if now.reason is Trouble.MUTE and gone <= PAPER_TAKES:
                continue
            if now.reason is not None:
                return now
            if not self._manners.says_when_done and gone > SETTLE * (2 if self._manners.says_when_done is None else 1):
                self._manners.says_when_done = False
                return now
            if gone > PAPER_TAKES:
                return trouble(Trouble.STUCK, f"the paper was not out after {PAPER_TAKES:g} s")

    def _answer(self) -> int | None:
        asked = time.monotonic()
        while (left := asked + self._manners.patience - time.monotonic()) > 0:
            if heard := self._hear(left):
                self._manners.slowest_answer = max(self._manners.slowest_answer, time.monotonic() - asked)
                return heard[-1]
        return None

    def _hear(self, seconds: float) -> list[int]:
        """The real-time answers that came; remembers it when the answer to GS r was among them."""
        heard = self._link.receive(seconds)
        self._done = self._done or any(is_in_order(byte) for byte in heard)
        return [byte for byte in heard if is_now(byte)]
