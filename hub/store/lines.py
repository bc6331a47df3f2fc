"""The lines: who waits, in which order, who lets others pass, and the ratio so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import chain
from typing import Any

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from hub.rules.choice import Candidate
from hub.store.steps import STEP, step_of
from hub.store.tickets import TICKET, ticket_of
from shared.wire import OpenTicket, Step

_NOT_AT_A_COUNTER = "NOT EXISTS (SELECT 1 FROM step o WHERE o.ticket = {}.ticket AND o.state IN ('called', 'serving'))"
_CANDIDATE = "s.id, s.service, s.priority, s.arrived_at, s.skip, s.prefers"
_TICKET_WIDTH = len(TICKET.split(", "))
_WAITING = "ended_at IS NULL AND state = 'waiting'"
"""As the index of unended steps is asked."""


def first_arrivals(db: Connection, day: date, services: Iterable[str] = ()) -> dict[str, datetime]:
    """Who waits longest today: the first arrival by service; only for ``services``, if any are given."""
    names = tuple(services)
    rows = db.execute(
        f"SELECT service, min(arrived_at) FROM step WHERE service_date = ? AND {_WAITING} "
        + (f"AND service IN ({', '.join('?' * len(names))}) " if names else "")
        + "GROUP BY service",
        (day.isoformat(), *names),
    )
    return {service: from_ms(int(arrived)) for service, arrived in rows}


def candidates(db: Connection, day: date, services: Iterable[str]) -> tuple[Candidate, ...]:
    """Of those who wait today for one of the services and are not called or served elsewhere, everybody whom
    ``hub.rules.choice.choose`` can come to: the first of each service and kind, and all who let others go first or come
    back to a counter. The rest stand behind one of these in every respect."""
    names = tuple(services)
    rows = db.execute(
        f"WITH kind (service, priority) AS (VALUES {', '.join(['(?, 0), (?, 1)'] * len(names))}) "
        f"SELECT {_CANDIDATE} FROM kind JOIN step s ON s.id = (SELECT f.id FROM step f "
        f"WHERE f.service_date = ? AND {_WAITING} AND f.service = kind.service AND f.priority = kind.priority "
        f"AND f.skip = 0 AND f.prefers IS NULL AND {_NOT_AT_A_COUNTER.format('f')} "
        "ORDER BY f.arrived_at, f.id LIMIT 1) "
        f"UNION ALL SELECT {_CANDIDATE} FROM step s "
        "WHERE s.service_date = ? AND s.state = 'waiting' AND (s.skip > 0 OR s.prefers IS NOT NULL) "
        f"AND s.service IN ({', '.join('?' * len(names))}) AND {_NOT_AT_A_COUNTER.format('s')}",
        (*chain.from_iterable(zip(names, names, strict=True)), day.isoformat(), day.isoformat(), *names),
    )
    return tuple(
        Candidate(step, service, bool(priority), from_ms(arrived), skip, prefers)
        for step, service, priority, arrived, skip, prefers in rows
    )


def waiting_for(db: Connection, day: date, services: Iterable[str]) -> tuple[Candidate, ...]:
    """Everybody who waits today for one of the services and is not called or served elsewhere."""
    names = tuple(services)
    rows = db.execute(
        f"SELECT {_CANDIDATE} FROM step s WHERE s.service_date = ? AND s.state = 'waiting' "
        f"AND s.service IN ({', '.join('?' * len(names))}) AND {_NOT_AT_A_COUNTER.format('s')}",
        (day.isoformat(), *names),
    )
    return tuple(
        Candidate(step, service, bool(priority), from_ms(arrived), skip, prefers)
        for step, service, priority, arrived, skip, prefers in rows
    )


def open_step(db: Connection, step: int) -> OpenTicket:
    """A step that is known to be there, with its ticket."""
    return _one(db, "s.id = ?", step)[0]


def at_counter(db: Connection, counter: int) -> OpenTicket | None:
    """Who is called to or served at the counter, of whom there is never more than one."""
    return next(iter(_one(db, "s.counter = ? AND s.state IN ('called', 'serving')", counter)), None)


def counters_with_visitors(db: Connection) -> tuple[int, ...]:
    """Counters to which somebody is called or where somebody is served, whether or not the site has them."""
    rows = db.execute("SELECT counter FROM step WHERE state IN ('called', 'serving')")
    return tuple(number for (number,) in rows)


def _one(db: Connection, which: str, value: int) -> tuple[OpenTicket, ...]:
    rows = db.execute(f"SELECT {TICKET}, {STEP} FROM step s JOIN ticket t ON t.id = s.ticket WHERE {which}", (value,))
    return tuple(map(_open_ticket, rows))


def _open_ticket(row: tuple[Any, ...]) -> OpenTicket:
    """Of the columns ``TICKET``, then ``STEP``."""
    return OpenTicket(ticket_of(row[:_TICKET_WIDTH]), step_of(row[_TICKET_WIDTH:]))


def open_tickets(db: Connection, day: date) -> tuple[OpenTicket, ...]:
    """Today's reserved, waiting, called, serving and held steps, in order of arrival."""
    return _in_states(db, day, "('reserved', 'waiting', 'called', 'serving', 'held')")


def no_shows(db: Connection, day: date) -> tuple[OpenTicket, ...]:
    """Today's steps whose visitor did not come, in order of arrival."""
    return _in_states(db, day, "('no_show')")


