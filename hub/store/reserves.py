"""Spans of numbers that kiosks may give by themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from hub.store.file import Connection
from hub.store.times import from_ms, to_ms
from shared.handover import Span


class Owner(NamedTuple):
    kiosk: str
    granted_at: datetime


def spans(db: Connection, day: date, kiosk: str, journal: str) -> tuple[Span, ...]:
    """The spans of that day which this journal of the kiosk may give from, oldest first."""
    rows = db.execute(
        "SELECT series, first, last FROM reserve WHERE service_date = ? AND kiosk = ? AND journal = ? "
        "ORDER BY series, first",
        (day.isoformat(), kiosk, journal),
    )
    return tuple(Span(*row) for row in rows)


def outstanding(db: Connection, day: date, kiosk: str) -> dict[str, int]:
    """By series, how many of the kiosk's numbers were not handed in yet, whichever journal has them."""
    rows = db.execute(
        "SELECT r.series, sum(r.last - r.first + 1 - (SELECT count(*) FROM ticket t WHERE t.service_date = "
        "r.service_date AND t.series = r.series AND t.number BETWEEN r.first AND r.last)) "
        "FROM reserve r WHERE r.service_date = ? AND r.kiosk = ? GROUP BY r.series",
        (day.isoformat(), kiosk),
    )
    return {series: int(left) for series, left in rows}


def owner(db: Connection, day: date, series: str, number: int) -> Owner | None:
    """Whose number it is; None when no kiosk's."""
    row = db.execute(
        "SELECT kiosk, granted_at FROM reserve WHERE service_date = ? AND series = ? AND first <= ? AND last >= ?",
        (day.isoformat(), series, number, number),
    ).fetchone()
    return Owner(str(row[0]), from_ms(row[1])) if row else None


def passed(db: Connection, day: date, series: str, number: int) -> bool:
    """Whether the hub's own numbers have gone beyond this one, so that it will never be given here."""
    row = db.execute(
        "SELECT last FROM series WHERE service_date = ? AND series = ?", (day.isoformat(), series)
    ).fetchone()
    return row is not None and number <= row[0]


def span_end(db: Connection, day: date, series: str, number: int) -> int | None:
    """The last number of the span that holds ``number``; None when no span does."""
    row = db.execute(
        "SELECT last FROM reserve WHERE service_date = ? AND series = ? AND first <= ? AND last >= ?",
        (day.isoformat(), series, number, number),
    ).fetchone()
    return int(row[0]) if row else None


def grant(
    db: Connection, day: date, series: str, kiosk: str, journal: str, *, lowest: int, size: int, at: datetime
) -> Span:
    """Sets aside the next ``size`` numbers from ``lowest`` on, above all that were set aside or given before."""
    (first,) = db.execute(
        "SELECT max(?, coalesce((SELECT max(last) FROM reserve WHERE service_date = ? AND series = ?), 0) + 1, "
        "coalesce((SELECT last FROM series WHERE service_date = ? AND series = ?), 0) + 1)",
        (lowest, day.isoformat(), series, day.isoformat(), series),
    ).fetchone()
    span = Span(series, int(first), int(first) + size - 1)
    db.execute(
        "INSERT INTO reserve (service_date, series, first, last, kiosk, journal, granted_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (day.isoformat(), series, span.first, span.last, kiosk, journal, to_ms(at)),
    )
    return span
