"""What a kiosk is told when it starts; nothing is read from the environment here."""

from __future__ import annotations

from dataclasses import dataclass

from shared.qt.device import DeviceSettings


@dataclass(frozen=True, kw_only=True)
class KioskSettings(DeviceSettings):
    """One kiosk. ``data`` also holds its own file (``<name>.sqlite3``), which no other kiosk may use; without
    the folder there are no numbers while the hub is away."""

    name: str = "kiosk"
    printer: str = "screen:"
    """Where papers are printed: an address as ``kiosk.paper.printers`` reads it."""
    pixels_per_mm: float | None = None
    """How large the screen really is; None: as the screen says, if it says something that can be true."""
