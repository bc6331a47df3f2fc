"""Closed days: what became of every step, worked out once and kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from statistics import fmean, median, quantiles

import msgspec

from hub.engine.port import Connection
from hub.engine.times import to_ms
from hub.store import tallies
from shared.wire import DayRecap, ServiceDay

_OF_DAY = "FROM ticket t JOIN step s ON s.ticket = t.id WHERE t.service_date = ?"
"""A day's steps, by way of its tickets: an index of steps by day would be written with each, for this alone."""
_OUTCOMES = frozenset({"served", "no_show", "cancelled", "void", "transferred", "expired"})

LOOKED_BACK = timedelta(days=60)
"""So far back days are looked through one by one for those that were passed over."""


def recap(db: Connection, day: date, closed_at: datetime) -> DayRecap:
    """The day by service. Waiting is from when a step began to wait to its first call; service is the time at
    counters, without the times away."""
    outcomes: dict[tuple[str, str], dict[str, int]] = {}
    rows = db.execute(
        f"SELECT s.agency, s.service, s.state, count(*) {_OF_DAY} GROUP BY s.agency, s.service, s.state",
        (day.isoformat(),),
    )
    for agency, service, state, count in rows:
        if state in _OUTCOMES:
            outcomes.setdefault((agency, service), {})[state] = count
    waits = _seconds(db, day, "s.called_at - s.queued_at", "s.called_at IS NOT NULL")
    services = _seconds(db, day, "s.served_ms", "s.state = 'served'")
    (tickets,) = db.execute("SELECT count(*) FROM ticket WHERE service_date = ?", (day.isoformat(),)).fetchone()
    return DayRecap(
        service_date=day,
        closed_at=closed_at,
        tickets=tickets,
        services=tuple(
            _service_day(agency, service, counts, waits.get(service, []), services.get(service, []))
            for (agency, service), counts in sorted(outcomes.items())
        ),
        undone=tallies.undone(db, day),
    )


def _seconds(db: Connection, day: date, difference: str, condition: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    rows = db.execute(f"SELECT s.service, {difference} {_OF_DAY} AND {condition}", (day.isoformat(),))
    for service, milliseconds in rows:
        found.setdefault(service, []).append(max(0, milliseconds) / 1000)
    return found


def _service_day(
    agency: str, service: str, counts: dict[str, int], waits: list[float], services: list[float]
) -> ServiceDay:
    return ServiceDay(
        agency=agency,
        service=service,
        **counts,
        mean_wait=fmean(waits) if waits else None,
        median_wait=median(waits) if waits else None,
        p90_wait=quantiles(waits, n=10, method="inclusive")[-1] if len(waits) > 1 else (waits[0] if waits else None),
        mean_service=fmean(services) if services else None,
    )


def keep(db: Connection, day: DayRecap) -> None:
    db.execute(
        "INSERT INTO day (service_date, closed_at, recap) VALUES (?, ?, ?) "
        "ON CONFLICT (service_date) DO UPDATE SET closed_at = excluded.closed_at, recap = excluded.recap",
        (day.service_date.isoformat(), to_ms(day.closed_at), msgspec.json.encode(day).decode()),
    )


def between(db: Connection, first: date, last: date) -> tuple[DayRecap, ...]:
    """Closed days from ``first`` to ``last``, both included, in order."""
    rows = db.execute(
        "SELECT recap FROM day WHERE service_date BETWEEN ? AND ? ORDER BY service_date",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(msgspec.json.decode(recap, type=DayRecap) for (recap,) in rows)


def reopen(db: Connection, day: date) -> bool:
    """Something happens on a day that was closed: it will be closed once more (``closed_at`` 0 until then). True when
    it was closed."""
    return (
        db.execute("UPDATE day SET closed_at = 0 WHERE service_date = ? AND closed_at > 0", (day.isoformat(),)).rowcount
        > 0
    )


def oldest_unclosed(db: Connection, before: date) -> date | None:
    """The oldest day before ``before`` on which numbers were given and that is not closed. Reads no tickets, and of the
    days no more than those since the last closed one or the ``LOOKED_BACK``.

    A closed day proves nothing of the days before it: the clock may have been wrong when it was closed."""
    (closed,) = db.execute("SELECT max(service_date) FROM day WHERE service_date < ?", (before.isoformat(),)).fetchone()
    since = min(closed or "", (before - LOOKED_BACK).isoformat())
    row = db.execute(
        "SELECT min(service_date) FROM (SELECT service_date FROM day WHERE closed_at = 0 "
        "UNION ALL SELECT service_date FROM series WHERE service_date > :since AND service_date < :before "
        "AND service_date NOT IN (SELECT service_date FROM day WHERE service_date > :since) "
        "UNION ALL SELECT service_date FROM reserve WHERE service_date > :since AND service_date < :before "
        "AND kiosk <> '' AND service_date NOT IN (SELECT service_date FROM day WHERE service_date > :since)"
        ") AS left_open WHERE service_date < :before",
        {"since": since, "before": before.isoformat()},
    ).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None
