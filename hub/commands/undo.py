"""Taking back the latest act at a counter: a slip of the finger ends nobody's visit (ADR 0018)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Concatenate, ParamSpec, TypeVar

from msgspec.structs import replace

from hub.commands.day import reopen
from hub.commands.place import place_of
from hub.store import counters, last_act, lines, steps, tallies, tickets
from hub.store.last_act import Act
from hub.transaction import Refused, Transaction
from shared.wire import CallChosen, Code, CounterState, Moved, Resume, StepState, Transfer

UNDO_WITHIN = timedelta(seconds=12)
"""So long after an act it can be taken back: the ten seconds that the page offers, and the way of the request."""

P = ParamSpec("P")
R = TypeVar("R")
Command = Callable[Concatenate[Transaction, int, P], R]


def undoable(kind: str, command: Command[P, R]) -> Command[P, R]:
    """``command`` at a counter, which ``undo`` can take back. ``kind`` is its name."""

    def act(tx: Transaction, counter: int, /, *args: P.args, **kwargs: P.kwargs) -> R:
        here = lines.at_counter(tx.db, counter)
        touched = {here.ticket.id} if here else set()
        touched |= {body.ticket for body in args if isinstance(body, CallChosen | Resume)}
        services = [body.service for body in args if isinstance(body, Transfer)]
        before = last_act.image(tx.db, tx.day, counter, sorted(touched), services)
        outcome = command(tx, counter, *args, **kwargs)
        if not isinstance(outcome, Refused):
            after = last_act.image(tx.db, tx.day, counter, sorted(touched), services)
            last_act.keep(tx.db, counter, Act(tx.now, kind, before, after))
        return outcome

    return act


def undo(tx: Transaction, counter: int) -> Moved | Refused:
    """Takes back the latest act at the counter, as far as nobody has acted on it since. Answers the visitor who is at
    the counter again, or whoever the act was about."""
    place = place_of(tx, counter)
    if isinstance(place, Refused):
        return place
    act = last_act.last(tx.db, counter)
    if act is None or not timedelta(0) <= tx.now - act.at <= UNDO_WITHIN:
        return Refused(Code.NOTHING_TO_UNDO, f"nothing was done at counter {counter} in the last seconds")
    if tx.actor.signed_in and counters.desk(tx.db, counter).state is not CounterState.OPEN:
        return Refused(Code.COUNTER_NOT_OPEN, f"counter {counter} is not open")
    ours = {int(str(row["ticket"])) for row in act.after.steps.values()}
    if not last_act.stands(tx.db, act) or (place.current is not None and place.current.ticket.id not in ours):
        return Refused(Code.CHANGED_SINCE, "somebody has acted on it since")
    made = [int(key) for key in act.after.steps if key not in act.before.steps]
    for number in made:
        gone = lines.open_step(tx.db, number)
        tx.record(f"undone.{act.kind}", ticket=gone.ticket, step=replace(gone.step, state=StepState.VOID))
    changed = last_act.restore(tx.db, act)
    last_act.forget(tx.db, counter)
    moved = [_moved(tx, number) for number in changed]
    for on in sorted({one.ticket.service_date for one in moved}):
        reopen(tx, on)
    for one in moved:
        day = tallies.counter_day(tx.db, tx.day, counter)
        tx.record(f"undone.{act.kind}", ticket=one.ticket, step=one.step, day=day)
    back = lines.at_counter(tx.db, counter)
    return Moved(back.ticket, back.step) if back else moved[-1]


def _moved(tx: Transaction, number: int) -> Moved:
    (step,) = [one for one in steps.steps_of(tx.db, steps.ticket_of(tx.db, number)) if one.id == number]
    ticket = tickets.ticket(tx.db, step.ticket)
    assert ticket is not None, "a step has a ticket"  # noqa: S101
    return Moved(ticket, step)
