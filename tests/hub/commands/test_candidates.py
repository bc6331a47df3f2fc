"""Whoever is next is chosen among a few: the choice is the one that would be made among all who wait."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from hub.rules.choice import Candidate, History, choose
from hub.store import lines
from shared.site.model import Policy
from shared.wire import StepState
from tests.support.held import KK, KTP, MORNING, HeldQueue


class Waits(Struct, frozen=True):
    """Somebody in the line. Times are minutes before now."""

    service: str
    priority: bool
    since: int
    skip: int
    prefers: int | None
    elsewhere: bool
    """At a counter already, for another service of the same visit."""


LINE = st.lists(
    st.builds(
        Waits,
        service=st.sampled_from((KTP, KK)),
        priority=st.booleans(),
        since=st.integers(0, 90),
        skip=st.sampled_from((0, 0, 0, 1, 2)),
        prefers=st.sampled_from((None, None, None, 1, 2)),
        elsewhere=st.sampled_from((False, False, False, True)),
    ),
    max_size=14,
)


def line_up(queue: HeldQueue, line: list[Waits]) -> None:
    now = int(MORNING.timestamp() * 1000)
    for counter, one in enumerate(line, start=100):
        ticket = queue.take(KTP, priority=one.priority)
        queue.db.execute(
            "UPDATE step SET service = ?, arrived_at = ?, skip = ?, prefers = ? WHERE ticket = ?",
            (one.service, now - one.since * 60_000, one.skip, one.prefers, ticket.id),
        )
        if one.elsewhere:
            queue.db.execute(
                "INSERT INTO step (ticket, service_date, service, agency, priority, state, counter, arrived_at) "
                "VALUES (?, ?, 'tax.npwp', 'tax', ?, 'called', ?, ?)",
                (ticket.id, ticket.service_date.isoformat(), int(one.priority), counter, now),
            )


def everybody(queue: HeldQueue, services: tuple[str, ...]) -> tuple[Candidate, ...]:
    found = lines.open_tickets(queue.db, MORNING.date())
    busy = {one.ticket.id for one in found if one.step.state is StepState.CALLED}
    waiting = (one for one in found if one.step.state is StepState.WAITING and one.ticket.id not in busy)
    return tuple(
        Candidate(
            one.step.id,
            one.step.service,
            one.ticket.priority,
            one.step.arrived_at,
            one.step.skip,
            one.step.prefers,
        )
        for one in waiting
        if one.step.service in services
    )


@settings(max_examples=40, deadline=None)
@given(LINE, st.sampled_from(((KTP,), (KTP, KK), (KK, KTP))), st.booleans(), st.sampled_from((None, 0, 1, 2)))
@pytest.mark.slow
def test_the_choice_among_the_candidates_is_the_choice_among_all_who_wait(
    line: list[Waits], services: tuple[str, ...], ordered: bool, run: int | None
) -> None:
    with TemporaryDirectory() as folder:
        queue = HeldQueue(Path(folder))
        line_up(queue, line)
        among_all = everybody(queue, services)
        candidates = lines.candidates(queue.db, MORNING.date(), services)
        assert set(candidates) <= set(among_all)
        for counter in (1, 3):
            for staffed in (frozenset[int](), frozenset({2})):
                rest = History(run), Policy(), MORNING, counter, services if ordered else (), staffed
                assert choose(candidates, *rest) == choose(among_all, *rest)
        queue.db.close()


def test_of_a_long_line_a_few_are_looked_at(queue: HeldQueue) -> None:
    for number in range(60):
        queue.take((KTP, KK)[number % 2], priority=number % 5 == 0)
    assert len(lines.candidates(queue.db, MORNING.date(), (KTP, KK))) == 4
