"""The rows on visitors' phones of two builds: what a call costs and how soon it is heard while thousands follow."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from math import ceil
from random import Random
from typing import NamedTuple
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from benchmarks import servers
from benchmarks.builds import Build
from benchmarks.comparison import Compared, Effort, Pair, Turns, in_turn, informs, itself_at_most
from benchmarks.phones import Follow, Heard, first_after, following
from benchmarks.processes import computing_seconds, must_be_measurable, resident_mb
from benchmarks.servers import Hub
from shared.wire import API

CROWD, OLD_CROWD, OLD_FROM_ONE = 5_000, 1_000, 250
"""Phones of this checkout, all from one address; and of builds that allow 1,000, 300 of them from one address."""
FULL_CALLS, QUICK_CALLS = 20, 3
CALL_SECONDS = 3.0
"""Between two calls: 20 in a minute."""
ANNOUNCED_SECONDS = 0.3
"""After a call the board says that it was announced."""
STARTED_SECONDS = 0.4, 2.9
"""After a call the counter says that it serves, at a moment between these: some calls come while phones are still told
of that."""
QUIET_SECONDS = 0.4
"""The same while nobody is there to be told; the next call follows at once."""
SETTLE_SECONDS = 3.0


class Followed(NamedTuple):
    """One build with its phones, while its counters call."""

    phones: int
    each_ms: float
    """Milliseconds that the hub computed for each phone and call, everything included."""
    quiet_ms: float
    """99 % of the calls were on the stream of a board within so many milliseconds while no phone followed."""
    board_ms: float
    """The same while phones followed."""
    phone_ms: float
    """99 % of the phones heard of a call within so many milliseconds."""
    each_kb: float
    """Kilobytes that the hub grew by for each phone."""
    call_bytes: float
    """Bytes to each phone for each call."""


def phones(builds: Pair, effort: Effort) -> Iterator[Compared]:
    """Everybody waits in one line, which is called from all of its counters in turn."""
    must_be_measurable()
    quick = effort.phones < OLD_FROM_ONE
    calls = QUICK_CALLS if quick else FULL_CALLS

    def measured(build: Build) -> Followed:
        if build is builds.before:
            count, from_one = min(OLD_CROWD, effort.phones if quick else OLD_CROWD), OLD_FROM_ONE
        else:
            count = effort.phones if quick else CROWD
            from_one = count
        with servers.hub_on_fresh_file(build) as hub:
            return _followed(hub, count, from_one, calls)

    before, after = in_turn(builds, max(1, effort.rounds // 4), measured)
    how = (
        f"{before[0].phones} phones with the older build, {after[0].phones} from one address with this; "
        f"{calls} calls of one line, {60 / CALL_SECONDS:g} in a minute, each announced and served"
    )

    def turns(name: str) -> Turns:
        return Turns([getattr(one, name) for one in before], [getattr(one, name) for one in after])

    yield itself_at_most("hub's computing time for each phone and call", "ms", turns("each_ms"), 0.1, how)
    name = "call → on the board's stream, p99, no phone there"
    yield informs(name, "ms", turns("quiet_ms"), f"{calls} calls before; how calm the machine was")
    name = "call → on the board's stream, p99, while phones follow"
    yield itself_at_most(name, "ms", turns("board_ms"), 50, f"{how}; from the counter's request")
    name = "call → every phone of the line, p99"
    yield itself_at_most(name, "ms", turns("phone_ms"), 1000, f"{how}; from the counter's request")
    yield itself_at_most("hub's memory for each phone", "KB", turns("each_kb"), 15, how)
    yield itself_at_most("sent to each phone for each call", "bytes", turns("call_bytes"), 3000, how)


def _followed(hub: Hub, count: int, from_one: int, calls: int) -> Followed:
    counters, tokens = _numbers(hub, count + 2 * calls)
    with _board(hub) as board:
        quiet = [_call(hub, board, counters[nth % len(counters)], QUIET_SECONDS) for nth in range(calls)]
    before = resident_mb(hub.pid)
    with (
        _board(hub) as board,
        following(Follow(hub.url, tuple(tokens[2 * calls :]), from_one)) as phones,
    ):
        time.sleep(SETTLE_SECONDS)
        each_kb = (resident_mb(hub.pid) - before) * 1024 / count
        began = computing_seconds(hub.pid)
        chance = Random(calls)
        called = []
        for nth in range(calls):
            called.append(_call(hub, board, counters[nth % len(counters)], chance.uniform(*STARTED_SECONDS)))
            time.sleep(max(0.0, CALL_SECONDS - (time.perf_counter() - called[-1][0])))
        each_ms = (computing_seconds(hub.pid) - began) * 1000 / (count * calls)
        heard = phones.heard()
    return Followed(
        count,
        each_ms,
        _p99([shown - asked for asked, shown in quiet]) * 1000,
        _p99([shown - asked for asked, shown in called]) * 1000,
        _p99(_delays(heard, [asked for asked, _ in called])) * 1000,
        each_kb,
        heard.bytes / (count * calls),
    )


def _delays(heard: Heard, calls: list[float]) -> list[float]:
    """Seconds from each call until each phone heard something new. Raises RuntimeError when one did not."""
    if heard.ended:
        raise RuntimeError(f"the hub ended {heard.ended} streams")
    found = []
    for at in heard.at:
        for call in calls:
            first = first_after(at, call)
            if first is None:
                raise RuntimeError("not every phone heard of every call")
            found.append(first - call)
    return found


def _numbers(hub: Hub, count: int) -> tuple[list[int], list[str]]:
    """So many numbers of one line, in order: the counters that call it, and the numbers' tokens."""
    counters = json.loads(hub.ask("/hall"))["counters"]
    services = counters[0]["services"]
    line = HTTPConnection(urlsplit(hub.url).netloc)
    key = {"Authorization": f"Bearer {hub.key('kiosk')}"}
    tokens = []
    for nth in range(count):
        line.request("POST", f"{API}/tickets", json.dumps({"service": services[nth % len(services)]}), key)
        tokens.append(str(json.loads(line.getresponse().read())["token"]))
    line.close()
    return [one["number"] for one in counters if one["services"] == services], tokens


