"""Times as a technician reads them: in the hall's zone, which is named, wherever the machine stands."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.engine.database import StorageError
from hub.store.contents import timezone_of
from hub.store.database import open_reader


def in_hall(at: datetime, zone: str | None) -> str:
    """E.g. "2026-11-23 09:00 WITA"; in the machine's zone where no hall's is known."""
    return f"{at.astimezone(ZoneInfo(zone) if zone else None):%Y-%m-%d %H:%M %Z}"


def zone_of(data: Path) -> str | None:
    """The zone of the site that the data folder keeps; None when there is none that can be read."""
    try:
        with closing(open_reader(data)) as db:
            return timezone_of(db)
    except StorageError:
        return None
