"""Tickets: the numbers, and what was promised with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hub.engine.port import Connection
from hub.engine.times import as_kept, from_ms, to_ms
from hub.store.ids import next_id
from hub.store.reserves import span_end
from shared.wire import Estimate, TicketInfo

TICKET = "t.id, t.label, t.agency, t.service_date, t.priority, t.lang, t.source, t.issued_at"
_NEXT = next_id("ticket")


def ticket_of(row: tuple[Any, ...]) -> TicketInfo:
    number, label, agency, day, priority, lang, source, issued_at = row
    return TicketInfo(number, label, agency, date.fromisoformat(day), bool(priority), lang, source, from_ms(issued_at))


def next_number(db: Connection, day: date, series: str) -> int:
    """Takes the series' next number of the day: one that was not given yet and that no kiosk has in reserve."""
    on = day.isoformat()
    row = db.execute("SELECT last FROM series WHERE service_date = ? AND series = ?", (on, series)).fetchone()
    number = int(row[0]) + 1 if row else 1
    while (end := span_end(db, day, series, number)) is not None:
        number = end + 1
    db.execute(
        "INSERT INTO series (service_date, series, last) VALUES (?, ?, ?) "
        "ON CONFLICT (service_date, series) DO UPDATE SET last = excluded.last",
        (on, series, number),
    )
    return number


def not_before_the_last(db: Connection, day: date, at: datetime) -> datetime:
    """``at``, or the time of the day's newest ticket if that is later, so that the order of arrival holds when the
    clock was set back. Equal times go by id."""
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
) -> TicketInfo:
    at = as_kept(at)
    ticket = db.insert(
        "INSERT INTO ticket (id, service_date, series, number, label, agency, priority, lang, source, token, "
        f"issued_at, ahead, estimate_p50, estimate_p90) VALUES ({_NEXT}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    )
    return TicketInfo(ticket, label, agency, day, priority, lang, source, at)


def mark_printed(db: Connection, ticket: int, at: datetime) -> None:
    db.execute("UPDATE ticket SET printed_at = coalesce(printed_at, ?) WHERE id = ?", (to_ms(at), ticket))


def was_printed(db: Connection, ticket: int) -> bool:
    (at,) = db.execute("SELECT printed_at FROM ticket WHERE id = ?", (ticket,)).fetchone()
    return at is not None


def ticket(db: Connection, number: int) -> TicketInfo | None:
    row = db.execute(f"SELECT {TICKET} FROM ticket t WHERE t.id = ?", (number,)).fetchone()
    return ticket_of(row) if row else None


def ticket_by_token(db: Connection, token: str) -> TicketInfo | None:
    row = db.execute(f"SELECT {TICKET} FROM ticket t WHERE t.token = ?", (token,)).fetchone()
    return ticket_of(row) if row else None


def ticket_by_number(db: Connection, day: date, series: str, number: int) -> TicketInfo | None:
    row = db.execute(
        f"SELECT {TICKET} FROM ticket t WHERE t.service_date = ? AND t.series = ? AND t.number = ?",
        (day.isoformat(), series, number),
    ).fetchone()
    return ticket_of(row) if row else None


def promise(db: Connection, ticket: int) -> tuple[str, int, Estimate]:
    """What was said when the number was taken: token, people ahead, estimated wait."""
    token, ahead, p50, p90 = db.execute(
        "SELECT token, ahead, estimate_p50, estimate_p90 FROM ticket WHERE id = ?", (ticket,)
    ).fetchone()
    return token, ahead, Estimate(p50, p90)
