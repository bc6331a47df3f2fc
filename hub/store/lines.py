"""The lines: who waits, in which order, who lets others pass, and the ratio so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from hub.store.file import Connection
from hub.store.steps import STEP, step_of
from hub.store.tickets import TICKET, ticket_of
from hub.store.times import from_ms, to_ms
from shared.wire import OpenTicket, Step

_OPEN = "('reserved', 'waiting', 'called', 'serving', 'held')"


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


def waiting(db: Connection, day: date, services: Iterable[str]) -> tuple[OpenTicket, ...]:
    """Who waits today for one of the services and is not called or served elsewhere, in order of arrival."""
    names = tuple(services)
    rows = db.execute(
        f"SELECT {TICKET}, {STEP} FROM step s JOIN ticket t ON t.id = s.ticket "
        f"WHERE s.service_date = ? AND s.state = 'waiting' AND s.service IN ({', '.join('?' * len(names))}) "
        "AND NOT EXISTS (SELECT 1 FROM step o WHERE o.ticket = s.ticket AND o.state IN ('called', 'serving')) "
        "ORDER BY s.arrived_at, s.id",
        (day.isoformat(), *names),
    )
    return tuple(OpenTicket(ticket_of(row[:8]), step_of(row[8:])) for row in rows)


def open_tickets(db: Connection, day: date) -> tuple[OpenTicket, ...]:
    """Today's reserved, waiting, called, serving and held steps, in order of arrival."""
    return _in_states(db, day, _OPEN)


def no_shows(db: Connection, day: date) -> tuple[OpenTicket, ...]:
    """Today's steps whose visitor did not come, in order of arrival."""
    return _in_states(db, day, "('no_show')")


def _in_states(db: Connection, day: date, states: str) -> tuple[OpenTicket, ...]:
    rows = db.execute(
        f"SELECT {TICKET}, {STEP} FROM step s JOIN ticket t ON t.id = s.ticket "
        f"WHERE s.service_date = ? AND s.state IN {states} ORDER BY s.arrived_at, s.id",
        (day.isoformat(),),
    )
    return tuple(OpenTicket(ticket_of(row[:8]), step_of(row[8:])) for row in rows)


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
        db.execute(f"SELECT {TICKET}, {STEP} FROM step s JOIN ticket t ON t.id = s.ticket WHERE s.id = ?", (number,))
        for number in changed
    )
    return tuple(OpenTicket(ticket_of(row[:8]), step_of(row[8:])) for found in rows for row in found)


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
        f"SELECT {TICKET}, {STEP} FROM step s JOIN ticket t ON t.id = s.ticket "
        f"WHERE s.state IN {_OPEN} AND s.state = 'reserved' AND s.queued_at < ?",
        (to_ms(before),),
    )
    return tuple(OpenTicket(ticket_of(row[:8]), step_of(row[8:])) for row in rows)
