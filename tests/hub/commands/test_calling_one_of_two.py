"""A visitor who waits for two services of one counter: the officer's finger says which of them is called."""

from __future__ import annotations

from hub.commands import calls, counters
from hub.commands.tickets import take_number
from shared.wire import CallChosen, Code, TakeNumber
from tests.support.held import KIOSK, KK, KTP, NPWP, SARI, HeldQueue


def test_the_service_that_the_officer_pressed_is_called(queue: HeldQueue) -> None:
    queue.do(counters.open_counter, 1, by=SARI)
    ticket = queue.do(take_number, TakeNumber(services=(KTP, KK)), by=KIOSK)
    assert queue.do(calls.call, 1, CallChosen(ticket.id, KK), by=SARI).step.service == KK


def test_a_service_of_another_counter_is_not_called_here(queue: HeldQueue) -> None:
    queue.do(counters.open_counter, 1, by=SARI)
    ticket = queue.do(take_number, TakeNumber(services=(KTP, NPWP)), by=KIOSK)
    assert queue.refused(calls.call, 1, CallChosen(ticket.id, NPWP), by=SARI) is Code.FORBIDDEN
