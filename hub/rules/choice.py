"""Who is next: one pure function, whose reason is stored with the call and shown to the officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from shared.site.model import Policy


class ChoiceReason(StrEnum):
    LONGEST_WAIT = "longest_wait"
    """Waited longer than the hall's bound."""
    RETURNING = "returning"
    """Comes back to this counter."""
    REVIVED = "revived"
    """Was to let others go first, and nobody else waits."""
    PRIORITY = "priority"
    REGULAR = "regular"
    RESUMED = "resumed"
    """Not by this rule: a held visitor is back."""
    CHOSEN = "chosen"
    """Not by this rule: the officer picked it from the list."""


COMES_BACK = frozenset({ChoiceReason.RETURNING, ChoiceReason.RESUMED})
"""Called before already, and counted then: these calls are not part of the ratio."""


class Candidate(Struct, frozen=True):
    """Somebody who waits, as far as the rule needs to know."""

    step: int
    """Its id."""
    service: str
    priority: bool
    arrived_at: datetime
    skip: int = 0
    """So many others go first."""
    prefers: int | None = None
    """The counter to which somebody comes back."""


class History(Struct, frozen=True):
    """What was called before, as far as the rule needs it."""

    regular_run: int | None
    """Regular tickets called in a row since the last priority one, at least as far as the ratio counts; None when
    nobody was called yet today."""


class Chosen(Struct, frozen=True):
    candidate: Candidate
    why: ChoiceReason


def choose(
    waiting: Sequence[Candidate],
    history: History,
    policy: Policy,
    now: datetime,
    counter: int,
    preferred: Sequence[str] = (),
    staffed: frozenset[int] = frozenset(),
) -> Chosen | None:
    """Whom the counter calls next; None when nobody waits for it.

    In this order: who waits longer than ``policy.longest_wait_minutes``; who returns to this counter; priority and
    regular in the ratio ``policy.regular_per_priority`` to one while both wait, priority first when nobody was called
    yet; within a class the counter's own order of services (``preferred``, empty for none), then arrival.

    Who is to let others go first (``skip``) waits until they went, or until nobody else waits. Who returns to another
    counter that is open (``staffed``) is left to it, within the longest wait. ``waiting`` may come in any order; ties
    in arrival go by the step's id.
    """
    bound = now - timedelta(minutes=policy.longest_wait_minutes)
    here = sorted((one for one in waiting if _is_for(one, counter, staffed, bound)), key=_arrival)
    ready = [one for one in here if one.skip == 0]
    if not ready:
        patient = min(here, key=lambda one: (one.skip, *_arrival(one)), default=None)
        return None if patient is None else Chosen(patient, ChoiceReason.REVIVED)
    if ready[0].arrived_at < bound:
        return Chosen(ready[0], ChoiceReason.LONGEST_WAIT)
    for candidate in ready:
        if candidate.prefers == counter:
            return Chosen(candidate, ChoiceReason.RETURNING)
    ranks = {service: rank for rank, service in enumerate(preferred)}
    ready.sort(key=lambda one: ranks.get(one.service, len(ranks)))
    priority = next((one for one in ready if one.priority), None)
    regular = next((one for one in ready if not one.priority), None)
    if priority and (regular is None or _priority_is_due(history, policy)):
        return Chosen(priority, ChoiceReason.PRIORITY)
    return Chosen(regular or ready[0], ChoiceReason.REGULAR)


def _is_for(candidate: Candidate, counter: int, staffed: frozenset[int], bound: datetime) -> bool:
    wanted = candidate.prefers
    return wanted in (None, counter) or wanted not in staffed or candidate.arrived_at < bound


def _arrival(candidate: Candidate) -> tuple[datetime, int]:
    return candidate.arrived_at, candidate.step


def _priority_is_due(history: History, policy: Policy) -> bool:
    return history.regular_run is None or history.regular_run >= policy.regular_per_priority
