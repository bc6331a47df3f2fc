"""Who asks: a person with a session, the holder of a key, the hub itself, or somebody unknown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hub.roles import STAFF
from shared.wire import Role


@dataclass(frozen=True)
class Actor:
    """Who asks. ``code`` is a person's code or a key's name. The text of an actor, which stands in the event log and
    beside stored answers, is unique: a program's key may have the name that a person has for a code."""

    role: Role
    code: str
    agency: str | None = None
    """Whose counters an officer, or an officer's key, may work; None for those of every agency."""
    name: str = ""
    address: str | None = None
    signed_in: bool = False
    """True for a person with a session, who can work at a counter."""
    key: int | None = None
    """Number of the key."""
    stranger: bool = False
    """Shows neither key nor session; the role means nothing."""

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        if self.stranger:
            return "anyone"
        if self.key is not None and self.role in STAFF:
            return f"{self.role}-key:{self.code}"
        return f"{self.role}:{self.code}"

    def works_for(self, agency: str) -> bool:
        """Whether the actor may work on what this agency serves."""
        return self.agency is None or self.agency == agency


HUB = Actor(Role.MANAGER, "hub")
"""The hub itself, for what it does of its own accord."""


def stranger(address: str) -> Actor:
    """Whoever tries to sign in or to pair a device, before that has succeeded."""
    return Actor(Role.OFFICER, "", address=address, stranger=True)
