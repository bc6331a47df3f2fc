"""A closed day."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct


class ServiceDay(Struct, frozen=True):
    """What became of one service's steps on one day; seconds, None while there is nothing to measure."""

    agency: str
    service: str
    served: int = 0
    no_show: int = 0
    cancelled: int = 0
    void: int = 0
    transferred: int = 0
    expired: int = 0
    mean_wait: float | None = None
    median_wait: float | None = None
    p90_wait: float | None = None
    mean_service: float | None = None


class DayRecap(Struct, frozen=True):
    """A closed day: every ticket has an outcome."""

    service_date: date
    closed_at: datetime
    tickets: int
    services: tuple[ServiceDay, ...]
    undone: int = 0
    """Acts at counters that were taken back; no other figure counts them. 0 of days closed before this was kept."""
