"""Keys for this machine's own kiosk and board: made once, kept in the data folder, and used again by every start."""

from __future__ import annotations

import socket
from pathlib import Path

from antrean.local_hub import ManagerClient
from shared.secret_file import write_secret
from shared.wire import CreateKey, Key, Role


def device_key(client: ManagerClient, role: Role, data: Path) -> str:
    """The key of this machine's device of that role. A second start must not take the first one's away, so a key that
    the hub still knows is used again."""
    kept = data / f"{role.value}.key"
    known = kept.read_text(encoding="ascii") if kept.exists() else ""
    if known and client.accepts(known):
        return known
    made = client.post("/keys", CreateKey(role, socket.gethostname()), Key).key or ""
    write_secret(kept, made)
    return made
