"""Watches whether the write-ahead log beside the queue grows because another program keeps reading.

SQLite moves the log into the file by itself, but nothing that was written after the oldest open read transaction began:
a database browser that leaves one open lets the log grow."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from hub.engine.sqlite.file import LOG_LIMIT_BYTES, log_size, take_in_log

log = logging.getLogger(__name__)

LARGE_BYTES = LOG_LIMIT_BYTES
"""Up to this size the log is left to SQLite."""
LOOKS_IN_A_ROW = 2
"""The log counts as held after so many: a backup of ours reads for a while as well."""


class LogSizeWatch:
    """``look`` may block: not on the event loop."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._in_a_row = 0
        self.held: int | None = None
        """Bytes of a log that cannot be taken into the queue file; None while it can."""

    def look(self) -> None:
        size = log_size(self._data)
        try:
            well = size <= LARGE_BYTES or take_in_log(self._data)
        except sqlite3.Error:  # the writer meets the same trouble, and tells it
            return
        self._in_a_row = 0 if well else self._in_a_row + 1
        before, self.held = self.held, size if self._in_a_row >= LOOKS_IN_A_ROW else None
        if self.held is not None and before is None:
            log.error(
                "the queue's -wal has %.0f MB and cannot be taken in: another program keeps reading the queue file (a "
                "database browser, a copying program); close it, or the disk fills up",
                size / 1e6,
            )
        elif before is not None and self.held is None:
            log.warning("the queue's -wal was taken in again")
