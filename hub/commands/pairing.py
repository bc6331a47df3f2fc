"""Pairing a device: a short code that a manager asks for becomes, once, the key of a kiosk or a board."""

from __future__ import annotations

import secrets
from datetime import timedelta

from hub.access.digests import digest
from hub.commands.people import MOST_NAME_CHARACTERS, create_key
from hub.outcomes import Refused
from hub.store import locks
from hub.transaction import Transaction
from shared.pairing_code import LENGTH, LETTERS, plain, written
from shared.wire import Code, CreateKey, EventKind, Key, OfferPairing, Pairing, Role

CODE_LIFETIME = timedelta(minutes=5)


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def offer(tx: Transaction, body: OfferPairing, code: str) -> Pairing | Refused:
    """``code`` is stored as its digest; an older code for the same device is void."""
    name, role = body.name.strip(), Role(body.role)
    if not name or len(name) > MOST_NAME_CHARACTERS:
        return Refused(Code.BAD_REQUEST, f"a device has a name of 1 to {MOST_NAME_CHARACTERS} characters")
    until = tx.now + CODE_LIFETIME
    locks.keep_pairing(tx.db, digest(code), role, name, tx.now, until)
    tx.record(EventKind.PAIRING_OFFERED, subject=f"{role}:{name}")
    return Pairing(written(code), role, name, until)


def redeem(tx: Transaction, code: str, wanted: Role | None = None) -> Key | Refused:
    """The new key; the code is used up, and a key that a device of this name had before stops to work. A device that
    says what it is (``wanted``) is refused a code that was made for another kind, and leaves it as it was."""
    known = digest(plain(code))
    found = locks.pairing(tx.db, known, tx.now + 2 * CODE_LIFETIME)
    if found is None:
        return Refused(Code.WRONG_CODE)
    role, name, ends = found
    if ends <= tx.now:
        return Refused(Code.EXPIRED_CODE, "ask for a new code")
    if wanted is not None and wanted is not role:
        return Refused(Code.OTHER_DEVICE, f"the code is for a {role}, this is a {wanted}")
    locks.forget_pairing(tx.db, known)
    tx.record(EventKind.PAIRING_REDEEMED, subject=f"{role}:{name}")
    return create_key(tx, CreateKey(role, name))


def refuse(tx: Transaction, locked: bool) -> None:
    """Notes a wrong code, without the code."""
    tx.record(EventKind.PAIRING_LOCKED if locked else EventKind.PAIRING_REFUSED)
