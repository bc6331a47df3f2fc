"""What the hub was started with, as far as the queue depends on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hub.backups.daily import BackupPlan
from hub.clock import Clock
from hub.rules.openness import service_date
from shared.site.logo import Logo
from shared.site.model import Site


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
