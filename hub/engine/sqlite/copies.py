"""Whole copies of a queue file: made while the hub writes, opened and checked, and only then given their name."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.engine.times import from_ms

COMPANIONS = ("-wal", "-shm")
"""What SQLite lays beside a file that is in use; a file is whole only with its ``-wal``."""
PAGES_AT_ONCE = 2_048
ABANDONED_AFTER = 3600.0
"""Seconds since the last write to an unfinished copy, after which nobody is thought to be at work on it."""
_HEADER = b"SQLite format 3\0"
_OURS = frozenset({"migration", "site", "ticket", "step", "call", "event", "series", "officer"})
"""Tables that every schema of ours has."""


class UnusableCopyError(Exception):
    """A file that is no whole queue; the message says why."""


@dataclass(frozen=True)
class Contents:
    """What a checked queue file holds."""

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


def _never() -> bool:
    return False


def copy(source: sqlite3.Connection, to: Path, given_up: Callable[[], bool] = _never) -> Contents:
    """Writes the state of ``source`` as of now to ``to``, checked and on disk; a file of that name is replaced.

    Reads in one transaction, so that the writer is never held up; blocks the calling thread alone, which may be told to
    leave off (``given_up``). Raises
    UnusableCopyError when the copy is not whole, sqlite3.Error or OSError when it cannot be made; ``to`` is then as it
    was."""
    with _unfinished(to) as making:
        source.execute("BEGIN")
        try:
            (expected,) = source.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()
            with closing(sqlite3.connect(making, isolation_level=None)) as target:
                target.execute("PRAGMA synchronous = OFF")  # synced once, when it is whole
                source.backup(target, pages=PAGES_AT_ONCE, progress=lambda *_: _go_on(given_up))
                target.execute("PRAGMA journal_mode = DELETE")
        finally:
            source.execute("ROLLBACK")
        found = check(making, given_up)
        if found.seq != expected:
            raise UnusableCopyError(f"it ends with event {found.seq}, the queue with {expected}")
        put_in_place(making, to)
    return found


def copy_file(source: Path, to: Path) -> Contents:
    """Like ``copy`` for a file that nobody works on, with what lies in its ``-wal``; ``source`` stays untouched."""
    with _unfinished(to) as making:
        shutil.copyfile(source, making)
        wal = Path(f"{source}-wal")
        if wal.exists():
            make_private(Path(f"{making}-wal"))
            shutil.copyfile(wal, f"{making}-wal")
        try:
            with closing(sqlite3.connect(making, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise UnusableCopyError(str(error)) from error
        found = check(making)
        put_in_place(making, to)
    return found


def _go_on(given_up: Callable[[], bool]) -> None:
    if given_up():
        raise UnusableCopyError("given up")


def check(path: Path, given_up: Callable[[], bool] = _never) -> Contents:
    """Opens a single file for reading only and checks all of it. Raises UnusableCopyError; OSError if not readable."""
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise UnusableCopyError("it is no SQLite file")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True, isolation_level=None)) as db:
            db.set_progress_handler(given_up, 100_000)
            return contents(db, path.stat().st_size)
    except sqlite3.Error as error:
        raise UnusableCopyError(f"it is damaged: {error}") from error


def contents(db: sqlite3.Connection, size: int) -> Contents:
    """Checks every page, index and reference of an open queue. Raises UnusableCopyError or sqlite3.Error."""
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= _OURS:
        raise UnusableCopyError("it is a database of some other program")
    damage = [text for (text,) in db.execute("PRAGMA integrity_check(3)")]
    if damage != ["ok"]:
        raise UnusableCopyError(f"it is damaged: {'; '.join(damage)}")
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise UnusableCopyError("it is damaged: something refers to what is not there")
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
        bytes=size,
        timezone=timezone_of(db),
    )


def timezone_of(db: sqlite3.Connection) -> str | None:
    """The zone of the site that the file keeps; None without a site, or with one that says none that exists."""
    row = db.execute("SELECT toml FROM site ORDER BY id DESC LIMIT 1").fetchone()
    try:
        return ZoneInfo(tomllib.loads(row[0])["timezone"]).key if row else None
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, OSError):  # the kept site may be of any version
        return None


def make_private(path: Path) -> None:
    """An empty file that nobody but this user reads, whatever is written to it. Raises FileExistsError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def put_in_place(made: Path, to: Path) -> None:
    """Syncs a finished file and gives it its name, so that the name never stands for half a file."""
    sync(made)
    made.replace(to)
    sync_folder(to.parent)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Puts names given in ``folder`` on disk, where the system can (Windows does it by itself)."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def forget_unfinished(folder: Path) -> None:
    """Removes what is left of copies whose making was killed: each may be as large as the queue. Raises OSError."""
    for left in folder.glob(".antrean*.making*"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - ABANDONED_AFTER:
                left.unlink()


def forget_companions(path: Path) -> None:
    """Removes what SQLite laid beside a file that is not the one with this name any more."""
    for end in COMPANIONS:
        Path(f"{path}{end}").unlink(missing_ok=True)


def prepared_name(data: Path) -> Path:
    """The name under which a restore prepares the data folder's next queue."""
    return data / ".antrean.sqlite3.prepared"


def forget_prepared(data: Path) -> None:
    """Removes what a restore left that failed, or was killed: it may be as large as the queue."""
    for end in ("", *COMPANIONS, "-journal"):
        Path(f"{prepared_name(data)}{end}").unlink(missing_ok=True)


@contextmanager
def _unfinished(to: Path) -> Iterator[Path]:
    """A name beside ``to`` under which it is made; nothing of it stays when that fails."""
    making = to.with_name(f".{to.name}.{os.getpid()}.making")
    leftovers = [making, *(Path(f"{making}{end}") for end in (*COMPANIONS, "-journal"))]
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    try:
        make_private(making)
        yield making
    finally:
        for leftover in leftovers:
            leftover.unlink(missing_ok=True)
