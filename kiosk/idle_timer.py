"""When a screen that nobody touches warns, and when it goes home. Pure; seconds of a steady clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from shared.wire import KioskInfo


class IdlePhase(StrEnum):
    AWAKE = "awake"
    WARNING = "warning"
    OVER = "over"


@dataclass(frozen=True)
class IdleTimes:
    """How long a page waits for a touch: ``quiet`` seconds, then ``warn`` seconds of warning."""

    quiet: float
    warn: float


@dataclass(frozen=True)
class IdleState:
    rest: IdlePhase
    left: float
    """Share of the quiet time that is left, 1 to 0."""
    seconds: int
    """Seconds until home while warning, rounded up; else 0."""


AWAKE = IdleState(IdlePhase.AWAKE, 1.0, 0)


def page_times(settings: KioskInfo) -> IdleTimes:
    """Any page on which a visitor reads or chooses. The time to ask for more is 20 s or more (EN 301 549, 5.1.3.6
    and 11.2.2.1 ask for it where time limits are set)."""
    return IdleTimes(settings.idle_seconds, max(20, settings.warn_seconds))


def ticket_times(settings: KioskInfo) -> IdleTimes:
    """The number on the screen once its paper is out: nothing is lost by going home."""
    return IdleTimes(settings.ticket_seconds, 0)


def idle_state(times: IdleTimes, idle_for: float) -> IdleState:
    """How a page stands that nobody has touched for ``idle_for`` seconds."""
    if idle_for < times.quiet:
        return IdleState(IdlePhase.AWAKE, 1 - max(0.0, idle_for) / times.quiet, 0)
    left = times.quiet + times.warn - idle_for
    return IdleState(IdlePhase.WARNING, 0.0, ceil(left)) if left > 0 else IdleState(IdlePhase.OVER, 0.0, 0)
