"""The words that hub, kiosk, board and pages exchange: one frozen struct for each JSON object of the contract.

Times are UTC with a zone ("2026-11-21T01:41:00.250Z"); dates are the hall's service day. A field once sent keeps
its name and meaning: adding an optional field is allowed, anything else needs a new API version.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.site.model import Board, Facility, Kiosk, Paper, Policy, Speech, Words, Zone

API = "/api/v1"
Short = Annotated[str, Meta(max_length=60)]


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


class Why(StrEnum):
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


class Openness(Struct, frozen=True):
    """Whether numbers are given, why not, and until when that answer holds (None: not known)."""

    why: Why
    until: datetime | None = None
    note: Words | None = None
    """The holiday's or the break's name."""
    doubtful: bool = False
    """Open, but whoever comes now may not be served before closing."""

    @property
    def open(self) -> bool:
        return self.why is Why.OPEN


class Estimate(Struct, frozen=True):
    """Minutes until called: half are called sooner than ``p50``, nine of ten sooner than ``p90``."""

    p50: int
    p90: int


# --- the hall -------------------------------------------------------------------------------------------------------


class SiteFace(Struct, frozen=True):
    """What screens need of the site."""

    key: str
    name: Words
    kind: Words
    address: Words
    timezone: str
    languages: tuple[str, ...]
    accent: str | None
    information: Words | None
    facilities: tuple[Facility, ...]
    zones: tuple[Zone, ...]
    policy: Policy
    speech: Speech
    paper: Paper
    kiosk: Kiosk
    board: Board


class AgencyFace(Struct, frozen=True):
    """An agency that does not change while the hub runs; what changes stands in ``AgencyFigures``."""

    code: str
    letter: str
    short: Words
    name: Words
    colour: str


class ServiceFace(Struct, frozen=True):
    code: str
    agency: str
    name: Words
    detail: Words | None
    bring: tuple[Words, ...]
    keywords: tuple[str, ...]
    minutes: int = 0
    """Usual minutes at the counter, as the site file says."""


class ServiceFigures(Struct, frozen=True):
    """How a service stands now; the estimate is that of somebody who takes a number now."""

    code: str
    openness: Openness
    waiting: int
    estimate: Estimate


class AgencyFigures(Struct, frozen=True):
    code: str
    openness: Openness
    """Open when one of its services is."""
    waiting: int
    estimate: Estimate
    """Of the open service with the shortest wait."""
    closes: datetime | None = None
    """When today's hours end, if it has any today."""


class Figures(Struct, frozen=True):
    """All figures of the hall at one moment; replaces the figures before it whole."""

    agencies: tuple[AgencyFigures, ...]
    services: tuple[ServiceFigures, ...]


class TicketFace(Struct, frozen=True):
    """A ticket as staff and screens may see it: no token."""

    id: int
    label: str
    agency: str
    """Whose series the number belongs to."""
    service_date: date
    priority: bool
    lang: str
    source: str
    issued_at: datetime


class Step(Struct, frozen=True):
    """One service that a ticket waits for; a stamp once set never changes."""

    id: int
    ticket: int
    service: str
    agency: str
    state: StepState
    counter: int | None
    arrived_at: datetime
    """When it began to wait: what order goes by."""
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    calls: int = 0
    why: str | None = None
    """Why ``choose`` took it: longest_wait, returning, priority, regular, chosen."""
    note: str | None = None
    queued_at: datetime | None = None
    """When this step began to wait; later than ``arrived_at`` after a transfer."""
    prefers: int | None = None
    """The counter to which the visitor comes back."""
    skip: int = 0
    """So many other numbers go first."""
    hold_until: datetime | None = None
    """When a held visitor said to be back."""
    came_from: int | None = None
    """The step from which the visitor was sent on to this one."""


class Call(Struct, frozen=True):
    """One announcement: a first call or a repeat, kept for ever."""

    id: int
    ticket: int
    step: int
    label: str
    agency: str
    service: str
    counter: int
    zone: str
    nth: int
    """1 for the first call of this step, 2 and more for repeats."""
    at: datetime
    lang: str = "id"
    priority: bool = False
    announced_at: datetime | None = None
    repeat: bool = False
    """Called to this counter just before, and not come yet."""


class CounterState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class CounterFace(Struct, frozen=True):
    number: int
    agency: str
    services: tuple[str, ...]
    zone: str
    state: CounterState
    officer: str | None = None
    """Name of who works there; only for officers and managers."""


class OpenTicket(Struct, frozen=True):
    """A ticket of today with the step that is reserved, waiting, called, serving or held."""

    ticket: TicketFace
    step: Step


class Backup(Struct, frozen=True):
    """A whole copy of the queue, opened and checked when it was made."""

    at: datetime
    file: str
    """Path on the hub's machine."""
    bytes: int
    seq: int
    """The last event in it."""


