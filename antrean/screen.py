"""Whether this machine can show windows, and how large its screens are; asked of Qt in a process of its own,
because Qt ends the whole process when it finds no screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

_ASK = """
import json
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
places = [s.availableGeometry() for s in app.screens()]
print(json.dumps([[p.x(), p.y(), p.width(), p.height()] for p in places]))
"""
PATIENCE = 20.0


@dataclass(frozen=True)
class NoScreen:
    why: str


Place = tuple[int, int, int, int]
"""x, y, width, height in pixels."""


def screens() -> tuple[Place, ...] | NoScreen:
    """The screens' usable places, the first one first; NoScreen with the reason, for a technician."""
    if why := told_of_no_screen():
        return NoScreen(why)
    try:
        asked = subprocess.run(
            [sys.executable, "-c", _ASK], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        places = json.loads(asked.stdout) if asked.returncode == 0 else []
    except (subprocess.TimeoutExpired, ValueError):
        return NoScreen("Qt gave no answer about the screen")
    if not places:
        return NoScreen(asked.stderr.strip().splitlines()[0] if asked.stderr.strip() else "Qt found no screen")
    return tuple((x, y, width, height) for x, y, width, height in places)


def told_of_no_screen() -> str:
    """Why there can be no screen, as far as the environment alone tells; empty when there may be one."""
    if sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        return ""
    return "neither DISPLAY nor WAYLAND_DISPLAY is set"


def side_by_side(place: Place) -> tuple[Place, Place]:
    """Two windows of 16:9 that share one screen: beside each other on a wide one, one above the other on a tall one."""
    x, y, width, height = place
    if width >= height:
        half = width // 2
        tall = min(height, half * 9 // 16)
        top = y + (height - tall) // 2
        return (x, top, half, tall), (x + half, top, width - half, tall)
    half = height // 2
    tall = min(half, width * 9 // 16)
    return (x, y, width, tall), (x, y + half, width, tall)


if __name__ == "__main__":
    answer = screens()
    if isinstance(answer, NoScreen):
        sys.stdout.write(answer.why)
        sys.exit(1)