def _call(hub: Hub, board: _Board, counter: int, started: float) -> tuple[float, float]:
    """When the call was asked for and when it was on the board's stream. The counter serves ``started`` seconds
    after."""
    began = time.perf_counter()
    call = json.loads(hub.ask(f"/counters/{counter}/call-next", {}))["call"]["id"]
    shown = board.shown(call)
    time.sleep(ANNOUNCED_SECONDS)
    hub.ask(f"/calls/{call}/announced", {})
    time.sleep(started - ANNOUNCED_SECONDS)
    hub.ask(f"/counters/{counter}/start", {})
    return began, shown


class _Board:
    """Reads a board's stream in a thread of its own, and notes when each call came."""

    def __init__(self, line: ClientConnection) -> None:
        self._calls: dict[int, float] = {}
        self._came = threading.Condition()
        self._reader = threading.Thread(target=self._read, args=(line,), daemon=True)
        self._reader.start()

    def shown(self, call: int) -> float:
        with self._came:
            if not self._came.wait_for(lambda: call in self._calls, servers.PROCESS_SECONDS):
                raise RuntimeError("a call did not come to the board")
            return self._calls[call]

    def _read(self, line: ClientConnection) -> None:
        for text in line:
            now = time.perf_counter()
            call = (json.loads(text).get("event") or {}).get("call")
            if call is not None:
                with self._came:
                    self._calls.setdefault(call["id"], now)
                    self._came.notify()


@contextmanager
def _board(hub: Hub) -> Iterator[_Board]:
    address = hub.url.replace("http", "ws", 1) + f"{API}/stream"
    headers = {"Authorization": f"Bearer {hub.key('display')}"}
    with connect(address, additional_headers=headers, max_size=None, proxy=None) as line:
        yield _Board(line)


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[ceil(0.99 * len(seconds)) - 1]