class BackupState(Struct, frozen=True):
    """The last good backup (None: none yet), and what was wrong with the last try (None: nothing)."""

    last: Backup | None
    trouble: str | None = None
    """English, for technicians."""
    failed_at: datetime | None = None


class DeviceState(Struct, frozen=True, tag_field="type", tag="state"):
    """What a kiosk or board tells of itself over the stream: on connecting, and when it changes."""

    version: Short
    zone: Short | None = None
    """The board's zone; None shows all."""
    printer: Short | None = None
    """ok, paper_low, or the printer's trouble (paper_out, offline, ...); None for devices without one."""
    sound: Short | None = None
    """ok, none on purpose, or the alarm's reason; None for devices without sound."""
    paper: Literal["ok", "low", "out"] | None = None
    """None while it is not known."""


class Device(Struct, frozen=True):
    """A kiosk or board that has a key; ``id`` is the key's."""

    id: int
    role: Role
    name: str
    connected: bool = False
    seen_at: datetime | None = None
    """When it was there for the last time; None while it is there, or if it never was."""
    address: str | None = None
    state: DeviceState | None = None


class Hall(Struct, frozen=True):
    """The snapshot: everything that a screen shows, as of event ``seq``."""

    seq: int
    at: datetime
    service_date: date
    always_open: bool
    """A demonstration: hours are ignored, and every screen says so."""
    site: SiteFace
    agencies: tuple[AgencyFace, ...]
    services: tuple[ServiceFace, ...]
    figures: Figures
    counters: tuple[CounterFace, ...]
    calls: tuple[Call, ...]
    """Today's latest calls, newest first, at most 30."""
    tickets: tuple[OpenTicket, ...] | None = None
    """Today's open tickets in order of arrival; None for kiosks and displays."""
    day: tuple[CounterDay, ...] = ()
    """Today's figures by counter; only for officers and managers."""
    devices: tuple[Device, ...] = ()
    """Kiosks and boards; only for officers and managers."""
    backup: BackupState | None = None
    """Whether there is a copy to go back to; only for officers and managers."""
    no_shows: tuple[OpenTicket, ...] = ()
    """Today's steps whose visitor did not come, in order of arrival; only for officers and managers."""


class CounterDay(Struct, frozen=True):
    """One counter's day so far; means in seconds, None while there is nothing to mean."""

    number: int
    served: int
    no_shows: int
    mean_service: float | None
    mean_wait: float | None


# --- the stream -----------------------------------------------------------------------------------------------------


class Event(Struct, frozen=True, omit_defaults=True):
    """Something that happened and is on disk. Carries the whole new state of everything that it touched, so that
    a reader folds it by replacing what it knows of the same id (see ``shared.fold``)."""

    seq: int
    at: datetime
    kind: str
    """noun.verb in the past: ticket.issued, ticket.printed, ticket.print_failed, ticket.voided, step.called,
    step.recalled, step.started, step.finished, step.no_show, step.let_pass (its ``skip`` changed), call.announced,
    counter.opened, day.closed, ..."""
    actor: str
    """Who did it: "kiosk:Pintu utama", "officer:sari", "hub"."""
    ticket: TicketFace | None = None
    step: Step | None = None
    call: Call | None = None
    counter: CounterFace | None = None
    day: CounterDay | None = None
    device: Device | None = None
    subject: str | None = None
    """Whom or what an act of administration was about: an officer's code, a key as "role:name"."""
    recap: DayRecap | None = None
    """With day.closed."""
    backup: BackupState | None = None


class Snapshot(Struct, frozen=True, tag_field="type", tag="snapshot"):
    """First message of a stream without ``after`` or whose ``after`` cannot be resumed; also when the day turns."""

    hall: Hall


class Happened(Struct, frozen=True, tag_field="type", tag="event"):
    event: Event


class FiguresChanged(Struct, frozen=True, tag_field="type", tag="figures"):
    """Derived, not an event: figures after the events sent before it, also when only time has passed."""

    figures: Figures


class Tick(Struct, frozen=True, tag_field="type", tag="tick"):
    """Every second: the hub lives, and this is its time. Screens show the hub's time, not their own."""

    now: datetime
    seq: int


Message = Snapshot | Happened | FiguresChanged | Tick


# --- requests and answers -------------------------------------------------------------------------------------------


