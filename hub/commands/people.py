"""Commands on those who work with the queue: officers, their sessions, the keys of devices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hub.digests import digest, new_secret
from hub.store import counters, people
from hub.transaction import Actor, Refused, Transaction
from shared.site.model import Site
from shared.wire import AddOfficer, Code, CreateKey, Key, Officer, Role, Session

MOST_NAME = 60
"""Characters in the name of an officer or a device."""
SESSION = timedelta(hours=12)
"""A session ends by itself after a working day."""


def add_officer(tx: Transaction, body: AddOfficer, pin: str) -> Officer | Refused:
    """``pin`` is its digest, made outside the transaction because it takes long."""
    code = body.officer.strip().lower()
    name = body.name.strip()
    if not code.replace("-", "").replace(".", "").isalnum() or not name or max(len(code), len(name)) > MOST_NAME:
        return Refused(
            Code.BAD_REQUEST, f"an officer has a code of letters and digits, and a name, of 1 to {MOST_NAME} characters"
        )
    if body.agency is not None and tx.site.agency(body.agency) is None:
        known = ", ".join(agency.code for agency in tx.site.agencies)
        return Refused(Code.BAD_REQUEST, f"no agency {body.agency!r} in this hall; there are: {known}")
    role = Role.MANAGER if body.agency is None else Role.OFFICER
    officer = Officer(code, name, role, body.agency)
    if not people.insert_officer(tx.db, officer, pin, tx.now):
        return Refused(Code.EXISTS, f"there is an officer {code!r} already")
    tx.record("officer.added")
    return officer


def begin_session(tx: Transaction, officer: Officer, secret: str) -> Session:
    people.insert_session(tx.db, digest(secret), officer.officer, tx.now, tx.now + SESSION)
    tx.record("session.began")
    return session_of(tx.site, officer, counters.desk_of(tx.db, officer.officer))


def end_session(tx: Transaction, secret: str) -> None:
    people.delete_session(tx.db, digest(secret))
    tx.record("session.ended")


def session_of(site: Site, officer: Officer, counter: int | None) -> Session:
    return Session(
        officer=officer.officer,
        name=officer.name,
        role=officer.role,
        agency=officer.agency,
        counter=counter,
        counters=tuple(one.number for one in site.counters if officer.agency in (None, one.agency)),
    )


def create_key(tx: Transaction, body: CreateKey) -> Key | Refused:
    """A new key for a device or program; one that the same name had before stops to work."""
    name = body.name.strip()
    if not name or len(name) > MOST_NAME:
        return Refused(Code.BAD_REQUEST, f"a key has a name of 1 to {MOST_NAME} characters")
    secret = new_secret()
    key = people.upsert_key(tx.db, body.role, name, digest(secret), tx.now)
    tx.record("key.created")
    return Key(key.id, key.role, key.name, secret)


Pinned = Callable[[Transaction, AddOfficer], Officer | Refused]


def with_pin(pin: str) -> Pinned:
    """``add_officer`` with the digest already made."""
    return lambda tx, body: add_officer(tx, body, pin)


def officer_actor(officer: Officer, address: str | None) -> Actor:
    return Actor(officer.role, officer.officer, officer.agency, officer.name, address, signed_in=True)
