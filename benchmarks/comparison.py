"""One row of the comparison of two builds: what each came to in the same run, their ratio, and what it is to reach."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from msgspec import Struct

from benchmarks.builds import Build
from benchmarks.figures import amount

T = TypeVar("T")


class Pair(NamedTuple):
    """The two builds, the older one first."""

    before: Build
    after: Build


@dataclass(frozen=True)
class Effort:
    """How much of each is done."""

    rounds: int
    """Turns of each build."""
    numbers: int
    """Numbers taken in a round by 32 clients."""
    calls: int
    """Calls whose computing time is measured in a round."""
    visits: int
    """Visits of the hub's day."""
    phones: int
    """Phones that follow a number in the hub's day, and whoever measures phones."""
    touches: int
    """Visits at the kiosk."""
    frames_seconds: float
    """How long the board is watched."""


FULL = Effort(rounds=5, numbers=3000, calls=400, visits=300, phones=360, touches=500, frames_seconds=20)
QUICK = Effort(rounds=1, numbers=300, calls=28, visits=20, phones=24, touches=6, frames_seconds=3)


class Compared(Struct, frozen=True):
    """``before`` and ``after`` are in ``unit``; ``ratio`` is after divided by before. ``ok`` None is a row that was not
    measured (``note`` says why) or that has no target."""

    name: str
    unit: str
    before: float | None
    after: float | None
    ratio: float | None
    target: str
    ok: bool | None
    note: str = ""


def at_least(name: str, unit: str, turns: Turns, times: float, note: str) -> Compared:
    """The newer build is to come to at least ``times`` the older one."""
    ratio = turns.ratio
    return Compared(name, unit, turns.before, turns.after, ratio, f"at least {times:g} ×", ratio >= times, note)


def at_most(name: str, unit: str, turns: Turns, times: float, note: str) -> Compared:
    """The newer build is to come to at most ``times`` the older one."""
    ratio = turns.ratio
    return Compared(name, unit, turns.before, turns.after, ratio, f"at most {times:g} ×", ratio <= times, note)


def itself_at_least(name: str, unit: str, turns: Turns, bound: float, note: str) -> Compared:
    """The newer build is to come to ``bound`` or more, whatever the older one does."""
    after = turns.after
    return Compared(name, unit, turns.before, after, turns.ratio, f"{bound:g} {unit} or more", after >= bound, note)


def itself_at_most(name: str, unit: str, turns: Turns, bound: float, note: str) -> Compared:
    """The newer build is to come to ``bound`` or less, whatever the older one does."""
    after = turns.after
    return Compared(name, unit, turns.before, after, turns.ratio, f"{bound:g} {unit} or less", after <= bound, note)


def informs(name: str, unit: str, turns: Turns, note: str) -> Compared:
    """A row beside which the others are read; nothing is to be reached."""
    return Compared(name, unit, turns.before, turns.after, turns.ratio, "", None, note)


def missing(name: str, why: str) -> Compared:
    return Compared(name, "", None, None, None, "", None, f"not measured: {why}")


@dataclass(frozen=True)
class Turns:
    """What each build came to in each round."""

    befores: Sequence[float]
    afters: Sequence[float]

    @property
    def before(self) -> float:
        return statistics.median(self.befores)

    @property
    def after(self) -> float:
        return statistics.median(self.afters)

    @property
    def ratio(self) -> float:
        """The median of the rounds' own, not the quotient of the two medians: a slow minute slows both of a round."""
        return statistics.median(new / old for new, old in zip(self.afters, self.befores, strict=True))


def in_turn(builds: Pair, rounds: int, measure: Callable[[Build], T]) -> tuple[list[T], list[T]]:
    """What ``measure`` finds of each build in each round: older, newer; then newer, older; and so on."""
    found: dict[Build, list[T]] = {builds.before: [], builds.after: []}
    for turn in range(rounds):
        for build in builds if turn % 2 == 0 else reversed(builds):
            found[build].append(measure(build))
    return found[builds.before], found[builds.after]


def turns_of(builds: Pair, rounds: int, measure: Callable[[Build], float]) -> Turns:
    return Turns(*in_turn(builds, rounds, measure))


def head(builds: Pair) -> tuple[str, ...]:
    return ("what", builds.before.name, builds.after.name, "ratio", "to reach", "reached", "how")


def cells(row: Compared) -> tuple[str, ...]:
    reached = {True: "yes", False: "no", None: "–"}[row.ok]
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
    return row.name, amount(row.before, row.unit), amount(row.after, row.unit), ratio, row.target, reached, row.note
