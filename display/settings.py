"""What a board is told when it starts, and how long things stay on it; nothing is read from the environment here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from display.voice_choice import AutoVoice, VoiceChoice
from shared.window_placement import ScreenShare


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


@dataclass(frozen=True)
class DisplaySettings:
    """One board. ``geometry`` is (x, y, width, height) in pixels; None fills the screen."""

    hub: str
    """Base address, e.g. "http://127.0.0.1:8470"."""
    key: str
    """A key with the role "display"; empty where it has none yet and is to be paired first."""
    ca: Path | None = None
    """Certificates to trust where the hub's address begins with https, beside the system's."""
    zone: str | None = None
    """Shows and speaks only this zone's calls; None: the whole hall's."""
    voice: VoiceChoice = field(default_factory=AutoVoice)
    geometry: tuple[int, int, int, int] | None = None
    share: ScreenShare | None = None
    """Its share of the screens, where it was started together with another window."""
    name: str = "display"
    """The application's name."""
    remote: Path | None = None
    """A local socket on which a tour asks for pictures; None offers none."""
    reduce_motion: bool = False
    data: Path | None = None
    """Folder of what is kept of a pairing; None: it is for this run only."""
    times: BoardTimes = BoardTimes()
