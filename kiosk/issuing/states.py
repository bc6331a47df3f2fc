"""Taking a number: the states, the inputs and the effects of its state machine. Without Qt.

The number is taken with ``reserve``: it exists, but does not wait until the printer took it or the visitor noted it.
Each request has an idempotency key that survives retries, so that a lost answer never makes a second number.
``kiosk.issuing.transition`` says which state follows which; ``kiosk.issuing.outbox`` carries out the effects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kiosk.issuing.offline_policy import NoNumberReason
from kiosk.tickets import IssuedTicket, OfflineTicket, TicketId
from shared.wire import Openness, Problem, Ticket


@dataclass(frozen=True)
class NumberRequest:
    """What is asked of the hub; ``key`` makes a repeat harmless."""

    key: str
    service: str
    priority: bool
    lang: str


# --- states ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NoRequest:
    """Nothing is being taken."""


@dataclass(frozen=True)
class AskingHub:
    """The hub has been asked; ``attempt`` counts from 1."""

    request: NumberRequest
    attempt: int = 1


@dataclass(frozen=True)
class TakingOffline:
    """A number of the kiosk's own is being saved. ``asked``: the hub may have made one, too."""

    request: NumberRequest
    asked: bool


@dataclass(frozen=True)
class AwaitingPaper:
    """The number exists; its paper is on the way."""

    ticket: IssuedTicket
    service: str
    again: bool = False
    counts: bool = False
    """A paper of it may be in somebody's hand already: the number counts, whatever becomes of this one."""


@dataclass(frozen=True)
class NumberIssued:
    """The paper is out, or the visitor noted the number: it counts."""

    ticket: IssuedTicket
    service: str
    noted: bool = False


@dataclass(frozen=True)
class PaperMissing:
    """The paper did not come out. ``trouble`` is the printer's code for why."""

    ticket: IssuedTicket
    service: str
    trouble: str
    pending: bool = False
    """The printer has not said so itself: the paper may still come, so no second one is sent after it."""
    counts: bool = False
    """A paper of it may be in somebody's hand: the number counts, whatever is done here."""


@dataclass(frozen=True)
class NumberRefused:
    """The hub said no, or the kiosk may not by itself (``code`` is then a NoNumberReason). ``code`` and ``openness``
    say why."""

    service: str
    code: str
    openness: Openness | None


@dataclass(frozen=True)
class HubUnanswered:
    """No answer after every attempt. The number may exist: the same request is repeated, or reclaimed on leaving."""

    request: NumberRequest


IssuingState: TypeAlias = (
    NoRequest | AskingHub | TakingOffline | AwaitingPaper | NumberIssued | PaperMissing | NumberRefused | HubUnanswered
)


# --- inputs ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ServiceChosen:
    """A service's button was touched. ``offline``: the hub is away, and is not asked."""

    request: NumberRequest
    offline: bool = False


@dataclass(frozen=True)
class HubGone:
    """The hub has been away for so long that nobody waits for its answer any more."""


@dataclass(frozen=True)
class OfflineNumberTaken:
    """A number of the kiosk's own for the request with this key."""

    key: str
    ticket: OfflineTicket


@dataclass(frozen=True)
class OfflineNumberDenied:
    """The kiosk gives none."""

    key: str
    why: Openness | NoNumberReason


@dataclass(frozen=True)
class HubAnswered:
    """The hub's answer to the request with this key; None: none came."""

    key: str
    answer: Ticket | Problem | None


@dataclass(frozen=True)
class PaperPrinted:
    """The printer took the paper of this ticket."""

    ticket: TicketId


@dataclass(frozen=True)
class PaperFailed:
    """``begun``: the paper was begun, so it, or a piece with the number, may be out or still come out."""

    ticket: TicketId
    trouble: str
    begun: bool = False


@dataclass(frozen=True)
class PaperOverdue:
    """The printer has said nothing for too long."""


@dataclass(frozen=True)
class RetryTouched:
    """ "Try again" was touched."""


@dataclass(frozen=True)
class NotedTouched:
    """ "I noted my number" was touched."""


@dataclass(frozen=True)
class VisitorLeft:
    """The visitor went away, or closed the page."""


IssuingInput: TypeAlias = (
    ServiceChosen
    | HubAnswered
    | HubGone
    | OfflineNumberTaken
    | OfflineNumberDenied
    | PaperPrinted
    | PaperFailed
    | PaperOverdue
    | RetryTouched
    | NotedTouched
    | VisitorLeft
)


# --- effects --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AskHub:
    request: NumberRequest
    after: float = 0.0
    """Seconds to wait first."""


@dataclass(frozen=True)
class TakeOfflineNumber:
    """Take the number from the kiosk's own reserve."""

    request: NumberRequest


@dataclass(frozen=True)
class PrintPaper:
    ticket: IssuedTicket


@dataclass(frozen=True)
class ConfirmNumber:
    """Tell the hub, until it knows, that the number counts."""

    ticket: TicketId


@dataclass(frozen=True)
class ReportPaperFailed:
    """Tell the hub, until it knows, that the paper did not come out."""

    ticket: TicketId
    trouble: str
    pending: bool = False
    """It may still come: after a sudden end the number counts."""


@dataclass(frozen=True)
class AbandonNumber:
    """Tell the hub, until it knows, that nobody wants the number."""

    ticket: TicketId


@dataclass(frozen=True)
class ReclaimRequest:
    """Find out, until the hub answers, whether this request made a number, and abandon it."""

    request: NumberRequest


IssuingEffect: TypeAlias = (
    AskHub | TakeOfflineNumber | PrintPaper | ConfirmNumber | ReportPaperFailed | AbandonNumber | ReclaimRequest
)
Transition: TypeAlias = tuple[IssuingState, tuple[IssuingEffect, ...]]
