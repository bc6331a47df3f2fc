"""The rows on the hub of two builds: numbers a second, computing time, how soon it is ready, how large it grows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks import rates, servers
from benchmarks.builds import Build
from benchmarks.comparison import (
    Compared,
    Effort,
    Pair,
    Turns,
    at_least,
    at_most,
    in_turn,
    itself_at_least,
    turns_of,
)
from benchmarks.hall_day import hall_day
from benchmarks.processes import computing_seconds, must_be_measurable, resident_mb


class Crowd(NamedTuple):
    """One round with 32 clients."""

    rate: float
    """Numbers a second."""
    nothing: float
    """Requests a second of the route that does nothing, just before."""
    number_ms: float
    """Milliseconds that the hub computed for each number."""


class Day(NamedTuple):
    """One hub from its start to the end of a day."""

    ready: float
    """Seconds from its start to its first answer."""
    fresh: float
    """Megabytes then."""
    worn: float
    """Megabytes at the end of the day."""


def numbers(builds: Pair, effort: Effort) -> Iterator[Compared]:
    """A kiosk's numbers for all services in turn, each on a fresh file."""
    must_be_measurable()
    with servers.route_that_does_nothing() as yardstick:

        def crowd(build: Build) -> Crowd:
            nothing = rates.nothing_done(yardstick, rates.CLIENTS, effort.numbers).rate
            with servers.hub_on_fresh_file(build) as hub:
                began = computing_seconds(hub.pid)
                taken = rates.numbers_taken(hub, rates.CLIENTS, effort.numbers)
                spent = computing_seconds(hub.pid) - began
            each = spent / (len(taken.times) + rates.warm_up(rates.CLIENTS))
            return Crowd(taken.rate, nothing, each * 1000)

        before, after = in_turn(builds, effort.rounds, crowd)
    how = f"{effort.rounds} × {effort.numbers} numbers on a fresh file"
    rate = Turns([one.rate for one in before], [one.rate for one in after])
    yield at_least("take a number, 32 clients", "/s", rate, 1.5, how)
    shares = Turns([one.rate / one.nothing for one in before], [one.rate / one.nothing for one in after])
    name, unit = "the same beside a route that does nothing", "× the route"
    yield itself_at_least(name, unit, shares, 0.7, f"{how}; the route under the same load just before each")
    computed = Turns([one.number_ms for one in before], [one.number_ms for one in after])
    yield at_most("hub's computing time for each number", "ms", computed, 0.6, f"{how}; all its threads")


def calls(builds: Pair, effort: Effort) -> Iterator[Compared]:
    """Counter after counter calls, by one client; what the serving in between costs is not counted."""
    must_be_measurable()

    def call_ms(build: Build) -> float:
        with servers.hub_on_fresh_file(build) as hub:
            rates.numbers_taken(hub, rates.CLIENTS, effort.calls * 2)
            return _computed_for_calls(hub, effort.calls)

    found = turns_of(builds, effort.rounds, call_ms)
    how = f"{effort.rounds} × {effort.calls} calls with {effort.calls * 2} numbers taken before; all its threads"
    yield at_most("hub's computing time for each call", "ms", found, 0.6, how)


def _computed_for_calls(hub: servers.Hub, count: int) -> float:
    counters = [one["number"] for one in json.loads(hub.ask("/hall"))["counters"]]
    seconds, done = 0.0, 0
    while done < count:
        began = computing_seconds(hub.pid)
        called = rates.each_counter(hub, counters, "call-next").statuses.get(200, 0)
        seconds += computing_seconds(hub.pid) - began
        if not called:
            raise RuntimeError("nobody could be called")
        done += called
        rates.each_counter(hub, counters, "start")
    return seconds / done * 1000


def memory(builds: Pair, effort: Effort) -> Iterator[Compared]:
    """From the start until the end of a day."""
    must_be_measurable()

    def day(build: Build) -> Day:
        with servers.hub_on_fresh_file(build) as hub:
            fresh = resident_mb(hub.pid)
            hall_day(hub, effort.visits, effort.phones)
            return Day(hub.ready, fresh, resident_mb(hub.pid))

    before, after = in_turn(builds, max(1, effort.rounds // 2), day)
    starts = Turns([one.ready for one in before], [one.ready for one in after])
    yield at_most("hub ready after its start", "s", starts, 0.75, "until /healthz answers")
    how = "resident, what it shares with others counted in full"
    fresh = Turns([one.fresh for one in before], [one.fresh for one in after])
    yield at_most("hub's memory, fresh", "MB", fresh, 0.75, how)
    worn = Turns([one.worn for one in before], [one.worn for one in after])
    name = f"hub's memory after {effort.visits} visits with {effort.phones} phones"
    yield at_most(name, "MB", worn, 0.75, how)
