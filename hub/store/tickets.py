"""Tickets and their steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from hub.rules.lifecycle import ENDS, may
from hub.store.file import Connection
from hub.store.reserves import span_end
from hub.store.times import from_ms, to_ms
from shared.wire import Estimate, OpenTicket, Step, StepState, TicketFace

_TICKET = "t.id, t.label, t.agency, t.service_date, t.priority, t.lang, t.source, t.issued_at"
_STEP = (
    "s.id, s.ticket, s.service, s.agency, s.state, s.counter, s.arrived_at, s.called_at, s.started_at, s.ended_at, "
    "s.calls, s.why, s.note, s.queued_at, s.prefers, s.skip, s.hold_until, s.came_from"
)
_OPEN = "('reserved', 'waiting', 'called', 'serving', 'held')"


def _ticket(row: tuple[Any, ...]) -> TicketFace:
    number, label, agency, day, priority, lang, source, issued_at = row
    return TicketFace(number, label, agency, date.fromisoformat(day), bool(priority), lang, source, from_ms(issued_at))


def _step(row: tuple[Any, ...]) -> Step:
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


def next_number(db: Connection, day: date, series: str) -> int:
    """Draws the series' next number of the day; nobody else can draw the same, and no kiosk has it in reserve."""
    (number,) = db.execute(
        "INSERT INTO series (service_date, series, last) VALUES (?, ?, 1) "
        "ON CONFLICT (service_date, series) DO UPDATE SET last = last + 1 RETURNING last",
        (day.isoformat(), series),
    ).fetchone()
    while (end := span_end(db, day, series, number)) is not None:
        number = end + 1
        db.execute(
            "UPDATE series SET last = ? WHERE service_date = ? AND series = ?", (number, day.isoformat(), series)
        )
    return int(number)


def not_before_the_last(db: Connection, day: date, at: datetime) -> datetime:
    """``at``, or when the newest ticket of the day came if that is later: whoever comes next has not come before,
    though the clock was set back. Equal times go by id."""
    row = db.execute("SELECT service_date, issued_at FROM ticket ORDER BY id DESC LIMIT 1").fetchone()
    return max(at, from_ms(row[1])) if row and row[0] == day.isoformat() else at


def insert_ticket(
    db: Connection,
    *,
    day: date,
    series: str,
    number: int,
    label: str,
    agency: str,
    priority: bool,
    lang: str,
    source: str,
    token: str,
    at: datetime,
    ahead: int,
    estimate: Estimate,
) -> TicketFace:
    row = db.execute(
        "INSERT INTO ticket (service_date, series, number, label, agency, priority, lang, source, token, issued_at, "
        "ahead, estimate_p50, estimate_p90) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING "
        + _TICKET.replace("t.", ""),
        (
            day.isoformat(),
            series,
            number,
            label,
            agency,
            int(priority),
            lang,
            source,
            token,
            to_ms(at),
            ahead,
            estimate.p50,
            estimate.p90,
        ),
    ).fetchone()
    return _ticket(row)


