"""Officers, their sessions, and the keys of devices. Secrets are stored as digests only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from shared.wire import Key, Officer, Role


class Credential(NamedTuple):
    officer: Officer
    pin: str
    """Digest, see ``hub.access.digests``."""


def insert_officer(db: Connection, officer: Officer, pin: str, at: datetime) -> bool:
    """False when the code is taken."""
    done = db.execute(
        "INSERT INTO officer (code, name, role, agency, pin, added_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (officer.officer, officer.name, officer.role, officer.agency, pin, to_ms(at)),
    )
    return done.rowcount == 1


def officers(db: Connection) -> tuple[Officer, ...]:
    rows = db.execute("SELECT code, name, role, agency FROM officer ORDER BY code")
    return tuple(_officer(*row) for row in rows)


def credential(db: Connection, code: str) -> Credential | None:
    row = db.execute("SELECT code, name, role, agency, pin FROM officer WHERE code = ?", (code,)).fetchone()
    if row is None:
        return None
    *officer, pin = row
    return Credential(_officer(*officer), pin)


def set_pin(db: Connection, code: str, pin: str) -> bool:
    """False when there is no such officer."""
    return db.execute("UPDATE officer SET pin = ? WHERE code = ?", (pin, code)).rowcount == 1


def delete_officer(db: Connection, code: str) -> bool:
    """The officer and all sessions; False when there is none."""
    delete_sessions(db, code)
    return db.execute("DELETE FROM officer WHERE code = ?", (code,)).rowcount == 1


class OpenSession(NamedTuple):
    officer: Officer
    seen_at: datetime
    """When it was last used, as far as it is written down."""


def insert_session(db: Connection, digest: str, officer: str, began: datetime, ends: datetime) -> None:
    db.execute("DELETE FROM session WHERE ends_at < ?", (to_ms(began),))
    db.execute(
        "INSERT INTO session (digest, officer, began_at, ends_at, seen_at) VALUES (?, ?, ?, ?, ?)",
        (digest, officer, to_ms(began), to_ms(ends), to_ms(began)),
    )


def session(db: Connection, digest: str, now: datetime) -> OpenSession | None:
    row = db.execute(
        "SELECT o.code, o.name, o.role, o.agency, s.seen_at FROM session s JOIN officer o ON o.code = s.officer "
        "WHERE s.digest = ? AND s.ends_at > ?",
        (digest, to_ms(now)),
    ).fetchone()
    if row is None:
        return None
    *officer, seen_at = row
    return OpenSession(_officer(*officer), from_ms(seen_at))


def touch_sessions(db: Connection, used: Mapping[str, datetime]) -> None:
    """Writes down when sessions, by digest, were last used."""
    db.executemany("UPDATE session SET seen_at = ? WHERE digest = ?", [(to_ms(at), one) for one, at in used.items()])


def delete_session(db: Connection, digest: str) -> bool:
    return db.execute("DELETE FROM session WHERE digest = ?", (digest,)).rowcount == 1


def delete_sessions(db: Connection, officer: str) -> int:
    """All sessions of the officer; how many there were."""
    return db.execute("DELETE FROM session WHERE officer = ?", (officer,)).rowcount


def upsert_key(db: Connection, role: Role, name: str, digest: str, at: datetime, agency: str | None = None) -> Key:
    """A new key; the one that the same device had before stops to work."""
    (number,) = db.execute(
        "INSERT INTO key (role, name, agency, digest, created_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (role, name) DO UPDATE SET agency = excluded.agency, digest = excluded.digest, "
        "created_at = excluded.created_at RETURNING id",
        (role, name, agency, digest, to_ms(at)),
    ).fetchone()
    return Key(number, role, name, agency=agency)


def key_by_digest(db: Connection, digest: str) -> Key | None:
    row = db.execute("SELECT id, role, name, agency FROM key WHERE digest = ?", (digest,)).fetchone()
    return _key(*row) if row else None


def delete_key(db: Connection, number: int) -> Key | None:
    """The key that is now gone; None when there was none."""
    row = db.execute("DELETE FROM key WHERE id = ? RETURNING id, role, name", (number,)).fetchone()
    return _key(*row) if row else None


def keys(db: Connection) -> tuple[Key, ...]:
    rows = db.execute("SELECT id, role, name, agency FROM key ORDER BY role, name")
    return tuple(_key(*row) for row in rows)


def _officer(code: str, name: str, role: str, agency: str | None) -> Officer:
    return Officer(code, name, Role(role), agency)


def _key(number: int, role: str, name: str, agency: str | None = None) -> Key:
    return Key(number, Role(role), name, agency=agency)
