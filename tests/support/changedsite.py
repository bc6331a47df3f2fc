"""Two sites of one hall: what a technician changes overnight while kiosks, boards and pages go on running."""

from __future__ import annotations

from pathlib import Path

from tests.support.sitetext import REGISTRY, TAX, agency, hall, write

_TAKES_ALWAYS = '[policy]\nstop_taking_minutes = 0\npromise = "off"'

BEFORE = hall(REGISTRY, TAX, name="MPP Lama", more=_TAKES_ALWAYS)
"""Counters 1 and 2 of dukcapil (A), counter 4 of tax (B)."""

AFTER = hall(
    REGISTRY,
    agency("health", "H", "Dinkes", "Dinas Kesehatan", "5", {"sip": ("Izin praktik", 5)}),
    name="MPP Baru",
    more=_TAKES_ALWAYS,
)
"""The tax office has gone, the health office has come, and the hall has another name."""


def write_sites(folder: Path) -> tuple[Path, Path]:
    """Both as files."""
    return write(folder / "before.toml", BEFORE), write(folder / "after.toml", AFTER)
