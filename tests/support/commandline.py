"""Runs ``antrean`` as a person at a terminal does, and looks at what is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 150.0
NO_SCREEN = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def trouble(self) -> str:
        """What a failed command said; fails when it is not plain."""
        assert self.out == "", self.out
        assert "Traceback" not in self.err, self.err
        assert "Exception" not in self.err, self.err
        return self.err.removeprefix("antrean: ").strip()

    @property
    def usage(self) -> str:
        """What a wrongly used command said: exit 2, its usage, and what was expected."""
        assert self.code == 2, self.err
        assert self.trouble.startswith("Usage: "), self.err
        return self.err.rpartition("Error: ")[2].strip()


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours without what a person may have set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANTREAN_")}
    return kept | dict(more or {})


def antrean(*arguments: object, env: Mapping[str, str] | None = None, stdin: str = "") -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "antrean", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(env),
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not yet collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def handled(pid: int, how: str) -> set[signal.Signals]:
    """The signals that a process catches ("SigCgt") or ignores ("SigIgn"). Linux."""
    with suppress(OSError):
        lines = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        return {one for one in signal.Signals if int(lines[how], 16) & 1 << (one - 1)}
    return set()


def descendants(pid: int) -> dict[int, str]:
    """Every process below ``pid``: its command line. Linux."""
    found: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        found[int(entry.name)] = f"{parent} {line}"
    parents = {child: int(line.split()[0]) for child, line in found.items()}
    below, grown = {pid}, True
    while grown:
        new = {child for child, parent in parents.items() if parent in below} - below
        below |= new
        grown = bool(new)
    return {child: found[child].split(" ", 1)[1] for child in below - {pid}}


def wait_until(condition: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.02)
    raise AssertionError(f"waited {PATIENCE:.0f} s in vain until {what}")


def gone_all(pids: Collection[int]) -> None:
    """Fails when one of the processes stays alive; ends them all the same."""
    try:
        wait_until(lambda: not any(map(alive, pids)), f"none of {sorted(pids)} is left")
    finally:
        for pid in filter(alive, pids):
            os.kill(pid, signal.SIGKILL)
