"""Commands on the visitor whom a counter has: from coming to the desk until leaving it, one way or another."""

from __future__ import annotations

from datetime import timedelta

from hub.commands.place import Place, current
from hub.store import calls, tallies, tickets
from hub.transaction import Refused, Transaction
from shared.wire import Code, Hold, Moved, OpenTicket, Step, StepState, Transfer

MOST_NOTE = 200
"""Characters of a note."""


def start(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor is at the counter."""
    now = current(tx, counter, StepState.CALLED)
    if isinstance(now, Refused):
        return now
    return _moved(tx, now, tickets.move(tx.db, now.step.id, StepState.SERVING, started_at=tx.now), "step.started")


def finish(tx: Transaction, counter: int) -> Moved | Refused:
    now = current(tx, counter, StepState.SERVING)
    if isinstance(now, Refused):
        return now
    return Moved(now.ticket, _finish(tx, now, counter))


def finish_current(tx: Transaction, place: Place) -> None:
    """Finishes whom the counter serves, if anybody, before the next one is called there."""
    if place.current is not None:
        _finish(tx, place.current, place.counter.number)


def no_show(tx: Transaction, counter: int) -> Moved | Refused:
    """The visitor did not come, after at least the hall's number of calls."""
    now = current(tx, counter, StepState.CALLED)
    if isinstance(now, Refused):
        return now
    least = tx.site.policy.calls_before_no_show
    if calls.in_a_row(tx.db, now.step.id, counter) < least:
        return Refused(Code.TOO_FEW_CALLS, f"{now.ticket.label} is called at least {least} times first")
    step = tickets.move(tx.db, now.step.id, StepState.NO_SHOW, ended_at=tx.now)
    tallies.count_no_show(tx.db, tx.day, counter)
    _count_desk(tx, step)
    tx.record("step.no_show", ticket=now.ticket, step=step, day=tallies.counter_day(tx.db, tx.day, counter))
    return Moved(now.ticket, step)


def put_back(tx: Transaction, counter: int) -> Moved | Refused:
    """The called visitor waits again, in the old place; one other number goes first, so that the next press does not
    call the same one."""
    now = current(tx, counter, StepState.CALLED)
    if isinstance(now, Refused):
        return now
    _count_desk(tx, now.step)
    return _moved(tx, now, tickets.move(tx.db, now.step.id, StepState.WAITING, skip=1), "step.put_back")


def hold(tx: Transaction, counter: int, body: Hold) -> Moved | Refused:
    """The visitor fetches what is missing and comes back; the counter is free for others."""
    now = current(tx, counter, StepState.SERVING)
    if isinstance(now, Refused):
        return now
    if refused := _note_trouble(body.note):
        return refused
    if body.until is not None and (body.until.tzinfo is None or body.until <= tx.now):
        return Refused(Code.BAD_REQUEST, "until is a time to come, with its zone")
    _count_desk(tx, now.step)
    step = tickets.move(
        tx.db, now.step.id, StepState.HELD, note=body.note.strip(), prefers=counter, hold_until=body.until
    )
    return _moved(tx, now, step, "step.held")


def transfer(tx: Transaction, counter: int, body: Transfer) -> Moved | Refused:
    """Sends the visitor on to another service, also of another agency: the number stays, the first arrival counts.

    Answers the new step."""
    now = current(tx, counter, StepState.CALLED, StepState.SERVING)
    if isinstance(now, Refused):
        return now
    service = tx.site.service(body.service)
    if service is None:
        return Refused(Code.UNKNOWN_SERVICE, f"this hall has no service {body.service!r}")
    if refused := _note_trouble(body.note or ""):
        return refused
    waiting_for = {step.service for step in tickets.steps_of(tx.db, now.ticket.id) if step.state is StepState.WAITING}
    if service.code in waiting_for:
        return Refused(Code.ILLEGAL_MOVE, f"{now.ticket.label} waits for {service.code} already")
    if now.step.state is StepState.SERVING:
        _count_served(tx, now.step, counter)
    _count_desk(tx, now.step)
    old = tickets.move(tx.db, now.step.id, StepState.TRANSFERRED, ended_at=tx.now)
    tx.record("step.transferred", ticket=now.ticket, step=old, day=tallies.counter_day(tx.db, tx.day, counter))
    note = body.note.strip() if body.note else None
    first = min(step.arrived_at for step in tickets.steps_of(tx.db, now.ticket.id))
    new = tickets.insert_step(
        tx.db, now.ticket, service.code, service.agency, StepState.WAITING, tx.now, arrived_at=first, note=note
    )
    return _moved(tx, now, new, "step.arrived")


def _finish(tx: Transaction, now: OpenTicket, counter: int) -> Step:
    step = tickets.move(tx.db, now.step.id, StepState.SERVED, ended_at=tx.now)
    _count_served(tx, step, counter)
    _count_desk(tx, step)
    tx.record("step.finished", ticket=now.ticket, step=step, day=tallies.counter_day(tx.db, tx.day, counter))
    return step


def _count_served(tx: Transaction, step: Step, counter: int) -> None:
    took = tx.now - (step.started_at or tx.now)
    tallies.count_served(tx.db, tx.day, step.service, counter, max(0, took // timedelta(milliseconds=1)))


def _count_desk(tx: Transaction, step: Step) -> None:
    """The counter is free again: how long it had this visitor is what the next ones' wait is reckoned from."""
    since = calls.had_since(tx.db, step.id) or tx.now
    tallies.count_desk(tx.db, tx.day, step.service, max(0.0, (tx.now - since) / timedelta(minutes=1)))


def _moved(tx: Transaction, now: OpenTicket, step: Step, kind: str) -> Moved:
    tx.record(kind, ticket=now.ticket, step=step)
    return Moved(now.ticket, step)


def _note_trouble(note: str) -> Refused | None:
    return Refused(Code.BAD_REQUEST, f"a note has at most {MOST_NOTE} characters") if len(note) > MOST_NOTE else None