def insert_step(
    db: Connection,
    ticket: TicketFace,
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
    row = db.execute(
        "INSERT INTO step (ticket, service_date, service, agency, priority, state, arrived_at, queued_at, note, skip, "
        "came_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING " + _STEP.replace("s.", ""),
        (
            ticket.id,
            ticket.service_date.isoformat(),
            service,
            agency,
            int(ticket.priority),
            state,
            to_ms(arrived_at or at),
            to_ms(at),
            note,
            skip,
            came_from,
        ),
    ).fetchone()
    return _step(row)


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
    moment, called = to_ms(at), state is StepState.CALLED
    elsewhere = called and counter != before.prefers
    row = db.execute(
        "UPDATE step SET state = ?, counter = coalesce(?, counter), officer = coalesce(?, officer), "
        "called_at = coalesce(called_at, ?), started_at = coalesce(started_at, ?), ended_at = coalesce(ended_at, ?), "
        "served_ms = served_ms + CASE WHEN state = 'serving' AND ? > began_at THEN ? - began_at ELSE 0 END, "
        "began_at = coalesce(?, began_at), queued_at = coalesce(?, queued_at), calls = calls + ?, "
        "why = coalesce(?, why), note = coalesce(?, note), prefers = ?, skip = coalesce(?, skip), hold_until = ? "
        "WHERE id = ? AND state = ? RETURNING " + _STEP.replace("s.", ""),
        (
            state,
            counter,
            officer,
            moment if called else None,
            moment if state is StepState.SERVING else None,
            moment if state in ENDS else None,
            moment,
            moment,
            moment if state is StepState.SERVING else None,
            moment if before.state is StepState.VOID else None,
            int(called),
            why,
            note,
            None if elsewhere else prefers or before.prefers,
            skip,
            None if hold_until is None or state is not StepState.HELD else to_ms(hold_until),
            before.id,
            before.state,
        ),
    ).fetchone()
    if row is None:
        raise IllegalMoveError(f"step {before.id} is not {before.state} any more")
    return _step(row)


def count_call(db: Connection, step: int) -> Step:
    """One more call of a step that is called already."""
    row = db.execute(
        "UPDATE step SET calls = calls + 1 WHERE id = ? RETURNING " + _STEP.replace("s.", ""), (step,)
    ).fetchone()
    return _step(row)


def served_ms(db: Connection, step: int) -> int:
    """Milliseconds that the visitor was at counters for this step so far."""
    return int(db.execute("SELECT served_ms FROM step WHERE id = ?", (step,)).fetchone()[0])


def mark_printed(db: Connection, ticket: int, at: datetime) -> None:
    db.execute("UPDATE ticket SET printed_at = coalesce(printed_at, ?) WHERE id = ?", (to_ms(at), ticket))


def ticket(db: Connection, number: int) -> TicketFace | None:
    row = db.execute(f"SELECT {_TICKET} FROM ticket t WHERE t.id = ?", (number,)).fetchone()
    return _ticket(row) if row else None


def ticket_by_token(db: Connection, token: str) -> TicketFace | None:
    row = db.execute(f"SELECT {_TICKET} FROM ticket t WHERE t.token = ?", (token,)).fetchone()
    return _ticket(row) if row else None


def ticket_by_number(db: Connection, day: date, series: str, number: int) -> TicketFace | None:
    row = db.execute(
        f"SELECT {_TICKET} FROM ticket t WHERE t.service_date = ? AND t.series = ? AND t.number = ?",
        (day.isoformat(), series, number),
    ).fetchone()
    return _ticket(row) if row else None


def promise(db: Connection, ticket: int) -> tuple[str, int, Estimate]:
    """What was said when the number was taken: token, people ahead, estimated wait."""
    token, ahead, p50, p90 = db.execute(
        "SELECT token, ahead, estimate_p50, estimate_p90 FROM ticket WHERE id = ?", (ticket,)
    ).fetchone()
    return token, ahead, Estimate(p50, p90)


def steps_of(db: Connection, ticket: int) -> tuple[Step, ...]:
    rows = db.execute(f"SELECT {_STEP} FROM step s WHERE s.ticket = ? ORDER BY s.id", (ticket,))
    return tuple(map(_step, rows))


def step_at(db: Connection, counter: int) -> Step | None:
    """The step that is called to or served at the counter, of which there is never more than one."""
    row = db.execute(
        f"SELECT {_STEP} FROM step s WHERE s.counter = ? AND s.state IN ('called', 'serving')", (counter,)
    ).fetchone()
    return _step(row) if row else None


def waiting(db: Connection, day: date, services: Iterable[str]) -> tuple[OpenTicket, ...]:
    """Who waits today for one of the services and is not called or served elsewhere, in order of arrival."""
    names = tuple(services)
    rows = db.execute(
        f"SELECT {_TICKET}, {_STEP} FROM step s JOIN ticket t ON t.id = s.ticket "
        f"WHERE s.service_date = ? AND s.state = 'waiting' AND s.service IN ({', '.join('?' * len(names))}) "
        "AND NOT EXISTS (SELECT 1 FROM step o WHERE o.ticket = s.ticket AND o.state IN ('called', 'serving')) "
        "ORDER BY s.arrived_at, s.id",
        (day.isoformat(), *names),
    )
    return tuple(OpenTicket(_ticket(row[:8]), _step(row[8:])) for row in rows)


def open_tickets(db: Connection, day: date) -> tuple[OpenTicket, ...]:
    """Today's reserved, waiting, called, serving and held steps, in order of arrival."""
    return _in_states(db, day, _OPEN)


def no_shows(db: Connection, day: date) -> tuple[OpenTicket, ...]:
    """Today's steps whose visitor did not come, in order of arrival."""
    return _in_states(db, day, "('no_show')")


def _in_states(db: Connection, day: date, states: str) -> tuple[OpenTicket, ...]:
    rows = db.execute(
        f"SELECT {_TICKET}, {_STEP} FROM step s JOIN ticket t ON t.id = s.ticket "
        f"WHERE s.service_date = ? AND s.state IN {states} ORDER BY s.arrived_at, s.id",
        (day.isoformat(),),
    )
    return tuple(OpenTicket(_ticket(row[:8]), _step(row[8:])) for row in rows)


def waiting_counts(
    db: Connection, day: date, before: Step | None = None, services: Iterable[str] = ()
) -> dict[tuple[str, bool], int]:
    """How many wait today, by service and priority; only for ``services``, if any are given, and only those who
    arrived earlier than ``before``, if given."""
    names = tuple(services)
    rows = db.execute(
        "SELECT service, priority, count(*) FROM step WHERE service_date = ? AND state = 'waiting' "
        + (f"AND service IN ({', '.join('?' * len(names))}) " if names else "")
        + "AND (? IS NULL OR (arrived_at, id) < (?, ?)) GROUP BY service, priority",
        (
            day.isoformat(),
            *names,
            *((None, None, None) if before is None else (before.id, to_ms(before.arrived_at), before.id)),
        ),
    )
    return {(service, bool(priority)): count for service, priority, count in rows}


def first_arrivals(db: Connection, day: date, services: Iterable[str] = ()) -> dict[str, datetime]:
    """Who waits longest today: the first arrival by service; only for ``services``, if any are given."""
    names = tuple(services)
    rows = db.execute(
        "SELECT service, min(arrived_at) FROM step WHERE service_date = ? AND state = 'waiting' "
        + (f"AND service IN ({', '.join('?' * len(names))}) " if names else "")
        + "GROUP BY service",
        (day.isoformat(), *names),
    )
    return {service: from_ms(int(arrived)) for service, arrived in rows}


def let_pass(db: Connection, day: date, services: Iterable[str], called: int) -> tuple[OpenTicket, ...]:
    """Another ticket (``called``) was called for one of these services: counts down for those who let a number of
    others go first, and answers them."""
    names = tuple(services)
    return _changed(
        db,
        "UPDATE step SET skip = skip - 1 WHERE service_date = ? AND state = 'waiting' AND skip > 0 AND ticket <> ? "
        f"AND service IN ({', '.join('?' * len(names))}) RETURNING id",
        (day.isoformat(), called, *names),
    )


def hang_back(db: Connection, ticket: int, others: int) -> tuple[OpenTicket, ...]:
    """The ticket's waiting steps let so many others go first at least; answers those that did not yet."""
    return _changed(
        db,
        "UPDATE step SET skip = ? WHERE ticket = ? AND state = 'waiting' AND skip < ? RETURNING id",
        (others, ticket, others),
    )


def _changed(db: Connection, statement: str, values: tuple[object, ...]) -> tuple[OpenTicket, ...]:
    changed = sorted(number for (number,) in db.execute(statement, values).fetchall())
    rows = (
        db.execute(f"SELECT {_TICKET}, {_STEP} FROM step s JOIN ticket t ON t.id = s.ticket WHERE s.id = ?", (number,))
        for number in changed
    )
    return tuple(OpenTicket(_ticket(row[:8]), _step(row[8:])) for found in rows for row in found)


def regular_run(db: Connection, day: date, services: Iterable[str]) -> int | None:
    """How many regular tickets were called in a row since the last priority one by counters with these services;
    None when nobody was called yet today."""
    row = db.execute(
        "SELECT regular_run FROM fairness WHERE service_date = ? AND services = ?",
        (day.isoformat(), pool_name(services)),
    ).fetchone()
    return int(row[0]) if row else None


def count_run(db: Connection, day: date, services: Iterable[str], priority: bool) -> None:
    """Notes that counters with these services called one more ticket."""
    db.execute(
        "INSERT INTO fairness (service_date, services, regular_run) VALUES (?, ?, ?) "
        "ON CONFLICT (service_date, services) DO UPDATE SET regular_run = (regular_run + 1) * ?",
        (day.isoformat(), pool_name(services), int(not priority), int(not priority)),
    )


def runs(db: Connection, day: date) -> dict[str, int]:
    """``regular_run`` of all counters that called somebody today, by ``pool_name`` of what they serve."""
    rows = db.execute("SELECT services, regular_run FROM fairness WHERE service_date = ?", (day.isoformat(),))
    return dict(rows.fetchall())


def pool_name(services: Iterable[str]) -> str:
    """How the file names what a counter serves."""
    return ",".join(sorted(services))


def forgotten_reservations(db: Connection, before: datetime) -> tuple[OpenTicket, ...]:
    """Reserved steps older than ``before``: their kiosk never said what became of the paper."""
    rows = db.execute(
        f"SELECT {_TICKET}, {_STEP} FROM step s JOIN ticket t ON t.id = s.ticket "
        f"WHERE s.state IN {_OPEN} AND s.state = 'reserved' AND s.queued_at < ?",
        (to_ms(before),),
    )
    return tuple(OpenTicket(_ticket(row[:8]), _step(row[8:])) for row in rows)
