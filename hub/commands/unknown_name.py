"""How a command says that the hall has nothing of the name that it was given."""

from __future__ import annotations

from collections.abc import Iterable

from shared.site.mistakes import near


def not_here(kind: str, name: str, known: Iterable[str]) -> str:
    """ "no zone 'wset' in this hall (did you mean 'west'?); there are: east, west"."""
    names = tuple(known)
    close = near(name, names)
    meant = f" (did you mean {close!r}?)" if close else ""
    return f"no {kind} {name!r} in this hall{meant}; there are: {', '.join(names) or 'none'}"
