"""The hall's one SQLite file: opening it, its pragmas, its schema version, and the lock of who owns it."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from hub.engine.file_lock import locked
from hub.engine.port import CannotOpenError, UnusableCopyError
from hub.engine.sqlite import copies, migrations
from hub.engine.sqlite.connection import BUSY_TIMEOUT_MS, SqliteConnection, code_of, connect

LOCK = "antrean.lock"
_RESTORED = re.compile(r"antrean\.sqlite3\.restored-(\d{8}T\d{6}Z)")
LOG_LIMIT_BYTES = 64 * 1024 * 1024
"""Bytes that the write-ahead log keeps after it grew larger."""


def queue_file(data: Path) -> Path:
    return data / "antrean.sqlite3"


@contextmanager
def owned(data: Path) -> Iterator[None]:
    """Holds the data folder for this process, so that no second hub works on the same file.

    Raises CannotOpenError when the folder cannot be made or written, or belongs to a running hub."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (data / LOCK).open("a+")
    except OSError as error:
        raise CannotOpenError(
            f"The data folder {data} cannot be written ({error.strerror}). Give another with --data, "
            f"or make it writable for this user."
        ) from error
    with lock:
        if not locked(lock):
            raise CannotOpenError(f"Another hub already works on {data}. Stop it first, or give another --data.")
        finish_restore(data)
        with suppress(OSError):  # no reason not to work
            copies.remove_unfinished(data)
        yield


def held(data: Path) -> bool:
    """Whether some process is known to hold the folder by ``owned``; changes nothing. Whoever may not look at its lock
    does not know of any."""
    try:
        with (data / LOCK).open("r+") as lock:
            return not locked(lock)
    except OSError:
        return False


def restored_name(data: Path, at: datetime) -> Path:
    """The name that a checked file gets to take the queue's place; see ``hub.backups.restore``."""
    return data / f"antrean.sqlite3.restored-{at:%Y%m%dT%H%M%SZ}"


def finish_restore(data: Path) -> Path | None:
    """Finishes a restore that was begun; returns where the replaced file lies. The caller owns the folder."""
    copies.remove_prepared(data)
    replaced = None
    for restored in sorted(data.iterdir()):
        mark = _RESTORED.fullmatch(restored.name)
        if mark is None:
            continue
        aside = data / f"antrean-replaced-{mark[1]}.sqlite3"
        for end in (*copies.COMPANION_ENDINGS, ""):
            old = Path(f"{queue_file(data)}{end}")
            if old.exists():
                old.replace(f"{aside}{end}")
        copies.sync_folder(data)
        restored.replace(queue_file(data))
        copies.sync_folder(data)
        replaced = aside if aside.exists() else None
    return replaced


def open_writer(data: Path, scripts: Sequence[Path]) -> SqliteConnection:
    """The one connection that writes, its schema brought up to date: a whole copy of an older file is kept first.

    Raises CannotOpenError for a file that is newer than this program, no database, or not writable."""
    path = queue_file(data)
    with ExitStack() as undo, translated_errors(path):
        _refuse_emptied(path)
        _keep_private(path)
        connection = undo.enter_context(closing(_connect(path)))
        _refuse_newer(_applied(connection, path), path, scripts)
        _write_durably(connection)
        try:
            migrations.migrate(connection, path, scripts, keep_copies=True)
        except (UnusableCopyError, OSError) as error:
            raise CannotOpenError(
                f"The queue file {path} is of an older Antrean and could not be copied before bringing it up to date: "
                f"{error}. Nothing was changed. Make room on the disk; if the file is damaged, restore a backup "
                f"(antrean restore FILE)."
            ) from error
        _claim(connection)
        undo.pop_all()
    return connection


def reopen_writer(data: Path, scripts: Sequence[Path]) -> SqliteConnection:
    """The file that is there and up to date, opened anew after trouble with it: never a new one, because a folder that
    lost its disk looks like one that never had a queue.

    Raises CannotOpenError when it is gone, or cannot be used."""
    path = queue_file(data)
    with ExitStack() as undo, translated_errors(path):
        if not path.exists():
            raise CannotOpenError(f"The queue file {path} is gone. Bring its disk back.")
        connection = undo.enter_context(closing(_connect(path, new=False)))
        if _applied(connection, path) != tuple(script.stem for script in scripts):
            raise CannotOpenError(f"The queue file {path} is not the one that this hub worked on. Nothing was changed.")
        _write_durably(connection)
        _claim(connection)
        undo.pop_all()
    return connection