class TakeNumber(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``POST /tickets``. Exactly one of ``service`` and ``services`` is given."""

    service: str | None = None
    services: tuple[str, ...] | None = None
    priority: bool = False
    lang: str = "id"
    reserve: bool = False
    """True: the number waits for ``printed`` before it counts as waiting."""


class Ticket(Struct, frozen=True):
    """Answer to whoever took the number; the only place where the token is shown."""

    id: int
    label: str
    agency: str
    service_date: date
    priority: bool
    lang: str
    source: str
    issued_at: datetime
    token: str
    url: str
    """Address of the visitor's page, for the QR."""
    ahead: int
    """People before this one when the number was taken."""
    estimate: Estimate
    steps: tuple[Step, ...]


class PrintFailed(Struct, frozen=True, forbid_unknown_fields=True):
    reason: str
    """Short code of what went wrong: paper_out, offline, unreachable, ..."""


class CallChosen(Struct, frozen=True, forbid_unknown_fields=True):
    ticket: Annotated[int, Meta(ge=0, lt=10**18)]


class Called(Struct, frozen=True):
    """Answer to ``call-next``, ``call`` and ``recall``."""

    ticket: TicketFace
    step: Step
    call: Call
    why: str


class Moved(Struct, frozen=True):
    """Answer to every other command on a ticket: the step after it."""

    ticket: TicketFace
    step: Step


class Visit(Struct, frozen=True):
    """A ticket of today with all its steps, also those that are over; for staff, so without its token."""

    ticket: TicketFace
    steps: tuple[Step, ...]


class Hold(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``hold``: what is missing, and when the visitor wants to be back."""

    note: str
    until: datetime | None = None


class Transfer(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``transfer``: to which service, also of another agency."""

    service: str
    note: str | None = None


class TransferTicket(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``POST /tickets/{id}/transfer``: a waiting visitor goes to another service instead."""

    service: str
    instead_of: str | None = None
    """Which of several services the ticket waits for is given up."""
    note: str | None = None


class Resume(Struct, frozen=True, forbid_unknown_fields=True):
    ticket: int


class ServiceDay(Struct, frozen=True):
    """What became of one service's steps on one day; seconds, None while there is nothing to measure."""

    agency: str
    service: str
    served: int = 0
    no_show: int = 0
    cancelled: int = 0
    void: int = 0
    transferred: int = 0
    expired: int = 0
    mean_wait: float | None = None
    median_wait: float | None = None
    p90_wait: float | None = None
    mean_service: float | None = None


class DayRecap(Struct, frozen=True):
    """A closed day: every ticket has an outcome."""

    service_date: date
    closed_at: datetime
    tickets: int
    services: tuple[ServiceDay, ...]


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    officer: str
    pin: str


class Session(Struct, frozen=True):
    """Who is signed in, and at which counter (None: none chosen yet). ``counters`` are those open to this officer."""

    officer: str
    name: str
    role: Role
    agency: str | None
    counter: int | None
    counters: tuple[int, ...]


class AddOfficer(Struct, frozen=True, forbid_unknown_fields=True):
    """``agency`` None makes a manager."""

    officer: str
    name: str
    pin: str
    agency: str | None = None


class Officer(Struct, frozen=True):
    officer: str
    name: str
    role: Role
    agency: str | None
    locked_until: datetime | None = None
    """Too many wrong PINs; only in the list of officers."""


class ResetPin(Struct, frozen=True, forbid_unknown_fields=True):
    pin: str


class OfferPairing(Struct, frozen=True, forbid_unknown_fields=True):
    """Body of ``POST /pairing``: what the device will be; ``role`` is kiosk or display."""

    role: Literal["kiosk", "display"]
    name: str


class Pairing(Struct, frozen=True):
    """A code that makes one device's key, once, until ``until``."""

    code: str
    role: Role
    name: str
    until: datetime


class RedeemPairing(Struct, frozen=True, forbid_unknown_fields=True):
    code: Annotated[str, Meta(max_length=60)]


class CreateKey(Struct, frozen=True, forbid_unknown_fields=True):
    role: Role
    name: str


class Key(Struct, frozen=True):
    """``key`` is shown once, in the answer that created it."""

    id: int
    role: Role
    name: str
    key: str | None = None


class ClockTime(Struct, frozen=True, forbid_unknown_fields=True):
    """Body and answer of ``/clock``, which only a hub with a steered clock has."""

    now: datetime


class Health(Struct, frozen=True):
    """``readonly``: the queue file cannot be written (or read) now, and no number is given until it can."""

    status: Literal["ok", "readonly"]
    version: str
    service_date: date
    seq: int


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
    SERVED_ELSEWHERE = "served_elsewhere"
    TOO_FEW_CALLS = "too_few_calls"
    TOO_MANY_CALLS = "too_many_calls"
    WRONG_SIGN_IN = "wrong_sign_in"
    LOCKED = "locked"
    EXISTS = "exists"
    WEAK_PIN = "weak_pin"
    WRONG_CODE = "wrong_code"
    """No such pairing code: mistyped, used already, or too old."""
    UNKNOWN_OFFICER = "unknown_officer"
    UNKNOWN_KEY = "unknown_key"
    KEY_REUSED = "key_reused"
    """The idempotency key came before with another request."""
    TOO_LARGE = "too_large"
    STORAGE = "storage"
    """The disk is full or the file cannot be written; nothing was done."""
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
