"""How far expected waits were from those that came: the hub's estimate beside naive rules, in minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from msgspec import Struct

from shared.wire import Estimate


@dataclass
class VisitorWait:
    """One visitor's wait to the first call, and what was expected of it when the number was taken."""

    agency: str
    at: float
    """Minute of the day at which the number was taken."""
    ahead: int
    estimate: Estimate
    naive: float
    """People ahead × average service time ÷ counters."""
    naive_begun: float
    """The same, with those who are at the counters counted as ahead when no counter is free."""
    waited: float | None = None


class NaiveEstimate:
    """A simple estimate to compare with: people ahead × average service time ÷ counters. The average is the day's so
    far, before the first visitor the site's minutes."""

    def __init__(self, minutes: Mapping[str, int]) -> None:
        self._minutes = minutes
        self._seen: dict[str, tuple[int, float]] = {}

    def served(self, service: str, minutes: float) -> None:
        number, total = self._seen.get(service, (0, 0.0))
        self._seen[service] = number + 1, total + minutes

    def wait(self, service: str, ahead: int, counters: int, busy: int) -> tuple[float, float]:
        number, total = self._seen.get(service, (0, 0.0))
        average = total / number if number else float(self._minutes[service])
        desks = max(1, counters)
        begun = ahead + busy if busy >= counters > 0 else ahead
        return ahead * average / desks, begun * average / desks


class WaitErrors(Struct, frozen=True):
    """Of ``waits`` visitors, all in minutes but ``covered``: the share that was called within the 90 % quantile."""

    waits: int
    mean_wait: float
    longest_wait: float
    error: float
    """Mean absolute error of the estimate's 50 % quantile."""
    naive_error: float
    naive_begun_error: float
    pinball50: float
    naive_pinball50: float
    pinball90: float
    naive_pinball90: float
    covered: float
    naive_covered: float

    @property
    def ratio(self) -> float:
        """The estimate's mean absolute error as a share of the naive rule's."""
        return self.error / self.naive_error if self.naive_error else 1.0


def errors(waits: Sequence[VisitorWait]) -> WaitErrors | None:
    """None when nobody was called."""
    pairs = [(wait, wait.waited) for wait in waits if wait.waited is not None]
    if not pairs:
        return None
    return WaitErrors(
        waits=len(pairs),
        mean_wait=fmean(waited for _, waited in pairs),
        longest_wait=max(waited for _, waited in pairs),
        error=fmean(abs(waited - wait.estimate.p50) for wait, waited in pairs),
        naive_error=fmean(abs(waited - wait.naive) for wait, waited in pairs),
        naive_begun_error=fmean(abs(waited - wait.naive_begun) for wait, waited in pairs),
        pinball50=fmean(pinball(waited, wait.estimate.p50, 0.5) for wait, waited in pairs),
        naive_pinball50=fmean(pinball(waited, wait.naive, 0.5) for wait, waited in pairs),
        pinball90=fmean(pinball(waited, wait.estimate.p90, 0.9) for wait, waited in pairs),
        naive_pinball90=fmean(pinball(waited, wait.naive, 0.9) for wait, waited in pairs),
        covered=fmean(waited <= max(wait.estimate.p90, 1) for wait, waited in pairs),
        naive_covered=fmean(waited <= max(wait.naive, 1) for wait, waited in pairs),
    )


def pinball(waited: float, said: float, quantile: float) -> float:
    """The loss by which quantiles are judged: an honest ``quantile`` has the smallest mean of it."""
    return (waited - said) * quantile if waited >= said else (said - waited) * (1 - quantile)
