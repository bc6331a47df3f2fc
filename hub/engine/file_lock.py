"""A lock on a file that ends with the process that holds it."""

from __future__ import annotations

import os
from typing import IO


def locked(file: IO[str]) -> bool:
    """Whether this process now has the file for itself, until it closes it or ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 (exists on Windows only)

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 (exists elsewhere only)

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
