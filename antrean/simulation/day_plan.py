"""Draws a day: everything that chance decides is decided here, before the first visitor comes, from the seed alone.

So the same seed gives the same visitors whatever the queue does with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from random import Random

from antrean.simulation.day_file import OTHERS, DayFile
from shared.wire import CounterInfo, Hall, ServiceInfo


class UnfitDayError(Exception):
    """The day is meant for another hall; the message says what is missing."""


@dataclass(frozen=True)
class PlannedVisit:
    """One service of a visitor: minutes at the counter, and how it may go differently."""

    service: str
    minutes: float
    away: float | None = None
    """Held in the middle, back after so many minutes."""
    onward: PlannedVisit | None = None
    """Sent on to this one instead of being served to the end."""


@dataclass(frozen=True)
class PlannedVisitor:
    at: float
    """Minutes since local midnight."""
    priority: bool
    visits: tuple[PlannedVisit, ...]
    walk: float
    comes: bool
    """Comes when called; a no-show comes only after having been revived."""
    back: float | None
    """A no-show is back after so many minutes, or never."""


@dataclass(frozen=True)
class OfficerShift:
    counter: CounterInfo
    begins: float
    pauses_at: float
    pause: float


@dataclass(frozen=True)
class DayPlan:
    visitors: tuple[PlannedVisitor, ...]
    officers: tuple[OfficerShift, ...]


def draw(day: DayFile, hall: Hall, seed: int) -> DayPlan:
    """Raises UnfitDayError when the day names agencies that the hall does not have."""
    return _Draw(day, hall, Random(f"antrean {seed}")).plan()  # noqa: S311 (a drawn day, no secret)


class _Draw:
    def __init__(self, day: DayFile, hall: Hall, dice: Random) -> None:
        self._day, self._hall, self._dice = day, hall, dice
        self._services: dict[str, list[ServiceInfo]] = {agency.code: [] for agency in hall.agencies}
        for service in hall.services:
            self._services[service.agency].append(service)
        unknown = sorted({*day.agencies, *day.counters} - {OTHERS, *self._services})
        if unknown:
            raise UnfitDayError(f"The hub's hall ({hall.site.key}) has no agency {', '.join(unknown)}")

    def plan(self) -> DayPlan:
        self._means = self._true_minutes()
        self._parts = self._shares()
        if not any(self._parts.values()):
            raise UnfitDayError(f"The hub's hall ({self._hall.site.key}) has no agency to which the day sends anybody")
        many = max(1, round(self._dice.gauss(self._day.visitors, self._day.visitors * self._day.spread)))
        spans = [span for span, _ in self._day.arrivals]
        weights = [part for _, part in self._day.arrivals]
        times = sorted(self._dice.uniform(*span) for span in self._dice.choices(spans, weights, k=many))
        return DayPlan(tuple(map(self._visitor, times)), tuple(self._officers()))

    def _true_minutes(self) -> dict[str, float]:
        """What each service really takes today, which the site's minutes only guess."""
        given = self._day.service
        means: dict[str, float] = {}
        for services in self._services.values():
            agency = self._dice.gauss(0, given.agency_pace)
            for service in services:
                own = self._dice.gauss(0, given.service_pace)
                means[service.code] = service.minutes * given.pace * exp(agency + own)
        return means

    def _shares(self) -> dict[str, float]:
        parts = dict(self._day.agencies)
        rest = parts.pop(OTHERS, 0.0)
        unnamed = [code for code in self._services if code not in parts and self._services[code]]
        return {**parts, **{code: rest / len(unnamed) for code in unnamed}}

    def _visitor(self, at: float) -> PlannedVisitor:
        shares, dice = self._day.visits, self._dice
        first = self._agency(())
        visits = [self._visit(first)]
        if dice.random() < shares.several:
            other = self._visit(self._agency((first,)))
            visits += [other] if other.service != visits[0].service else []
        elif dice.random() < shares.transfer:
            visits = [PlannedVisit(visits[0].service, visits[0].minutes / 2, None, self._visit(self._agency((first,))))]
        comes = dice.random() >= shares.no_show
        back = self._around(self._day.times.away) if dice.random() < shares.comes_back else None
        return PlannedVisitor(
            at, dice.random() < shares.priority, tuple(visits), self._around(self._day.times.walk), comes, back
        )

    def _agency(self, but: Sequence[str]) -> str:
        codes = [code for code, part in self._parts.items() if part > 0 and code not in but] or list(self._parts)
        return self._dice.choices(codes, [self._parts[code] for code in codes])[0]

    def _visit(self, agency: str) -> PlannedVisit:
        """One of the agency's services: those that stand first in the site file are asked for most."""
        services = self._services[agency]
        service = self._dice.choices(services, [1 / (rank + 1) for rank in range(len(services))])[0]
        minutes = self._lognormal(self._means[service.code], self._day.service.spread)
        away = self._around(self._day.times.away) if self._dice.random() < self._day.visits.hold else None
        return PlannedVisit(service.code, minutes, away)

    def _officers(self) -> list[OfficerShift]:
        given, found = self._day.officers, []
        for agency in self._services:
            counters = [counter for counter in self._hall.counters if counter.agency == agency]
            working = counters[: self._day.counters.get(agency, len(counters))]
            first, last = given.breaks
            room = max(0.0, last - first - given.break_minutes)
            for nth, counter in enumerate(working):
                pauses_at = first + room * nth / max(1, len(working) - 1)
                begins = given.begin + self._dice.uniform(0, given.late)
                found.append(OfficerShift(counter, begins, pauses_at, self._lognormal(given.break_minutes, 0.2)))
        return found

    def _around(self, mean: float) -> float:
        return self._lognormal(mean, 0.4)

    def _lognormal(self, mean: float, spread: float) -> float:
        sigma2 = log(1 + spread * spread)
        return self._dice.lognormvariate(log(mean) - sigma2 / 2, sqrt(sigma2)) if mean > 0 else 0.0
