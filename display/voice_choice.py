"""What ``--voice`` may say, read in one place: "auto", "none" or "file:DIR". Nothing is played, no folder is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

EXPECTED = "expected auto, none or file:DIR"


class VoiceError(ValueError):
    """The text names no voice; it says what was expected."""


@dataclass(frozen=True)
class AutoVoice:
    """What plays on this system."""


@dataclass(frozen=True)
class NoVoiceWanted:
    """The board has no voice, on purpose."""


@dataclass(frozen=True)
class VoiceFolder:
    """Announcements are written there as WAV files instead of being played."""

    path: Path


VoiceChoice = AutoVoice | NoVoiceWanted | VoiceFolder


def voice_choice(text: str) -> VoiceChoice:
    """Raises VoiceError."""
    if text == "auto":
        return AutoVoice()
    if text == "none":
        return NoVoiceWanted()
    kind, _, folder = text.partition(":")
    if kind == "file" and folder:
        return VoiceFolder(Path(folder))
    raise VoiceError(f"{text!r}: {EXPECTED}")
