"""The rows on the hub under load and on one client alone, on an empty file and on one with history."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load, nothing, servers
from benchmarks.commits import SYNC_MS, commits, slowed
from benchmarks.figures import Figure, at_least, missing, most, within
from benchmarks.history import HistoryFile, file_with
from benchmarks.load import LoadPlan, LoadResult
from shared.wire import API

CLIENTS = 32


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    numbers: int
    """Numbers taken in each round; a busy hall's day."""
    rounds: int
    alone: int
    """Requests of one client."""
    past: int
    """Old tickets in the file."""


FULL = Size(numbers=3000, rounds=5, alone=400, past=1_000_000)
QUICK = Size(numbers=300, rounds=1, alone=40, past=50_000)


def figures(size: Size) -> Iterator[Figure]:
    with servers.route_that_does_nothing() as yardstick:
        yield from _crowd(size, yardstick)
        yield _slow(size)
        yield from _alone(size, yardstick)
    yield from _past(size)


@contextmanager
def _hub(past: HistoryFile | None = None, environment: Mapping[str, str] | None = None) -> Iterator[servers.Hub]:
    with tempfile.TemporaryDirectory(prefix="antrean-benchmark-") as folder:
        if past is not None:
            past.copy_to(Path(folder))
        with servers.hub(Path(folder), environment) as running:
            yield running


def warm_up(clients: int) -> int:
    """Requests that go before those which count."""
    return clients * 4


def numbers_taken(hub: servers.Hub, clients: int, count: int) -> LoadResult:
    """Numbers for all services in turn, as kiosks take them, each with an idempotency key."""
    services = [one["code"] for one in json.loads(hub.ask("/hall"))["services"]]
    bodies = tuple(json.dumps({"service": code}) for code in services)
    key = hub.key("kiosk")
    found = load.run(
        LoadPlan(hub.url, (f"{API}/tickets",), clients, count, warm_up(clients), bodies=bodies, key=key, once="take")
    )
    if set(found.statuses) != {201}:
        raise RuntimeError(f"not every number was given: {found.statuses}")
    return found


def nothing_done(url: str, clients: int, count: int) -> LoadResult:
    """As many requests of the same size to the route that does nothing."""
    body = ('{"service": "dukcapil.ktp"}',)
    return load.run(
        LoadPlan(url, (nothing.PATH,), clients, count, warm_up(clients), bodies=body, key="k" * 43, once="nothing")
    )


def _crowd(size: Size, yardstick: str) -> Iterator[Figure]:
    ours, theirs = [], []
    for _ in range(size.rounds):
        theirs.append(nothing_done(yardstick, CLIENTS, size.numbers).rate)
        with _hub() as running:
            ours.append(numbers_taken(running, CLIENTS, size.numbers).rate)
    ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
    note = f"{size.rounds} × {size.numbers} numbers on a fresh file; yardstick: a FastAPI route that does nothing"
    yield at_least(
        "take a number, 32 clients", "/s", statistics.median(ours), statistics.median(theirs), ratio, 0.6, note
    )
    with servers.constant_answer() as url:
        ceiling = nothing_done(url, CLIENTS, size.numbers * 4).rate
    best = statistics.median(theirs)
    note = "against a server that only writes a constant; yardstick: the route that does nothing, as above"
    yield at_least("what the load can ask, 32 clients", "/s", ceiling, best, ceiling / best, 1.2, note)


def _slow(size: Size) -> Figure:
    name = f"take a number, 32 clients, every sync {SYNC_MS} ms slower"
    with tempfile.TemporaryDirectory(prefix="antrean-benchmark-") as folder:
        environment = slowed(Path(folder))
        if isinstance(environment, str):
            return missing(name, environment)
        single = 1 / commits(Path(folder), 50, environment)
        with _hub(environment=environment) as running:
            rate = numbers_taken(running, CLIENTS, size.numbers).rate
    note = f"{size.numbers} numbers; yardstick: single durable commits one after another on the same slowed disk"
    return at_least(name, "/s", rate, single, rate / single, 15, note)


def _alone(size: Size, yardstick: str) -> Iterator[Figure]:
    with _hub() as running:
        commit = commits(running.data, size.alone)
        trip = nothing_done(yardstick, 1, size.alone).quantile(0.5)
        note = f"median of {size.alone}; yardstick: one durable commit ({commit * 1000:.3f} ms) + one round trip to "
        note += f"a FastAPI route that does nothing ({trip * 1000:.3f} ms)"
        taken = numbers_taken(running, 1, size.alone).quantile(0.5)
        yield within("take a number, one client", "ms", taken * 1000, (commit + trip) * 1000, 2, note)
        called = _calling(running, size.alone)
        yield within("call next, one client", "ms", called * 1000, (commit + trip) * 1000, 2, note)


def _calling(hub: servers.Hub, count: int) -> float:
    """Seconds of a call, the median: counter after counter calls, then all of them start to serve."""
    counters = [one["number"] for one in json.loads(hub.ask("/hall"))["counters"]]
    times: list[float] = []
    while len(times) < count:
        found = each_counter(hub, counters, "call-next")
        called = found.statuses.get(200, 0)
        if not called:
            raise RuntimeError(f"nobody could be called: {found.statuses}")
        times += found.times if called == len(counters) else found.times[-called:]
        each_counter(hub, counters, "start")
    return statistics.median(times)


def each_counter(hub: servers.Hub, counters: list[int], what: str) -> LoadResult:
    """One client does ``what`` at each counter in turn."""
    paths = tuple(f"{API}/counters/{number}/{what}" for number in counters)
    return load.run(LoadPlan(hub.url, paths, 1, len(paths), key=hub.manager))


def _past(size: Size) -> Iterator[Figure]:
    """The same once more with history, each against an empty file of the same run, round about."""
    past = file_with(size.past)
    names = ("take a number, 32 clients", "take a number, one client", "call next, one client", "GET /hall (staff)")
    empty: dict[str, list[float]] = {name: [] for name in names}
    full: dict[str, list[float]] = {name: [] for name in names}
    reports: list[float] = []
    for _ in range(max(1, size.rounds // 2)):
        for found, file in ((empty, None), (full, past)):
            with _hub(file) as running:
                found[names[0]].append(size.numbers / numbers_taken(running, CLIENTS, size.numbers).rate)
            with _hub(file) as running:
                found[names[1]].append(numbers_taken(running, 1, size.alone).quantile(0.5))
                found[names[2]].append(_calling(running, size.alone))
                asked = LoadPlan(running.url, (f"{API}/hall",), 1, 50, 5, method="GET", key=running.manager)
                found[names[3]].append(load.run(asked).quantile(0.5))
                if file is not None:
                    reports.append(_report(running))
    how = f"with {past.tickets:,} old tickets; yardstick: the same with an empty file"
    for name in names:
        value, other = statistics.median(full[name]) * 1000, statistics.median(empty[name]) * 1000
        unit = f"{how}, {size.numbers} numbers" if name == names[0] else f"{how}, median"
        yield within(f"{name}, with a past", "ms", value, other, 1.1, unit)
    yield most(
        "GET /reports/days, one month of the past", "ms", statistics.median(reports) * 1000, 50, how.partition(";")[0]
    )


def _report(hub: servers.Hub) -> float:
    paths = (f"{API}/reports/days?from=2026-06-01&to=2026-06-30",)
    return load.run(LoadPlan(hub.url, paths, 1, 50, 5, method="GET", key=hub.manager)).quantile(0.5)
