"""What a running part has cost so far: computing time and memory, its child processes included. Linux only."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.figures import MissingError

_PROCESS_CLOCK = 2
"""Linux: a process's computing time as a clock is ``~pid << 3 | 2`` (``CPUCLOCK_SCHED`` of ``posix-timers.h``)."""


def computing_seconds(pid: int) -> float:
    """Seconds that the process, its threads and its living children have computed, exact to less than a microsecond
    (``/proc/PID/stat`` tells the same in hundredths of a second)."""
    return sum(time.clock_gettime((~one << 3) | _PROCESS_CLOCK) for one in _family(pid))


def resident_mb(pid: int) -> float:
    """Megabytes in memory of the process and its children; what they share with others is counted in full."""
    return sum(_rollup(one)["Rss"] for one in _family(pid))


def proportional_mb(pid: int) -> float:
    """The same with what is shared divided among those who share it."""
    return sum(_rollup(one)["Pss"] for one in _family(pid))


def measurable() -> bool:
    return Path("/proc/self/smaps_rollup").exists()


def must_be_measurable() -> None:
    """Raises MissingError."""
    if not measurable():
        raise MissingError("no /proc")


def _rollup(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}


def _family(pid: int) -> list[int]:
    """The process and whoever descends from it."""
    must_be_measurable()
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found
