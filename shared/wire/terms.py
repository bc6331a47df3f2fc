"""The words that everything else is said in: roles, states, reasons, an estimate."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from shared.texts import Translations

ClockTrouble = Literal["ahead", "behind"]
"""The machine's clock: set forward, or far after the last visit at the start, and perhaps wrong; or earlier than what
has happened, and certainly wrong."""


class Role(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    OFFICER = "officer"
    MANAGER = "manager"


class StepState(StrEnum):
    """States of a step; the legal moves between them stand in ``hub.rules.lifecycle``."""

    RESERVED = "reserved"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    NO_SHOW = "no_show"
    HELD = "held"
    TRANSFERRED = "transferred"
    VOID = "void"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class ClosedReason(StrEnum):
    """Why an agency or a service gives no numbers now; OPEN when it does."""

    OPEN = "open"
    NOT_YET = "not_yet"
    BREAK = "break"
    CLOSED = "closed"
    """Closed since today's end, or all day."""
    TAKING_STOPPED = "taking_stopped"
    """Still serving, but no new numbers before closing."""
    HOLIDAY = "holiday"
    AGENCY_ABSENT = "agency_absent"
    COUNTERS_CLOSED = "counters_closed"
    """Its counters were open today, and all have closed."""
    FULL_TODAY = "full_today"
    """The open counters cannot serve one more before closing."""
    QUOTA_USED = "quota_used"
    MORNING_USED = "morning_used"
    """The morning's numbers are gone; the afternoon's begin at ``until``."""


class Openness(Struct, frozen=True):
    """Whether numbers are given, why not, and until when that answer holds (None: not known)."""

    why: ClosedReason
    until: datetime | None = None
    note: Translations | None = None
    """The holiday's or the break's name."""
    doubtful: bool = False
    """Open, but whoever comes now may not be served before closing."""

    @property
    def open(self) -> bool:
        return self.why is ClosedReason.OPEN


class Estimate(Struct, frozen=True):
    """Minutes until called: half are called sooner than ``p50``, nine of ten sooner than ``p90``."""

    p50: int
    p90: int


class CounterState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class PauseReason(StrEnum):
    """Why an officer is away from the counter; ``pages.pause.<reason>`` in the translation files says it."""

    REST = "rest"
    PRAYER = "prayer"
    TOILET = "toilet"
    DOCUMENTS = "documents"
    """Fetches or sorts papers."""
    COLLEAGUE = "colleague"
    """Helps a colleague, or is called to a superior."""
