"""The rows on what visitors see and hear, and on how large and how soon there everything is."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

from benchmarks import processes, servers
from benchmarks.figures import Figure, missing, most
from benchmarks.servers import Hub
from benchmarks.windows import WAIT_SECONDS, Window, player, window

BOARD, KIOSK = "1920x1080", "1080x1920"
HOW_SEEN = (
    "{count} times; from the {what} until the window has drawn (software rendering, no fades), as its process says"
)


def figures(quick: bool) -> Iterator[Figure]:
    count, rest = (3, 2.0) if quick else (100, 20.0)
    with tempfile.TemporaryDirectory(prefix="antrean-benchmark-") as folder:
        data = Path(folder)
        heard = player(data / "programs")
        with (
            servers.hub(data) as hub,
            ExitStack() as more,
            window("kiosk", hub, KIOSK, "--printer", "screen:") as kiosk,
        ):
            first = kiosk.drawn_when(lambda state: state["page"] == "home") - kiosk.began
            board = more.enter_context(window("display", hub, BOARD, path=heard.parent))
            board.drawn_when(lambda state: state["page"] == "board")
            if processes.measurable():
                yield from _at_rest(hub, rest)
            yield from _called(hub, board, heard, count)
            yield _touched(hub, kiosk, count)
            yield most("hub ready after its start", "s", hub.ready, 1.0, "until /healthz answers")
            yield most("kiosk: first screen after its start", "s", first, 1.5, "until the agencies are drawn")
            yield from _memory(hub, kiosk, board)


def _called(hub: Hub, board: Window, heard: Path, count: int) -> Iterator[Figure]:
    counter = json.loads(hub.ask("/hall"))["counters"][0]
    drawn, sounded = [], []
    for _ in range(count):
        hub.ask("/tickets", {"service": counter["services"][0]})
        began, clock = time.monotonic(), time.time()
        call = json.loads(hub.ask(f"/counters/{counter['number']}/call-next", {}))["call"]["id"]
        drawn.append(board.drawn_when(partial(_shows, call)) - began)
        sounded.append(_heard(heard, clock) - clock)
        hub.ask(f"/counters/{counter['number']}/start", {})
        _until_spoken(board)
    what = HOW_SEEN.format(count=count, what="counter's request (its commit included)")
    yield most("call → board has drawn it, p99", "ms", _quantile(drawn, 0.99) * 1000, 50, what)
    how = f"{count} times; from the counter's request until the system's player has the first sample"
    yield most("call → first sound, p95", "ms", _quantile(sounded, 0.95) * 1000, 300, how)


def _shows(call: int, state: dict[str, Any]) -> bool:
    return bool(state["call"] == call)


def _heard(heard: Path, since: float) -> float:
    """When the player first got a sample after ``since``; both by the system's clock."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        for line in heard.read_text(encoding="ascii").splitlines():
            if (at := int(line) / 1e9) > since:
                return at
        time.sleep(0.01)
    raise RuntimeError("nothing was heard")


def _until_spoken(board: Window) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while board.remote.ask("state")["unconfirmed"] and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.3)


def _touched(hub: Hub, kiosk: Window, count: int) -> Figure:
    service = json.loads(hub.ask("/hall"))["services"][0]
    seconds = []
    for _ in range(count):
        kiosk.remote.touch(f"agency-{service['agency']}")
        kiosk.remote.wait(f"take-{service['code']}")
        began = time.monotonic()
        kiosk.remote.ask("touch", object=f"take-{service['code']}")
        seconds.append(kiosk.drawn_when(lambda state: state["page"] == "ticket" and bool(state["label"])) - began)
        kiosk.remote.touch("home")
        kiosk.drawn_when(lambda state: state["page"] == "home")
    how = HOW_SEEN.format(count=count, what="touch")
    return most("touch → number on the screen, p99", "ms", _quantile(seconds, 0.99) * 1000, 100, how)


def _quantile(seconds: list[float], share: float) -> float:
    """The nearest rank: of a hundred, the 99 % quantile is the second longest."""
    return sorted(seconds)[ceil(share * len(seconds)) - 1]


def _memory(hub: Hub, kiosk: Window, board: Window) -> Iterator[Figure]:
    for name, pid, target in (("hub", hub.pid, 90), ("kiosk", kiosk.pid, 180), ("display", board.pid, 200)):
        row = f"memory, {name}"
        if not processes.measurable():
            yield missing(row, "no /proc")
            continue
        share = processes.proportional_mb(pid)
        how = f"resident, what it shares with others counted in full; in proportion {share:.0f} MB"
        yield most(row, "MB", processes.resident_mb(pid), target, how)


def _at_rest(hub: Hub, seconds: float) -> Iterator[Figure]:
    before, began = processes.computing_seconds(hub.pid), time.monotonic()
    time.sleep(seconds)
    share = (processes.computing_seconds(hub.pid) - before) / (time.monotonic() - began) * 100
    yield most("hub at rest, CPU of one core", "%", share, 1, f"over {seconds:g} s, a kiosk and a board connected")
