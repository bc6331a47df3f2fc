"""How the hub says how it is, and why it refuses."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from shared.wire.terms import Openness


class ClockTime(Struct, frozen=True, forbid_unknown_fields=True):
    """Body and answer of ``/clock``, which only a hub with a steered clock has."""

    now: datetime


class Health(Struct, frozen=True):
    """``readonly``: the queue file cannot be written (or read) now, and no number is given until it can.

    ``clock_leap``: the machine's clock was set forward by so many seconds while the hub ran. Until it is set back, or
    taken for right half an hour later, no day is closed. Also when the hub started that long after people who wait.

    ``clock_behind``: the machine's clock is so many seconds earlier than what had happened before the hub started."""

    status: Literal["ok", "readonly"]
    version: str
    service_date: date
    seq: int
    clock_leap: float | None = None
    calendar_missing: int | None = None
    """A year of which the site knows no holiday although it is needed: this one, or from 1 November the next."""
    clock_behind: float | None = None
    log_held: int | None = None
    """Bytes of the queue file's ``-wal``, which grows because another program keeps reading the file."""


class Code(StrEnum):
    """Stable codes of problems; ``problem.<code>`` in the translation files says them to people."""

    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_TICKET = "unknown_ticket"
    UNKNOWN_COUNTER = "unknown_counter"
    CLOSED = "closed"
    """No numbers now; ``openness`` says why and until when."""
    ILLEGAL_MOVE = "illegal_move"
    COUNTER_BUSY = "counter_busy"
    """The counter still has somebody called or being served."""
    COUNTER_IDLE = "counter_idle"
    """The counter has nobody to whom the command could apply."""
    COUNTER_NOT_OPEN = "counter_not_open"
    COUNTER_TAKEN = "counter_taken"
    """Another officer works there."""
    NOTHING_TO_UNDO = "nothing_to_undo"
    """Nothing was done at this counter in the last seconds that could be taken back."""
    CHANGED_SINCE = "changed_since"
    """Somebody has acted on it since, so that it cannot be taken back."""
    PAUSE_WISHED = "pause_wished"
    """A break begins after this visitor, so nobody is called."""
    SERVED_ELSEWHERE = "served_elsewhere"
    TOO_FEW_CALLS = "too_few_calls"
    CALL_PENDING = "call_pending"
    """The last call has not been announced yet, and a board is about to."""
    TOO_MANY_CALLS = "too_many_calls"
    WRONG_SIGN_IN = "wrong_sign_in"
    LOCKED = "locked"
    EXISTS = "exists"
    WEAK_PIN = "weak_pin"
    WRONG_CODE = "wrong_code"
    """No such pairing code: mistyped, used already, or long out of date."""
    EXPIRED_CODE = "expired_code"
    """The pairing code was right and has run out."""
    OTHER_DEVICE = "other_device"
    """The pairing code is for another kind of device; it is not used up."""
    UNKNOWN_ZONE = "unknown_zone"
    """The site has no such zone; ``detail`` lists those it has."""
    UNKNOWN_OFFICER = "unknown_officer"
    UNKNOWN_KEY = "unknown_key"
    KEY_REUSED = "key_reused"
    """The idempotency key came before with another request."""
    TOO_LARGE = "too_large"
    STORAGE = "storage"
    """The disk is full or the file cannot be written; nothing was done."""
    NO_BACKUP = "no_backup"
    """The copy could not be made or was not whole; the queue itself goes on."""
    INTERNAL = "internal"


class Problem(Struct, frozen=True, omit_defaults=True):
    """``application/problem+json``. ``code`` is stable; ``title`` and ``detail`` are English for technicians; screens
    choose their own words by ``code`` (``problem.*`` in the translation files)."""

    code: Code
    title: str
    status: int
    detail: str = ""
    openness: Openness | None = None
    """With code "closed": which kind of closed, and until when."""
    type: str = "about:blank"