def _write_durably(connection: SqliteConnection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {LOG_LIMIT_BYTES}")


def _claim(connection: SqliteConnection) -> None:
    """A file that is locked or read-only says so now."""
    connection.begin()
    connection.rollback()


def log_size(data: Path) -> int:
    """Bytes of the write-ahead log that lies beside the file; 0 without one."""
    try:
        return Path(f"{queue_file(data)}-wal").stat().st_size
    except OSError:
        return 0


def take_in_log(data: Path) -> bool:
    """Takes the write-ahead log into the file as far as those who read allow, beside the hub's writer and without
    holding it up: whether nothing was left. The next write then begins the log anew. Raises sqlite3.Error."""
    with closing(_connect(queue_file(data), new=False)) as connection:
        busy, frames, taken_in = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return bool(busy) or frames == taken_in  # busy: another is just doing it


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Whatever the system or SQLite says of the file, said as CannotOpenError."""
    try:
        yield
    except OSError as error:
        raise CannotOpenError(f"The queue file {path} cannot be reached: {error}. Nothing was changed.") from error
    except sqlite3.DatabaseError as error:
        code = code_of(error)
        if code == sqlite3.SQLITE_BUSY:
            raise CannotOpenError(
                f"Another program holds the queue file {path} locked. Close it (a database browser, a copying "
                f"program) and start again. Nothing was changed."
            ) from error
        if code == sqlite3.SQLITE_FULL:
            raise CannotOpenError(
                f"There is no room for the queue file {path} on its disk. Make room, or give another --data. Nothing "
                f"was changed."
            ) from error
        there = os.path.isfile(path)  # noqa: PTH113 (Path.is_file raises where the disk fails)
        if code == sqlite3.SQLITE_READONLY or (code == sqlite3.SQLITE_CANTOPEN and there):
            raise CannotOpenError(
                f"The queue file {path} cannot be written. Make it and its folder writable for this user, or give "
                f"another --data. Nothing was changed."
            ) from error
        raise CannotOpenError(
            f"The queue file {path} cannot be used: {error}. If it is damaged, restore a backup "
            f"(antrean restore FILE); the damaged file is kept."
        ) from error


def open_reader(data: Path) -> SqliteConnection:
    """A connection that cannot write, to a file that is there and can be read. Raises sqlite3.Error."""
    with ExitStack() as undo:
        connection = undo.enter_context(closing(_connect(queue_file(data), new=False)))
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT name FROM sqlite_master LIMIT 1").fetchone()
        undo.pop_all()
    return connection


def open_file(path: Path, *, read_only: bool) -> SqliteConnection:
    """A file that is not the queue of a data folder, as it is. Raises sqlite3.Error."""
    return connect(path, "ro" if read_only else "rw")


def _connect(path: Path, *, new: bool = True) -> SqliteConnection:
    """``new``: a file that is not there is made."""
    connection = connect(path, "rwc" if new else "rw")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return connection


def _applied(connection: SqliteConnection, path: Path) -> tuple[str, ...]:
    try:
        return migrations.applied(connection)
    except migrations.UnknownSchemaError as error:
        raise CannotOpenError(f"The file {path} {error}. Nothing was changed. Give another --data.") from error


def _refuse_newer(names: Sequence[str], path: Path, scripts: Sequence[Path]) -> None:
    if (newest := migrations.unknown(names, scripts)) is not None:
        raise CannotOpenError(
            f"The queue file {path} was written by a newer Antrean (it has {newest}, which this program does not "
            f"know). Nothing was changed. Install the newer version, or give another --data."
        )


def _refuse_emptied(path: Path) -> None:
    """A file without a byte is a new one, unless there is a sign that it held a queue: then starting afresh would
    hide the loss, and SQLite would throw away the log that may still have the day."""
    if not path.exists() or path.stat().st_size > 0:
        return
    log = Path(f"{path}-wal")
    backups = path.parent / "backups"
    if (log.exists() and log.stat().st_size > 0) or (backups.exists() and any(backups.iterdir())):
        raise CannotOpenError(
            f"The queue file {path} is empty, but there was a queue here. Nothing was changed. Restore a backup "
            f"(antrean restore FILE); or move the data folder away to begin a new queue."
        )


def _keep_private(path: Path) -> None:
    """Digests of PINs and keys, every visit: for this user only. What SQLite lays beside the file gets its mode."""
    if not path.exists():
        copies.make_private(path)
    for kept in (path, *(Path(f"{path}{end}") for end in copies.COMPANION_ENDINGS)):
        if kept.exists() and kept.stat().st_mode & 0o077:
            with suppress(PermissionError):  # another user's, who lets this one work on it
                kept.chmod(0o600)
