"""The other yardstick: single durable commits of one small row, one after another, on the same disk.

``python -m benchmarks.commits FOLDER COUNT`` prints the seconds of each as a JSON list. A process of its own, so that a
slowed disk can be preloaded.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

SYNC_MS = 10
SOURCE = Path(__file__).with_name("slow_disk.c")


def commits(folder: Path, count: int, environment: Mapping[str, str] | None = None) -> float:
    """Seconds that one such commit takes: the median of ``count``, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.commits", str(folder), str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env={**os.environ, **(environment or {})})
    return float(statistics.median(json.loads(done.stdout)))


def slowed(folder: Path) -> dict[str, str] | str:
    """The environment in which every sync takes SYNC_MS longer, or why there is none."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return "no C compiler" if compiler is None else "preloading is Linux's way"
    library = folder / "slow_disk.so"
    done = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE)], capture_output=True, check=False
    )
    if done.returncode != 0:
        return f"cc failed: {done.stderr.decode()[:200]}"
    return {"LD_PRELOAD": str(library), "BENCHMARK_SYNC_MS": str(SYNC_MS)}


def _each(folder: Path, count: int) -> list[float]:
    file = folder / "yardstick.sqlite3"
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS ticket (number INTEGER PRIMARY KEY, label TEXT NOT NULL)")
    seconds = []
    for number in range(count):
        began = time.perf_counter()
        connection.execute("INSERT INTO ticket (label) VALUES (?)", (f"A-{number:03d}",))
        seconds.append(time.perf_counter() - began)
    connection.close()
    return seconds


if __name__ == "__main__":
    print(json.dumps(_each(Path(sys.argv[1]), int(sys.argv[2]))))
