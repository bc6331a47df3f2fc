"""Commands on the visitor whom a counter has: from coming to the desk until leaving it, one way or another."""

from __future__ import annotations

from datetime import timedelta

from hub.commands.counter_context import CounterContext, current
from hub.commands.counters import begin_wished, later_today
from hub.commands.transfer import arrive, note_trouble, send_on
from hub.outcomes import Refused
from hub.store import calls, lines, steps, tallies
from hub.transaction import Transaction
from shared.wire import Code, EventKind, Hold, Moved, OpenTicket, Step, StepState, Transfer


def start(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor is at the counter."""
    now = current(tx, counter, StepState.CALLED)
    if isinstance(now, Refused):
        return now
    return _moved(tx, now, steps.move(tx.db, now.step, StepState.SERVING, tx.now), EventKind.STEP_STARTED)


def finish(tx: Transaction, counter: int) -> Moved | Refused:
    now = current(tx, counter, StepState.SERVING)
    if isinstance(now, Refused):
        return now
    moved = Moved(now.ticket, _finish(tx, now, counter))
    begin_wished(tx, counter)
    return moved


def finish_current(tx: Transaction, place: CounterContext) -> None:
    """Finishes whom the counter serves, if anybody, before the next one is called there."""
    if place.current is not None:
        _finish(tx, place.current, place.counter.number)


def no_show(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor did not come, after at least the hall's number of calls. Whoever waits for other services as well is
    not called for them at once: others go first, as after a revival."""
    now = current(tx, counter, StepState.CALLED)
    if isinstance(now, Refused):
        return now
    least = tx.site.policy.calls_before_no_show
    if calls.in_a_row(tx.db, now.step.id, counter) < least:
        return Refused(Code.TOO_FEW_CALLS, f"{now.ticket.label} is called at least {least} times first")
    step = steps.move(tx.db, now.step, StepState.NO_SHOW, tx.now)
    tallies.count_no_show(tx.db, tx.day, counter)
    _count_desk(tx, step)
    tx.record(EventKind.STEP_NO_SHOW, ticket=now.ticket, step=step, day=tallies.counter_day(tx.db, tx.day, counter))
    _hang_back(tx, now, tx.site.policy.revive_after)
    begin_wished(tx, counter)
    return Moved(now.ticket, step)


def put_back(tx: Transaction, counter: int) -> Moved | Refused:
    """The called visitor waits again, in the old place; one other number goes first, so that the next press does not
    call the same one."""
    now = current(tx, counter, StepState.CALLED)
    if isinstance(now, Refused):
        return now
    _count_desk(tx, now.step)
    moved = _moved(tx, now, steps.move(tx.db, now.step, StepState.WAITING, tx.now, skip=1), EventKind.STEP_PUT_BACK)
    _hang_back(tx, now, 1)
    begin_wished(tx, counter)
    return moved


def hold(tx: Transaction, counter: int, body: Hold) -> Moved | Refused:
    """The visitor fetches what is missing and comes back; the counter is free for others."""
    now = current(tx, counter, StepState.SERVING)
    if isinstance(now, Refused):
        return now
    if refused := note_trouble(body.note):
        return refused
    if body.until is not None and not later_today(tx, body.until):
        return Refused(Code.BAD_REQUEST, "until is a time to come today, with its zone")
    _count_desk(tx, now.step)
    step = steps.move(
        tx.db, now.step, StepState.HELD, tx.now, note=body.note.strip(), prefers=counter, hold_until=body.until
    )
    moved = _moved(tx, now, step, EventKind.STEP_HELD)
    begin_wished(tx, counter)
    return moved


def transfer(tx: Transaction, counter: int, body: Transfer) -> Moved | Refused:
    """Sends the visitor on to another service, also of another agency: the number stays, the first arrival counts.

    Answers the new step."""
    now = current(tx, counter, StepState.CALLED, StepState.SERVING)
    if isinstance(now, Refused):
        return now
    old = send_on(tx, now, body.service, body.note)
    if isinstance(old, Refused):
        return old
    _count_desk(tx, old)
    tx.record(EventKind.STEP_TRANSFERRED, ticket=now.ticket, step=old, day=tallies.counter_day(tx.db, tx.day, counter))
    moved = arrive(tx, now, body.service, body.note)
    begin_wished(tx, counter)
    return moved


def _finish(tx: Transaction, now: OpenTicket, counter: int) -> Step:
    step = steps.move(tx.db, now.step, StepState.SERVED, tx.now)
    _count_served(tx, step, counter)
    tx.record(EventKind.STEP_FINISHED, ticket=now.ticket, step=step, day=tallies.counter_day(tx.db, tx.day, counter))
    return step


def _count_served(tx: Transaction, step: Step, counter: int) -> None:
    ms = steps.served_ms(tx.db, step.id)
    tallies.count_served(tx.db, tx.day, counter, ms)
    _count_desk(tx, step, ms)


def _count_desk(tx: Transaction, step: Step, served_ms: int | None = None) -> None:
    """The counter is free again: how long it had this visitor is what the next ones' wait is reckoned from."""
    since = calls.had_since(tx.db, step.id) or tx.now
    minutes = max(0.0, (tx.now - since) / timedelta(minutes=1))
    tallies.count_desk(tx.db, tx.day, step.service, minutes, served_ms)


def _moved(tx: Transaction, now: OpenTicket, step: Step, kind: EventKind) -> Moved:
    tx.record(kind, ticket=now.ticket, step=step)
    return Moved(now.ticket, step)


def _hang_back(tx: Transaction, now: OpenTicket, others: int) -> None:
    for changed in lines.hang_back(tx.db, now.ticket.id, others):
        tx.record(EventKind.STEP_LET_PASS, ticket=changed.ticket, step=changed.step)
