"""Pairing a device: a short code that a manager asks for becomes, once, the key of a kiosk or a board."""

from __future__ import annotations

import secrets
from datetime import timedelta

from hub.commands.people import MOST_NAME, create_key
from hub.digests import digest
from hub.store import locks
from hub.transaction import Refused, Transaction
from shared.wire import Code, CreateKey, Key, OfferPairing, Pairing, Role

LASTS = timedelta(minutes=5)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that look alike: I, L, 1, O, 0."""
LENGTH = 8
"""31^8 codes: 10^12. Of those guesses that an address has in five minutes none is likely to be right."""


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def written(code: str) -> str:
    """As it is read out: in two halves, "ABCD-2345"."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def plain(code: str) -> str:
    """A code as somebody typed it: small letters, blanks and dashes play no part."""
    return code.upper().replace("-", "").replace(" ", "").strip()


def offer(tx: Transaction, body: OfferPairing, code: str) -> Pairing | Refused:
    """``code`` is stored as its digest; an older code for the same device is void."""
    name, role = body.name.strip(), Role(body.role)
    if not name or len(name) > MOST_NAME:
        return Refused(Code.BAD_REQUEST, f"a device has a name of 1 to {MOST_NAME} characters")
    until = tx.now + LASTS
    locks.keep_pairing(tx.db, digest(code), role, name, tx.now, until)
    tx.record("pairing.offered", subject=f"{role}:{name}")
    return Pairing(written(code), role, name, until)


def redeem(tx: Transaction, code: str) -> Key | Refused:
    """The new key; the code is used up, and a key that a device of this name had before stops to work."""
    found = locks.take_pairing(tx.db, digest(plain(code)), tx.now, tx.now + 2 * LASTS)
    if found is None:
        return Refused(Code.WRONG_CODE)
    role, name = found
    tx.record("pairing.redeemed", subject=f"{role}:{name}")
    return create_key(tx, CreateKey(role, name))


def refuse(tx: Transaction, locked: bool) -> None:
    """Notes a wrong code, without the code."""
    tx.record("pairing.locked" if locked else "pairing.refused")
