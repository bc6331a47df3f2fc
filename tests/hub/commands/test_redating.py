"""What goes along when visits are taken to another date, because the machine's clock was set."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from hub.clock import ClockSet
from hub.commands import calls, clock_changes, day, serving
from hub.commands.reserves import ask_reserve, hand_in
from hub.commands.transfer import transfer_waiting
from hub.store import steps
from shared.wire import DayRecap, StepState, Transfer, TransferTicket
from shared.wire.offline import OfflineNumber, RequestOfflineNumbers, UploadedNumber, UploadNumbers, UploadOutcome
from tests.support.held import KIOSK, KK, KTP, NPWP, OTHER_KIOSK, HeldQueue


@pytest.fixture
def hall(tmp_path: Path) -> HeldQueue:
    return HeldQueue(tmp_path)


def set_clock(hall: HeldQueue, by: timedelta) -> None:
    before = hall.clock.at
    hall.clock.at += by
    change = ClockSet(before, hall.clock.at, before - timedelta(hours=8))
    hall.do(lambda tx: clock_changes.follow(tx, change))


@pytest.mark.parametrize("served", [False, True], ids=["never served", "served first"])
def test_the_quota_of_whoever_was_sent_on_goes_along(hall: HeldQueue, served: bool) -> None:
    ticket = hall.take(KTP)
    if served:
        hall.do(calls.call_next, 1)
        hall.do(serving.start, 1)
        hall.do(serving.transfer, 1, Transfer(NPWP))
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


def given(hall: HeldQueue, number: int) -> OfflineNumber:
    """What the kiosk gives now, far from the hub."""
    return OfflineNumber(hall.site_day(), "A", number, KTP, f"{number:022d}", hall.clock.at)


def handed(hall: HeldQueue, number: OfflineNumber) -> UploadedNumber:
    (answer,) = hall.do(hand_in, UploadNumbers((number,)), by=KIOSK).numbers
    assert isinstance(answer, UploadedNumber)
    return answer


@pytest.mark.parametrize("by", [timedelta(days=1), timedelta(days=-1), timedelta(days=365)])
def test_a_paper_that_a_kiosk_gave_before_the_clock_was_set_waits_in_its_place(hall: HeldQueue, by: timedelta) -> None:
    hall.do(ask_reserve, RequestOfflineNumbers(hall.site_day(), {}, "one"), by=KIOSK)
    hall.clock.pass_by(minutes=5)
    hall.take()
    hall.clock.pass_by(minutes=5)
    paper = given(hall, 901)
    hall.clock.pass_by(minutes=5)
    set_clock(hall, by)
    hall.take()
    answer = handed(hall, paper)
    assert answer.outcome is UploadOutcome.TAKEN_IN
    assert answer.ticket is not None
    (step,) = steps.steps_of(hall.db, answer.ticket)
    assert (step.state, hall.clock.at - step.arrived_at) == (StepState.WAITING, timedelta(minutes=5))
    assert hall.taken(KTP) == 3
    assert handed(hall, paper).outcome is UploadOutcome.KNOWN


def test_a_paper_that_was_handed_in_before_the_clock_was_set_is_known_when_handed_in_again(hall: HeldQueue) -> None:
    hall.do(ask_reserve, RequestOfflineNumbers(hall.site_day(), {}, "one"), by=KIOSK)
    paper = given(hall, 901)
    assert handed(hall, paper).outcome is UploadOutcome.TAKEN_IN
    set_clock(hall, timedelta(days=1))
    set_clock(hall, timedelta(days=1))
    assert handed(hall, paper).outcome is UploadOutcome.KNOWN


def test_a_paper_of_an_earlier_evening_does_not_go_along_with_the_clock(hall: HeldQueue) -> None:
    hall.do(ask_reserve, RequestOfflineNumbers(hall.site_day(), {}, "one"), by=KIOSK)
    paper = given(hall, 901)
    hall.clock.pass_by(hours=9)
    set_clock(hall, timedelta(days=1))
    assert handed(hall, paper).outcome is UploadOutcome.EXPIRED


def test_numbers_of_before_the_clock_was_set_are_no_other_kiosks(hall: HeldQueue) -> None:
    hall.do(ask_reserve, RequestOfflineNumbers(hall.site_day(), {}, "one"), by=KIOSK)
    paper = given(hall, 901)
    set_clock(hall, timedelta(days=1))
    granted = hall.do(ask_reserve, RequestOfflineNumbers(hall.site_day(), {}, "two"), by=OTHER_KIOSK)
    assert min(span.first for span in granted.spans if span.series == "A") == 921
    (answer,) = hall.do(hand_in, UploadNumbers((paper,)), by=OTHER_KIOSK).numbers
    assert answer.outcome is UploadOutcome.REFUSED
