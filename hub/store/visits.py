"""Whole visits of a day: a ticket with all of its steps, found by number or by token."""

from __future__ import annotations

from datetime import date

from hub.engine.port import Connection
from hub.store import steps, tickets
from shared.wire import Visit


def numbered(db: Connection, day: date, series: str | None, number: int) -> tuple[Visit, ...]:
    """The day's tickets with this number, of one series or (None) of all, by series."""
    rows = db.execute(
        "SELECT id FROM ticket WHERE service_date = ? AND number = ? "
        + ("" if series is None else "AND series = ? ")
        + "ORDER BY series",
        (day.isoformat(), number, *(() if series is None else (series,))),
    ).fetchall()
    found = (tickets.ticket(db, ticket) for (ticket,) in rows)
    return tuple(Visit(ticket, steps.steps_of(db, ticket.id)) for ticket in found if ticket is not None)


def with_token(db: Connection, day: date, token: str) -> tuple[Visit, ...]:
    """The day's ticket with this secret; empty when there is none."""
    found = tickets.ticket_by_token(db, token)
    return (Visit(found, steps.steps_of(db, found.id)),) if found is not None and found.service_date == day else ()
