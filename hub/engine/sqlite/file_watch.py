"""Watches whether the queue file that is open still has its name in the data folder.

Deleting or moving it while the hub runs takes the name only: the hub could go on writing, and all of it would be lost
when the hub ends."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from hub.engine.port import UnusableCopyError, WritingConnection
from hub.engine.sqlite import copies
from hub.engine.sqlite.connection import SqliteConnection
from hub.engine.sqlite.file import finish_restore, queue_file, restored_name
from shared.machine_time import machine_now

log = logging.getLogger(__name__)

_Mark = tuple[int, int] | None
"""Which file it is, by device and inode; None for one that is not there, or cannot be looked at."""


class DatabaseFileWatch:
    """Of the queue file in ``data``, which has just been opened for writing."""

    def __init__(self, data: Path) -> None:
        self._folder = data
        self._file = queue_file(data)
        self._log = Path(f"{self._file}-wal")
        self.note()

    def note(self) -> None:
        """The file was opened anew."""
        self._noted = self._marks()
        self._saved: Path | None = None

    def lost(self) -> bool:
        """Whether the file, its log or their folder are not the ones that were opened."""
        return self._marks() != self._noted

    def save(self, connection: WritingConnection) -> None:
        """If the file lost its name, writes a checked copy of what ``connection`` still holds and gives it the name. If
        another file has the name by now, the copy is put beside it, and the log is removed, since it would be read as
        the other file's. Writes only to the folder that the file was in, not to the mount point of a disk that is
        gone."""
        assert isinstance(connection, SqliteConnection)  # noqa: S101 (only this engine's connections come here)
        now_there = folder, file, written_log = self._marks()
        if now_there == self._noted or folder is None or folder != self._noted[0]:
            return
        exchanged = file not in (None, self._noted[1])
        if exchanged and self._saved is not None:
            return
        now = machine_now()
        to = self._folder / f"antrean-exchanged-{now:%Y%m%dT%H%M%SZ}.sqlite3" if exchanged else self._file
        try:
            if exchanged:
                copies.copy(connection, to, copies.no_inspection)
                if written_log == self._noted[2]:
                    copies.remove_companions(self._file)
            else:
                copies.copy(connection, restored_name(self._folder, now), copies.no_inspection)
                finish_restore(self._folder)
        except (OSError, sqlite3.Error, UnusableCopyError):
            log.exception("the queue file was taken away under this hub, and could not be written to %s", to)
        else:
            self._saved = to
            log.warning("the queue file was taken away under this hub; what was still open was written to %s", to)

    def _marks(self) -> tuple[_Mark, _Mark, _Mark]:
        return _mark(self._folder), _mark(self._file), _mark(self._log)


def _mark(path: Path) -> _Mark:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
