"""Slows down and locks out whoever guesses PINs or pairing codes: per officer and per address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.store.locks import FailedAttempts

FREE_ATTEMPTS = 5
"""Wrong attempts before waiting begins."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
"""Four guesses an hour: of the million PINs of six digits nobody finds one in a lifetime, and nobody who wants to
keep an officer from working can do so for longer without going on."""
MOST_KNOWN_NAMES = 10_000
"""So many names are remembered; beyond them the oldest is forgotten."""


@dataclass
class _Record:
    failures: int = 0
    until: datetime | None = None


class Attempts:
    """Remembers wrong attempts in a row by name ("officer sari", "address 10.0.0.5").

    Kept in memory, also for names of nobody, so that they are locked like others; what is to outlive a restart
    the caller stores (``record``) and gives back (``restore``)."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}

    def restore(self, kept: Iterable[FailedAttempts]) -> None:
        for name, failures, until in kept:
            self._records[name] = _Record(failures, until)

    def locked(self, now: datetime, *names: str) -> bool:
        return any(self.locked_until(now, name) is not None for name in names)

    def locked_until(self, now: datetime, name: str) -> datetime | None:
        """When it may be tried again; None when it may be now. A lock that was set while the clock was ahead lasts no
        longer from ``now`` on than any other."""
        record = self._records.get(name)
        if record is None or record.until is None or record.until <= now:
            return None
        record.until = min(record.until, now + LONGEST_WAIT)
        return record.until

    def failed(self, now: datetime, *names: str) -> None:
        for name in names:
            if name not in self._records and len(self._records) >= MOST_KNOWN_NAMES:
                del self._records[next(iter(self._records))]
            record = self._records.setdefault(name, _Record())
            record.failures += 1
            if record.failures >= FREE_ATTEMPTS:
                record.until = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(record.failures - FREE_ATTEMPTS, 10))

    def record(self, name: str) -> FailedAttempts | None:
        found = self._records.get(name)
        return FailedAttempts(name, found.failures, found.until) if found else None

    def succeeded(self, *names: str) -> None:
        for name in names:
            self._records.pop(name, None)

    def addresses(self) -> tuple[str, ...]:
        """The names of all addresses from which somebody was wrong."""
        return tuple(name for name in self._records if name.startswith("address "))
