"""How a simulated day and the hub come to the same moment: by steering the hub's clock, or by waiting for its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as local_time
from typing import Protocol
from zoneinfo import ZoneInfo

from antrean.simulation.simulation_hub import SimulationHub


class SimulationPace(Protocol):
    """Brings simulation and hub to the same moment of the simulated day."""

    def reach(self, minute: float) -> None:
        """Returns when the hub's clock shows ``minute`` of the day (minutes since local midnight)."""

    def now(self) -> float:
        """The minute that the hub's clock shows, as far as is known."""


class SteeredPace:
    """Tells the hub what time it is: as fast as it can, or ``speed`` times as fast as real time."""

    def __init__(self, link: SimulationHub, day: date, timezone: str, speed: float | None) -> None:
        self._link, self._speed = link, speed
        self._midnight = datetime.combine(day, local_time(), ZoneInfo(timezone))
        self._minute = 0.0
        self._began: tuple[float, float] | None = None

    def reach(self, minute: float) -> None:
        if self._speed is not None:
            began, first = self._began = self._began or (time.monotonic(), minute)
            time.sleep(max(0.0, (minute - first) * 60 / self._speed - (time.monotonic() - began)))
        if minute > self._minute:
            self._minute = minute
            self._link.steer(self._midnight + timedelta(minutes=minute))

    def now(self) -> float:
        return self._minute


class RealPace:
    """For a hub with a clock of its own: the first moment is now, and time passes ``speed`` times as fast."""

    def __init__(self, speed: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._speed, self._clock = speed, clock
        self._began: tuple[float, float] | None = None

    def reach(self, minute: float) -> None:
        began, first = self._began = self._began or (self._clock(), minute)
        time.sleep(max(0.0, (minute - first) * 60 / self._speed - (self._clock() - began)))

    def now(self) -> float:
        began, first = self._began or (self._clock(), 0.0)
        return first + (self._clock() - began) / 60 * self._speed
