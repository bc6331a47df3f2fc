"""Visitors and officers at counters that the site has no more, or has given to another agency: the site was changed
while they were there. Nobody could ever act on them there, so they are set free."""

from __future__ import annotations

from hub.commands.counters import keep_who_closed, release
from hub.store import counters, lines, people, steps
from hub.transaction import Transaction
from shared.wire import EventKind, OpenTicket, StepState


def release_orphaned_counters(tx: Transaction) -> int:
    """Who was called to such a counter waits again in the old place; who was served there is held, so that the officer
    goes on at another counter. The officer is at no counter any more. Answers how many counters that were."""
    freed = 0
    for number in sorted({*lines.counters_with_visitors(tx.db), *counters.not_closed(tx.db)}):
        visitor = lines.at_counter(tx.db, number)
        if _still_valid(tx, number, visitor):
            continue
        if visitor is not None:
            _release_visitor(tx, visitor)
        keep_who_closed(tx, number, counters.counter_row(tx.db, number), "site")
        release(tx, number)
        freed += 1
    return freed


def _still_valid(tx: Transaction, number: int, visitor: OpenTicket | None) -> bool:
    place = tx.site.counter(number)
    if place is None or (visitor is not None and visitor.step.agency != place.agency):
        return False
    officer = counters.counter_row(tx.db, number).officer
    known = people.credential(tx.db, officer) if officer is not None else None
    return known is None or known.officer.agency in (None, place.agency)


def _release_visitor(tx: Transaction, visitor: OpenTicket) -> None:
    called = visitor.step.state is StepState.CALLED
    step = steps.move(tx.db, visitor.step, StepState.WAITING if called else StepState.HELD, tx.now)
    tx.record(EventKind.STEP_PUT_BACK if called else EventKind.STEP_HELD, ticket=visitor.ticket, step=step)
