"""The connection that everybody in the hub reads by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from hub.engine.port import Cursor, Engine


class Reader:
    """One connection that cannot write, shared by all who hold it; ``open_anew`` exchanges what is behind it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = engine.open_reader()
        self.close = self._connection.close
        self.execute = self._connection.execute

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor:
        return self._connection.executemany(sql, parameters)

    def insert(self, sql: str, parameters: Sequence[Any], /) -> int:
        return self._connection.insert(sql, parameters)

    def reading(self) -> AbstractContextManager[None]:
        return self._connection.reading()

    def open_anew(self) -> None:
        """Raises the engine's Error when there is nothing to be read; the reader is then as it was."""
        fresh = self._engine.open_reader()
        self.close()
        self._connection, self.close, self.execute = fresh, fresh.close, fresh.execute
