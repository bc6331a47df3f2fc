"""What a printer can answer: how it is, and what became of a job. Expected trouble is a value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class PrinterTrouble(StrEnum):
    """Why a printer does not print. The kiosk and the hub say it in people's words by this code."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    """It answers, but does not print: paused, its feed button held, or cut off in the middle of a job."""
    FAULT = "fault"
    """Its own error: knife, head too hot, jam."""
    UNREACHABLE = "unreachable"
    """Nothing at this address: switched off, cable out, wrong address, driver missing."""
    MUTE = "mute"
    """It takes bytes and never answers. For a printer that cannot answer, add ``?status=no`` to its address."""
    BUSY = "busy"
    """Another program or job holds it, or the print service hangs."""
    STUCK = "stuck"
    """It takes no more bytes, or is far slower than it should be."""
    NO_PERMISSION = "no_permission"
    DISK_FULL = "disk_full"


class PrinterCondition(Enum):
    OK = "ok"
    PAPER_LOW = "paper_low"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class PrinterStatus:
    condition: PrinterCondition
    reason: PrinterTrouble | None = None
    """Why, with TROUBLE."""
    detail: str = ""
    """English, for technicians."""
    known: bool = True
    """False where the transport or the address says that the printer cannot be asked."""


OK = PrinterStatus(PrinterCondition.OK)
PAPER_LOW = PrinterStatus(PrinterCondition.PAPER_LOW)
NOT_ASKED = PrinterStatus(PrinterCondition.OK, known=False)


def in_trouble(reason: PrinterTrouble, detail: str) -> PrinterStatus:
    return PrinterStatus(PrinterCondition.TROUBLE, reason, detail)


@dataclass(frozen=True)
class JobPrinted:
    """The printer took the whole job. ``confirmed``: it said so afterwards."""

    confirmed: bool
    paper_low: bool = False


@dataclass(frozen=True)
class JobFailed:
    reason: PrinterTrouble
    detail: str
    """English, for technicians."""
    started: bool = False
    """Some bytes had gone out: a piece of paper with the number, or all of it, may be out now or come out by itself
    later, also where the printer said why it stopped. The number counts; a second paper is marked as a reprint."""


JobOutcome = JobPrinted | JobFailed
