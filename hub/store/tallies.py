"""Running figures of the day, by service and by counter: kept as things happen, so that no figure reads history."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from hub.rules.estimate import Seen
from shared.wire import CounterDay

DECAY = 0.96
"""With each visitor who leaves a counter, those before count so much less: about the last 25 count."""


class Tally(NamedTuple):
    """A service's day: tickets taken (void ones not counted), steps served, milliseconds they took together."""

    taken: int = 0
    served: int = 0
    served_ms: int = 0


def count_taken(db: Connection, day: date, service: str, by: int) -> None:
    db.execute(
        "INSERT INTO tally (service_date, service, taken) VALUES (?, ?, ?) "
        "ON CONFLICT (service_date, service) DO UPDATE SET taken = tally.taken + ?",
        (day.isoformat(), service, max(by, 0), by),
    )


def count_served(db: Connection, day: date, counter: int, ms: int) -> None:
    """The counter served somebody, whose service ``count_counter_time`` counts."""
    db.execute(
        "INSERT INTO counter_day (service_date, number, served, served_ms) VALUES (?, ?, 1, ?) "
        "ON CONFLICT (service_date, number) "
        "DO UPDATE SET served = counter_day.served + 1, served_ms = counter_day.served_ms + excluded.served_ms",
        (day.isoformat(), counter, ms),
    )


def count_call(db: Connection, day: date, service: str, priority: bool, again: bool) -> None:
    """A visitor was called; ``again`` for one who had been called before or came from another service."""
    db.execute(
        "INSERT INTO tally (service_date, service, calls, priority, again) VALUES (?, ?, 1, ?, ?) "
        "ON CONFLICT (service_date, service) "
        "DO UPDATE SET calls = tally.calls + 1, priority = tally.priority + excluded.priority, "
        "again = tally.again + excluded.again",
        (day.isoformat(), service, int(priority), int(again)),
    )


def count_counter_time(db: Connection, day: date, service: str, minutes: float, served_ms: int | None = None) -> None:
    """Somebody had a counter for ``minutes``: from the call until it was free, whatever came of it. ``served_ms`` is
    how long the visitor was served, if so."""
    served = served_ms is not None
    db.execute(
        "INSERT INTO tally (service_date, service, desk_weight, desk_minutes, desk_squares, served, served_ms) "
        "VALUES (?, ?, 1, ?, ?, ?, ?) "
        f"ON CONFLICT (service_date, service) DO UPDATE SET desk_weight = tally.desk_weight * {DECAY} + 1, "
        f"desk_minutes = tally.desk_minutes * {DECAY} + excluded.desk_minutes, "
        f"desk_squares = tally.desk_squares * {DECAY} + excluded.desk_squares, "
        "served = tally.served + excluded.served, served_ms = tally.served_ms + excluded.served_ms",
        (day.isoformat(), service, minutes, minutes * minutes, int(served), served_ms or 0),
    )


def observed(db: Connection, day: date) -> dict[str, Seen]:
    """What the day has shown of each service, for the wait."""
    rows = db.execute(
        "SELECT service, desk_weight, desk_minutes, desk_squares, calls, priority, again FROM tally "
        "WHERE service_date = ?",
        (day.isoformat(),),
    )
    return {service: Seen(*rest) for service, *rest in rows}


def count_called(db: Connection, day: date, counter: int, waited_ms: int) -> None:
    db.execute(
        "INSERT INTO counter_day (service_date, number, called, waited_ms) VALUES (?, ?, 1, ?) "
        "ON CONFLICT (service_date, number) "
        "DO UPDATE SET called = counter_day.called + 1, waited_ms = counter_day.waited_ms + excluded.waited_ms",
        (day.isoformat(), counter, waited_ms),
    )


def count_no_show(db: Connection, day: date, counter: int) -> None:
    db.execute(
        "INSERT INTO counter_day (service_date, number, no_shows) VALUES (?, ?, 1) "
        "ON CONFLICT (service_date, number) DO UPDATE SET no_shows = counter_day.no_shows + 1",
        (day.isoformat(), counter),
    )


def count_undone(db: Connection, day: date, counter: int) -> None:
    """An act at the counter was taken back."""
    db.execute(
        "INSERT INTO counter_day (service_date, number, undone) VALUES (?, ?, 1) "
        "ON CONFLICT (service_date, number) DO UPDATE SET undone = counter_day.undone + 1",
        (day.isoformat(), counter),
    )


def undone(db: Connection, day: date) -> int:
    """How many acts were taken back on the day, at all counters."""
    (found,) = db.execute(
        "SELECT coalesce(sum(undone), 0) FROM counter_day WHERE service_date = ?", (day.isoformat(),)
    ).fetchone()
    return int(found)


def count_opened(db: Connection, day: date, counter: int, at: datetime) -> None:
    """The counter is open; the day's first time is kept."""
    db.execute(
        "INSERT INTO counter_day (service_date, number, opened_at) VALUES (?, ?, ?) "
        "ON CONFLICT (service_date, number) "
        "DO UPDATE SET opened_at = coalesce(counter_day.opened_at, excluded.opened_at)",
        (day.isoformat(), counter, to_ms(at)),
    )


def opened(db: Connection, day: date) -> dict[int, datetime]:
    """Counters that were open on the day at some time, and when each was first."""
    rows = db.execute(
        "SELECT number, opened_at FROM counter_day WHERE service_date = ? AND opened_at IS NOT NULL", (day.isoformat(),)
    )
    return {number: from_ms(at) for number, at in rows}


def tallies(db: Connection, day: date) -> dict[str, Tally]:
    rows = db.execute("SELECT service, taken, served, served_ms FROM tally WHERE service_date = ?", (day.isoformat(),))
    return {service: Tally(*rest) for service, *rest in rows}


_COUNTER_DAY = (
    "SELECT number, served, no_shows, served_ms, called, waited_ms, undone FROM counter_day WHERE service_date = ?"
)


def counter_days(db: Connection, day: date) -> tuple[CounterDay, ...]:
    return tuple(map(_counter_day, db.execute(f"{_COUNTER_DAY} ORDER BY number", (day.isoformat(),))))


def counter_day(db: Connection, day: date, number: int) -> CounterDay | None:
    """One counter's day so far; None when it did nothing yet, so that an event tells no more than a snapshot."""
    row = db.execute(f"{_COUNTER_DAY} AND number = ?", (day.isoformat(), number)).fetchone()
    return _counter_day(row) if row else None


def _counter_day(row: tuple[int, ...]) -> CounterDay:
    number, served, no_shows, served_ms, called, waited_ms, undone = row
    return CounterDay(
        number=number,
        served=served,
        no_shows=no_shows,
        mean_service=served_ms / served / 1000 if served else None,
        mean_wait=waited_ms / called / 1000 if called else None,
        undone=undone,
    )
