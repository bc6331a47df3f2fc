"""The expected outcome of a command that was not carried out."""

from __future__ import annotations

from dataclasses import dataclass

from hub.engine.writer import Refusal
from shared.wire import Code, Openness


@dataclass(frozen=True)
class Refused(Refusal):
    """Nothing was done, and ``code`` says why; ``detail`` says it to a programmer, in English."""

    code: Code
    detail: str = ""
    openness: Openness | None = None
    """With a number that was refused: whether and until when its service is closed."""


def storage_refusal(trouble: str) -> Refused:
    """What everybody is answered whose command could not be written to the disk."""
    return Refused(Code.STORAGE, f"the queue file could not be written: {trouble}")
