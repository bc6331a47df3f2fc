"""A connection to SQLite with the methods of the port, and which of its errors mean what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SqliteError = sqlite3.Error
"""What any statement may raise: its disk failed, or the statement is wrong."""
BUSY_TIMEOUT_MS = 2_000
STORAGE_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
"""Codes of errors of the file or its disk; any other is the statement's own mistake."""
CONNECTION_LOST = STORAGE_TROUBLE - {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_LOCKED}
"""Codes after which a connection may not recover: its file was remounted, replaced, or opened for reading only."""


class SqliteConnection(sqlite3.Connection):
    """``commit``, ``rollback`` and ``in_transaction`` are SQLite's own."""

    @property
    def changes(self) -> int:
        return self.total_changes

    def insert(self, sql: str, parameters: Sequence[Any], /) -> int:
        return self.execute(sql, parameters).lastrowid  # type: ignore[return-value]  # RETURNING takes 3 microseconds

    def begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[None]:
        self.execute("BEGIN")
        try:
            yield
        finally:
            if self.in_transaction:
                self.commit()

    def savepoint(self) -> None:
        self.execute("SAVEPOINT command")

    def rollback_to_savepoint(self) -> None:
        self.execute("ROLLBACK TO command")

    def release_savepoint(self) -> None:
        self.execute("RELEASE command")

    def prove_writable(self) -> None:
        (version,) = self.execute("PRAGMA user_version").fetchone()
        self.execute(f"PRAGMA user_version = {version}")


def connect(path: Path, mode: str) -> SqliteConnection:
    """Opens the file: ``mode`` is "ro", "rw", or "rwc", which makes a file that is not there; "immutable" reads a file
    that nobody writes."""
    how = "immutable=1" if mode == "immutable" else f"mode={mode}"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        factory=SqliteConnection,
    )


def code_of(error: BaseException) -> int:
    """The primary error code; 0 for an error that is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_storage_trouble(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) and code_of(error) in STORAGE_TROUBLE


def is_connection_lost(error: BaseException) -> bool:
    return code_of(error) in CONNECTION_LOST
