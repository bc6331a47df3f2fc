"""The site file that the queue keeps, and what readers of the stream were told of it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from hub.engine.port import Connection
from hub.engine.times import to_ms


class StoredSite(NamedTuple):
    """A site file as it was put in: where it came from, its settings file if any, its text."""

    label: str
    setting: str | None
    toml: str


def latest(db: Connection) -> StoredSite | None:
    """The site in use; None before one was put in."""
    row = db.execute("SELECT label, setting, toml FROM site ORDER BY id DESC LIMIT 1").fetchone()
    return StoredSite(*row) if row else None


def told_digest(db: Connection) -> str | None:
    """The digest of what readers were told of the site last; None before any hub told it."""
    row = db.execute("SELECT digest FROM told_site").fetchone()
    return str(row[0]) if row else None


def keep_told_digest(db: Connection, digest: str) -> None:
    db.execute(
        "INSERT INTO told_site (id, digest) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET digest = excluded.digest",
        (digest,),
    )


def keep(db: Connection, kept: StoredSite, at: datetime) -> None:
    db.execute("INSERT INTO site (at, label, setting, toml) VALUES (?, ?, ?, ?)", (to_ms(at), *kept))
