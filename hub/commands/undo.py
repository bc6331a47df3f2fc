"""Taking back the latest act at a counter: a slip of the finger ends nobody's visit (ADR 0018)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from msgspec.structs import replace

from hub.commands import calls
from hub.commands.counter_context import context_of
from hub.commands.day import reopen
from hub.outcomes import Refused
from hub.store import counters, last_act, lines, steps, tallies, tickets
from hub.store.last_act import Act, Image
from hub.transaction import Transaction
from hub.views.public_site import public_counter
from shared.wire import CallChosen, Called, Code, CounterState, EventKind, Moved, Resume, StepState, Transfer

UNDO_WITHIN = timedelta(seconds=12)
"""So long after an act it can be taken back: the ten seconds that the page offers, and the way of the request."""

UNDONE = {
    "call": EventKind.UNDONE_CALL,
    "call_next": EventKind.UNDONE_CALL_NEXT,
    "finish": EventKind.UNDONE_FINISH,
    "no_show": EventKind.UNDONE_NO_SHOW,
    "hold": EventKind.UNDONE_HOLD,
    "resume": EventKind.UNDONE_RESUME,
    "transfer": EventKind.UNDONE_TRANSFER,
}
"""What can be taken back, by the name under which it is stored, and the events that say so."""

P = ParamSpec("P")
R = TypeVar("R")
CounterCommand = Callable[Concatenate[Transaction, int, P], R]


class _Watch:
    """What an act at a counter changes: rows as they are now, until ``keep``."""

    def __init__(self, tx: Transaction, counter: int, tickets: Iterable[int], services: Iterable[str] = ()) -> None:
        self._tx, self._counter = tx, counter
        self._tickets, self._services = set(tickets), tuple(services)
        self._before = self._image(self._tickets)

    def also(self, ticket: int) -> None:
        """The act touches this ticket as well, and has not done so yet."""
        if ticket not in self._tickets:
            self._tickets.add(ticket)
            self._before = last_act.with_ticket(self._tx.db, self._tx.day, self._before, ticket)

    def keep(self, kind: str) -> None:
        act = Act(self._tx.now, kind, self._before, self._image(self._tickets))
        last_act.keep(self._tx.db, self._counter, act)

    def _image(self, tickets: Iterable[int]) -> Image:
        tx, place = self._tx, self._tx.site.counter(self._counter)
        pool = place.services if place is not None else ()
        return last_act.image(tx.db, tx.day, self._counter, sorted(tickets), self._services, pool)


def undoable(kind: str, command: CounterCommand[P, R]) -> CounterCommand[P, R]:
    """``command`` at a counter, which ``undo`` can take back. ``kind`` is its name in ``UNDONE``."""

    @wraps(command)
    def act(tx: Transaction, counter: int, /, *args: P.args, **kwargs: P.kwargs) -> R:
        here = lines.at_counter(tx.db, counter)
        touched = {here.ticket.id} if here else set()
        touched |= {body.ticket for body in args if isinstance(body, CallChosen | Resume)}
        services = [body.service for body in args if isinstance(body, Transfer)]
        watch = _Watch(tx, counter, touched, services)
        outcome = command(tx, counter, *args, **kwargs)
        if not isinstance(outcome, Refused):
            watch.keep(kind)
        return outcome

    return act


def call_next(tx: Transaction, counter: int) -> Called | Refused | None:
    """``hub.commands.calls.call_next``, which ``undo`` can take back where it ended somebody's visit: both halves, or
    the end alone where nobody was called. A call to a free counter ends nothing; for that there is ``put_back``."""
    here = lines.at_counter(tx.db, counter)
    if here is None:
        return calls.call_next(tx, counter)
    watch = _Watch(tx, counter, [here.ticket.id])
    outcome = calls.call_next(tx, counter, watch.also)
    if not isinstance(outcome, Refused):
        watch.keep("finish" if outcome is None else "call_next")
    return outcome


def undo(tx: Transaction, counter: int) -> Moved | Refused:
    """Takes back the latest act at the counter, as far as nobody has acted on it since; with it the break that began
    when the visitor had gone. Answers the visitor who is at the counter again, or whoever the act was about."""
    place = context_of(tx, counter)
    if isinstance(place, Refused):
        return place
    act = last_act.last(tx.db, counter)
    if act is None or not timedelta(0) <= tx.now - act.at <= UNDO_WITHIN:
        return Refused(Code.NOTHING_TO_UNDO, f"nothing was done at counter {counter} in the last seconds")
    kind = UNDONE[act.kind]
    paused = act.before.desk != act.after.desk
    open_now = counters.counter_row(tx.db, counter).state is CounterState.OPEN
    if tx.actor.signed_in and not open_now and not paused:
        return Refused(Code.COUNTER_NOT_OPEN, f"counter {counter} is not open")
    ours = {int(str(row["ticket"])) for row in act.after.steps.values()}
    if not last_act.is_unchanged(tx.db, counter, act) or (
        place.visitor is not None and place.visitor.ticket.id not in ours
    ):
        return Refused(Code.CHANGED_SINCE, "somebody has acted on it since")
    made = [int(key) for key in act.after.steps if key not in act.before.steps]
    for number in made:
        gone = lines.open_step(tx.db, number)
        tx.record(kind, ticket=gone.ticket, step=replace(gone.step, state=StepState.VOID))
    changed = last_act.restore(tx.db, tx.day, place.counter.services, act)
    last_act.forget(tx.db, counter)
    tallies.count_undone(tx.db, tx.day, counter)
    day = tallies.counter_day(tx.db, tx.day, counter)
    moved = [_moved(tx, number) for number in changed]
    for on in sorted({one.ticket.service_date for one in moved}):
        reopen(tx, on)
    for one in moved:
        tx.record(kind, ticket=one.ticket, step=one.step, day=day)
    if paused:
        face = public_counter(place.counter, counters.counter_row(tx.db, counter))
        tx.record(kind, counter=face, day=day)
    back = lines.at_counter(tx.db, counter)
    return Moved(back.ticket, back.step) if back else moved[0]


def _moved(tx: Transaction, number: int) -> Moved:
    (step,) = [one for one in steps.steps_of(tx.db, steps.ticket_of(tx.db, number)) if one.id == number]
    ticket = tickets.ticket(tx.db, step.ticket)
    assert ticket is not None, "a step has a ticket"  # noqa: S101
    return Moved(ticket, step)
