"""A restored queue as the successor of another: where its numbers and events go on, so that none is given twice, nor
any id."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.rules.openness import service_date
from hub.store import copies, events, ids
from hub.store.copies import UnusableCopyError
from hub.store.file import Connection, migrate
from shared.site.load import WrongSite, load_text
from shared.site.model import Site
from shared.wire import Event

_SPAN = "service_date, series, first, last, kiosk, journal, granted_at"
GAP = 300
"""Numbers that a series leaves out when nobody knows how far it had come: more than one agency gives in a day."""
JUMP = 1_000_000
"""Events that may have been told since the backup was made. The queue goes on behind them: no reader takes a new
event for one that it has seen (``hub.store.events.after`` gives them a snapshot)."""

MISSED = 1_000_000
"""Tickets, steps and calls that the lost queue may have had beyond the backup's, when nobody knows."""


@dataclass(frozen=True)
class Reached:
    """How far the replaced queue had come."""

    seq: int
    numbers: dict[tuple[str, str], int]
    """By service date and series: the last number that the hub gave."""
    granted: list[tuple[object, ...]]
    """Spans that kiosks may give from, as they stand in the file."""
    ids: dict[str, int]
    """By table: the highest id."""


def reached(old: Path) -> Reached | None:
    """None when the old file is gone, or too damaged to say. It is only read: what it says is kept as it is."""
    if not old.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{old.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as db:
            copies.contents(db, 0)
            numbers = {(day, series): last for day, series, last in db.execute("SELECT * FROM series")}
            (schema,) = db.execute("PRAGMA user_version").fetchone()
            if schema == 1:
                highest = {table: _highest(db, table) for table in ids.TABLES}
                return Reached(events.last_seq(db), numbers, [], highest)
            granted = db.execute(f"SELECT {_SPAN} FROM reserve").fetchall()
            return Reached(events.last_seq(db), numbers, granted, ids.highest(db))
    except (sqlite3.Error, UnusableCopyError):
        return None


def go_on_behind(prepared: Path, before: Reached | None, at: datetime) -> tuple[dict[str, int], bool]:
    """Sets every series of today behind all numbers that may be on paper already, and ids behind all that a device may
    still speak of, ends all sessions, and writes down that the queue was restored."""
    with closing(sqlite3.connect(prepared, isolation_level=None)) as db:
        migrate(db, prepared)
        site = _site(db)
        goes_on: dict[str, int] = {}
        db.execute("BEGIN IMMEDIATE")
        if before is not None:
            db.executemany(f"INSERT OR IGNORE INTO reserve ({_SPAN}) VALUES (?, ?, ?, ?, ?, ?, ?)", before.granted)
        day = service_date(site.timezone if site else "Asia/Jakarta", at)
        for series in sorted({agency.letter for agency in site.agencies} if site else set()):
            last = _last(db, day.isoformat(), series)
            behind = last + GAP if before is None else max(last, before.numbers.get((day.isoformat(), series), 0))
            if behind > last:
                db.execute(
                    "INSERT INTO series (service_date, series, last) VALUES (?, ?, ?) "
                    "ON CONFLICT (service_date, series) DO UPDATE SET last = excluded.last",
                    (day.isoformat(), series, behind),
                )
            goes_on[series] = behind
        known = ids.highest(db)
        lost = {table: last + MISSED for table, last in known.items()} if before is None else before.ids
        ids.go_on_after(db, {table: max(last, lost[table]) for table, last in known.items()})
        db.execute("DELETE FROM session")
        seq = max(events.last_seq(db), before.seq if before else 0) + JUMP
        events.append(db, Event(seq, at, events.RESTORED, "hub"), day, None)
        db.execute("COMMIT")
    return goes_on, before is not None


def _highest(db: Connection, table: str) -> int:
    """Of the first schema, which was never restored."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def _last(db: Connection, day: str, series: str) -> int:
    (last,) = db.execute(
        "SELECT coalesce((SELECT last FROM series WHERE service_date = ? AND series = ?), 0)", (day, series)
    ).fetchone()
    return int(last)


def _site(db: Connection) -> Site | None:
    kept = events.site(db)
    try:
        return load_text(kept.toml, kept.label, kept.setting) if kept else None
    except WrongSite:
        return None
