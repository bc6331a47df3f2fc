"""The list of backups: each attempt, what it made, or why it failed."""

from __future__ import annotations

from datetime import datetime

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from shared.wire import Backup, BackupState


def insert_made(db: Connection, made: Backup) -> None:
    db.execute(
        "INSERT INTO backup (at, file, bytes, seq) VALUES (?, ?, ?, ?)",
        (to_ms(made.at), made.file, made.bytes, made.seq),
    )


def insert_failed(db: Connection, at: datetime, file: str, trouble: str) -> None:
    db.execute("INSERT INTO backup (at, file, bytes, seq, trouble) VALUES (?, ?, 0, 0, ?)", (to_ms(at), file, trouble))


def made(db: Connection, most: int = 1) -> tuple[Backup, ...]:
    """The good ones, newest first."""
    rows = db.execute("SELECT at, file, bytes, seq FROM backup WHERE trouble IS NULL ORDER BY id DESC LIMIT ?", (most,))
    return tuple(Backup(from_ms(at), file, size, seq) for at, file, size, seq in rows)


def state(db: Connection) -> BackupState:
    """The last good one, and the trouble of the last try if it failed."""
    good = made(db)
    last = db.execute("SELECT at, trouble FROM backup ORDER BY id DESC LIMIT 1").fetchone()
    failed = last is not None and last[1] is not None
    return BackupState(
        last=good[0] if good else None,
        trouble=last[1] if failed else None,
        failed_at=from_ms(last[0]) if failed else None,
    )


def forget(db: Connection, most: int) -> None:
    """Forgets the oldest tries beyond ``most``, but never the last good one."""
    db.execute(
        "DELETE FROM backup WHERE id <= (SELECT max(id) FROM backup) - ? "
        "AND id <> (SELECT max(id) FROM backup WHERE trouble IS NULL)",
        (most,),
    )
