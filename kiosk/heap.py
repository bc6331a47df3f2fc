"""Gives memory that is free again back to the operating system."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable


def trim_heap() -> None:
    """Once a visitor's pages are gone. glibc keeps what is freed between blocks in use; source: malloc_trim(3). Does
    nothing where the C library has no such call (Windows, macOS, musl). Takes a few milliseconds."""
    _trim(0)


def _find() -> Callable[[int], object]:
    if sys.platform != "linux":
        return lambda _: None
    return getattr(ctypes.CDLL(None), "malloc_trim", lambda _: None)


_trim = _find()
