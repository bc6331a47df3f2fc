"""Seconds that go on while the machine sleeps, for whatever was heard before it slept and is judged after."""

from __future__ import annotations

import time

_ALSO_ASLEEP: int | None = getattr(time, "CLOCK_BOOTTIME", None)
"""Linux's monotonic clock stands still in sleep, its boot clock does not (clock_gettime(2)); elsewhere the monotonic
one goes on."""


def steady_seconds() -> float:
    """Seconds since some moment in the past; never set back, and sleep counts."""
    return time.monotonic() if _ALSO_ASLEEP is None else time.clock_gettime(_ALSO_ASLEEP)
