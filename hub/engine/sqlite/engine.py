"""The SQLite adapter of ``hub.engine.port.Engine``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from hub.engine.port import Connection, Inspect
from hub.engine.sqlite import connection as connections
from hub.engine.sqlite import copies, migrations
from hub.engine.sqlite import file as files
from hub.engine.sqlite.connection import SqliteConnection
from hub.engine.sqlite.file_watch import DatabaseFileWatch
from hub.engine.sqlite.log_watch import LogSizeWatch

T = TypeVar("T")
U = TypeVar("U")


class SqliteEngine:
    """The queue file in the folder ``data``. ``scripts`` make its schema, in order."""

    Error: type[Exception] = sqlite3.Error
    LOG_LIMIT_BYTES = files.LOG_LIMIT_BYTES

    is_storage_trouble = staticmethod(connections.is_storage_trouble)
    is_connection_lost = staticmethod(connections.is_connection_lost)
    check_whole = staticmethod(copies.check_whole)
    copy_file = staticmethod(copies.copy_file)
    forget_unfinished = staticmethod(copies.remove_unfinished)
    tables = staticmethod(migrations.tables)

    def __init__(self, data: Path, scripts: Sequence[Path]) -> None:
        self._data = data
        self._scripts = scripts

    @property
    def file(self) -> Path:
        return files.queue_file(self._data)

    def exists(self) -> bool:
        return self.file.exists()

    def owned(self) -> AbstractContextManager[None]:
        return files.owned(self._data)

    def held(self) -> bool:
        return files.held(self._data)

    def open_writer(self) -> SqliteConnection:
        return files.open_writer(self._data, self._scripts)

    def reopen_writer(self) -> SqliteConnection:
        return files.reopen_writer(self._data, self._scripts)

    def open_reader(self) -> SqliteConnection:
        return files.open_reader(self._data)

    def translated_errors(self) -> AbstractContextManager[None]:
        return files.translated_errors(self.file)

    def watch(self) -> DatabaseFileWatch:
        return DatabaseFileWatch(self._data)

    def watch_log(self) -> LogSizeWatch:
        return LogSizeWatch(self._data)

    def log_bytes(self) -> int:
        return files.log_size(self._data)

    @staticmethod
    def copy(
        source: Connection,
        to: Path,
        inspect: Inspect[T],
        mark: Callable[[Connection], object],
        given_up: Callable[[], bool],
    ) -> T:
        assert isinstance(source, SqliteConnection)  # noqa: S101 (only this engine's connections come here)
        return copies.copy(source, to, inspect, mark, given_up)

    @staticmethod
    def check(file: Path, inspect: Inspect[T]) -> T:
        return copies.check(file, inspect)

    def unknown_migration(self, names: Sequence[str]) -> str | None:
        return migrations.unknown(names, self._scripts)

    def open_file(self, file: Path, *, read_only: bool) -> SqliteConnection:
        connection = files.open_file(file, read_only=read_only)
        try:
            if not read_only:
                migrations.migrate(connection, file, self._scripts)
        except Exception:
            connection.close()
            raise
        return connection

    def restore(
        self, backup: Path, at: datetime, inspect: Inspect[T], adjust: Callable[[Path], U]
    ) -> tuple[T, U, Path | None]:
        prepared = copies.prepared_name(self._data)
        try:
            found = copies.copy_file(backup, prepared, inspect)
            adjusted = adjust(prepared)
            copies.put_in_place(prepared, files.restored_name(self._data, at))
        finally:
            copies.remove_prepared(self._data)
        return found, adjusted, files.finish_restore(self._data)
