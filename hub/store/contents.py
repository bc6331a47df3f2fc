"""What a queue's database holds, read from the open one or from a backup."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.engine.database import DatabaseEngine
from hub.engine.port import Connection, UnusableCopyError
from hub.engine.times import from_ms
from hub.store.events import last_seq

_TABLES = frozenset({"migration", "site", "ticket", "step", "call", "event", "series", "officer"})
"""Tables that every schema of a queue has."""


@dataclass(frozen=True)
class Contents:
    """What a whole database holds."""

    migrations: tuple[str, ...]
    """Names of the scripts that made its schema."""
    seq: int
    """The last event's number; 0 before the first."""
    last_event: datetime | None
    tickets: int
    first_day: str | None
    """Service dates, YYYY-MM-DD; None without tickets."""
    last_day: str | None
    bytes: int
    timezone: str | None = None
    """The hall's, as the kept site says; None without one."""

    @property
    def schema(self) -> int:
        """The schema's number: how many scripts made it."""
        return len(self.migrations)


def never() -> bool:
    return False


def copy(source: Connection, to: Path, given_up: Callable[[], bool] = never) -> Contents:
    """Writes the state of ``source`` as of now to ``to``, checked and on disk; leaves off when ``given_up`` answers
    True. Raises UnusableCopyError, StorageError or OSError; ``to`` is then as it was."""
    return DatabaseEngine.copy(source, to, contents, _last_event, given_up)


def copy_file(source: Path, to: Path) -> Contents:
    """Like ``copy`` for a backup that nobody works on."""
    return DatabaseEngine.copy_file(source, to, contents)


def check(file: Path) -> Contents:
    """Checks all of a backup. Raises UnusableCopyError; OSError when it cannot be read."""
    return DatabaseEngine.check(file, contents)


def check_open(db: Connection, size_bytes: int) -> Contents:
    """Checks all of an open database. Raises UnusableCopyError or StorageError."""
    DatabaseEngine.check_whole(db)
    return contents(db, size_bytes)


def _last_event(db: Connection) -> str:
    return f"event {last_seq(db)}"


def contents(db: Connection, size_bytes: int) -> Contents:
    """Reads what a database holds. Raises UnusableCopyError for one that is no queue, or StorageError."""
    if not DatabaseEngine.tables(db) >= _TABLES:
        raise UnusableCopyError("it is a database of some other program")
    applied = tuple(name for (name,) in db.execute("SELECT name FROM migration ORDER BY name"))
    last = db.execute("SELECT seq, at FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    tickets, first_day, last_day = db.execute(
        "SELECT count(*), min(service_date), max(service_date) FROM ticket"
    ).fetchone()
    return Contents(
        migrations=applied,
        seq=last[0] if last else 0,
        last_event=from_ms(last[1]) if last else None,
        tickets=tickets,
        first_day=first_day,
        last_day=last_day,
        bytes=size_bytes,
        timezone=timezone_of(db),
    )


def timezone_of(db: Connection) -> str | None:
    """The zone of the site that the database keeps; None without a site, or with one that names no known zone."""
    row = db.execute("SELECT toml FROM site ORDER BY id DESC LIMIT 1").fetchone()
    try:
        return ZoneInfo(tomllib.loads(row[0])["timezone"]).key if row else None
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, OSError):  # the kept site may be of any version
        return None
