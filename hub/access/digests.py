"""Secrets and their digests: keys, session tokens, PINs. Nothing here is ever logged or stored in the clear."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from itertools import pairwise

PIN_DIGITS = 6
MOST_PIN_DIGITS = 32
"""A PIN has at least so many digits."""
_COST = {"n": 2**14, "r": 8, "p": 1}


def new_secret() -> str:
    """256 random bits, as text that fits in a header."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """For secrets that are long and random by themselves."""
    return hashlib.sha256(secret.encode()).hexdigest()


def pin_digest(pin: str) -> str:
    """scrypt with a salt of its own: "salt$hash" in hexadecimal."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_scrypt(pin, salt).hex()}"


def pin_matches(pin: str, stored: str) -> bool:
    salt, _, wanted = stored.partition("$")
    return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)).hex(), wanted)


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, dklen=32, maxmem=2**26, **_COST)


NOBODYS_PIN = f"{secrets.token_hex(16)}${secrets.token_hex(32)}"
"""Compared against for unknown officers, so that they take as long to refuse as known ones."""


def weakness(pin: str) -> str | None:
    """Why the PIN is refused; None when it may be used."""
    if not pin.isascii() or not pin.isdigit():
        return "a PIN is of digits only"
    if not PIN_DIGITS <= len(pin) <= MOST_PIN_DIGITS:
        return f"a PIN has at least {PIN_DIGITS} digits and at most {MOST_PIN_DIGITS}; this one has {len(pin)}"
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        return "a PIN is not one digit repeated, nor digits in a row"
    return None
