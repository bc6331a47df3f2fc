"""What the hub was started with, as far as the queue depends on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from hub.clock import Clock
from hub.rules.openness import service_date
from shared.site.logo import Logo
from shared.site.model import Site


@dataclass(frozen=True)
class BackupPlan:
    """When the daily backup is made, where backups lie, and of how many days they are kept."""

    at: time = time(2, 0)
    """Hall time. A hub that does not run at that time makes the backup when it starts."""
    kept: int = 14
    folder: Path | None = None
    """None: ``backups`` in the data folder. Another disk survives the loss of this one."""


@dataclass(frozen=True)
class Conditions:
    """What the hub was started with, as far as the queue depends on it."""

    site: Site
    always_open: bool
    public_url: str
    """Base of the addresses on tickets, e.g. "http://192.168.1.10:8470"."""
    clock: Clock
    backups: BackupPlan = field(default_factory=BackupPlan)
    logo: Logo | None = None
    """The hall's picture, whose address ``site.logo`` is."""

    def today(self) -> date:
        """The hall's date now."""
        return service_date(self.site.timezone, self.clock.now())
