"""Looks after child processes: starts them, starts them again when they die, ends them together."""

from __future__ import annotations

import ctypes
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
"""Seconds before a part that died is started again; doubled each time, until it has lived for STEADY_SECONDS."""
STEADY_SECONDS = 60.0
END_SECONDS = 8.0
"""Seconds that a part may take to end when told to."""


@dataclass
class ChildProcess:
    """One child. ``closed_by_person``: exit code 0 means that somebody closed its window, and it stays closed."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    closed_by_person: bool = False
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    due: float = field(default=0.0)
    over: bool = False

    def start(self, now: float) -> None:
        self.began = now
        self.process = subprocess.Popen(
            list(self.command),
            stdin=subprocess.DEVNULL,
            env=dict(self.environment),
            preexec_fn=END_WITH_PARENT,  # noqa: PLW1509 (one thread only)
        )

    def look(self, now: float) -> None:
        """Starts the part again when it died and its pause is over."""
        if self.over:
            return
        if self.process is None:
            if now >= self.due:
                self.start(now)
            return
        code = self.process.poll()
        if code is None:
            return
        self.process = None
        if self.closed_by_person and code == 0:
            self.over = True
            return
        self.pause = (
            FIRST_PAUSE_SECONDS if now - self.began > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        )
        self.due = now + self.pause
        log.warning("the %s ended (%s); starting it again in %.1f s", self.name, _ending(code), self.pause)


def supervise(parts: Sequence[ChildProcess], wanted: Callable[[], bool], step: float = 0.2) -> None:
    """Looks after ``parts`` until ``wanted`` says no or every window was closed; then ends them, last one first."""
    try:
        while wanted():
            now = time.monotonic()
            for part in parts:
                part.look(now)
            windows = [part for part in parts if part.closed_by_person]
            if windows and all(part.over for part in windows):
                return
            time.sleep(step)
    finally:
        for part in reversed(parts):
            end_process(part)


def end_process(part: ChildProcess) -> None:
    """Tells the part to end, and makes it when it does not."""
    part.over = True
    process = part.process
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        log.warning("the %s did not end when told to; ending it by force", part.name)
        process.kill()
        process.wait()


def _ending(code: int) -> str:
    if code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"


def _end_with_parent() -> None:
    """In the child: ask the kernel to be told to end when the parent dies, however it dies (prctl(2))."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


END_WITH_PARENT = _end_with_parent if sys.platform == "linux" else None
"""For ``preexec_fn``: the child goes when this process goes, whatever ends it. Linux only."""
