"""The end of a service day: every open ticket gets an outcome, counters are closed, the recap is written."""

from __future__ import annotations

from datetime import date

from hub.faces import counter_face
from hub.store import counters, days, tickets
from hub.transaction import Refused, Transaction
from shared.wire import Code, CounterState, DayRecap, StepState


def close_day(tx: Transaction) -> DayRecap | Refused:
    """Closes today by hand, once everybody has gone home. Numbers taken afterwards open it again; the night closes it
    once more."""
    if any(open_ticket.step.state is StepState.SERVING for open_ticket in tickets.open_tickets(tx.db, tx.day)):
        return Refused(Code.COUNTER_BUSY, "somebody is still being served")
    return _close(tx, tx.day)


def close_past_days(tx: Transaction) -> int:
    """Closes days before today that were left open, as when the hub was switched off at night; answers how many."""
    left = tickets.unfinished_days(tx.db, tx.day)
    for day in left:
        _close(tx, day)
    return len(left)


def _close(tx: Transaction, day: date) -> DayRecap:
    for open_ticket in tickets.open_tickets(tx.db, day):
        step = tickets.move(tx.db, open_ticket.step.id, StepState.EXPIRED, ended_at=tx.now)
        tx.record("step.expired", ticket=open_ticket.ticket, step=step)
    for number, desk in counters.desks(tx.db).items():
        place = tx.site.counter(number)
        if desk.state is not CounterState.CLOSED:
            counters.set_desk(tx.db, number, CounterState.CLOSED, None, tx.now)
            if place is not None:
                tx.record("counter.closed", counter=counter_face(place, counters.desk(tx.db, number)))
    recap = days.recap(tx.db, day, tx.now)
    days.keep(tx.db, recap)
    tx.record("day.closed")
    return recap
