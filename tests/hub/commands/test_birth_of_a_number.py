"""From taking a number until it waits, or does not. The test holds the clock."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from hub.commands import calls, counters, serving
from hub.commands.tickets import RESERVED_FOR, cancel, label, print_failed, printed, take_number, void_forgotten
from hub.outcomes import Refused
from shared.site.model import Hours
from shared.wire import ClosedReason, Code, Estimate, PrintFailed, StepState, TakeNumber, Ticket
from tests.support.held import BUDI, KIOSK, KK, KTP, NPWP, OTHER_KIOSK, PROGRAM, HeldQueue, small_hall

NO_PAPER = PrintFailed("paper_out")


@pytest.mark.parametrize(("number", "expected"), [(1, "A-001"), (13, "A-013"), (999, "A-999"), (1000, "A-1000")])
def test_a_label_is_the_letter_and_at_least_three_digits(number: int, expected: str) -> None:
    assert label("A", number) == expected


def test_the_agencys_services_share_a_series_and_agencies_have_their_own(queue: HeldQueue) -> None:
    assert [queue.take(serving).label for serving in (KTP, KK, NPWP, KTP)] == ["A-001", "A-002", "B-001", "A-003"]


def test_a_new_day_begins_at_one_by_the_halls_clock_not_by_utc(queue: HeldQueue) -> None:
    queue.clock.at = queue.clock.at.replace(hour=16, minute=59)
    assert (queue.take().label, queue.take().service_date) == ("A-001", date(2026, 11, 23))
    queue.clock.pass_by(minutes=1)
    tomorrow = queue.take()
    assert (tomorrow.label, tomorrow.service_date) == ("A-001", date(2026, 11, 24))


def test_a_taken_number_waits_at_once(queue: HeldQueue) -> None:
    assert queue.step(queue.take()).state is StepState.WAITING


def test_a_reserved_number_is_not_called_before_its_paper_is_out(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    assert queue.step(ticket).state is StepState.RESERVED
    assert queue.do(calls.call_next, 1) is None
    queue.do(printed, ticket.id, by=KIOSK)
    assert queue.do(calls.call_next, 1).ticket.id == ticket.id


def test_the_answer_says_what_was_promised(queue: HeldQueue) -> None:
    for _ in range(3):
        queue.take()
    queue.take(priority=True)
    ticket = queue.take(KK)
    assert ticket.ahead == 4
    assert ticket.estimate.p50 > 0
    assert ticket.url == f"/t/{ticket.token}"
    assert queue.take(NPWP).estimate == Estimate(0, 0)


def test_no_ticket_event_carries_the_token(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    queue.do(printed, ticket.id, by=KIOSK)
    assert len(queue.happened) == 2
    assert ticket.token.encode() not in msgspec.json.encode(queue.happened)


def test_tokens_are_long_and_all_different(queue: HeldQueue) -> None:
    tokens = {queue.take().token for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 22 for token in tokens)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (TakeNumber(), Code.BAD_REQUEST),
        (TakeNumber(KTP, (KK,)), Code.BAD_REQUEST),
        (TakeNumber(KTP, (KTP,)), Code.BAD_REQUEST),
        (TakeNumber(services=()), Code.BAD_REQUEST),
        (TakeNumber(services=(KTP, KTP)), Code.BAD_REQUEST),
        (TakeNumber(KTP, lang="xx"), Code.BAD_REQUEST),
        (TakeNumber(""), Code.UNKNOWN_SERVICE),
        (TakeNumber("dukcapil"), Code.UNKNOWN_SERVICE),
        (TakeNumber("ktp"), Code.UNKNOWN_SERVICE),
        (TakeNumber("dukcapil.ktp\0"), Code.UNKNOWN_SERVICE),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_and_draws_no_number(
    queue: HeldQueue, body: TakeNumber, code: Code
) -> None:
    assert queue.refused(take_number, body, by=KIOSK) is code
    assert queue.take().label == "A-001"


def test_one_service_in_a_list_is_as_good_as_one_service(queue: HeldQueue) -> None:
    ticket = queue.do(take_number, TakeNumber(services=(KTP,)), by=KIOSK)
    assert isinstance(ticket, Ticket)
    assert ticket.steps[0].service == KTP


def test_outside_the_hours_no_number_is_given_and_the_answer_says_why_and_until_when(queue: HeldQueue) -> None:
    monday = Hours(small_hall().week[0].opens.replace(hour=10), small_hall().week[0].closes)  # type: ignore[union-attr]
    queue.site = replace(queue.site, week=(monday, *queue.site.week[1:]))
    queue.always_open = False
    refused = queue.do(take_number, TakeNumber(KTP), by=KIOSK)
    assert isinstance(refused, Refused)
    assert refused.code is Code.CLOSED
    assert refused.openness is not None
    assert refused.openness.why is ClosedReason.NOT_YET
    assert refused.openness.until == queue.clock.at + timedelta(hours=1)


# --- the paper ------------------------------------------------------------------------------------------------------


def test_printed_twice_is_printed_once(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    first = queue.do(printed, ticket.id, by=KIOSK)
    again = queue.do(printed, ticket.id, by=KIOSK)
    assert first == again
    assert [event.kind for event in queue.happened] == ["ticket.issued", "ticket.printed"]


def test_a_late_printed_does_not_call_back_who_is_at_a_counter(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    queue.do(printed, ticket.id, by=KIOSK)
    queue.do(calls.call_next, 1)
    assert queue.do(printed, ticket.id, by=KIOSK).step.state is StepState.CALLED


def test_a_number_whose_paper_failed_does_not_wait(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    moved = queue.do(print_failed, ticket.id, NO_PAPER, by=KIOSK)
    assert (moved.step.state, moved.step.note) == (StepState.VOID, "paper_out")
    assert queue.do(calls.call_next, 1) is None


def test_a_number_that_was_printed_after_all_waits_where_it_stood(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    queue.clock.pass_by(minutes=1)
    later = queue.take()
    queue.do(print_failed, ticket.id, NO_PAPER, by=KIOSK)
    queue.do(printed, ticket.id, by=KIOSK)
    called = queue.do(calls.call_next, 1)
    assert called.ticket.id == ticket.id != later.id


def test_a_printed_number_does_not_become_void(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    queue.do(printed, ticket.id, by=KIOSK)
    assert queue.refused(print_failed, ticket.id, NO_PAPER, by=KIOSK) is Code.ILLEGAL_MOVE


def test_the_quota_counts_each_number_once_however_its_printing_went(queue: HeldQueue) -> None:
    """KK gives two numbers a day."""
    queue.always_open = False
    first = queue.take(KK, reserve=True)
    assert queue.taken(KK) == 1
    for _ in range(2):
        queue.do(print_failed, first.id, NO_PAPER, by=KIOSK)
        assert queue.taken(KK) == 0
    for _ in range(2):
        queue.do(printed, first.id, by=KIOSK)
        assert queue.taken(KK) == 1
    queue.take(KK)
    refused = queue.do(take_number, TakeNumber(KK), by=KIOSK)
    assert isinstance(refused, Refused)
    assert refused.openness is not None
    assert refused.openness.why is ClosedReason.QUOTA_USED


def test_two_services_of_one_visit_are_two_of_their_agencys_quota(queue: HeldQueue) -> None:
    queue.always_open = False
    one, other = queue.site.agencies
    queue.site = replace(queue.site, agencies=(replace(one, quota=3), other))
    queue.take(KTP)
    queue.take(KTP)
    answer = queue.do(take_number, TakeNumber(services=(KTP, KK)), by=KIOSK)
    assert isinstance(answer, Refused)
    assert answer.openness is not None
    assert answer.openness.why is ClosedReason.QUOTA_USED
    assert isinstance(queue.do(take_number, TakeNumber(services=(NPWP, KK)), by=KIOSK), Ticket)


def test_a_void_number_gives_its_place_in_the_quota_to_the_next(queue: HeldQueue) -> None:
    queue.always_open = False
    for _ in range(3):
        void = queue.take(KK, reserve=True)
        queue.do(print_failed, void.id, NO_PAPER, by=KIOSK)
    queue.take(KK)
    queue.take(KK)
    assert queue.refused(take_number, TakeNumber(KK), by=KIOSK) is Code.CLOSED


@pytest.mark.parametrize("settled", [printed, print_failed])
def test_a_number_that_is_settled_after_midnight_counts_for_the_day_on_which_it_was_taken(
    queue: HeldQueue, settled: object
) -> None:
    queue.clock.at = queue.clock.at.replace(hour=16, minute=59, second=59)
    ticket = queue.take(KK, reserve=True)
    queue.clock.pass_by(seconds=2)
    queue.do(print_failed, ticket.id, NO_PAPER, by=KIOSK)
    assert queue.taken(KK) == 0
    if settled is printed:
        queue.do(printed, ticket.id, by=KIOSK)
        assert queue.taken(KK) == 0
    queue.clock.pass_by(seconds=-2)
    assert queue.taken(KK) == (1 if settled is printed else 0)


# --- a kiosk that says nothing --------------------------------------------------------------------------------------


def test_a_reservation_of_which_the_kiosk_says_nothing_becomes_void_in_time(queue: HeldQueue) -> None:
    forgotten = queue.take(KK, reserve=True)
    queue.clock.pass_by(seconds=RESERVED_FOR.total_seconds() / 2)
    fresh, waiting = queue.take(reserve=True), queue.take()
    queue.clock.pass_by(seconds=RESERVED_FOR.total_seconds() / 2)
    assert queue.do(void_forgotten) == 0, "not before the time is over"
    queue.clock.pass_by(milliseconds=1)
    assert queue.do(void_forgotten) == 1
    assert queue.step(forgotten).state is StepState.VOID
    assert queue.step(forgotten).note == "unconfirmed"
    assert queue.step(fresh).state is StepState.RESERVED
    assert queue.step(waiting).state is StepState.WAITING
    assert queue.taken(KK) == 0
    assert queue.do(void_forgotten) == 0


def test_a_kiosk_that_comes_back_late_still_makes_the_number_count(queue: HeldQueue) -> None:
    ticket = queue.take(KK, reserve=True)
    queue.clock.pass_by(minutes=10)
    queue.do(void_forgotten)
    assert queue.do(printed, ticket.id, by=KIOSK).step.state is StepState.WAITING
    assert queue.taken(KK) == 1


def test_a_reservation_of_yesterday_is_voided_in_yesterdays_count(queue: HeldQueue) -> None:
    queue.clock.at = queue.clock.at.replace(hour=16, minute=59)
    queue.take(KK, reserve=True)
    queue.clock.pass_by(hours=8)
    assert queue.do(void_forgotten) == 1
    assert queue.taken(KK) == 0
    queue.clock.pass_by(hours=-8)
    assert queue.taken(KK) == 0


# --- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "given"), [(printed, ()), (print_failed, (NO_PAPER,)), (cancel, ())])
def test_a_kiosk_does_not_touch_another_kiosks_number(queue: HeldQueue, command: object, given: tuple[object]) -> None:
    ticket = queue.take(reserve=True)
    assert queue.refused(command, ticket.id, *given, by=OTHER_KIOSK) is Code.UNKNOWN_TICKET  # type: ignore[arg-type]
    assert queue.step(ticket).state is StepState.RESERVED


def test_an_unknown_ticket_is_refused_like_another_kiosks(queue: HeldQueue) -> None:
    ticket = queue.take(reserve=True)
    assert queue.refused(printed, 99, by=KIOSK) is Code.UNKNOWN_TICKET
    assert queue.refused(printed, ticket.id, by=OTHER_KIOSK) is Code.UNKNOWN_TICKET


def test_who_does_not_wait_any_more_can_give_the_number_back(queue: HeldQueue) -> None:
    ticket = queue.take()
    assert queue.do(cancel, ticket.id, by=KIOSK).step.state is StepState.CANCELLED
    assert queue.step(ticket).ended_at == queue.clock.at
    assert queue.do(calls.call_next, 1) is None


def test_who_is_at_a_counter_cannot_give_the_number_back(queue: HeldQueue) -> None:
    ticket = queue.take()
    queue.do(calls.call_next, 1)
    assert queue.refused(cancel, ticket.id, by=KIOSK) is Code.ILLEGAL_MOVE
    queue.do(serving.start, 1)
    assert queue.refused(cancel, ticket.id, by=KIOSK) is Code.ILLEGAL_MOVE


def test_every_event_names_who_did_it(queue: HeldQueue) -> None:
    queue.take()
    queue.do(counters.open_counter, 1, by=BUDI)
    queue.do(calls.call_next, 1, by=BUDI)
    assert [event.actor for event in queue.happened] == ["kiosk:pintu", "officer:budi", "officer:budi"]
    assert PROGRAM.role == "manager"