def _in_states(db: Connection, day: date, states: str) -> tuple[OpenTicket, ...]:
    rows = db.execute(
        f"SELECT {TICKET}, {STEP} FROM step s JOIN ticket t ON t.id = s.ticket "
        f"WHERE s.service_date = ? AND s.ended_at IS NULL AND s.state IN {states} ORDER BY s.arrived_at, s.id",
        (day.isoformat(),),
    )
    return tuple(map(_open_ticket, rows))


def waiting_counts(
    db: Connection, day: date, before: Step | None = None, services: Iterable[str] = ()
) -> dict[tuple[str, bool], int]:
    """How many wait today, by service and priority; only for ``services``, if any are given, and only those who
    arrived earlier than ``before``, if given."""
    names = tuple(services)
    rows = db.execute(
        f"SELECT service, priority, count(*) FROM step WHERE service_date = ? AND {_WAITING} "
        + (f"AND service IN ({', '.join('?' * len(names))}) " if names else "")
        + ("" if before is None else "AND (arrived_at, id) < (?, ?) ")
        + "GROUP BY service, priority",
        (day.isoformat(), *names, *(() if before is None else (to_ms(before.arrived_at), before.id))),
    )
    return {(service, bool(priority)): count for service, priority, count in rows}


def waiting_in_order(db: Connection, day: date, services: Iterable[str]) -> tuple[tuple[int, str, bool], ...]:
    """Id, service and priority of the steps that wait today for one of the services, by arrival."""
    names = tuple(services)
    rows = db.execute(
        f"SELECT id, service, priority FROM step WHERE service_date = ? AND {_WAITING} "
        f"AND service IN ({', '.join('?' * len(names))}) ORDER BY arrived_at, id",
        (day.isoformat(), *names),
    )
    known = {name: name for name in names}  # one object for each name, not one for each row
    return tuple((step, known[service], bool(priority)) for step, service, priority in rows.fetchall())


def count_down_skips(db: Connection, day: date, services: Iterable[str], called: int) -> tuple[OpenTicket, ...]:
    """Another ticket (``called``) was called for one of these services: counts down for those who let a number of
    others go first, and answers them."""
    names = tuple(services)
    return _skipping(
        db,
        "service_date = ? AND state = 'waiting' AND skip > 0 AND ticket <> ? "
        f"AND service IN ({', '.join('?' * len(names))})",
        (day.isoformat(), called, *names),
        lambda skip: skip - 1,
    )


def set_skip(db: Connection, ticket: int, others: int) -> tuple[OpenTicket, ...]:
    """The ticket's waiting steps let so many others go first at least; answers those that did not yet."""
    return _skipping(db, "ticket = ? AND state = 'waiting' AND skip < ?", (ticket, others), lambda _: others)


def skips(db: Connection, day: date, services: Iterable[str]) -> dict[int, int]:
    """How many others those who wait for one of the services are to let go first, by step; only who is to."""
    names = tuple(services)
    rows = db.execute(
        "SELECT id, skip FROM step WHERE service_date = ? AND state = 'waiting' AND skip > 0 "
        f"AND service IN ({', '.join('?' * len(names))})",
        (day.isoformat(), *names),
    )
    return dict(rows.fetchall())


def count_up_skips(db: Connection, passed: Iterable[int]) -> tuple[int, ...]:
    """A call was taken back that these steps had let go first: they let one more go again. Answers those that wait."""
    return tuple(
        step
        for step in passed
        if db.execute("UPDATE step SET skip = skip + 1 WHERE id = ? AND state = 'waiting'", (step,)).rowcount
    )


def _skipping(
    db: Connection, which: str, values: tuple[object, ...], skip: Callable[[int], int]
) -> tuple[OpenTicket, ...]:
    """Nearly always there are none: asking first is cheaper than an UPDATE that answers what it changed."""
    found = db.execute(f"SELECT id, skip FROM step WHERE {which} ORDER BY id", values).fetchall()
    for step, before in found:
        db.execute("UPDATE step SET skip = ? WHERE id = ?", (skip(before), step))
    return tuple(open_step(db, step) for step, _ in found)


def regular_run(db: Connection, day: date, services: Iterable[str]) -> int | None:
    """How many regular tickets were called in a row since the last priority one by counters with these services;
    None when nobody was called yet today."""
    row = db.execute(
        "SELECT regular_run FROM fairness WHERE service_date = ? AND services = ?",
        (day.isoformat(), pool_name(services)),
    ).fetchone()
    return int(row[0]) if row else None


def count_regular_run(db: Connection, day: date, services: Iterable[str], priority: bool) -> None:
    """Notes that counters with these services called one more ticket."""
    db.execute(
        "INSERT INTO fairness (service_date, services, regular_run) VALUES (?, ?, ?) "
        "ON CONFLICT (service_date, services) DO UPDATE SET regular_run = (fairness.regular_run + 1) * ?",
        (day.isoformat(), pool_name(services), int(not priority), int(not priority)),
    )


def set_regular_run(db: Connection, day: date, services: Iterable[str], run: int | None) -> None:
    """Sets ``regular_run`` to what it was before a call."""
    where = (day.isoformat(), pool_name(services))
    if run is None:
        db.execute("DELETE FROM fairness WHERE service_date = ? AND services = ?", where)
    else:
        db.execute("UPDATE fairness SET regular_run = ? WHERE service_date = ? AND services = ?", (run, *where))


def regular_runs(db: Connection, day: date) -> dict[str, int]:
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
        "WHERE s.state = 'reserved' AND s.queued_at < ?",
        (to_ms(before),),
    )
    return tuple(map(_open_ticket, rows))
