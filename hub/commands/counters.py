"""Commands on a counter itself: opening, pausing, closing it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from hub.actors import HUB
from hub.commands.counter_context import context_of, officer_of
from hub.outcomes import Refused
from hub.rules.openness import service_date
from hub.store import counters, lines, tallies
from hub.store.counters import CounterRow
from hub.transaction import Transaction
from hub.views.public_site import public_counter
from shared.site.model import Counter
from shared.wire import ClosedByOther, Code, CounterPause, CounterState, EventKind, Role, TakeBreak

Cause = Literal["manager", "program", "day", "site"]
ANY_BREAK = TakeBreak()
"""A break without a reason or a time."""


def open_counter(tx: Transaction, counter: int) -> CounterState | Refused:
    """The officer begins to work here (again), leaving the counter where they were. A key opens it for nobody: it stays
    free for an officer."""
    found = tx.site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if not tx.actor.works_for(found.agency):
        return Refused(Code.FORBIDDEN, f"counter {counter} belongs to another agency")
    officer = officer_of(tx.actor)
    row = counters.counter_row(tx.db, counter)
    if row.officer is not None and row.officer != officer:
        return Refused(Code.COUNTER_TAKEN, f"{row.name} works at counter {counter}")
    if officer is not None and (left := counters.counter_of(tx.db, officer)) not in (None, counter):
        refused = _leave(tx, left or 0, CounterState.CLOSED)
        if refused is not None:
            return refused
    if officer is not None:
        counters.forget_closed_by_other(tx.db, officer)
    _set(tx, found, CounterState.OPEN, officer)
    return CounterState.OPEN


def pause_counter(tx: Transaction, counter: int, body: TakeBreak = ANY_BREAK) -> CounterState | Refused:
    """A break: the officer keeps the counter, nobody is called to it. While somebody is there it may be wished for, and
    begins by itself when that visitor has gone (``begin_wished``). A manager may ask for it at any counter that is not
    closed. Asked for once more, it goes on with another reason and time. Answers the counter's state."""
    place = _anybodys(tx, counter) if _manages(tx) else _own(tx, counter)
    if isinstance(place, Refused):
        return place
    if refused := _time_trouble(tx, body):
        return refused
    row = counters.counter_row(tx.db, counter)
    own = tx.actor.signed_in and tx.actor.code == row.officer
    wish = CounterPause(body.reason, None, body.minutes, body.until, None if own else tx.actor.name or tx.actor.code)
    visitor = lines.at_counter(tx.db, counter)
    if visitor is None:
        lasting = row.pause.since if row.pause is not None else None
        _pause(tx, place, row.officer, wish, lasting or tx.now)
        return CounterState.PAUSED
    if not body.after_visitor or row.state is not CounterState.OPEN:
        return Refused(Code.COUNTER_BUSY, f"{visitor.ticket.label} is still here")
    _wish(tx, place, wish)
    return CounterState.OPEN


def _time_trouble(tx: Transaction, body: TakeBreak) -> Refused | None:
    if body.minutes is not None and body.until is not None:
        return Refused(Code.BAD_REQUEST, "minutes or until, not both")
    if body.until is not None and not later_today(tx, body.until):
        return Refused(Code.BAD_REQUEST, "until is a time to come today, with its zone")
    return None


def stay_open(tx: Transaction, counter: int) -> CounterState | Refused:
    """Takes back the wish for a break, before it begins; changes nothing where there is none."""
    place = _anybodys(tx, counter) if _manages(tx) else _own(tx, counter)
    if isinstance(place, Refused):
        return place
    row = counters.counter_row(tx.db, counter)
    if row.state is not CounterState.OPEN:
        return Refused(Code.COUNTER_NOT_OPEN, f"counter {counter} is {row.state}: open it again")
    if row.wish is not None:
        _wish(tx, place, None)
    return CounterState.OPEN


def begin_wished(tx: Transaction, counter: int) -> bool:
    """The visitor has gone: begins the break that was wished for, if any was; whether it begins."""
    row, place = counters.counter_row(tx.db, counter), tx.site.counter(counter)
    if row.wish is None or place is None or lines.at_counter(tx.db, counter) is not None:
        return False
    _pause(tx, place, row.officer, row.wish, tx.now)
    return True


