"""Waiting for something that comes when it comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0
"""Seconds until a test gives up."""


def wait_until(condition: Callable[[], Any], what: str, pause: float = 0.002) -> None:
    """``pause``: seconds between two looks."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(pause)


def until(condition: Callable[[], Any], what: str) -> None:
    """For what another process is asked, and need not be asked all the time."""
    wait_until(condition, what, pause=0.02)
