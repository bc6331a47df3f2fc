"""The officer of a demonstration, so that a newcomer can sign in at once. Never made without ``--always-open``."""

from __future__ import annotations

import secrets
from pathlib import Path

from antrean.local_hub import ManagerClient
from shared.secret_file import write_secret
from shared.wire import AddOfficer, Officer

CODE = "peraga"


def officer(client: ManagerClient, data: Path) -> tuple[str, str]:
    """Code and PIN of the demonstration's manager; made on first use, its PIN kept in the data folder."""
    kept = data / "demonstration-pin"
    known = {one.officer for one in client.get("/officers", tuple[Officer, ...])}
    if CODE in known:
        return CODE, kept.read_text(encoding="ascii") if kept.exists() else "(as set)"
    pin = _pin()
    client.post("/officers", AddOfficer(CODE, "Petugas Peraga", pin), Officer)
    write_secret(kept, pin)
    return CODE, pin


def _pin() -> str:
    """Six digits, neither all alike nor in a row."""
    while True:
        digits = [secrets.randbelow(10) for _ in range(6)]
        if len(set(digits)) > 3:
            return "".join(map(str, digits))
