"""Wrong sign-ins in a row, and the codes that pair devices: what guards the door, kept over a restart."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from hub.store.file import Connection
from hub.store.times import from_ms, to_ms
from shared.wire import Role


class Wrong(NamedTuple):
    name: str
    failures: int
    until: datetime | None


def attempts(db: Connection) -> tuple[Wrong, ...]:
    rows = db.execute("SELECT name, failures, until FROM attempt")
    return tuple(Wrong(name, failures, None if until is None else from_ms(until)) for name, failures, until in rows)


def keep_attempt(db: Connection, wrong: Wrong) -> None:
    db.execute(
        "INSERT INTO attempt (name, failures, until) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, until = excluded.until",
        (wrong.name, wrong.failures, None if wrong.until is None else to_ms(wrong.until)),
    )


def forget_attempt(db: Connection, name: str) -> None:
    db.execute("DELETE FROM attempt WHERE name = ?", (name,))


def forget_attempts(db: Connection, before: datetime) -> None:
    """Locks that ended before then, and mistakes that led to none."""
    db.execute("DELETE FROM attempt WHERE until IS NULL OR until < ?", (to_ms(before),))


def keep_pairing(db: Connection, digest: str, role: Role, name: str, now: datetime, ends: datetime) -> None:
    """A new code; those that have run out, and an older one for the same device, go."""
    db.execute("DELETE FROM pairing WHERE ends_at <= ? OR (role = ? AND name = ?)", (to_ms(now), role, name))
    db.execute(
        "INSERT INTO pairing (digest, role, name, ends_at) VALUES (?, ?, ?, ?)", (digest, role, name, to_ms(ends))
    )


def take_pairing(db: Connection, digest: str, now: datetime, latest: datetime) -> tuple[Role, str] | None:
    """What the code stands for, and the code is gone; None for one that is unknown, used or too old, or that would run
    out after ``latest``: it was made before a wrong date was set right."""
    row = db.execute(
        "DELETE FROM pairing WHERE digest = ? AND ends_at > ? AND ends_at <= ? RETURNING role, name",
        (digest, to_ms(now), to_ms(latest)),
    ).fetchone()
    return (Role(row[0]), row[1]) if row else None
