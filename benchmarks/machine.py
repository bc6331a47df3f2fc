"""How fast this machine is at the moment: a fixed computation, so that figures of two days can be read side by side.

The computation never changes: whoever changes it gives it a new name. It needs no disk, no network and nothing of
Antrean, and does in Python what the hub spends its time on: text, dictionaries, JSON and a digest.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.figures import Figure, informs

NAME = "fixed computation no. 1"
ROUNDS = 2_000
"""Tickets in one computation."""
EXPECTED = "406ffd900616a62b"
"""What it must come to, so that a computation which was cut short is no figure."""


def compute() -> str:
    """The computation; the first 16 hexadecimal digits of what it comes to."""
    digest = hashlib.sha256()
    ahead: dict[str, int] = {}
    for nth in range(ROUNDS):
        service = f"agency{nth % 22}.service{nth % 7}"
        ahead[service] = ahead.get(service, 0) + 1
        ticket = {
            "id": nth,
            "label": f"{'ABCDEFGH'[nth % 8]}-{nth % 1000:03d}",
            "service": service,
            "ahead": ahead[service],
            "steps": [{"state": "waiting", "number": step, "priority": step == 0} for step in range(3)],
        }
        text = json.dumps(ticket, sort_keys=True)
        digest.update(json.dumps(json.loads(text), sort_keys=True).encode())
    return digest.hexdigest()[:16]


def timed(times: int) -> list[float]:
    """Milliseconds of each of ``times`` computations, after one that does not count. Raises RuntimeError when it does
    not come to what it must."""
    found = []
    for nth in range(times + 1):
        began = time.perf_counter()
        result = compute()
        if result != EXPECTED:
            raise RuntimeError(f"{NAME} came to {result}, expected {EXPECTED}")
        if nth:
            found.append((time.perf_counter() - began) * 1000)
    return found


def figures(times: int) -> Iterator[Figure]:
    """One row for one core, one for two computations at once; ``times`` each."""
    alone = timed(times)
    yield informs("the machine: " + NAME, "ms", min(alone), _note(alone, times))
    command = [sys.executable, "-m", "benchmarks.machine", str(times)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    answers = [process.communicate()[0] for process in both]
    if any(process.returncode for process in both):
        raise RuntimeError(f"{NAME} failed in a process of its own")
    slower = max((json.loads(answer) for answer in answers), key=min)
    yield informs("the machine: two of them at once", "ms", min(slower), _note(slower, times))


def _note(each: list[float], times: int) -> str:
    return f"quickest of {times}, the median {statistics.median(each):.0f} ms: the nearer, the calmer the machine was"


if __name__ == "__main__":
    print(json.dumps(timed(int(sys.argv[1]))))
