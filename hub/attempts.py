"""Slows down whoever guesses PINs: per officer and per address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE = 5
"""Wrong attempts before waiting begins."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass
class _Record:
    failures: int = 0
    until: datetime | None = None


class Attempts:
    """Remembers wrong sign-ins; kept in memory, since guessing across restarts of the hub is slow enough by itself."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}

    def locked(self, now: datetime, *names: str) -> bool:
        records = (self._records.get(name) for name in names)
        return any(record is not None and record.until is not None and now < record.until for record in records)

    def failed(self, now: datetime, *names: str) -> None:
        for name in names:
            record = self._records.setdefault(name, _Record())
            record.failures += 1
            if record.failures >= FREE:
                record.until = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(record.failures - FREE, 10))

    def succeeded(self, *names: str) -> None:
        for name in names:
            self._records.pop(name, None)
