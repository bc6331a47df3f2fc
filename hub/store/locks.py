"""Failed sign-ins in a row, and the codes that pair devices; both are kept over a restart of the hub."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from shared.wire import Role

EXPIRED_KEPT = timedelta(hours=1)
"""How long a code that ran out is kept, so that a late try is answered with that and not as unknown."""


class FailedAttempts(NamedTuple):
    name: str
    failures: int
    until: datetime | None


def attempts(db: Connection) -> tuple[FailedAttempts, ...]:
    rows = db.execute("SELECT name, failures, until FROM attempt")
    return tuple(
        FailedAttempts(name, failures, None if until is None else from_ms(until)) for name, failures, until in rows
    )


def keep_attempt(db: Connection, wrong: FailedAttempts) -> None:
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
    """Keeps a new code; deletes an older one for the same device, and those that ran out ``EXPIRED_KEPT`` ago."""
    gone = to_ms(now - EXPIRED_KEPT)
    db.execute("DELETE FROM pairing WHERE ends_at <= ? OR (role = ? AND name = ?)", (gone, role, name))
    db.execute(
        "INSERT INTO pairing (digest, role, name, ends_at) VALUES (?, ?, ?, ?)", (digest, role, name, to_ms(ends))
    )


def pairing(db: Connection, digest: str, latest: datetime) -> tuple[Role, str, datetime] | None:
    """What the code stands for and until when; None for one that is unknown or used, or that would run out after
    ``latest``: it was made before a wrong date was set right."""
    row = db.execute(
        "SELECT role, name, ends_at FROM pairing WHERE digest = ? AND ends_at <= ?", (digest, to_ms(latest))
    ).fetchone()
    if row is None:
        return None
    role, name, ends_at = row
    return Role(role), name, from_ms(ends_at)


def forget_pairing(db: Connection, digest: str) -> None:
    db.execute("DELETE FROM pairing WHERE digest = ?", (digest,))
