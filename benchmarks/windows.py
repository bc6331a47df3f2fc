"""A kiosk and a board as processes of their own, with a screen in memory, watched through the socket of the tour."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from antrean.tour.remote import RemoteWindow
from benchmarks.builds import THIS, Build
from benchmarks.figures import MissingError
from benchmarks.servers import Hub

WAIT_SECONDS = 30.0
"""Seconds until something that must come is given up."""
NEXT_FRAME_SECONDS = 0.04
"""Seconds in which a window that has something new draws it."""

PLAYER = """#!/bin/sh
head -c 1 > /dev/null
date +%s%N >> "{heard}"
exec cat > /dev/null
"""
"""Stands for the sound system's player: notes when the first sample came, and is done at once."""


@dataclass(frozen=True)
class Window:
    remote: RemoteWindow
    pid: int
    began: float
    """When the process was started, on the steady clock."""

    def drawn_when(self, shows: Callable[[dict[str, Any]], bool]) -> float:
        """The moment, on the steady clock, at which the first frame after ``shows`` became true was drawn."""
        before, began = 0.0, time.monotonic()
        while not shows(self.remote.ask("state")):
            before = time.monotonic()
            if before > began + WAIT_SECONDS:
                raise RuntimeError(f"the {self.remote.name} did not show it: {self.remote.ask('state')}")
        seen = time.monotonic()
        while (at := float(self.remote.ask("frame")["at"])) < seen:
            if at > before and time.monotonic() > seen + NEXT_FRAME_SECONDS:
                break
            if time.monotonic() > seen + WAIT_SECONDS:
                raise RuntimeError(f"the {self.remote.name} did not draw")
        return at


@contextmanager
def window(
    name: str,
    hub: Hub,
    size: str,
    *arguments: str,
    path: Path | None = None,
    build: Build = THIS,
    x11: str = "",
    motion: bool = False,
) -> Iterator[Window]:
    """A ``kiosk`` or ``display`` at this hub; ``path`` is a folder whose programs come before the system's, ``x11`` the
    name of an X11 screen that it opens on instead of one in memory. Without ``motion`` nothing fades or moves."""
    folder = hub.data
    screen = folder / f"{name}-screen.json"
    width, height = map(int, size.split("x"))
    pixels = {"name": name, "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96}
    screen.write_text(json.dumps({"screens": [{**pixels, "dpr": 1}]}), encoding="ascii")
    environment = {
        **build.environment,
        "QT_QPA_PLATFORM": "xcb" if x11 else f"offscreen:configfile={screen}",
        **({"DISPLAY": x11} if x11 else {}),
        "QT_QUICK_BACKEND": "software",
        "ANTREAN_KEY": hub.key(name),
        "PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"],
    }
    command = build.command(name, "--hub", hub.url, "--data", str(folder))
    command += ["--remote", str(folder / name), *([] if motion else ["--reduce-motion"]), *arguments]
    with (folder / f"{name}.log").open("wb") as log:
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=build.root, env=environment
        )
    remote = RemoteWindow(name, folder / name)
    try:
        remote.connect(lambda: process.poll() is None)
        yield Window(remote, process.pid, began)
    finally:
        remote.close()
        process.terminate()
        process.wait(WAIT_SECONDS)


@contextmanager
def x11_screen(size: str) -> Iterator[str]:
    """The name of a virtual X11 screen, ended afterwards. Raises MissingError where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        raise MissingError("no Xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, pass_fds=(writing,))
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            name = told.readline().strip()
        if not name:
            raise MissingError("Xvfb did not start")
        yield f":{name}"
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def player(folder: Path) -> Path:
    """Puts a player and its sound server's word into ``folder``; answers where the player notes what it heard."""
    folder.mkdir()
    heard = folder / "heard"
    heard.touch()
    for name, script in (("paplay", PLAYER.format(heard=heard)), ("pactl", "#!/bin/sh\necho benchmark\n")):
        program = folder / name
        program.write_text(script, encoding="ascii")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return heard
