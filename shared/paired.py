"""What a paired kiosk or board keeps in its data folder, so that later starts need no code."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from shared.secret_file import write_secret
from shared.wire import Role

NEEDED_BYTES = 16_384
"""Bytes that must be free for what is kept of a pairing: key, address and certificates."""


class Paired(Struct, frozen=True):
    """``paired-<role>.json``, readable by its owner only."""

    hub: str
    key: str
    ca: str | None = None
    """Certificates (PEM) that it was told to trust."""
    instead: str | None = None
    """Mark of the key that the hub refused when this pairing was made: whoever still gives that one means this."""


def key_mark(key: str) -> str:
    """By which a key is known again, without being kept."""
    return hashlib.sha256(key.encode()).hexdigest()


def pairing_file(data: Path, role: Role) -> Path:
    return data / f"paired-{role.value}.json"


def read(data: Path, role: Role) -> Paired | None:
    """None where nothing is kept, or nothing that can be read."""
    try:
        return msgspec.json.decode(pairing_file(data, role).read_bytes(), type=Paired)
    except (OSError, msgspec.MsgspecError):
        return None


def keep(data: Path, role: Role, paired: Paired) -> None:
    """Raises OSError."""
    write_secret(pairing_file(data, role), msgspec.json.encode(paired).decode())


def trusted(data: Path, role: Role, paired: Paired) -> Path | None:
    """The certificates of the pairing as a file of their own; None where it has none. Raises OSError."""
    if paired.ca is None:
        return None
    file = data / f"paired-{role.value}.pem"
    write_secret(file, paired.ca)
    return file


def check_free_space(data: Path) -> None:
    """Before a code is used up: whether what it gives can be kept. Raises OSError."""
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=data) as probe:
        probe.write(bytes(NEEDED_BYTES))
