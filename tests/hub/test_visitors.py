"""What a visitor's page says of the wait is what the queue will do."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from hub.commands import calls, counters, serving, tickets
from hub.conditions import Conditions
from hub.views.visitor_ticket import VisitorTicket, VisitorTickets
from shared.wire import Ticket
from tests.support.held import SARI, HeldQueue


def page(queue: HeldQueue, ticket: Ticket) -> VisitorTicket:
    from hub.store.tickets import ticket as face_of

    face = face_of(queue.db, ticket.id)
    assert face is not None
    with VisitorTickets(queue.db, Conditions(queue.site, True, "http://hub", queue.clock)).reading() as glance:
        return glance.of(face)


@pytest.mark.parametrize("priority", [False, True])
@pytest.mark.parametrize("others", [0, 2, 3, 5])
def test_whoever_is_back_after_a_missed_call_sees_the_numbers_that_go_first(
    queue: HeldQueue, others: int, priority: bool
) -> None:
    queue.site = replace(queue.site, policy=replace(queue.site.policy, calls_before_no_show=1))
    queue.do(counters.open_counter, 1, by=SARI)
    missed = queue.take(priority=priority)
    for _ in range(others):
        queue.clock.pass_by(minutes=1)
        queue.take()
    queue.do(calls.call_next, 1, by=SARI)
    queue.do(serving.no_show, 1, by=SARI)
    queue.do(tickets.revive, missed.id, by=SARI)

    told = page(queue, missed)
    assert told.ahead == min(others, queue.site.policy.revive_after)
    assert (told.estimate.p50 > 0) is (others > 2), "three counters take up to two others at once"
    for before in range(told.ahead + 1):
        assert page(queue, missed).ahead == told.ahead - before
        called = queue.do(calls.call_next, 1, by=SARI)
        assert (called.ticket.id == missed.id) is (before == told.ahead)
        queue.do(serving.start, 1, by=SARI)


def test_whoever_was_put_back_sees_the_one_that_goes_first(queue: HeldQueue) -> None:
    queue.do(counters.open_counter, 1, by=SARI)
    first = queue.take()
    queue.take()
    queue.do(calls.call_next, 1, by=SARI)
    queue.do(serving.put_back, 1, by=SARI)
    assert page(queue, first).ahead == 1
