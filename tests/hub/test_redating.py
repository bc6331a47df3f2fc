"""What goes along when visits are taken to another date, because the machine's clock was set."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from held import KK, KTP, NPWP, HeldQueue

from hub import timekeeping
from hub.clock import ClockSet
from hub.commands import calls, day, service
from hub.commands.transfer import transfer_waiting
from shared.wire import DayRecap, StepState, Transfer, TransferTicket


@pytest.fixture
def hall(tmp_path: Path) -> HeldQueue:
    return HeldQueue(tmp_path)


def set_clock(hall: HeldQueue, by: timedelta) -> None:
    before = hall.clock.at
    hall.clock.at += by
    change = ClockSet(before, hall.clock.at, before - timedelta(hours=8))
    hall.do(lambda tx: timekeeping.follow(tx, change))


@pytest.mark.parametrize("served", [False, True], ids=["never served", "served first"])
def test_the_quota_of_whoever_was_sent_on_goes_along(hall: HeldQueue, served: bool) -> None:
    ticket = hall.take(KTP)
    if served:
        hall.do(calls.call_next, 1)
        hall.do(service.start, 1)
        hall.do(service.transfer, 1, Transfer(NPWP))
    else:
        hall.do(transfer_waiting, ticket.id, TransferTicket(NPWP))
    set_clock(hall, timedelta(days=1))
    assert [hall.taken(code) for code in (KTP, KK, NPWP)] == [int(served), 0, 1]


def test_a_date_that_was_closed_is_closed_once_more_when_visits_came_to_it(hall: HeldQueue) -> None:
    hall.take()
    hall.clock.pass_by(days=1)
    assert isinstance(hall.do(day.close_past_day), DayRecap)
    waits = hall.take(NPWP)
    hall.clock.pass_by(hours=1)
    set_clock(hall, timedelta(days=-1))
    assert hall.step(waits).state is StepState.WAITING
    hall.clock.pass_by(days=1)
    assert isinstance(hall.do(day.close_past_day), DayRecap)
    assert hall.step(waits).state is StepState.EXPIRED
