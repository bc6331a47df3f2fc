"""The status bytes of ESC/POS: which to ask for, and what their bits mean. Pure.

Source: Epson's ESC/POS command reference, DLE EOT, DLE DC4 and GS r.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.paper.outcome import OK, PAPER_LOW, PrinterStatus, PrinterTrouble, in_trouble

PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, ROLL = 1, 2, 3, 4
ASKED = (PRINTER, ROLL, OFFLINE_CAUSE, ERROR_CAUSE)
"""In this order: every printer that answers at all knows the first two."""
AFTER_JOB = b"\x1dr\x01"
"""GS r 1: answered once everything before it is printed."""

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: drops at once what was received and not yet printed. A printer that does not know it finds no sign in it
that prints."""
CLEARED = b"7%\x00"
"""What one that knows it says then. Not waited for: the number counts either way."""


def status_request(what: int) -> bytes:
    """DLE EOT ``what``: answered at once with one byte."""
    return b"\x10\x04" + bytes([what])


def is_realtime_answer(answer: int) -> bool:
    """Whether a byte answers DLE EOT: bits 1 and 4 are on, 0 and 7 off."""
    return answer & 0x93 == 0x12


def is_in_order_answer(answer: int) -> bool:
    """Whether a byte answers GS r: bits 4 and 7 are off."""
    return answer & 0x90 == 0


def status_of(answers: Mapping[int, int]) -> PrinterStatus:
    """The printer's state from its answers to ``ASKED``; one that it does not know may be missing.

    The cause is looked for before the effect: an open cover also reports no paper, and no paper also reports
    off-line."""
    printer, cause = answers.get(PRINTER, 0), answers.get(OFFLINE_CAUSE, 0)
    error, roll = answers.get(ERROR_CAUSE, 0), answers.get(ROLL, 0)
    said = " ".join(f"{what}={answer:02x}" for what, answer in sorted(answers.items()))
    if cause & 0x04:
        return in_trouble(PrinterTrouble.COVER_OPEN, f"the cover is open ({said})")
    if roll & 0x60 or cause & 0x20:
        return in_trouble(PrinterTrouble.PAPER_OUT, f"the roll is at its end ({said})")
    if error & 0x68 or cause & 0x40:
        return in_trouble(PrinterTrouble.FAULT, f"the printer reports an error of its own ({said})")
    if printer & 0x08:
        return in_trouble(PrinterTrouble.OFFLINE, f"the printer is off-line ({said})")
    return PAPER_LOW if roll & 0x0C else OK
