"""What a kiosk is told when it starts; nothing is read from the environment here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shared.window_placement import ScreenShare


@dataclass(frozen=True)
class KioskSettings:
    """One kiosk. ``geometry`` is (x, y, width, height) in pixels; None fills the screen."""

    hub: str
    """Base address, e.g. "http://127.0.0.1:8470"."""
    key: str
    """A key with the role "kiosk"; empty where it has none yet and is to be paired first."""
    ca: Path | None = None
    """Certificates to trust where the hub's address begins with https, beside the system's."""
    printer: str = "screen:"
    """Where papers are printed: an address as ``kiosk.paper.printers`` reads it."""
    geometry: tuple[int, int, int, int] | None = None
    share: ScreenShare | None = None
    """Its share of the screens, where it was started together with another window."""
    pixels_per_mm: float | None = None
    """How large the screen really is; None: as the screen says, if it says something that can be true."""
    reduce_motion: bool = False
    data: Path | None = None
    """Folder of what is kept of a pairing, and of the journal (``<name>.sqlite3``), which no other kiosk may use; None:
    nothing outlives a restart, and there are no numbers while the hub is away."""
    name: str = "kiosk"
    """The application's name."""
    remote: Path | None = None
    """A local socket on which a tour touches and takes pictures; None offers none."""
