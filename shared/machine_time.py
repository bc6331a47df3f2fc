"""The machine's own time, asked for in one place.

``ANTREAN_CLOCK_SHIFT`` (seconds, may be negative) is added to it, for tests: every process of a run then works at the
same hour of the same day. No hall sets it; the hub says in its log when it is set.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

CLOCK_SHIFT = timedelta(seconds=float(os.environ.get("ANTREAN_CLOCK_SHIFT", "0")))


def machine_now() -> datetime:
    """UTC, with its zone."""
    return datetime.now(UTC) + CLOCK_SHIFT
