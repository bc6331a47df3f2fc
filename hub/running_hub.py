"""How other programs on the hub's own machine find it: ``hub.json`` in the data folder, readable by its owner only."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct


class RunningHub(Struct, frozen=True):
    """A running hub: its addresses, this start's manager key, its process."""

    url: str
    public_url: str
    """Address for other machines, as on tickets."""
    key: str
    pid: int
    certificate: str | None = None
    """The hub's own certificate (PEM) where it serves with TLS: this machine's programs trust exactly this one."""
    tls_key: str | None = None
    """Path of that certificate's private key."""


def write(data: Path, presence: RunningHub) -> None:
    path = data / "hub.json"
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.encode(presence))


def read(data: Path) -> RunningHub | None:
    """Who wrote it last; None when nobody did. It may have died since: ask it before you trust it."""
    try:
        return msgspec.json.decode((data / "hub.json").read_bytes(), type=RunningHub)
    except (OSError, msgspec.MsgspecError):
        return None


def remove(data: Path) -> None:
    (data / "hub.json").unlink(missing_ok=True)
