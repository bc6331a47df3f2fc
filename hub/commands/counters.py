"""Commands at a counter: opening it, calling, serving, finishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.faces import counter_face
from hub.rules.choice import History, Reason, choose
from hub.store import calls, counters, tallies, tickets
from hub.transaction import Actor, Refused, Transaction
from shared.site.model import Counter
from shared.wire import (
    CallChosen,
    Called,
    Code,
    CounterDay,
    CounterState,
    Moved,
    OpenTicket,
    Role,
    Step,
    StepState,
    TicketFace,
)


@dataclass(frozen=True)
class Place:
    """A counter that the actor may work, and whom it has now."""

    counter: Counter
    current: OpenTicket | None


def call_next(tx: Transaction, counter: int) -> Called | Refused | None:
    """Calls whoever is next; finishes the one being served first. None when nobody waits.

    Refused while somebody is called: whether that visitor came is the officer's to say."""
    place = _calling_place(tx, counter)
    if isinstance(place, Refused):
        return place
    if place.current is not None:
        _finish(tx, place.current, counter)
    services = place.counter.services
    waiting = tickets.waiting(tx.db, tx.day, services)
    run = tickets.regular_run(tx.db, tx.day, services, tx.site.policy.regular_per_priority)
    preferred = services if place.counter.ordered else ()
    chosen = choose(waiting, History(run), tx.site.policy, tx.now, counter, preferred)
    return None if chosen is None else _call(tx, place.counter, chosen.open_ticket, chosen.why)


def call(tx: Transaction, counter: int, body: CallChosen) -> Called | Refused:
    """Calls the waiting ticket that the officer chose; finishes the one being served first."""
    place = _calling_place(tx, counter)
    if isinstance(place, Refused):
        return place
    ticket = tickets.ticket(tx.db, body.ticket)
    if ticket is None or ticket.service_date != tx.day:
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {body.ticket} today")
    steps = tickets.steps_of(tx.db, ticket.id)
    step = next((step for step in steps if step.state is StepState.WAITING), steps[-1])
    if step.service not in place.counter.services:
        return Refused(Code.FORBIDDEN, f"counter {counter} does not serve {step.service}")
    elsewhere = any(one.state in (StepState.CALLED, StepState.SERVING) and one.counter != counter for one in steps)
    if elsewhere:
        return Refused(Code.SERVED_ELSEWHERE, f"{ticket.label} is at another counter")
    if step.state is not StepState.WAITING:
        return Refused(Code.ILLEGAL_MOVE, f"{ticket.label} is {step.state}, not waiting")
    if place.current is not None:
        _finish(tx, place.current, counter)
    return _call(tx, place.counter, OpenTicket(ticket, step), Reason.CHOSEN)


def recall(tx: Transaction, counter: int) -> Called | Refused:
    """Calls the same visitor again: a further call, the first one's time stays."""
    current = _current(tx, counter, StepState.CALLED)
    if isinstance(current, Refused):
        return current
    ticket, before = current.ticket, current.step
    if before.calls >= tx.site.policy.most_calls:
        return Refused(Code.TOO_MANY_CALLS, f"{ticket.label} was called {before.calls} times")
    step = tickets.move(tx.db, before.id, StepState.CALLED, calls=before.calls + 1)
    place = tx.site.counter(counter)
    made = calls.insert_call(tx.db, ticket, step, counter, place.zone if place else "", tx.now, _officer(tx.actor))
    tx.record("step.recalled", ticket=ticket, step=step, call=made)
    return Called(ticket, step, made, step.why or Reason.REGULAR)


