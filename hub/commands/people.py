"""Commands on those who work with the queue: officers, their sessions, the keys of devices."""

from __future__ import annotations

from datetime import datetime

from hub.access.digests import digest, new_secret
from hub.access.sessions import LONGEST
from hub.actors import Actor
from hub.commands.counters import release
from hub.commands.unknown_name import not_here
from hub.engine.port import Connection
from hub.outcomes import Refused
from hub.rules.openness import service_date
from hub.store import counters, devices, locks, people
from hub.store.locks import FailedAttempts
from hub.store.people import Credential
from hub.transaction import Transaction
from shared.site.model import Site
from shared.wire import AddOfficer, Code, CreateKey, EventKind, Key, Officer, Role, Session

MOST_NAME_CHARACTERS = 60
"""Characters in the name of an officer or a device."""


def add_officer(tx: Transaction, body: AddOfficer, pin: str) -> Officer | Refused:
    """``pin`` is its digest, made outside the transaction because it takes long."""
    code = body.officer.strip().lower()
    name = body.name.strip()
    if not code.replace("-", "").replace(".", "").isalnum() or len(code) > MOST_NAME_CHARACTERS:
        return Refused(
            Code.BAD_REQUEST,
            "an officer's code has letters, digits, '-' and '.', no spaces, and at most "
            f"{MOST_NAME_CHARACTERS} characters",
        )
    if not name or len(name) > MOST_NAME_CHARACTERS:
        return Refused(Code.BAD_REQUEST, f"an officer has a name of 1 to {MOST_NAME_CHARACTERS} characters")
    if refused := _unknown_agency(tx.site, body.agency):
        return refused
    role = Role.MANAGER if body.agency is None else Role.OFFICER
    officer = Officer(code, name, role, body.agency)
    if not people.insert_officer(tx.db, officer, pin, tx.now):
        return Refused(Code.EXISTS, f"there is an officer {code!r} already")
    tx.record(EventKind.OFFICER_ADDED, subject=code)
    return officer


def _unknown_agency(site: Site, agency: str | None) -> Refused | None:
    if agency is None or site.agency(agency) is not None:
        return None
    known = [one.code for one in site.agencies]
    return Refused(Code.BAD_REQUEST, not_here("agency", agency, known))


def remove_officer(tx: Transaction, code: str) -> Refused | None:
    """The officer cannot sign in any more, and all sessions end at once. The counter is free for another, who finds
    there whom this officer called."""
    row = counters.counter_of(tx.db, code)
    if not people.delete_officer(tx.db, code):
        return Refused(Code.UNKNOWN_OFFICER, f"no officer {code!r}")
    if row is not None:
        release(tx, row)
    counters.forget_closed_by_other(tx.db, code)
    locks.forget_attempt(tx.db, f"officer {code}")
    tx.record(EventKind.OFFICER_REMOVED, subject=code)
    return None


def reset_pin(tx: Transaction, code: str, pin: str) -> Refused | None:
    """``pin`` is its digest. Whoever is signed in with the old one is signed out, and mistakes are forgiven."""
    if not people.set_pin(tx.db, code, pin):
        return Refused(Code.UNKNOWN_OFFICER, f"no officer {code!r}")
    people.delete_sessions(tx.db, code)
    tx.record(EventKind.OFFICER_PIN_RESET, subject=code)
    return None


def unlock_officer(tx: Transaction, code: str, forgiven: tuple[str, ...]) -> Refused | None:
    """``forgiven`` are the names whose wrong attempts are forgotten."""
    if people.credential(tx.db, code) is None:
        return Refused(Code.UNKNOWN_OFFICER, f"no officer {code!r}")
    for name in forgiven:
        locks.forget_attempt(tx.db, name)
    tx.record(EventKind.OFFICER_UNLOCKED, subject=code)
    return None


