"""The rows on the kiosk of two builds: its memory in an X11 window, fresh and after visits that use all it can do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks import servers
from benchmarks.builds import Build
from benchmarks.comparison import Compared, Effort, Pair, Turns, at_most, in_turn, informs
from benchmarks.processes import must_be_measurable, resident_mb
from benchmarks.windows import Window, window, x11_screen

SIZE = "1080x1920"
SITE = "batu"
"""A hall that both builds know."""
SEARCHED = "ktp"
NO_SHEET = ("", "none")
"""What a kiosk calls it when no sheet lies over its page."""


class KioskMemory(NamedTuple):
    """Megabytes."""

    fresh: float
    worn: float


def memory(builds: Pair, effort: Effort) -> Iterator[Compared]:
    must_be_measurable()

    def visited(build: Build) -> KioskMemory:
        with (
            x11_screen(SIZE) as screen,
            servers.hub_on_fresh_file(build, SITE) as hub,
            window("kiosk", hub, SIZE, "--printer", "screen:", build=build, x11=screen) as kiosk,
        ):
            kiosk.drawn_when(lambda state: state["page"] == "home")
            fresh = resident_mb(kiosk.pid)
            first = first_services(hub)
            for nth in range(effort.touches):
                visit(kiosk, nth, first)
            return KioskMemory(fresh, resident_mb(kiosk.pid))

    before, after = in_turn(builds, 1, visited)
    how = f"site {SITE}, X11 window of {SIZE}, software rendering; resident, what it shares counted in full"
    fresh = Turns([one.fresh for one in before], [one.fresh for one in after])
    yield informs("kiosk's memory, fresh", "MB", fresh, how)
    worn = Turns([one.worn for one in before], [one.worn for one in after])
    note = f"{how}; both languages, a search and the easy mode in turn"
    yield at_most(f"kiosk's memory after {effort.touches} visits", "MB", worn, 0.65, note)


def first_services(hub: servers.Hub) -> list[dict[str, str]]:
    """The first service of each agency: it is to be seen without sliding."""
    found: dict[str, dict[str, str]] = {}
    for service in json.loads(hub.ask("/hall"))["services"]:
        found.setdefault(service["agency"], service)
    return list(found.values())


def visit(kiosk: Window, nth: int, services: Sequence[dict[str, str]]) -> None:
    """One visitor, by touch alone: every second one reads English, every fifth searches, every fifth uses the easy
    mode (where only the first agencies are to be seen without turning a page); then a number, and home."""
    remote = kiosk.remote
    service = services[0 if nth % 5 == 3 else nth % len(services)]
    if nth % 2:
        remote.touch("language-en")
    if nth % 5 == 1:
        _search(kiosk)
    if nth % 5 == 3:
        remote.touch("easy")
        kiosk.drawn_when(lambda state: state["page"] == "home")
    remote.touch(f"agency-{service['agency']}")
    remote.touch(f"take-{service['code']}")
    kiosk.drawn_when(lambda state: state["page"] == "ticket" and bool(state["label"]) and not state["printing"])
    remote.touch("home")
    kiosk.drawn_when(lambda state: state["page"] == "home")


def _search(kiosk: Window) -> None:
    kiosk.remote.touch("search")
    for letter in SEARCHED:
        kiosk.remote.touch(f"key-{letter}")
    kiosk.remote.touch("close")
    kiosk.drawn_when(lambda state: state["sheet"] in NO_SHEET)
