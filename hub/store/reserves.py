"""Spans of numbers that kiosks may give by themselves."""

from __future__ import annotations

from datetime import date, datetime

from hub.store.file import Connection
from hub.store.times import to_ms
from shared.handover import Span


def spans(db: Connection, day: date, kiosk: str) -> tuple[Span, ...]:
    """The kiosk's spans of that day, oldest first."""
    rows = db.execute(
        "SELECT series, first, last FROM reserve WHERE service_date = ? AND kiosk = ? ORDER BY series, first",
        (day.isoformat(), kiosk),
    )
    return tuple(Span(*row) for row in rows)


def owner(db: Connection, day: date, series: str, number: int) -> str | None:
    """Whose number it is; None when the hub gives it."""
    row = db.execute(
        "SELECT kiosk FROM reserve WHERE service_date = ? AND series = ? AND first <= ? AND last >= ?",
        (day.isoformat(), series, number, number),
    ).fetchone()
    return str(row[0]) if row else None


def span_end(db: Connection, day: date, series: str, number: int) -> int | None:
    """The last number of the span that holds ``number``; None when no span does."""
    row = db.execute(
        "SELECT last FROM reserve WHERE service_date = ? AND series = ? AND first <= ? AND last >= ?",
        (day.isoformat(), series, number, number),
    ).fetchone()
    return int(row[0]) if row else None


def grant(db: Connection, day: date, series: str, kiosk: str, *, lowest: int, size: int, at: datetime) -> Span:
    """Sets aside the next ``size`` numbers from ``lowest`` on, above all that were set aside or given before."""
    (first,) = db.execute(
        "SELECT max(?, coalesce((SELECT max(last) FROM reserve WHERE service_date = ? AND series = ?), 0) + 1, "
        "coalesce((SELECT last FROM series WHERE service_date = ? AND series = ?), 0) + 1)",
        (lowest, day.isoformat(), series, day.isoformat(), series),
    ).fetchone()
    span = Span(series, int(first), int(first) + size - 1)
    db.execute(
        "INSERT INTO reserve (service_date, series, first, last, kiosk, granted_at) VALUES (?, ?, ?, ?, ?, ?)",
        (day.isoformat(), series, span.first, span.last, kiosk, to_ms(at)),
    )
    return span