def begin_session(
    tx: Transaction, known: Credential, secret: str, instead: str | None = None, names: tuple[str, ...] = ()
) -> Session | Refused:
    """A new secret at every sign-in; the session that this browser had before (secret ``instead``) ends. Wrong
    attempts under ``names`` are forgiven.

    ``known`` is what the PIN was compared with, outside the transaction because it takes long: an officer who was
    given another PIN meanwhile, or removed, does not get in with the old one."""
    officer = known.officer
    if people.credential(tx.db, officer.officer) != known:
        return Refused(Code.WRONG_SIGN_IN)
    if instead:
        people.delete_session(tx.db, digest(instead))
    for name in names:
        locks.forget_attempt(tx.db, name)
    people.insert_session(tx.db, digest(secret), officer.officer, tx.now, tx.now + LONGEST)
    tx.record(EventKind.SESSION_BEGAN, subject=officer.officer)
    return session_of(tx.db, tx.site, officer, tx.now)


def refuse_session(tx: Transaction, officer: str | None, wrong: tuple[FailedAttempts, ...], locked: bool) -> None:
    """Notes a wrong sign-in. ``officer`` is None for a code that nobody has: what was typed there may be a PIN."""
    for one in wrong:
        locks.keep_attempt(tx.db, one)
    tx.record(EventKind.SESSION_LOCKED if locked else EventKind.SESSION_REFUSED, subject=officer)


def end_session(tx: Transaction, secret: str) -> None:
    if people.delete_session(tx.db, digest(secret)):
        tx.record(EventKind.SESSION_ENDED, subject=tx.actor.code)


def end_all_sessions(tx: Transaction) -> None:
    """Signs the asking person out everywhere."""
    people.delete_sessions(tx.db, tx.actor.code)
    tx.record(EventKind.SESSION_ALL_ENDED, subject=tx.actor.code)


def session_of(db: Connection, site: Site, officer: Officer, now: datetime) -> Session:
    """Who is signed in and where, as the file has it."""
    counter = counters.counter_of(db, officer.officer)
    out = None if counter is not None else counters.last_closed_by_other(db, officer.officer)
    today = service_date(site.timezone, now)
    return Session(
        officer=officer.officer,
        name=officer.name,
        role=officer.role,
        agency=officer.agency,
        counter=counter,
        counters=tuple(one.number for one in site.counters if officer.agency in (None, one.agency)),
        put_out=out if out is not None and service_date(site.timezone, out.at) == today else None,
    )


def create_key(tx: Transaction, body: CreateKey) -> Key | Refused:
    """A new key for a device or program; one that the same name had before stops to work."""
    name = body.name.strip()
    if not name or len(name) > MOST_NAME_CHARACTERS:
        return Refused(Code.BAD_REQUEST, f"a key has a name of 1 to {MOST_NAME_CHARACTERS} characters")
    if body.agency is not None and body.role is not Role.OFFICER:
        return Refused(Code.BAD_REQUEST, f"a key of the role {body.role} belongs to no agency")
    if refused := _unknown_agency(tx.site, body.agency):
        return refused
    secret = new_secret()
    key = people.upsert_key(tx.db, body.role, name, digest(secret), tx.now, body.agency)
    tx.record(EventKind.KEY_CREATED, subject=f"{key.role}:{key.name}")
    if (device := devices.device(tx.db, key.id)) is not None:
        tx.record(EventKind.DEVICE_CHANGED, device=device)
    return Key(key.id, key.role, key.name, secret, key.agency)


def revoke_key(tx: Transaction, number: int) -> Refused | None:
    """The key stops to work, and a stream that was opened with it ends."""
    device = devices.device(tx.db, number)
    key = people.delete_key(tx.db, number)
    if key is None:
        return Refused(Code.UNKNOWN_KEY, f"no key {number}")
    devices.forget(tx.db, number)
    tx.record(EventKind.KEY_REVOKED, subject=f"{key.role}:{key.name}")
    if device is not None:
        tx.record(EventKind.DEVICE_REMOVED, device=device)
    return None


def officer_actor(officer: Officer, address: str | None) -> Actor:
    return Actor(officer.role, officer.officer, officer.agency, officer.name, address, signed_in=True)
