"""Commands on a counter itself: opening, pausing, closing it."""

from __future__ import annotations

from hub.commands.place import officer_of, place_of
from hub.faces import counter_face
from hub.store import counters, lines, tallies
from hub.transaction import Refused, Transaction
from shared.site.model import Counter
from shared.wire import Code, CounterState, Role


def open_counter(tx: Transaction, counter: int) -> CounterState | Refused:
    """The officer begins to work here (again), leaving the counter where he was. A key opens it for nobody: it stays
    free for an officer."""
    found = tx.site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if not tx.actor.works_for(found.agency):
        return Refused(Code.FORBIDDEN, f"counter {counter} belongs to another agency")
    officer = officer_of(tx.actor)
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
    place = place_of(tx, counter)
    if isinstance(place, Refused):
        return place
    if place.current is not None:
        return Refused(Code.COUNTER_BUSY, f"{place.current.ticket.label} is still here")
    _set(tx, place.counter, CounterState.PAUSED, counters.desk(tx.db, counter).officer)
    return CounterState.PAUSED


def close_counter(tx: Transaction, counter: int) -> CounterState | Refused:
    """The officer leaves; the counter is free for another. A manager closes it for an officer who has gone home, but
    not while somebody is called to it or served."""
    place = _anybodys(tx, counter) if _manages(tx) else place_of(tx, counter)
    if isinstance(place, Refused):
        return place
    return _leave(tx, counter, CounterState.CLOSED) or CounterState.CLOSED


def _manages(tx: Transaction) -> bool:
    return tx.actor.signed_in and tx.actor.role is Role.MANAGER


def _anybodys(tx: Transaction, counter: int) -> Counter | Refused:
    """The counter, if it is not closed already, whoever works there."""
    found = tx.site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if counters.desk(tx.db, counter).state is CounterState.CLOSED:
        return Refused(Code.COUNTER_NOT_OPEN, f"counter {counter} is closed already")
    return found


def release(tx: Transaction, counter: int) -> None:
    """Nobody works here any more, whatever became of the visitor: the next officer finds whom the last one called."""
    place = tx.site.counter(counter)
    if place is None:
        counters.set_desk(tx.db, counter, CounterState.CLOSED, None, tx.now)
    else:
        _set(tx, place, CounterState.CLOSED, None)


def _leave(tx: Transaction, counter: int, state: CounterState) -> Refused | None:
    if (still := lines.at_counter(tx.db, counter)) is not None:
        return Refused(Code.COUNTER_BUSY, f"{still.ticket.label} is still at counter {counter}")
    place = tx.site.counter(counter)
    if place is not None:
        _set(tx, place, state, None)
    else:
        counters.set_desk(tx.db, counter, state, None, tx.now)
    return None


def _set(tx: Transaction, counter: Counter, state: CounterState, officer: str | None) -> None:
    counters.set_desk(tx.db, counter.number, state, officer, tx.now)
    verb = {CounterState.OPEN: "opened", CounterState.PAUSED: "paused", CounterState.CLOSED: "closed"}[state]
    if state is CounterState.OPEN:
        tallies.count_opened(tx.db, tx.day, counter.number, tx.now)
    face = counter_face(counter, counters.desk(tx.db, counter.number))
    tx.record(f"counter.{verb}", counter=face, day=tallies.counter_day(tx.db, tx.day, counter.number))
