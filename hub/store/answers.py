"""Answers by idempotency key: a request that is repeated after a lost reply gets the same answer again."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from hub.engine.port import Connection
from hub.engine.times import to_ms


class StoredAnswer(NamedTuple):
    request: str
    status: int
    body: bytes


def find(db: Connection, actor: str, key: str) -> StoredAnswer | None:
    row = db.execute("SELECT request, status, body FROM answer WHERE actor = ? AND key = ?", (actor, key)).fetchone()
    return StoredAnswer(row[0], row[1], row[2].encode()) if row else None


def keep(db: Connection, actor: str, key: str, kept: StoredAnswer, at: datetime) -> None:
    db.execute(
        "INSERT INTO answer (actor, key, request, status, body, at) VALUES (?, ?, ?, ?, ?, ?)",
        (actor, key, kept.request, kept.status, kept.body.decode(), to_ms(at)),
    )


def forget(db: Connection, before: datetime, most: int) -> None:
    """Forgets at most ``most`` answers, the oldest first."""
    oldest = db.execute("SELECT nth, at FROM answer WHERE nth = (SELECT min(nth) FROM answer)").fetchone()
    if oldest is not None and oldest[1] < to_ms(before):
        db.execute("DELETE FROM answer WHERE nth < ? AND at < ?", (oldest[0] + most, to_ms(before)))
