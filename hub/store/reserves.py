"""Spans of numbers that kiosks may give by themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from shared.wire.offline import NumberSpan

LOWEST_NUMBER = 901
"""Reserved numbers begin here, far above what an agency gives in a day, so that visitors and officers can tell them
apart."""
UNKNOWN_KIOSK = ""
"""In place of the kiosk, for spans of which a restored queue does not know who had them: any kiosk may hand in a number
of theirs, and none is granted one."""
MOVED_FROM = "from "
"""Begins the ``journal`` of a span that was moved to another date because the clock was set; the first date follows."""


class Owner(NamedTuple):
    kiosk: str
    """The kiosk, or ``UNKNOWN_KIOSK``."""
    granted_at: datetime
    """For ``UNKNOWN_KIOSK`` the day's beginning: nobody knows when it was."""


def spans(db: Connection, day: date, kiosk: str, journal: str) -> tuple[NumberSpan, ...]:
    """The spans of that day which this journal of the kiosk may give from, oldest first."""
    rows = db.execute(
        "SELECT series, first, last FROM reserve WHERE service_date = ? AND kiosk = ? AND journal = ? "
        "ORDER BY series, first",
        (day.isoformat(), kiosk, journal),
    )
    return tuple(NumberSpan(*row) for row in rows)


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
    """Whose number it is; None when it is in no span."""
    row = db.execute(
        "SELECT kiosk, granted_at FROM reserve WHERE service_date = ? AND series = ? AND first <= ? AND last >= ?",
        (day.isoformat(), series, number, number),
    ).fetchone()
    if row is None:
        return None
    kiosk, granted_at = row
    return Owner(kiosk, from_ms(granted_at))


def moved_by(db: Connection, given: date, now: date, series: str, number: int, kiosk: str) -> timedelta | None:
    """By how much the clock was set when a number that the kiosk gave on the date ``given`` went to ``now`` with its
    span; None when it did not."""
    row = db.execute(
        "SELECT n.granted_at - o.granted_at FROM reserve n JOIN reserve o USING (series, first, last) "
        "WHERE n.service_date = ? AND o.service_date = ? AND n.series = ? AND n.first <= ? AND n.last >= ? "
        "AND n.kiosk IN (?, ?) AND n.journal = ?",
        (
            now.isoformat(),
            given.isoformat(),
            series,
            number,
            number,
            kiosk,
            UNKNOWN_KIOSK,
            f"{MOVED_FROM}{given.isoformat()}",
        ),
    ).fetchone()
    return timedelta(milliseconds=row[0]) if row else None


def span_end(db: Connection, day: date, series: str, number: int) -> int | None:
    """The last number of the span that holds ``number``; None when no span does."""
    row = db.execute(
        "SELECT last FROM reserve WHERE service_date = ? AND series = ? AND first <= ? AND last >= ?",
        (day.isoformat(), series, number, number),
    ).fetchone()
    return int(row[0]) if row else None


def grant(db: Connection, day: date, series: str, kiosk: str, journal: str, *, size: int, at: datetime) -> NumberSpan:
    """Sets aside the next ``size`` numbers from ``LOWEST_NUMBER`` on, above all that were set aside or given before."""
    (given,) = db.execute(
        "SELECT coalesce((SELECT last FROM series WHERE service_date = ? AND series = ?), 0)",
        (day.isoformat(), series),
    ).fetchone()
    first = max(_next_span(db, day, series), int(given) + 1)
    span = NumberSpan(series, first, first + size - 1)
    _insert(db, day, span, kiosk, journal, to_ms(at))
    return span


def set_aside_lost(db: Connection, day: date, series: str, *, beyond: int, most: int, at: datetime) -> None:
    """Sets aside what kiosks may have been granted since the backup, when nobody knows: ``most`` numbers, wherever the
    lost queue's grants began, its own numbers having come to ``beyond`` at most."""
    first = _next_span(db, day, series)
    _insert(
        db, day, NumberSpan(series, first, max(first, beyond + 1) + most - 1), UNKNOWN_KIOSK, UNKNOWN_KIOSK, to_ms(at)
    )


def _next_span(db: Connection, day: date, series: str) -> int:
    """The lowest number of reserves that no span holds, nor any below a span."""
    (last,) = db.execute(
        "SELECT coalesce(max(last), 0) FROM reserve WHERE service_date = ? AND series = ?", (day.isoformat(), series)
    ).fetchone()
    return max(LOWEST_NUMBER, int(last) + 1)


def _insert(db: Connection, day: date, span: NumberSpan, kiosk: str, journal: str, granted_at: int) -> None:
    db.execute(
        "INSERT INTO reserve (service_date, series, first, last, kiosk, journal, granted_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (day.isoformat(), span.series, span.first, span.last, kiosk, journal, granted_at),
    )
