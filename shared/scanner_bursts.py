"""Tells the keys that a person strikes from the burst of a card or code scanner that types like a keyboard. Pure.

The times are those of the pages' text fields; ``web/common/hands.js`` says where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass

FAST_GAP_MS = 45
"""Milliseconds: keys that follow each other as soon as that come from no hand, when it is several of them."""
BURST_KEYS = 6
"""So many keys one after another, each that fast, are a burst."""
QUIET_MS = 750
"""Milliseconds of silence after which a burst is over."""


@dataclass(frozen=True)
class KeyRhythm:
    """``run``: how many keys in a row came fast, this one included."""

    last: float = -1e12
    run: int = 0
    burst: bool = False

    def struck(self, at: float) -> KeyRhythm:
        """After a key at that millisecond."""
        gap = at - self.last
        if self.burst and gap <= QUIET_MS:
            return KeyRhythm(at, self.run + 1, True)
        run = self.run + 1 if gap <= FAST_GAP_MS else 1
        return KeyRhythm(at, run, run >= BURST_KEYS)

    @property
    def begins(self) -> bool:
        """Whether this key follows no other closely: what was there before it is what a person left."""
        return self.run == 1 and not self.burst