def close_counter(tx: Transaction, counter: int) -> CounterState | Refused:
    """The officer leaves; the counter is free for another. A manager closes it for an officer who has gone home, but
    not while somebody is called to it or served."""
    place = _anybodys(tx, counter) if _manages(tx) else _own(tx, counter)
    if isinstance(place, Refused):
        return place
    row = counters.counter_row(tx.db, counter)
    refused = _leave(tx, counter, CounterState.CLOSED)
    if refused is None:
        keep_who_closed(tx, counter, row, "manager" if tx.actor.signed_in else "program")
    return refused or CounterState.CLOSED


def keep_who_closed(tx: Transaction, counter: int, row: CounterRow, cause: Cause) -> None:
    """Keeps for the officer who had the counter (``row``) why it is closed, unless it was the officer's own doing."""
    by = None if tx.actor is HUB else tx.actor.name or tx.actor.code
    if row.officer is not None and not (tx.actor.signed_in and tx.actor.code == row.officer):
        counters.keep_closed_by_other(tx.db, row.officer, ClosedByOther(counter, tx.now, cause, by))


def later_today(tx: Transaction, at: datetime) -> bool:
    """Whether it is a time to come on the hall's today, with its zone."""
    soon = at.tzinfo is not None and tx.now < at < tx.now + timedelta(days=2)  # the calendar ends with the year 9999
    return soon and service_date(tx.site.timezone, at) == tx.day


def _manages(tx: Transaction) -> bool:
    return tx.actor.signed_in and tx.actor.role is Role.MANAGER


def _own(tx: Transaction, counter: int) -> Counter | Refused:
    """The counter, if the actor works there."""
    place = context_of(tx, counter)
    return place if isinstance(place, Refused) else place.counter


def _anybodys(tx: Transaction, counter: int) -> Counter | Refused:
    """The counter, if it is not closed already, whoever works there."""
    found = tx.site.counter(counter)
    if found is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {counter}")
    if counters.counter_row(tx.db, counter).state is CounterState.CLOSED:
        return Refused(Code.COUNTER_NOT_OPEN, f"counter {counter} is closed already")
    return found


def release(tx: Transaction, counter: int) -> None:
    """Nobody works here any more, whatever became of the visitor: the next officer finds whom the last one called."""
    place = tx.site.counter(counter)
    if place is None:
        counters.set_state(tx.db, counter, CounterState.CLOSED, None, tx.now)
    else:
        _set(tx, place, CounterState.CLOSED, None)


def _leave(tx: Transaction, counter: int, state: CounterState) -> Refused | None:
    if (still := lines.at_counter(tx.db, counter)) is not None:
        return Refused(Code.COUNTER_BUSY, f"{still.ticket.label} is still at counter {counter}")
    place = tx.site.counter(counter)
    if place is not None:
        _set(tx, place, state, None)
    else:
        counters.set_state(tx.db, counter, state, None, tx.now)
    return None


def _pause(tx: Transaction, place: Counter, officer: str | None, asked: CounterPause, since: datetime) -> None:
    back_at = asked.back_at
    if asked.minutes is not None:
        back_at = tx.now + timedelta(minutes=asked.minutes)
    pause = CounterPause(asked.reason, since, None, back_at, asked.by)
    counters.set_state(tx.db, place.number, CounterState.PAUSED, officer, since, pause)
    _record(tx, place, EventKind.COUNTER_PAUSED)


def _wish(tx: Transaction, place: Counter, wish: CounterPause | None) -> None:
    counters.set_wish(tx.db, place.number, wish)
    _record(tx, place, EventKind.COUNTER_BREAK_WISHED if wish else EventKind.COUNTER_BREAK_NOT_WISHED)


def _set(tx: Transaction, counter: Counter, state: CounterState, officer: str | None) -> None:
    counters.set_state(tx.db, counter.number, state, officer, tx.now)
    if state is CounterState.OPEN:
        tallies.count_opened(tx.db, tx.day, counter.number, tx.now)
    _record(tx, counter, EventKind.COUNTER_OPENED if state is CounterState.OPEN else EventKind.COUNTER_CLOSED)


def _record(tx: Transaction, place: Counter, kind: EventKind) -> None:
    face = public_counter(place, counters.counter_row(tx.db, place.number))
    tx.record(kind, counter=face, day=tallies.counter_day(tx.db, tx.day, place.number))
