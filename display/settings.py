"""What a board is told when it starts, and how long things stay on it; nothing is read from the environment here."""

from __future__ import annotations

from dataclasses import dataclass, field

from display.voice_choice import AutoVoice, VoiceChoice
from shared.qt.device import DeviceSettings


@dataclass(frozen=True)
class BoardTimes:
    """How long things stay on the board, in seconds. A call stays for as long as its announcement lasts, spoken or not
    (``display.voice.announcer``)."""

    settle: float = 40.0
    """So long after its announcement the last call stays highlighted while nothing else is called."""
    lost: float = 2.5
    """The hub may be gone so long before the board says so: a restart passes unseen."""
    info: float = 14.0
    """One notice of the information panel."""
    page: float = 12.0
    """One page of agencies, where not all fit."""


@dataclass(frozen=True, kw_only=True)
class DisplaySettings(DeviceSettings):
    """One board."""

    name: str = "display"
    zone: str | None = None
    """Shows and speaks only this zone's calls; None: the whole hall's."""
    voice: VoiceChoice = field(default_factory=AutoVoice)
    times: BoardTimes = field(default_factory=BoardTimes)
