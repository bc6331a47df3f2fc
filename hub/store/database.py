"""The database of a data folder, with the schema of this program."""

from __future__ import annotations

from pathlib import Path

from hub.engine.database import DatabaseEngine
from hub.engine.port import Connection, WritingConnection
from hub.store import schema


def database(data: Path) -> DatabaseEngine:
    """The engine for this folder's queue."""
    return DatabaseEngine(data, schema.MIGRATIONS)


def open_writer(data: Path) -> WritingConnection:
    """The one connection that writes, its schema brought up to date. Raises CannotOpenError."""
    return database(data).open_writer()


def reopen_writer(data: Path) -> WritingConnection:
    """Opens anew a database that is there and up to date. Raises CannotOpenError."""
    return database(data).reopen_writer()


def open_reader(data: Path) -> Connection:
    """A connection that cannot write. Raises StorageError when there is nothing that can be read."""
    return database(data).open_reader()
