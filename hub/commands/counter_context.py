"""The counter that a command is for, and whom it has: what every command at a counter asks first."""

from __future__ import annotations

from dataclasses import dataclass

from hub.actors import Actor
from hub.outcomes import Refused
from hub.store import counters, lines
from hub.transaction import Transaction
from shared.site.model import Counter
from shared.wire import Code, CounterState, OpenTicket, StepState


@dataclass(frozen=True)
class CounterContext:
    """A counter that the actor may work, and whom it has now."""

    counter: Counter
    visitor: OpenTicket | None


def context_of(tx: Transaction, counter: int) -> CounterContext | Refused:
    """The counter, if the actor works there now. A person works at the one counter that they opened; a key holds none,
    and works at each counter of its agency (of every agency, if it has none), whoever holds it."""
    found = tx.site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if not tx.actor.works_for(found.agency):
        return Refused(Code.FORBIDDEN, f"counter {counter} belongs to another agency")
    if tx.actor.signed_in and counters.counter_row(tx.db, counter).officer != tx.actor.code:
        return Refused(Code.COUNTER_NOT_OPEN, f"open counter {counter} first")
    return CounterContext(found, lines.at_counter(tx.db, counter))


def calling_context(tx: Transaction, counter: int) -> CounterContext | Refused:
    """The counter, if it is open and free to call somebody; whom it serves is then finished first."""
    place = context_of(tx, counter)
    if isinstance(place, Refused):
        return place
    if tx.actor.signed_in and counters.counter_row(tx.db, counter).state is not CounterState.OPEN:
        return Refused(Code.COUNTER_NOT_OPEN, f"counter {counter} is not open")
    if place.visitor is not None and place.visitor.step.state is StepState.CALLED:
        return Refused(Code.COUNTER_BUSY, f"{place.visitor.ticket.label} is called; start it or mark a no-show")
    return place


def visitor_at(tx: Transaction, counter: int, *states: StepState) -> OpenTicket | Refused:
    """Whom the counter has, if in one of ``states``."""
    place = context_of(tx, counter)
    if isinstance(place, Refused):
        return place
    if place.visitor is None:
        return Refused(Code.COUNTER_IDLE, f"counter {counter} has nobody called or being served")
    found = place.visitor.step.state
    if found not in states:
        return Refused(Code.ILLEGAL_MOVE, f"{place.visitor.ticket.label} is {found}, not {' or '.join(states)}")
    return place.visitor


def officer_of(actor: Actor) -> str | None:
    """The code of the person who acts; None for devices and programs."""
    return actor.code if actor.signed_in else None
