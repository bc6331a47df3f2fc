"""A line that is read once says of each of those in it what a look at that one alone says."""

from __future__ import annotations

import pytest

from hub.conditions import Conditions
from hub.store.tickets import ticket as stored
from hub.views.visitor_ticket import VisitorTickets
from tests.support.busy_day import busy_day
from tests.support.held import HeldQueue


@pytest.mark.parametrize("seed", range(6))
def test_a_line_read_once_says_of_everybody_what_a_look_at_one_alone_says(queue: HeldQueue, seed: int) -> None:
    compared = 0
    for taken in busy_day(queue, 120, seed):
        conditions = Conditions(queue.site, True, "http://hub", queue.clock)
        with VisitorTickets(queue.db, conditions).reading() as now:
            for one in taken:
                ticket = stored(queue.db, one.id)
                assert ticket is not None
                visit, waiting = now.with_waiting(ticket)
                if not waiting:
                    continue
                now.read_lines(now.lines_of(visit.step, waiting))
                place = now.nearest(ticket, waiting)
                assert place is not None
                assert (place.step.id, place.ahead, place.wait) == (visit.step.id, visit.ahead, visit.estimate)
                compared += 1
    assert compared > 100


def test_a_step_that_does_not_wait_any_more_has_no_place(queue: HeldQueue) -> None:
    from hub.commands import calls

    ticket = stored(queue.db, queue.take().id)
    assert ticket is not None
    conditions = Conditions(queue.site, True, "http://hub", queue.clock)
    with VisitorTickets(queue.db, conditions).reading() as before:
        visit, waiting = before.with_waiting(ticket)
    queue.do(calls.call_next, 1)
    with VisitorTickets(queue.db, conditions).reading() as after:
        after.read_lines(after.lines_of(visit.step, waiting))
        assert after.nearest(ticket, waiting) is None
