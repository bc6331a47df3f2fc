"""Who is next: one pure function, whose reason is stored with the call and shown to the officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.site.model import Policy
from shared.wire import OpenTicket


class Reason(StrEnum):
    LONGEST_WAIT = "longest_wait"
    """Waited longer than the hall's bound."""
    RETURNING = "returning"
    """Comes back to this counter."""
    PRIORITY = "priority"
    REGULAR = "regular"
    CHOSEN = "chosen"
    """Not by this rule: the officer picked it from the list."""


@dataclass(frozen=True)
class History:
    """What was called before, as far as the rule needs it."""

    regular_run: int | None
    """Regular tickets called in a row since the last priority one, at least as far as the ratio counts; None when
    nobody was called yet today."""


@dataclass(frozen=True)
class Chosen:
    open_ticket: OpenTicket
    why: Reason


def choose(
    waiting: Sequence[OpenTicket],
    history: History,
    policy: Policy,
    now: datetime,
    counter: int,
    preferred: Sequence[str] = (),
) -> Chosen | None:
    """Whom the counter calls next; None when nobody waits.

    In this order: who waits longer than ``policy.longest_wait_minutes``; who returns to this counter; priority and
    regular in the ratio ``policy.regular_per_priority`` to one while both wait, priority first when nobody was called
    yet; within a class the counter's own order of services (``preferred``, empty for none), then arrival.
    ``waiting`` may come in any order; ties in arrival go by the step's id.
    """
    if not waiting:
        return None
    ordered = sorted(waiting, key=_arrival)
    bound = now - timedelta(minutes=policy.longest_wait_minutes)
    if ordered[0].step.arrived_at < bound:
        return Chosen(ordered[0], Reason.LONGEST_WAIT)
    for candidate in ordered:
        if candidate.step.counter == counter:
            return Chosen(candidate, Reason.RETURNING)
    ranks = {service: rank for rank, service in enumerate(preferred)}
    ordered.sort(key=lambda one: ranks.get(one.step.service, len(ranks)))
    priority = next((one for one in ordered if one.ticket.priority), None)
    regular = next((one for one in ordered if not one.ticket.priority), None)
    if priority and (regular is None or _priority_is_due(history, policy)):
        return Chosen(priority, Reason.PRIORITY)
    return Chosen(regular or ordered[0], Reason.REGULAR)


def _arrival(candidate: OpenTicket) -> tuple[datetime, int]:
    return candidate.step.arrived_at, candidate.step.id


def _priority_is_due(history: History, policy: Policy) -> bool:
    return history.regular_run is None or history.regular_run >= policy.regular_per_priority
