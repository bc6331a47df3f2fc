"""The event log, append-only: one row for each event, in the order of commits."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from shared.wire import Event, EventKind

NOT_RESUMED = frozenset({EventKind.QUEUE_RESTORED, EventKind.SITE_CHANGED, EventKind.CLOCK_SET})
"""Kinds of events that readers do not go on across: what they know no longer holds, so they get a snapshot."""


def last_seq(db: Connection) -> int:
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])


def last_at(db: Connection) -> datetime | None:
    """When the last event was; None before any."""
    row = db.execute("SELECT at FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return from_ms(int(row[0])) if row else None


def body(event: Event) -> str:
    """The event as it is kept."""
    return msgspec.json.encode(event).decode()


def seq_of(event: Event) -> int:
    return event.seq


def body_of(db: Connection, seq: int) -> str | None:
    """The event with this number as it is kept; None when there is none."""
    row = db.execute("SELECT body FROM event WHERE seq = ?", (seq,)).fetchone()
    return str(row[0]) if row else None


def all_after(db: Connection, seq: int) -> list[Event]:
    """All events after ``seq``, in order."""
    rows = db.execute("SELECT body FROM event WHERE seq > ? ORDER BY seq", (seq,))
    return [msgspec.json.decode(kept, type=Event) for (kept,) in rows]


def append(db: Connection, event: Event, day: date, address: str | None) -> None:
    db.execute(
        "INSERT INTO event (seq, at, service_date, kind, actor, address, ticket, step, call, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.seq,
            to_ms(event.at),
            day.isoformat(),
            event.kind,
            event.actor,
            address,
            event.ticket.id if event.ticket else None,
            event.step.id if event.step else None,
            event.call.id if event.call else None,
            body(event),
        ),
    )


def resumable_after(db: Connection, seq: int, day: date, most: int) -> tuple[Event, ...] | None:
    """Events after ``seq`` in order; None when they cannot be resumed from there: unknown, another day's, too many, or
    the queue was restored or the site changed since, and what the reader knows no longer holds."""
    if seq > last_seq(db):
        return None
    rows = db.execute("SELECT service_date, kind, body FROM event WHERE seq > ? ORDER BY seq LIMIT ?", (seq, most + 1))
    found = rows.fetchall()
    if len(found) > most or any(on != day.isoformat() or kind in NOT_RESUMED for on, kind, _ in found):
        return None
    return tuple(msgspec.json.decode(kept, type=Event) for *_, kept in found)
