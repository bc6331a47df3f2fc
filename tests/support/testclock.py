"""The time at which every hub of a run begins to work: the same hour of the same day, whenever somebody runs the tests.

Every process takes it from the environment (``shared.machine_time``) and goes on from there at the machine's pace. So
no test meets the end of a hall's day, a Sunday or a holiday unless it asks for one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

BEGINS = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
"""A Wednesday morning in Batu, with the hall open; an hour later by Balangan's clock."""
SHIFT: timedelta = BEGINS - datetime.now(UTC)
"""Added to the machine's time; fixed when the run (or one worker of it) begins."""
VARIABLE = "ANTREAN_CLOCK_SHIFT"


def now() -> datetime:
    """What a hub process of this run takes for the time now; UTC."""
    return datetime.now(UTC) + SHIFT
