"""How long sessions last, and which were used of late: a session ends after a working day, or when nobody uses it."""

from __future__ import annotations

from datetime import datetime, timedelta

from hub.engine.port import Connection
from hub.store import people
from shared.wire import Officer

LONGEST = timedelta(hours=12)
"""A session ends by itself after a working day, however much it is used."""
IDLE = timedelta(hours=2)
"""It ends when no request came with it for so long; a page that only looks on is no use of it. A use that lies so far
in the future was written before a wrong date was set right, and is none."""


class Sessions:
    """When each session was last used. Uses are gathered here and written down together by the hub's own work: a
    commit for each request would cost more than the request."""

    def __init__(self, reader: Connection) -> None:
        self._reader = reader
        self._used: dict[str, datetime] = {}

    def officer(self, digest: str, now: datetime) -> Officer | None:
        """Whose open session it is. Asking is no use of it."""
        found = people.session(self._reader, digest, now)
        if found is None:
            return None
        used = max(found.seen_at, self._used.get(digest, found.seen_at))
        return found.officer if abs(now - used) < IDLE else None

    def use(self, digest: str, now: datetime) -> Officer | None:
        """Whose open session it is, which is used now."""
        officer = self.officer(digest, now)
        if officer is not None:
            self._used[digest] = now
        return officer

    def clock_was_set(self, by: timedelta) -> None:
        """The uses that were not written down yet are times of the clock as it was before."""
        self._used = {digest: at + by for digest, at in self._used.items()}

    def drain(self) -> dict[str, datetime]:
        """The uses that are to be written down. They hold here until then: hand them to ``written`` afterwards."""
        return dict(self._used)

    def written(self, uses: dict[str, datetime]) -> None:
        for digest, at in uses.items():
            if self._used.get(digest) == at:
                del self._used[digest]
