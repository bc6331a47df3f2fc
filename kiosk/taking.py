"""Taking a number: its states, what may happen to it, and what is done about it. Without Qt.

The number is taken with ``reserve``: it exists, but does not wait until the printer took it or the visitor noted it.
Each request has an idempotency key that survives retries, so that a lost answer never makes a second number. Which
state follows which stands in ``kiosk.transition``; effects are carried out by ``kiosk.errands``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kiosk.alone import Lack
from shared.wire import Openness, Problem, Ticket


@dataclass(frozen=True)
class Request:
    """What is asked of the hub; ``key`` makes a repeat harmless."""

    key: str
    service: str
    priority: bool
    lang: str


# --- states ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Idle:
    """Nothing is being taken."""


@dataclass(frozen=True)
class Asking:
    """The hub has been asked; ``attempt`` counts from 1."""

    request: Request
    attempt: int = 1


@dataclass(frozen=True)
class Drawing:
    """A number of the kiosk's own is being saved. ``asked``: the hub may have made one, too."""

    request: Request
    asked: bool


@dataclass(frozen=True)
class Printing:
    """The number exists; its paper is on the way."""

    ticket: Ticket
    service: str
    again: bool = False
    counts: bool = False
    """A paper of it may be in somebody's hand already: the number counts, whatever becomes of this one."""


@dataclass(frozen=True)
class Issued:
    """The paper is out, or the visitor noted the number: it counts."""

    ticket: Ticket
    service: str
    noted: bool = False


@dataclass(frozen=True)
class Unprinted:
    """The paper did not come out. ``trouble`` is the printer's code for why."""

    ticket: Ticket
    service: str
    trouble: str
    pending: bool = False
    """The printer has not said so itself: the paper may still come, so no second one is sent after it."""
    counts: bool = False
    """A paper of it may be in somebody's hand: the number counts, whatever is done here."""


@dataclass(frozen=True)
class Refused:
    """The hub said no, or the kiosk may not by itself (``code`` is then a Lack); ``code`` and ``openness`` say why."""

    service: str
    code: str
    openness: Openness | None


@dataclass(frozen=True)
class Unheard:
    """No answer after every attempt. The number may exist: the same request is repeated, or reclaimed on leaving."""

    request: Request


State: TypeAlias = Idle | Asking | Drawing | Printing | Issued | Unprinted | Refused | Unheard


# --- inputs ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A service's button was touched. ``alone``: the hub is away, and is not asked."""

    request: Request
    alone: bool = False


@dataclass(frozen=True)
class Stranded:
    """The hub has been away for so long that nobody waits for its answer any more."""


@dataclass(frozen=True)
class Drawn:
    """A number of the kiosk's own for the request with this key."""

    key: str
    ticket: Ticket


@dataclass(frozen=True)
class Undrawn:
    """The kiosk gives none."""

    key: str
    why: Openness | Lack


@dataclass(frozen=True)
class Answered:
    """The hub's answer to the request with this key; None: none came."""

    key: str
    answer: Ticket | Problem | None


@dataclass(frozen=True)
class Printed:
    """The printer took the paper of this ticket."""

    ticket: int


@dataclass(frozen=True)
class NotPrinted:
    """``begun``: the paper was begun, so it, or a piece with the number, may be out or still come out."""

    ticket: int
    trouble: str
    begun: bool = False


@dataclass(frozen=True)
class Overdue:
    """The printer has said nothing for too long."""


@dataclass(frozen=True)
class Again:
    """ "Try again" was touched."""


@dataclass(frozen=True)
class Noted:
    """ "I noted my number" was touched."""


@dataclass(frozen=True)
class Left:
    """The visitor went away, or closed the page."""


Input: TypeAlias = (
    Wanted | Answered | Stranded | Drawn | Undrawn | Printed | NotPrinted | Overdue | Again | Noted | Left
)


# --- effects --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ask:
    request: Request
    after: float = 0.0
    """Seconds to wait first."""


@dataclass(frozen=True)
class Draw:
    """Take the number from the kiosk's own reserve."""

    request: Request


@dataclass(frozen=True)
class Print:
    ticket: Ticket


@dataclass(frozen=True)
class Confirm:
    """Tell the hub, until it knows, that the number counts."""

    ticket: int


@dataclass(frozen=True)
class ReportFailure:
    """Tell the hub, until it knows, that the paper did not come out."""

    ticket: int
    trouble: str
    pending: bool = False
    """It may still come: after a sudden end the number counts."""


@dataclass(frozen=True)
class Abandon:
    """Tell the hub, until it knows, that nobody wants the number."""

    ticket: int


@dataclass(frozen=True)
class Reclaim:
    """Find out, until the hub answers, whether this request made a number, and abandon it."""

    request: Request


Effect: TypeAlias = Ask | Draw | Print | Confirm | ReportFailure | Abandon | Reclaim
Step: TypeAlias = tuple[State, tuple[Effect, ...]]
