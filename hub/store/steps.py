"""Steps: what a ticket waits for, and the one way in which their state changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from hub.engine.port import Connection
from hub.engine.times import as_kept, from_ms, to_ms
from hub.rules.lifecycle import ENDS, may
from hub.store.ids import next_id
from shared.wire import Step, StepState, TicketInfo

STEP = (
    "s.id, s.ticket, s.service, s.agency, s.state, s.counter, s.arrived_at, s.called_at, s.started_at, s.ended_at, "
    "s.calls, s.why, s.note, s.queued_at, s.prefers, s.skip, s.hold_until, s.came_from"
)
_NEXT = next_id("step")


def step_of(row: tuple[Any, ...]) -> Step:
    number, ticket, service, agency, state, counter, arrived, called, started, ended, *rest = row
    calls, why, note, queued, prefers, skip, hold_until, came_from = rest
    return Step(
        id=number,
        ticket=ticket,
        service=service,
        agency=agency,
        state=StepState(state),
        counter=counter,
        arrived_at=from_ms(arrived),
        called_at=from_ms(called),
        started_at=from_ms(started),
        ended_at=from_ms(ended),
        calls=calls,
        why=why,
        note=note,
        queued_at=from_ms(queued),
        prefers=prefers,
        skip=skip,
        hold_until=from_ms(hold_until),
        came_from=came_from,
    )


def insert_step(
    db: Connection,
    ticket: TicketInfo,
    service: str,
    agency: str,
    state: StepState,
    at: datetime,
    arrived_at: datetime | None = None,
    note: str | None = None,
    skip: int = 0,
    came_from: int | None = None,
) -> Step:
    """A step that begins now; ``arrived_at`` is the visitor's first arrival, if that was earlier, and ``came_from`` the
    step that led here."""
    arrived_at = as_kept(arrived_at or at)
    queued_at = as_kept(at)
    number = db.insert(
        "INSERT INTO step (id, ticket, service_date, service, agency, priority, state, arrived_at, queued_at, note, "
        f"skip, came_from) VALUES ({_NEXT}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ticket.id,
            ticket.service_date.isoformat(),
            service,
            agency,
            int(ticket.priority),
            state.value,
            to_ms(arrived_at),
            to_ms(queued_at),
            note,
            skip,
            came_from,
        ),
    )
    return Step(
        id=number,
        ticket=ticket.id,
        service=service,
        agency=agency,
        state=state,
        counter=None,
        arrived_at=arrived_at,
        queued_at=queued_at,
        note=note,
        skip=skip,
        came_from=came_from,
    )


class IllegalMoveError(Exception):
    """A command asked for a move that the lifecycle does not know: a mistake of ours, of which nothing is written."""


def move(
    db: Connection,
    before: Step,
    state: StepState,
    at: datetime,
    *,
    counter: int | None = None,
    officer: str | None = None,
    why: str | None = None,
    note: str | None = None,
    prefers: int | None = None,
    skip: int | None = None,
    hold_until: datetime | None = None,
) -> Step:
    """The one way in which a step's state changes: along ``hub.rules.lifecycle``, with the times that belong to it.

    What is None stays, except that ``hold_until`` holds only while held. A time once written stays: the first call, the
    first start, the end. How long the visitor was at counters is summed, without the times away. Raises
    IllegalMoveError."""
    if not may(before.state, state):
        raise IllegalMoveError(f"step {before.id} is {before.state} and cannot become {state}")
    at = as_kept(at)
    called = state is StepState.CALLED
    elsewhere = called and counter != before.prefers
    after = replace(
        before,
        state=state,
        counter=before.counter if counter is None else counter,
        called_at=before.called_at or (at if called else None),
        started_at=before.started_at or (at if state is StepState.SERVING else None),
        ended_at=before.ended_at or (at if state in ENDS else None),
        queued_at=at if before.state is StepState.VOID else before.queued_at,
        calls=before.calls + called,
        why=before.why if why is None else str(why),
        note=before.note if note is None else note,
        prefers=None if elsewhere else prefers or before.prefers,
        skip=before.skip if skip is None else skip,
        hold_until=as_kept(hold_until) if hold_until is not None and state is StepState.HELD else None,
    )
    moment = to_ms(at)
    changed = db.execute(
        "UPDATE step SET state = ?, counter = ?, officer = coalesce(?, officer), called_at = ?, started_at = ?, "
        "ended_at = ?, served_ms = served_ms + CASE WHEN state = 'serving' AND ? > began_at THEN ? - began_at ELSE 0 "
        "END, began_at = coalesce(?, began_at), queued_at = ?, calls = ?, why = ?, note = ?, prefers = ?, skip = ?, "
        "hold_until = ? WHERE id = ? AND state = ?",
        (
            state.value,
            after.counter,
            officer,
            _ms(after.called_at),
            _ms(after.started_at),
            _ms(after.ended_at),
            moment,
            moment,
            moment if state is StepState.SERVING else None,
            _ms(after.queued_at),
            after.calls,
            after.why,
            after.note,
            after.prefers,
            after.skip,
            _ms(after.hold_until),
            before.id,
            before.state.value,
        ),
    ).rowcount
    if changed != 1:
        raise IllegalMoveError(f"step {before.id} is not {before.state} any more")
    return after


def _ms(at: datetime | None) -> int | None:
    return None if at is None else to_ms(at)


def count_call(db: Connection, step: int) -> Step:
    """One more call of a step that is called already."""
    row = db.execute(
        "UPDATE step SET calls = calls + 1 WHERE id = ? RETURNING " + STEP.replace("s.", ""), (step,)
    ).fetchone()
    return step_of(row)


def served_ms(db: Connection, step: int) -> int:
    """Milliseconds that the visitor was at counters for this step so far."""
    return int(db.execute("SELECT served_ms FROM step WHERE id = ?", (step,)).fetchone()[0])


def ticket_of(db: Connection, step: int) -> int:
    """The ticket of a step that is known to be there."""
    return int(db.execute("SELECT ticket FROM step WHERE id = ?", (step,)).fetchone()[0])


def steps_of(db: Connection, ticket: int) -> tuple[Step, ...]:
    rows = db.execute(f"SELECT {STEP} FROM step s WHERE s.ticket = ? ORDER BY s.id", (ticket,))
    return tuple(map(step_of, rows))
