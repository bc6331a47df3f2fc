"""Files that only their owner may read: keys of devices, and what is kept of a pairing."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4


def write_secret(file: Path, text: str) -> None:
    """Writes ``text`` (ASCII) so that only this user can read it, whole or not at all: what was there before stays
    until the new is on the disk. Raises OSError."""
    making = file.with_name(f".{file.name}.{uuid4().hex[:8]}")
    descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        making.replace(file)
    except BaseException:
        making.unlink(missing_ok=True)
        raise
