"""Tells whoever depends on it that a key, an officer or a session is no longer what it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from hub.engine.database import StorageError
from shared.wire import Event, audience_of
from shared.wire.event_kinds import Audience

Check = Callable[[], None]
"""Looks at what may be different now; raises StorageError when it cannot."""


class AccessChanges:
    """Lives on the event loop. ``count`` grows with every change, so that whoever remembers something knows when it is
    outdated."""

    def __init__(self) -> None:
        self.count = 0
        self._checks: list[Check] = []
        self._checked = 0
        """The ``count`` for which all checks have been made."""

    def subscribe(self, check: Check) -> None:
        """``check`` is made after each change, and again every second while it fails."""
        self._checks.append(check)

    def happened(self, events: Sequence[Event]) -> None:
        """Told of all committed events."""
        if any(audience_of(event.kind) is Audience.MANAGERS for event in events):
            self.count += 1
            with suppress(StorageError):  # made again by check_missed
                self.check()

    def check_missed(self) -> None:
        """Makes the checks that failed. Raises StorageError."""
        if self._checked != self.count:
            self.check()

    def check(self) -> None:
        """Makes all checks. Raises StorageError."""
        count = self.count
        for check in self._checks:
            check()
        self._checked = count
