"""The end of a service day: every open ticket gets an outcome, counters are closed, the recap is written."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from hub.commands.counters import keep_who_closed
from hub.outcomes import Refused
from hub.store import counters, days, lines, steps, tallies
from hub.transaction import Transaction
from hub.views.public_site import public_counter
from shared.wire import Code, CounterState, DayRecap, EventKind, StepState

_AT_A_COUNTER = frozenset({StepState.CALLED, StepState.SERVING})


def close_day(tx: Transaction) -> DayRecap | Refused:
    """Closes today by hand, once everybody has gone home. Numbers taken afterwards open it again; the night closes it
    once more. A number whose paper is on its way is void until ``printed`` says that it is out."""
    still = lines.open_tickets(tx.db, tx.day)
    for open_ticket in still:
        if open_ticket.step.state in _AT_A_COUNTER:
            return Refused(Code.COUNTER_BUSY, f"{open_ticket.ticket.label} is still {open_ticket.step.state}")
    for open_ticket in still:
        if open_ticket.step.state is StepState.RESERVED:
            tallies.count_taken(tx.db, tx.day, open_ticket.step.service, -1)
            step = steps.move(tx.db, open_ticket.step, StepState.VOID, tx.now)
            tx.record(EventKind.TICKET_VOIDED, ticket=open_ticket.ticket, step=step)
    return _close(tx, tx.day)


def close_past_day(tx: Transaction) -> DayRecap | None:
    """Closes the oldest day before today that was left open, as when the hub was switched off at night; None when there
    is none. One day at a time: between two of them visitors get their numbers."""
    left = days.oldest_unclosed(tx.db, tx.day)
    return None if left is None else _close(tx, left)


def reopen(tx: Transaction, day: date) -> None:
    """A ticket of ``day`` lives again after the day was closed: said in the log, and closed once more at night."""
    if days.reopen(tx.db, day):
        tx.record(EventKind.DAY_REOPENED)


def _close(tx: Transaction, day: date) -> DayRecap:
    for open_ticket in lines.open_tickets(tx.db, day):
        step = steps.move(tx.db, open_ticket.step, StepState.EXPIRED, tx.now)
        tx.record(EventKind.STEP_EXPIRED, ticket=open_ticket.ticket, step=step)
    for number in counters.not_closed(tx.db, None if day == tx.day else _midnight(tx)):
        place, row = tx.site.counter(number), counters.counter_row(tx.db, number)
        keep_who_closed(tx, number, row, "day")
        counters.set_state(tx.db, number, CounterState.CLOSED, None, tx.now)
        if place is not None:
            tx.record(EventKind.COUNTER_CLOSED, counter=public_counter(place, counters.counter_row(tx.db, number)))
    recap = days.recap(tx.db, day, tx.now)
    days.keep(tx.db, recap)
    tx.record(EventKind.DAY_CLOSED, recap=recap)
    return recap


def _midnight(tx: Transaction) -> datetime:
    """When today began."""
    return datetime.combine(tx.day, time(), ZoneInfo(tx.site.timezone))
