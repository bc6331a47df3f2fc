"""The hub's clock: a port, so that tests hold the time in their hands, and simulated days go as fast as they can."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """UTC, with its zone, to the millisecond (what the file stores)."""


class SystemClock:
    def now(self) -> datetime:
        at = datetime.now(UTC)
        return at.replace(microsecond=at.microsecond // 1000 * 1000)


class SteeredClock:
    """Stands still until a manager tells it the time: for simulated days, never for a hall (ADR 0010)."""

    LONGEST_STEP = timedelta(days=400)

    def __init__(self, begins: datetime) -> None:
        self._now = begins

    def now(self) -> datetime:
        return self._now

    def steer(self, to: datetime) -> bool:
        """Whether the clock now shows ``to`` (aware): it never goes back, and not far ahead at once."""
        if not self._now <= to <= self._now + self.LONGEST_STEP:
            return False
        to = to.astimezone(UTC)
        self._now = to.replace(microsecond=to.microsecond // 1000 * 1000)
        return True
