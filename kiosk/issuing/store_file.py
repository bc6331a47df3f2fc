"""The store's file: SQLite with a write-ahead log and ``synchronous=FULL``. It is locked while it is open, because two
kiosks that share one pool of offline numbers would give a number twice.
"""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from shared.machine_time import machine_now

log = logging.getLogger(__name__)

SCHEMA = 1
_TABLES = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE span (
    service_date TEXT NOT NULL, series TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (service_date, series, first)
) STRICT;
CREATE TABLE offline_number (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    service_date TEXT NOT NULL, series TEXT NOT NULL, number INTEGER NOT NULL, service TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE, taken_ms INTEGER NOT NULL, priority INTEGER NOT NULL, lang TEXT NOT NULL,
    stage TEXT NOT NULL, outcome TEXT, detail TEXT NOT NULL DEFAULT '',
    UNIQUE (service_date, series, number)
) STRICT;
CREATE INDEX offline_number_to_upload ON offline_number (taken_ms, id) WHERE outcome IS NULL;
CREATE TABLE pending_report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL, body TEXT NOT NULL, key TEXT NOT NULL, due INTEGER NOT NULL
) STRICT;
"""


class KioskStoreError(Exception):
    """The store cannot be opened or written; its text says why."""


def open_store_file(file: Path | None) -> sqlite3.Connection:
    """The file, made if it is not there; None: a store in memory. A damaged file is put aside, and a new one begun.
    Raises KioskStoreError."""
    if file is None:
        return _prepared(":memory:")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(str(file))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            aside = file.with_name(f"{file.name}.damaged-{machine_now():%Y%m%dT%H%M%S}")
            log.error("the kiosk's store %s cannot be used (%s): kept as %s, a new one is begun", file, error, aside)
            for end in ("-wal", ""):
                if (part := file.with_name(file.name + end)).exists():
                    part.rename(aside.with_name(aside.name + end))
            return _prepared(str(file))
    except (sqlite3.Error, OSError) as error:
        raise KioskStoreError(f"{file}: {error}") from error


def _prepared(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=1)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        (checked,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if checked != "ok":
            raise sqlite3.DatabaseError(checked)
        (schema,) = db.execute("PRAGMA user_version").fetchone()
        if schema > SCHEMA:
            raise sqlite3.OperationalError(f"made by a newer version (schema {schema})")
        if schema and not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'offline_number'").fetchone():
            raise sqlite3.DatabaseError("made by a build before the first release")
        if schema == 0:
            db.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
    except sqlite3.Error:
        db.close()
        raise
    return db


def recover(db: sqlite3.Connection) -> None:
    """After a sudden end. Of what the printer got nothing, no paper is out; where it may have got something, the paper
    counts: a number called in vain costs the hall a minute, a paper that is never called costs the visitor the day."""
    db.execute("UPDATE offline_number SET stage = 'counts' WHERE stage = 'begun'")
    db.execute("UPDATE offline_number SET stage = 'unwanted' WHERE stage IN ('saved', 'jammed')")
    db.execute("UPDATE pending_report SET due = 1")
