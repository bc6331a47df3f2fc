"""Whether this machine can show windows, and how large its screens are; asked of Qt in a process of its own,
because Qt ends the whole process when it finds no screen.

Where a program runs from before anybody signed in (a service), its environment does not tell of the screen that comes
later; the desktop session tells the user's systemd, and that is asked.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from shared.window_placement import Rect

_ASK = """
import json
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
places = [s.geometry() for s in app.screens()]
print(json.dumps([[p.x(), p.y(), p.width(), p.height()] for p in places]))
"""
ANSWER_SECONDS = 20.0
SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY")


@dataclass(frozen=True)
class NoScreen:
    why: str


@dataclass(frozen=True)
class Screens:
    places: tuple[Rect, ...]
    """Their places, the first screen's first."""
    environment: Mapping[str, str]
    """With which a program reaches them."""


def screens() -> Screens | NoScreen:
    """The screens that there are now; NoScreen with the reason, for a technician."""
    environment = {**os.environ, **(session_environment() if _untold() else {})}
    if why := why_no_screen(environment):
        return NoScreen(why)
    try:
        asked = subprocess.run(
            [sys.executable, "-c", _ASK],
            capture_output=True,
            text=True,
            timeout=ANSWER_SECONDS,
            check=False,
            env=environment,
        )
        places = json.loads(asked.stdout) if asked.returncode == 0 else []
    except (subprocess.TimeoutExpired, ValueError):
        return NoScreen("Qt gave no answer about the screen")
    if not places:
        return NoScreen(asked.stderr.strip().splitlines()[0] if asked.stderr.strip() else "Qt found no screen")
    return Screens(tuple((x, y, width, height) for x, y, width, height in places), environment)


def why_no_screen(environment: Mapping[str, str] = os.environ) -> str:
    """Why there can be no screen, as far as the environment alone tells; empty when there may be one."""
    if sys.platform != "linux" or any(map(environment.get, (*SCREEN_VARIABLES, "QT_QPA_PLATFORM"))):
        return ""
    return "neither DISPLAY nor WAYLAND_DISPLAY is set"


def _untold() -> bool:
    """Whether our environment names no screen although Qt would need one."""
    windowed = os.environ.get("QT_QPA_PLATFORM", "") in ("", "xcb", "wayland")
    return sys.platform == "linux" and windowed and not any(map(os.environ.get, SCREEN_VARIABLES))


def session_environment() -> dict[str, str]:
    """What a desktop session has told the user's systemd of its screen; empty where there is neither."""
    try:
        asked = subprocess.run(
            ["systemctl", "--user", "show-environment"],
            capture_output=True,
            text=True,
            timeout=ANSWER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    told = dict(line.partition("=")[::2] for line in asked.stdout.splitlines())
    return {name: told[name] for name in (*SCREEN_VARIABLES, "XAUTHORITY") if told.get(name)}


if __name__ == "__main__":
    answer = screens()
    if isinstance(answer, NoScreen):
        sys.stdout.write(answer.why)
        sys.exit(1)
