"""The hub's clock: a port, so that tests hold the time in their hands, and simulated days go as fast as they can."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

log = logging.getLogger(__name__)


class Clock(Protocol):
    def now(self) -> datetime:
        """UTC, with its zone, to the millisecond (what the file stores)."""


class SystemClock:
    """The machine's clock, which within a run never goes back.

    When the machine's time is set back by at most ``MOST_WAITED_FOR``, the hub's time goes on at half the pace until
    the machine's has caught up: waiting times stay nearly right, and nobody who comes now seems to have come before
    those who wait. A larger step is a wrong date set right; waiting for it would keep the hall on the wrong day, so it
    is followed at once, and said in the log.
    """

    MOST_WAITED_FOR = timedelta(hours=2)

    def __init__(self, machine: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._machine = machine
        self._steady = machine()
        """The hub's time when it was last asked for."""
        self._seen = self._steady
        """The machine's time then."""
        self._lock = Lock()

    def now(self) -> datetime:
        with self._lock:
            machine = self._machine()
            if self._steady == self._seen <= machine:
                self._steady = machine
            else:
                self._catch_up(machine)
            self._seen = machine
            at = self._steady
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def _catch_up(self, machine: datetime) -> None:
        """The machine's clock was set back, now or before."""
        passed = max(machine - self._seen, timedelta(0))
        if machine < self._seen:
            log.warning("the machine's clock was set back by %s", self._seen - machine)
        ahead = self._steady - machine
        if ahead > self.MOST_WAITED_FOR:
            log.error("the hub's time goes back with the machine's, by %s: look at today's numbers", ahead)
            self._steady = machine
        else:
            self._steady = max(machine, self._steady + passed / 2)


class SteeredClock:
    """Stands still until a manager tells it the time: for simulated days, never for a hall (ADR 0011)."""

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
