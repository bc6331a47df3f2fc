"""The expected outcome of a command that was not carried out."""

from __future__ import annotations

from dataclasses import dataclass

from shared.wire import Code, Openness


@dataclass(frozen=True)
class Refused:
    """Nothing was done, and ``code`` says why; ``detail`` says it to a programmer, in English."""

    code: Code
    detail: str = ""
    openness: Openness | None = None
    """With a number that was refused: whether and until when its service is closed."""
