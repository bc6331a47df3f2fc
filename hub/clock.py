"""The hub's clock: a port, so that tests hold the time in their hands, and simulated days go as fast as they can."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

from shared.machine_time import machine_now
from shared.steady_clock import steady_seconds

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClockSet:
    """The machine's clock was set by more than ``SystemClock.MOST_WAITED_FOR`` while the hub ran."""

    before: datetime
    """The hub's time just before, which would have gone on without it."""
    after: datetime
    on_since: datetime
    """When the machine was switched on, as a moment of the clock before it was set."""


class Clock(Protocol):
    def now(self) -> datetime:
        """UTC, with its zone, to the millisecond (what the file stores)."""

    @property
    def leap(self) -> timedelta | None:
        """By how much the time was set forward, while that may still be a mistake; None when it is trusted."""

    @property
    def was_set(self) -> list[ClockSet]:
        """What nobody has acted on yet, the oldest first; whoever acts on one takes it out."""

    def doubt(self, ahead: timedelta) -> None:
        """Tells of a leap by ``ahead`` from now on: the time at the start cannot be believed."""


class SystemClock:
    """The machine's clock, which within a run never goes back.

    When the machine's time is set back by at most ``MOST_WAITED_FOR``, the hub's time goes on at half the pace until
    the machine's has caught up: waiting times stay nearly right, and nobody who comes now seems to have come before
    those who wait. A larger step is a wrong date set right; waiting for it would keep the hall on the wrong day, so it
    is followed at once, and said in the log.

    Set forward it is followed at once too, because that may be a wrong date set right as well. But a larger step is
    told as a ``leap`` for as long as ``DOUBTED``, so that nothing is ended that could not be begun again.
    """

    MOST_WAITED_FOR = timedelta(hours=2)
    DOUBTED = timedelta(minutes=30)

    def __init__(
        self,
        machine: Callable[[], datetime] = machine_now,
        steady: Callable[[], float] = steady_seconds,
    ) -> None:
        """``steady`` counts seconds and cannot be set."""
        self._machine, self._steady = machine, steady
        self._told = machine()
        """The hub's time when it was last asked for."""
        self._seen = self._told
        """The machine's time then."""
        self._count = steady()
        """The steady count then."""
        self._leap: tuple[timedelta, float] | None = None
        """By how much the machine's time was set forward, and the count at which."""
        self._lock = Lock()
        self.was_set: list[ClockSet] = []

    def now(self) -> datetime:
        with self._lock:
            return self._now()

    @property
    def leap(self) -> timedelta | None:
        with self._lock:
            self._now()
            return self._leap[0] if self._leap else None

    def doubt(self, ahead: timedelta) -> None:
        with self._lock:
            self._leap = ahead, self._steady()

    def _now(self) -> datetime:
        machine, count = self._machine(), self._steady()
        step = machine - self._seen - timedelta(seconds=count - self._count)
        self._look_for_a_leap(step, count)
        if step > self.MOST_WAITED_FOR:
            self._note_set(machine - step, machine, count)
        if self._told == self._seen <= machine:
            self._told = machine
        else:
            self._catch_up(machine)
        self._seen, self._count = machine, count
        return self._told.replace(microsecond=self._told.microsecond // 1000 * 1000)

    def _catch_up(self, machine: datetime) -> None:
        """The machine's clock was set back, now or before, and the hub's time is ahead of it."""
        passed = max(machine - self._seen, timedelta(0))
        if machine < self._seen:
            log.warning("the machine's clock was set back by %s", self._seen - machine)
        ahead = self._told - machine
        if ahead > self.MOST_WAITED_FOR:
            log.error("the hub's time goes back with the machine's, by %s: look at today's numbers", ahead)
            self._note_set(self._told, machine, self._steady())
            self._told = machine
        else:
            self._told = max(machine, self._told + passed / 2)

    def _note_set(self, before: datetime, after: datetime, count: float) -> None:
        self.was_set.append(ClockSet(before, after, before - timedelta(seconds=count)))

    def _look_for_a_leap(self, step: timedelta, count: float) -> None:
        """``step`` is how much further the machine's time has come than the steady count."""
        if step > self.MOST_WAITED_FOR:
            log.error(
                "the machine's clock was set forward by %s; no day is closed for %s: if it is wrong, set it right now",
                step,
                self.DOUBTED,
            )
            self._leap = step, count
        elif self._leap is not None and step < -self.MOST_WAITED_FOR:
            self._leap = None
        elif self._leap is not None and count - self._leap[1] > self.DOUBTED.total_seconds():
            log.warning("nobody set the clock back: %s forward is taken for right", self._leap[0])
            self._leap = None


class SteeredClock:
    """Stands still until a manager tells it the time: for simulated days, never for a hall (ADR 0011)."""

    LONGEST_STEP = timedelta(days=400)

    def __init__(self, begins: datetime) -> None:
        self._now = begins
        self.was_set: list[ClockSet] = []

    def now(self) -> datetime:
        return self._now

    @property
    def leap(self) -> timedelta | None:
        return None

    def doubt(self, ahead: timedelta) -> None:
        """Never: its days are simulated."""

    def steer(self, to: datetime) -> bool:
        """Whether the clock now shows ``to`` (aware): it never goes back, and not far ahead at once."""
        if not self._now <= to <= self._now + self.LONGEST_STEP:
            return False
        to = to.astimezone(UTC)
        self._now = to.replace(microsecond=to.microsecond // 1000 * 1000)
        return True
