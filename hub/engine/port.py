"""What the hub needs of a database engine, whichever it is. An adapter (``hub.engine.sqlite``) implements ``Engine``
and ``Connection``; a second engine is a second adapter and a folder of SQL scripts (``hub.store.schema``).

Of the change notice there is none here: one hub owns the database, and its writer publishes each commit itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
U = TypeVar("U")
T_co = TypeVar("T_co", covariant=True)


class CannotOpenError(Exception):
    """The data folder or its database cannot be used; the message says why and what to do."""


class UnusableCopyError(Exception):
    """A file that is no whole queue; the message says why."""


class Cursor(Protocol):
    """The rows of a statement, as of the Python database API (PEP 249)."""

    @property
    def rowcount(self) -> int: ...
    @property
    def description(self) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection to the database. Outside a transaction each statement is committed by itself."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor: ...
    def insert(self, sql: str, parameters: Sequence[Any], /) -> int:
        """Runs an INSERT of one row into a table with the key ``id``: the new row's."""

    def reading(self) -> AbstractContextManager[None]:
        """A transaction in which all that is read is of one moment."""

    def close(self) -> None: ...


class WritingConnection(Connection, Protocol):
    """The connection of the one writer."""

    @property
    def changes(self) -> int:
        """Grows with every row that is written through this connection."""

    def begin(self) -> None:
        """Begins a transaction that may write."""

    def commit(self) -> None:
        """Ends the transaction; what it wrote is on disk when this returns."""

    def rollback(self) -> None:
        """Takes the transaction back; does nothing without one."""

    def savepoint(self) -> None:
        """Marks a place in the transaction, to which ``rollback_to_savepoint`` goes back."""

    def rollback_to_savepoint(self) -> None: ...
    def release_savepoint(self) -> None:
        """Forgets the mark; what was written since then stays."""

    def prove_writable(self) -> None:
        """Writes something without effect: an empty transaction would not show that the disk takes writes."""


class DatabaseWatch(Protocol):
    """Whether the database that is open is still the one that the data folder names."""

    def note(self) -> None:
        """The database was opened anew."""

    def lost(self) -> bool: ...
    def save(self, connection: WritingConnection) -> None:
        """If it was lost, writes what ``connection`` still holds to the data folder. Never raises."""


class LogWatch(Protocol):
    """Whether the engine's log grows because another program keeps reading."""

    @property
    def held(self) -> int | None:
        """Bytes of a log that cannot be taken in; None while it can."""

    def look(self) -> None:
        """May block, so not on the event loop."""


class Inspect(Protocol[T_co]):
    """Reads from an open database of so many bytes what its copy is to be described by; raises UnusableCopyError for
    a database that is no queue."""

    def __call__(self, db: Connection, size_bytes: int, /) -> T_co: ...


class Engine(Protocol):
    """The database of one data folder."""

    Error: type[Exception]
    """What any statement may raise."""

    @property
    def file(self) -> Path:
        """Where the database lies, for people and for programs that look for who has it open."""

    def exists(self) -> bool: ...
    def owned(self) -> AbstractContextManager[None]:
        """Holds the data folder for this process and ends a restore that was begun. Raises CannotOpenError when the
        folder cannot be made or written, or another process holds it."""

    def held(self) -> bool:
        """Whether some process is known to hold the folder; changes nothing."""

    def open_writer(self) -> WritingConnection:
        """The one connection that writes, its schema brought up to date. Raises CannotOpenError."""

    def reopen_writer(self) -> WritingConnection:
        """Opens anew, after trouble, a database that is there and up to date. Raises CannotOpenError."""

    def open_reader(self) -> Connection:
        """A connection that cannot write, to a database that is there. Raises Error."""

    def translated_errors(self) -> AbstractContextManager[None]:
        """Raises CannotOpenError in place of any OSError or Error."""

    def is_storage_trouble(self, error: BaseException) -> bool:
        """Whether the database or its disk failed, rather than the statement."""

    def is_connection_lost(self, error: BaseException) -> bool:
        """Whether the connection may not recover by itself, so that it has to be opened anew."""

    def watch(self) -> DatabaseWatch:
        """Of the database that was just opened."""

    def watch_log(self) -> LogWatch: ...
    def log_bytes(self) -> int:
        """Size of the engine's log."""

    def copy(
        self,
        source: Connection,
        to: Path,
        inspect: Inspect[T],
        mark: Callable[[Connection], object],
        given_up: Callable[[], bool],
    ) -> T:
        """Writes the state of ``source`` to the file ``to``, checked and on disk. ``mark`` reads what must be the same
        in both. Raises UnusableCopyError, Error or OSError; ``to`` is then as it was."""

    def copy_file(self, source: Path, to: Path, inspect: Inspect[T]) -> T:
        """Like ``copy`` for a backup that nobody works on."""

    def check(self, file: Path, inspect: Inspect[T]) -> T:
        """Checks all of a backup. Raises UnusableCopyError, or OSError when it cannot be read."""

    def unknown_migration(self, names: Sequence[str]) -> str | None:
        """The last of these migrations that this program does not know; None when it knows all."""

    def open_file(self, file: Path, *, read_only: bool) -> WritingConnection:
        """A backup, or a database that is being prepared; brought up to date unless ``read_only``."""

    def restore(
        self, backup: Path, at: datetime, inspect: Inspect[T], adjust: Callable[[Path], U]
    ) -> tuple[T, U, Path | None]:
        """Puts a copy of ``backup``, to which ``adjust`` was applied, in the place of the database, in one step: what
        ``inspect`` and ``adjust`` answered, and where the replaced database lies. The caller owns the folder. Raises
        UnusableCopyError, Error or OSError; nothing was changed then."""