def start(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor is at the counter."""
    current = _current(tx, counter, StepState.CALLED)
    if isinstance(current, Refused):
        return current
    step = tickets.move(tx.db, current.step.id, StepState.SERVING, started_at=tx.now)
    tx.record("step.started", ticket=current.ticket, step=step)
    return Moved(current.ticket, step)


def finish(tx: Transaction, counter: int) -> Moved | Refused:
    current = _current(tx, counter, StepState.SERVING)
    if isinstance(current, Refused):
        return current
    return Moved(current.ticket, _finish(tx, current, counter))


def no_show(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor did not come, after at least the hall's number of calls."""
    current = _current(tx, counter, StepState.CALLED)
    if isinstance(current, Refused):
        return current
    least = tx.site.policy.calls_before_no_show
    if current.step.calls < least:
        return Refused(Code.TOO_FEW_CALLS, f"{current.ticket.label} is called at least {least} times first")
    step = tickets.move(tx.db, current.step.id, StepState.NO_SHOW, ended_at=tx.now)
    tallies.count_no_show(tx.db, tx.day, counter)
    tx.record("step.no_show", ticket=current.ticket, step=step, day=_day(tx, counter))
    return Moved(current.ticket, step)


def _call(tx: Transaction, counter: Counter, found: OpenTicket, why: Reason) -> Called:
    before = found.step
    step = tickets.move(
        tx.db,
        before.id,
        StepState.CALLED,
        counter=counter.number,
        officer=_officer(tx.actor),
        called_at=tx.now,
        calls=before.calls + 1,
        why=why,
    )
    made = calls.insert_call(tx.db, found.ticket, step, counter.number, counter.zone, tx.now, _officer(tx.actor))
    tallies.count_called(tx.db, tx.day, counter.number, _milliseconds(before.arrived_at, tx.now))
    tx.record("step.called", ticket=found.ticket, step=step, call=made, day=_day(tx, counter.number))
    return Called(found.ticket, step, made, why)


def _finish(tx: Transaction, current: OpenTicket, counter: int) -> Step:
    step = tickets.move(tx.db, current.step.id, StepState.SERVED, ended_at=tx.now)
    began = step.started_at or tx.now
    tallies.count_served(tx.db, tx.day, step.service, counter, _milliseconds(began, tx.now))
    tx.record("step.finished", ticket=current.ticket, step=step, day=_day(tx, counter))
    return step


def _current(tx: Transaction, counter: int, state: StepState) -> OpenTicket | Refused:
    """Whom the counter has, if in ``state``."""
    place = _place(tx, counter)
    if isinstance(place, Refused):
        return place
    if place.current is None:
        return Refused(Code.COUNTER_IDLE, f"counter {counter} has nobody called or being served")
    found = place.current.step.state
    if found is not state:
        return Refused(Code.ILLEGAL_MOVE, f"{place.current.ticket.label} is {found}, not {state}")
    return place.current


def _place(tx: Transaction, counter: int) -> Place | Refused:
    """The counter, if the actor works there now (managers and programs may work any counter)."""
    found = tx.site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if tx.actor.role is Role.OFFICER and found.agency != tx.actor.agency:
        return Refused(Code.FORBIDDEN, f"counter {counter} belongs to another agency")
    desk = counters.desk(tx.db, counter)
    if tx.actor.signed_in and desk.officer != tx.actor.code:
        return Refused(Code.COUNTER_NOT_OPEN, f"open counter {counter} first")
    step = tickets.step_at(tx.db, counter)
    ticket: TicketFace | None = tickets.ticket(tx.db, step.ticket) if step else None
    return Place(found, OpenTicket(ticket, step) if ticket and step else None)


def _calling_place(tx: Transaction, counter: int) -> Place | Refused:
    """The counter, if it is open and free to call somebody."""
    place = _place(tx, counter)
    if isinstance(place, Refused):
        return place
    if tx.actor.signed_in and counters.desk(tx.db, counter).state is not CounterState.OPEN:
        return Refused(Code.COUNTER_NOT_OPEN, f"counter {counter} is not open")
    if place.current is not None and place.current.step.state is StepState.CALLED:
        return Refused(Code.COUNTER_BUSY, f"{place.current.ticket.label} is called; start it or mark a no-show")
    return place


def open_counter(tx: Transaction, counter: int) -> CounterState | Refused:
    """The officer begins to work here (again), leaving the counter where he was."""
    found = tx.site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if tx.actor.role is Role.OFFICER and found.agency != tx.actor.agency:
        return Refused(Code.FORBIDDEN, f"counter {counter} belongs to another agency")
    officer = _officer(tx.actor)
    desk = counters.desk(tx.db, counter)
    if desk.officer is not None and desk.officer != officer:
        return Refused(Code.COUNTER_TAKEN, f"{desk.name} works at counter {counter}")
    if officer is not None and (left := counters.desk_of(tx.db, officer)) not in (None, counter):
        refused = _leave(tx, left or 0, CounterState.CLOSED)
        if refused is not None:
            return refused
    _set(tx, found, CounterState.OPEN, officer)
    return CounterState.OPEN


def pause_counter(tx: Transaction, counter: int) -> CounterState | Refused:
    """A break: the officer keeps the counter, nobody is called to it."""
    place = _place(tx, counter)
    if isinstance(place, Refused):
        return place
    if place.current is not None:
        return Refused(Code.COUNTER_BUSY, f"{place.current.ticket.label} is still here")
    _set(tx, place.counter, CounterState.PAUSED, counters.desk(tx.db, counter).officer)
    return CounterState.PAUSED


def close_counter(tx: Transaction, counter: int) -> CounterState | Refused:
    """The officer leaves; the counter is free for another."""
    place = _place(tx, counter)
    if isinstance(place, Refused):
        return place
    return _leave(tx, counter, CounterState.CLOSED) or CounterState.CLOSED


def _leave(tx: Transaction, counter: int, state: CounterState) -> Refused | None:
    step = tickets.step_at(tx.db, counter)
    if step is not None:
        ticket = tickets.ticket(tx.db, step.ticket)
        return Refused(Code.COUNTER_BUSY, f"{ticket.label if ticket else counter} is still at counter {counter}")
    place = tx.site.counter(counter)
    if place is not None:
        _set(tx, place, state, None)
    else:
        counters.set_desk(tx.db, counter, state, None, tx.now)
    return None


def _set(tx: Transaction, counter: Counter, state: CounterState, officer: str | None) -> None:
    counters.set_desk(tx.db, counter.number, state, officer, tx.now)
    verb = {CounterState.OPEN: "opened", CounterState.PAUSED: "paused", CounterState.CLOSED: "closed"}[state]
    tx.record(f"counter.{verb}", counter=counter_face(counter, counters.desk(tx.db, counter.number)))


def _day(tx: Transaction, counter: int) -> CounterDay:
    return tallies.counter_days(tx.db, tx.day, counter)[0]


def _officer(actor: Actor) -> str | None:
    return actor.code if actor.signed_in else None


def _milliseconds(began: datetime, ended: datetime) -> int:
    return max(0, (ended - began) // timedelta(milliseconds=1))
