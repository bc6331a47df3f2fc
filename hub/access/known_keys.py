"""Who holds a key: the holders of the keys in the file, remembered, and this machine's own key."""

from __future__ import annotations

from dataclasses import replace

from hub.access.access_changes import AccessChanges
from hub.access.digests import digest
from hub.actors import Actor
from hub.engine.port import Connection
from hub.store import people
from shared.wire import Role

MOST_REMEMBERED = 1_000
"""Holders that are remembered at once, each from each of its addresses."""


class KnownKeys:
    """Holders are remembered until access changes in any way."""

    def __init__(self, reader: Connection, access_changes: AccessChanges, local_key: str) -> None:
        """``local_key`` makes a manager of whoever can read this machine's file of the running hub."""
        self._reader = reader
        self._access_changes = access_changes
        self._local_digest = digest(local_key)
        self._remembered: dict[tuple[str, str], Actor] = {}
        self._as_of = 0
        """The count of changes of access up to which ``_remembered`` holds."""

    def holder(self, key: str, address: str) -> Actor | None:
        """Who holds this key, and asks from ``address``; None for a key that is not good."""
        if self._as_of != self._access_changes.count or len(self._remembered) > MOST_REMEMBERED:
            self._remembered, self._as_of = {}, self._access_changes.count
        found = digest(key)
        if (actor := self._remembered.get((found, address))) is None and (known := self._look_up(found)) is not None:
            actor = self._remembered[found, address] = replace(known, address=address)
        return actor

    def _look_up(self, found: str) -> Actor | None:
        if found == self._local_digest:
            return Actor(Role.MANAGER, "this machine")
        known = people.key_by_digest(self._reader, found)
        return Actor(known.role, known.name, known.agency, key=known.id) if known else None
