"""Copies of a queue file, made while the hub writes; each is opened and checked before it gets its name."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from hub.engine.port import Connection, Inspect, UnusableCopyError
from hub.engine.sqlite.connection import SqliteConnection, connect

T = TypeVar("T")

COMPANION_ENDINGS = ("-wal", "-shm")
"""What SQLite lays beside a file that is in use; a file is whole only with its ``-wal``."""
PAGES_AT_ONCE = 2_048
ABANDONED_AFTER_SECONDS = 3600.0
"""Since the last write to an unfinished copy; after that it counts as left by a process that was killed."""
_HEADER = b"SQLite format 3\0"


def never() -> bool:
    return False


def no_inspection(_db: Connection, _size_bytes: int = 0) -> None:
    """Asks nothing of a copy but that it is whole."""


def copy(
    source: SqliteConnection,
    to: Path,
    inspect: Inspect[T],
    mark: Callable[[Connection], object] = no_inspection,
    given_up: Callable[[], bool] = never,
) -> T:
    """Writes the state of ``source`` as of now to ``to``, checked and on disk; a file of that name is replaced.

    Reads in one transaction, so that the writer is never held up. Blocks the calling thread until ``given_up`` answers
    True. ``mark`` is read from the source and from the copy, and must be the same in both. Raises UnusableCopyError
    when the copy is not whole, sqlite3.Error or OSError when it cannot be made; ``to`` is then as it was."""
    with _unfinished(to) as making:
        with source.reading():
            expected = mark(source)
            with closing(connect(making, "rw")) as target:
                target.execute("PRAGMA synchronous = OFF")  # synced once, when it is whole
                source.backup(target, pages=PAGES_AT_ONCE, progress=lambda *_: _go_on(given_up))
                target.execute("PRAGMA journal_mode = DELETE")

        def compare(db: Connection, size_bytes: int) -> T:
            if (copied := mark(db)) != expected:
                raise UnusableCopyError(f"it ends with {copied}, the queue with {expected}")
            return inspect(db, size_bytes)

        found = check(making, compare, given_up)
        put_in_place(making, to)
    return found


def copy_file(source: Path, to: Path, inspect: Inspect[T]) -> T:
    """Like ``copy`` for a file that nobody works on, with what lies in its ``-wal``; ``source`` stays untouched."""
    with _unfinished(to) as making:
        shutil.copyfile(source, making)
        wal = Path(f"{source}-wal")
        if wal.exists():
            make_private(Path(f"{making}-wal"))
            shutil.copyfile(wal, f"{making}-wal")
        try:
            with closing(connect(making, "rw")) as db:
                db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise UnusableCopyError(str(error)) from error
        found = check(making, inspect)
        put_in_place(making, to)
    return found


def _go_on(given_up: Callable[[], bool]) -> None:
    if given_up():
        raise UnusableCopyError("given up")


def check(path: Path, inspect: Inspect[T], given_up: Callable[[], bool] = never) -> T:
    """Opens a single file for reading only and checks all of it. Raises UnusableCopyError; OSError if not readable."""
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise UnusableCopyError("it is no SQLite file")
    try:
        with closing(connect(path.resolve(), "immutable")) as db:
            db.set_progress_handler(given_up, 100_000)
            check_whole(db)
            return inspect(db, path.stat().st_size)
    except sqlite3.Error as error:
        raise UnusableCopyError(f"it is damaged: {error}") from error


def check_whole(db: Connection) -> None:
    """Checks every page, index and reference of an open file. Raises UnusableCopyError or sqlite3.Error."""
    damage = [text for (text,) in db.execute("PRAGMA integrity_check(3)")]
    if damage != ["ok"]:
        raise UnusableCopyError(f"it is damaged: {'; '.join(damage)}")
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise UnusableCopyError("it is damaged: something refers to what is not there")


def make_private(path: Path) -> None:
    """Makes an empty file that only this user can read. Raises FileExistsError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def put_in_place(made: Path, to: Path) -> None:
    """Syncs a finished file and then gives it its name, so that no file with that name is ever incomplete."""
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


def remove_unfinished(folder: Path) -> None:
    """Removes unfinished copies of processes that were killed: each may be as large as the queue. Raises OSError."""
    for left in folder.glob(".antrean*.making*"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - ABANDONED_AFTER_SECONDS:
                left.unlink()


def remove_companions(path: Path) -> None:
    """Removes what SQLite laid beside a file that is not the one with this name any more."""
    for end in COMPANION_ENDINGS:
        Path(f"{path}{end}").unlink(missing_ok=True)


def prepared_name(data: Path) -> Path:
    """The name under which a restore prepares the data folder's next queue."""
    return data / ".antrean.sqlite3.prepared"


def remove_prepared(data: Path) -> None:
    """Removes what a restore left that failed, or was killed: it may be as large as the queue."""
    for end in ("", *COMPANION_ENDINGS, "-journal"):
        Path(f"{prepared_name(data)}{end}").unlink(missing_ok=True)


@contextmanager
def _unfinished(to: Path) -> Iterator[Path]:
    """A name beside ``to`` under which it is made; nothing of it stays when that fails."""
    making = to.with_name(f".{to.name}.{os.getpid()}.making")
    leftovers = [making, *(Path(f"{making}{end}") for end in (*COMPANION_ENDINGS, "-journal"))]
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    try:
        make_private(making)
        yield making
    finally:
        for leftover in leftovers:
            leftover.unlink(missing_ok=True)
