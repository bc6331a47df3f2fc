"""What sending a visitor on counts as."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.commands import calls, serving
from hub.store import tallies
from shared.wire import Transfer
from tests.support.held import KTP, NPWP, HeldQueue


@pytest.fixture
def hall(tmp_path: Path) -> HeldQueue:
    """A hall whose only visitor was sent on after four minutes at counter 1."""
    hall = HeldQueue(tmp_path)
    hall.take()
    hall.do(calls.call_next, 1)
    hall.do(serving.start, 1)
    hall.clock.pass_by(minutes=4)
    hall.do(serving.transfer, 1, Transfer(NPWP))
    return hall


def test_a_visitor_who_is_sent_on_is_not_counted_as_served(hall: HeldQueue) -> None:
    day = tallies.counter_day(hall.db, hall.site_day(), 1)
    assert day is not None
    assert day.served == 0
    assert tallies.tallies(hall.db, hall.site_day())[KTP].served == 0


def test_the_time_of_a_visitor_who_is_sent_on_still_tells_how_quick_the_line_is(hall: HeldQueue) -> None:
    seen = tallies.observed(hall.db, hall.site_day())[KTP]
    assert (seen.count, seen.minutes) == (1, 4)
