"""Commands on the visitor whom a counter has: from coming to the desk until leaving it, one way or another."""

from __future__ import annotations

from datetime import timedelta

from hub.commands.counter_context import CounterContext, visitor_at
from hub.commands.counters import begin_wished, later_today
from hub.commands.transfer import arrive, note_trouble, send_on
from hub.outcomes import Refused
from hub.store import calls, lines, steps, tallies
from hub.transaction import Transaction
from shared.wire import Code, EventKind, Hold, Moved, OpenTicket, Step, StepState, Transfer


def start(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor is at the counter."""
    visitor = visitor_at(tx, counter, StepState.CALLED)
    if isinstance(visitor, Refused):
        return visitor
    return _moved(tx, visitor, steps.move(tx.db, visitor.step, StepState.SERVING, tx.now), EventKind.STEP_STARTED)


def finish(tx: Transaction, counter: int) -> Moved | Refused:
    visitor = visitor_at(tx, counter, StepState.SERVING)
    if isinstance(visitor, Refused):
        return visitor
    moved = Moved(visitor.ticket, _finish(tx, visitor, counter))
    begin_wished(tx, counter)
    return moved


def finish_current(tx: Transaction, place: CounterContext) -> None:
    """Finishes whom the counter serves, if anybody, before the next one is called there."""
    if place.visitor is not None:
        _finish(tx, place.visitor, place.counter.number)


def no_show(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor did not come, after at least the hall's number of calls. Whoever waits for other services as well is
    not called for them at once: others go first, as after a revival."""
    visitor = visitor_at(tx, counter, StepState.CALLED)
    if isinstance(visitor, Refused):
        return visitor
    least = tx.site.policy.calls_before_no_show
    if calls.in_a_row(tx.db, visitor.step.id, counter) < least:
        return Refused(Code.TOO_FEW_CALLS, f"{visitor.ticket.label} is called at least {least} times first")
    step = steps.move(tx.db, visitor.step, StepState.NO_SHOW, tx.now)
    tallies.count_no_show(tx.db, tx.day, counter)
    _count_counter_time(tx, step)
    tx.record(EventKind.STEP_NO_SHOW, ticket=visitor.ticket, step=step, day=tallies.counter_day(tx.db, tx.day, counter))
    _hang_back(tx, visitor, tx.site.policy.revive_after)
    begin_wished(tx, counter)
    return Moved(visitor.ticket, step)


def put_back(tx: Transaction, counter: int) -> Moved | Refused:
    """The called visitor waits again, in the old place; one other number goes first, so that the next press does not
    call the same one."""
    visitor = visitor_at(tx, counter, StepState.CALLED)
    if isinstance(visitor, Refused):
        return visitor
    _count_counter_time(tx, visitor.step)
    moved = _moved(
        tx, visitor, steps.move(tx.db, visitor.step, StepState.WAITING, tx.now, skip=1), EventKind.STEP_PUT_BACK
    )
    _hang_back(tx, visitor, 1)
    begin_wished(tx, counter)
    return moved


def hold(tx: Transaction, counter: int, body: Hold) -> Moved | Refused:
    """The visitor fetches what is missing and comes back; the counter is free for others."""
    visitor = visitor_at(tx, counter, StepState.SERVING)
    if isinstance(visitor, Refused):
        return visitor
    if refused := note_trouble(body.note):
        return refused
    if body.until is not None and not later_today(tx, body.until):
        return Refused(Code.BAD_REQUEST, "until is a time to come today, with its zone")
    _count_counter_time(tx, visitor.step)
    step = steps.move(
        tx.db, visitor.step, StepState.HELD, tx.now, note=body.note.strip(), prefers=counter, hold_until=body.until
    )
    moved = _moved(tx, visitor, step, EventKind.STEP_HELD)
    begin_wished(tx, counter)
    return moved


def transfer(tx: Transaction, counter: int, body: Transfer) -> Moved | Refused:
    """Sends the visitor on to another service, also of another agency: the number stays, the first arrival counts.

    Answers the new step."""
    visitor = visitor_at(tx, counter, StepState.CALLED, StepState.SERVING)
    if isinstance(visitor, Refused):
        return visitor
    old = send_on(tx, visitor, body.service, body.note)
    if isinstance(old, Refused):
        return old
    _count_counter_time(tx, old)
    tx.record(
        EventKind.STEP_TRANSFERRED, ticket=visitor.ticket, step=old, day=tallies.counter_day(tx.db, tx.day, counter)
    )
    moved = arrive(tx, visitor, body.service, body.note)
    begin_wished(tx, counter)
    return moved


def _finish(tx: Transaction, visitor: OpenTicket, counter: int) -> Step:
    step = steps.move(tx.db, visitor.step, StepState.SERVED, tx.now)
    _count_served(tx, step, counter)
    tx.record(
        EventKind.STEP_FINISHED, ticket=visitor.ticket, step=step, day=tallies.counter_day(tx.db, tx.day, counter)
    )
    return step


def _count_served(tx: Transaction, step: Step, counter: int) -> None:
    ms = steps.served_ms(tx.db, step.id)
    tallies.count_served(tx.db, tx.day, counter, ms)
    _count_counter_time(tx, step, ms)


def _count_counter_time(tx: Transaction, step: Step, served_ms: int | None = None) -> None:
    """The counter is free again: how long it had this visitor is what the next ones' wait is reckoned from."""
    since = calls.had_since(tx.db, step.id) or tx.now
    minutes = max(0.0, (tx.now - since) / timedelta(minutes=1))
    tallies.count_counter_time(tx.db, tx.day, step.service, minutes, served_ms)


def _moved(tx: Transaction, visitor: OpenTicket, step: Step, kind: EventKind) -> Moved:
    tx.record(kind, ticket=visitor.ticket, step=step)
    return Moved(visitor.ticket, step)


def _hang_back(tx: Transaction, visitor: OpenTicket, others: int) -> None:
    for changed in lines.set_skip(tx.db, visitor.ticket.id, others):
        tx.record(EventKind.STEP_LET_PASS, ticket=changed.ticket, step=changed.step)
