"""Going back to a backup: checked first, put in place in one step, and what it replaces is kept.

The step is the name ``antrean.sqlite3.restored-TIME``: until a whole, checked and synced file has that name, nothing
has happened; from then on whoever owns the folder next ends what was begun (``hub.store.file``), however often the
power goes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hub.rules.openness import service_date
from hub.store import copies, events
from hub.store.copies import Contents, UnusableCopyError
from hub.store.file import MIGRATIONS, Connection, finish_restore, migrate, owned, queue_file, restored_name
from shared.site.load import WrongSite, load_text
from shared.site.model import Site
from shared.wire import Event

_SPAN = "service_date, series, first, last, kiosk, journal, granted_at"
GAP = 300
"""Numbers that a series leaves out when nobody knows how far it had come: more than one agency gives in a day."""
JUMP = 1_000_000
"""Events that may have been told since the backup was made. The queue goes on behind them: no reader takes a new
event for one that it has seen (``hub.store.events.after`` gives them a snapshot)."""


class CannotRestoreError(Exception):
    """The backup cannot be used; the message says why. Nothing was changed."""


@dataclass(frozen=True)
class Restored:
    contents: Contents
    replaced: Path | None
    """Where what was there before lies now; None when there was nothing."""
    goes_on: dict[str, int]
    """By series: today's numbers go on after this one."""
    known: bool
    """True when the replaced file still told how far each series had come; otherwise ``GAP`` was left out."""


def look(backup: Path) -> Contents:
    """What a backup holds. Raises CannotRestoreError when it cannot be used."""
    try:
        found = copies.check(backup)
    except OSError as error:
        raise CannotRestoreError(f"{backup} cannot be read: {error.strerror}.") from error
    except UnusableCopyError as error:
        raise CannotRestoreError(f"{backup} cannot be restored: {error}. Nothing was changed.") from error
    if found.schema > len(MIGRATIONS):
        raise CannotRestoreError(
            f"{backup} was written by a newer Antrean (schema {found.schema}, this program knows {len(MIGRATIONS)}). "
            f"Nothing was changed. Install the newer version first."
        )
    return found


def restore(data: Path, backup: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Restored:
    """Puts ``backup`` in the place of the folder's queue.

    Raises CannotRestoreError, and CannotOpenError while a hub works on the folder; then nothing was changed."""
    look(backup)
    with owned(data):
        at = now()
        try:
            prepared = data / ".antrean.sqlite3.prepared"
            found = copies.copy_file(backup, prepared)
            goes_on, known = _go_on_behind(prepared, _reached(queue_file(data)), at)
            copies.put_in_place(prepared, restored_name(data, at))
        except (UnusableCopyError, sqlite3.Error, OSError) as error:
            raise CannotRestoreError(f"{backup} cannot be restored: {error}. Nothing was changed.") from error
        return Restored(found, finish_restore(data), goes_on, known)


@dataclass(frozen=True)
class _Reached:
    """How far the replaced queue had come."""

    seq: int
    numbers: dict[tuple[str, str], int]
    """By service date and series: the last number that the hub gave."""
    granted: list[tuple[object, ...]]
    """Spans that kiosks may give from, as they stand in the file."""


def _reached(old: Path) -> _Reached | None:
    """None when the old file is gone, or too damaged to say. It is only read: what it says is kept as it is."""
    if not old.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{old.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)) as db:
            copies.contents(db, 0)
            numbers = {(day, series): last for day, series, last in db.execute("SELECT * FROM series")}
            (schema,) = db.execute("PRAGMA user_version").fetchone()
            granted = db.execute(f"SELECT {_SPAN} FROM reserve").fetchall() if schema > 1 else []  # noqa: S608
            return _Reached(events.last_seq(db), numbers, granted)
    except (sqlite3.Error, UnusableCopyError):
        return None


def _go_on_behind(prepared: Path, reached: _Reached | None, at: datetime) -> tuple[dict[str, int], bool]:
    """Sets every series of today behind all numbers that may be on paper already, ends all sessions, and writes down
    that the queue was restored."""
    with closing(sqlite3.connect(prepared, isolation_level=None)) as db:
        migrate(db, prepared)
        site = _site(db)
        goes_on: dict[str, int] = {}
        db.execute("BEGIN IMMEDIATE")
        if reached is not None:
            db.executemany(f"INSERT OR IGNORE INTO reserve ({_SPAN}) VALUES (?, ?, ?, ?, ?, ?, ?)", reached.granted)  # noqa: S608
        day = service_date(site.timezone if site else "Asia/Jakarta", at)
        for series in sorted({agency.letter for agency in site.agencies} if site else set()):
            last = _last(db, day.isoformat(), series)
            behind = last + GAP if reached is None else max(last, reached.numbers.get((day.isoformat(), series), 0))
            if behind > last:
                db.execute(
                    "INSERT INTO series (service_date, series, last) VALUES (?, ?, ?) "
                    "ON CONFLICT (service_date, series) DO UPDATE SET last = excluded.last",
                    (day.isoformat(), series, behind),
                )
            goes_on[series] = behind
        db.execute("DELETE FROM session")
        seq = max(events.last_seq(db), reached.seq if reached else 0) + JUMP
        events.append(db, Event(seq, at, events.RESTORED, "hub"), day, None)
        db.execute("COMMIT")
    return goes_on, reached is not None


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
