"""The rows on the board of two builds: how often it draws at 4K without a GPU, and what that costs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from benchmarks import servers
from benchmarks.builds import Build
from benchmarks.comparison import Compared, Effort, Pair, Turns, in_turn, itself_at_least, itself_at_most
from benchmarks.processes import computing_seconds, must_be_measurable
from benchmarks.windows import Window, window, x11_screen

SIZE = "3840x2160"
SITE = "batu"
"""A hall that both builds know, with more news than the ticker shows at once."""
PULSE_SECONDS = 2.0
"""A call pulses for 2.4 s; it is looked at for so long."""
POLL_SECONDS = 0.005
"""Time between two questions for the last frame: frames come no faster than every 16 ms."""


class Drawing(NamedTuple):
    """While a call pulses and the ticker runs."""

    frames_a_second: float
    core_percent: float


def frames(builds: Pair, effort: Effort) -> Iterator[Compared]:
    must_be_measurable()
    calls = max(2, round(effort.frames_seconds / PULSE_SECONDS))

    def drawn(build: Build) -> Drawing:
        with (
            x11_screen(SIZE) as screen,
            servers.hub_on_fresh_file(build, SITE) as hub,
            window("display", hub, SIZE, "--voice", "none", build=build, x11=screen, motion=True) as board,
        ):
            board.drawn_when(lambda state: state["page"] == "board")
            found = [pulse(hub, board) for _ in range(calls)]
            return Drawing(*(median(column) for column in zip(*found, strict=True)))

    before, after = in_turn(builds, 1, drawn)
    how = f"X11 window of {SIZE}, software rendering, while a call pulses and the ticker runs; median of {calls} calls"
    rate = Turns([one.frames_a_second for one in before], [one.frames_a_second for one in after])
    yield itself_at_least("board at 4K: frames a second", "/s", rate, 30, how)
    cost = Turns([one.core_percent for one in before], [one.core_percent for one in after])
    yield itself_at_most("board at 4K: computing time, share of a core", "%", cost, 100, how)


def pulse(hub: servers.Hub, board: Window) -> Drawing:
    """Calls a number and watches the board draw its pulse."""
    counter = json.loads(hub.ask("/hall"))["counters"][0]
    hub.ask("/tickets", {"service": counter["services"][0]})
    call = json.loads(hub.ask(f"/counters/{counter['number']}/call-next", {}))["call"]["id"]
    board.drawn_when(lambda state: bool(state["call"] == call))
    began, computed = time.monotonic(), computing_seconds(board.pid)
    drawn: set[float] = set()
    while (now := time.monotonic()) < began + PULSE_SECONDS:
        drawn.add(float(board.remote.ask("frame")["at"]))
        time.sleep(POLL_SECONDS)
    seconds = now - began
    found = Drawing(len(drawn) / seconds, (computing_seconds(board.pid) - computed) / seconds * 100)
    hub.ask(f"/counters/{counter['number']}/start", {})
    return found
