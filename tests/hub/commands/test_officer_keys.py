"""Keys of the role officer: whose counters they work, what they leave to the officers, and what the event log says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hub.actors import Actor, stranger
from hub.commands import calls, counters, serving, tickets, transfer
from hub.commands.people import create_key
from hub.outcomes import Refused
from hub.store import people
from shared.wire import (
    CallChosen,
    Code,
    CounterState,
    CreateKey,
    Hold,
    Key,
    Resume,
    Role,
    StepState,
    Transfer,
    TransferTicket,
)
from tests.support.held import BUDI, KIOSK, KK, KTP, NPWP, SARI, HeldQueue

OF_DUKCAPIL = Actor(Role.OFFICER, "sari", "dukcapil", key=7)
"""Named as an officer is coded, which must confuse nobody."""
OF_ALL = Actor(Role.OFFICER, "panel", key=8)

WORK: dict[str, Callable[[HeldQueue, Actor, int], Any]] = {
    "open": lambda hall, by, at: hall.do(counters.open_counter, at, by=by),
    "pause": lambda hall, by, at: hall.do(counters.pause_counter, at, by=by),
    "close": lambda hall, by, at: hall.do(counters.close_counter, at, by=by),
    "call-next": lambda hall, by, at: hall.do(calls.call_next, at, by=by),
    "call": lambda hall, by, at: hall.do(calls.call, at, CallChosen(1), by=by),
    "recall": lambda hall, by, at: hall.do(calls.recall, at, by=by),
    "resume": lambda hall, by, at: hall.do(calls.resume, at, Resume(1), by=by),
    "start": lambda hall, by, at: hall.do(serving.start, at, by=by),
    "finish": lambda hall, by, at: hall.do(serving.finish, at, by=by),
    "no-show": lambda hall, by, at: hall.do(serving.no_show, at, by=by),
    "put-back": lambda hall, by, at: hall.do(serving.put_back, at, by=by),
    "hold": lambda hall, by, at: hall.do(serving.hold, at, Hold("", 10), by=by),
    "transfer": lambda hall, by, at: hall.do(serving.transfer, at, Transfer(KK), by=by),
}


@pytest.mark.parametrize("work", WORK)
def test_a_key_of_an_agency_is_refused_at_every_counter_of_another(queue: HeldQueue, work: str) -> None:
    outcome = WORK[work](queue, OF_DUKCAPIL, 4)
    assert isinstance(outcome, Refused)
    assert outcome.code is Code.FORBIDDEN


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize(("key", "counter"), [(OF_DUKCAPIL, 1), (OF_ALL, 1), (OF_ALL, 4)])
def test_a_key_is_not_kept_from_the_counters_that_it_is_for(
    queue: HeldQueue, work: str, key: Actor, counter: int
) -> None:
    outcome = WORK[work](queue, key, counter)
    assert not isinstance(outcome, Refused) or outcome.code in (Code.COUNTER_IDLE, Code.UNKNOWN_TICKET)


def test_a_key_works_several_counters_at_once_and_holds_none(queue: HeldQueue) -> None:
    first, second = queue.take(), queue.take()
    for counter, ticket in ((1, first), (2, second)):
        assert queue.do(counters.open_counter, counter, by=OF_DUKCAPIL) is CounterState.OPEN
        assert queue.do(calls.call_next, counter, by=OF_DUKCAPIL).ticket.id == ticket.id
        assert queue.do(serving.start, counter, by=OF_DUKCAPIL).step.state is StepState.SERVING
        assert queue.officer_at(counter) is None
        assert queue.do(serving.finish, counter, by=OF_DUKCAPIL).step.state is StepState.SERVED


def test_a_counter_that_a_key_opened_is_free_for_an_officer(queue: HeldQueue) -> None:
    queue.do(counters.open_counter, 1, by=OF_DUKCAPIL)
    queue.do(counters.open_counter, 1, by=SARI)
    assert queue.officer_at(1) == "sari"


def test_a_key_works_beside_the_officer_whose_counter_stays_hers(queue: HeldQueue) -> None:
    queue.take()
    queue.do(counters.open_counter, 1, by=SARI)
    assert queue.refused(counters.open_counter, 1, by=OF_DUKCAPIL) is Code.COUNTER_TAKEN
    queue.do(calls.call_next, 1, by=OF_DUKCAPIL)
    assert queue.do(serving.start, 1, by=SARI).step.state is StepState.SERVING
    assert queue.officer_at(1) == "sari"
    assert queue.refused(serving.finish, 1, by=BUDI) is Code.COUNTER_NOT_OPEN


def test_the_event_log_tells_a_key_from_the_officer_of_the_same_code(queue: HeldQueue) -> None:
    queue.do(counters.open_counter, 1, by=SARI)
    queue.do(counters.pause_counter, 1, by=OF_DUKCAPIL)
    assert [event.actor for event in queue.happened] == ["officer:sari", "officer-key:sari"]


def test_every_one_who_may_ask_has_a_name_of_the_own() -> None:
    """Of whom a person and a key, of any role and agency, with one and the same name."""
    people = [Actor(role, "hub", signed_in=True) for role in (Role.OFFICER, Role.MANAGER)]
    keys = [Actor(role, "hub", key=number) for number, role in enumerate(Role)]
    everybody = [*map(str, (*people, *keys, stranger("10.0.0.9"))), "hub"]
    assert len(set(everybody)) == len(everybody), everybody


def test_an_agencys_key_brings_back_and_sends_on_only_what_the_agency_serves(queue: HeldQueue) -> None:
    theirs = queue.take(NPWP)
    assert queue.refused(transfer.transfer_waiting, theirs.id, TransferTicket(KTP), by=OF_DUKCAPIL) is Code.FORBIDDEN
    queue.do(transfer.transfer_waiting, theirs.id, TransferTicket(KTP), by=OF_ALL)
    queue.do(calls.call_next, 1, by=OF_ALL)
    queue.do(calls.recall, 1, by=OF_ALL)
    queue.do(serving.no_show, 1, by=OF_ALL)
    assert queue.refused(tickets.revive, theirs.id, by=Actor(Role.OFFICER, "pajak", "tax", key=9)) is Code.FORBIDDEN
    assert queue.do(tickets.revive, theirs.id, by=OF_DUKCAPIL).step.state is StepState.WAITING
    assert queue.do(tickets.cancel, queue.take(NPWP).id, by=KIOSK).step.state is StepState.CANCELLED


@pytest.mark.parametrize("agency", ["dukcapil", None])
def test_a_key_is_kept_with_its_agency(queue: HeldQueue, agency: str | None) -> None:
    made = queue.do(create_key, CreateKey(Role.OFFICER, "panel", "tax"))
    made = queue.do(create_key, CreateKey(Role.OFFICER, "panel", agency))
    assert made.agency == agency
    assert people.keys(queue.db) == (Key(made.id, Role.OFFICER, "panel", agency=agency),)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_an_officers_key_may_be_for_an_agency(queue: HeldQueue, role: Role) -> None:
    assert queue.refused(create_key, CreateKey(role, "panel", "dukcapil")) is Code.BAD_REQUEST
    assert people.keys(queue.db) == ()


def test_a_key_for_an_agency_that_the_hall_does_not_have_is_refused_with_those_it_has(queue: HeldQueue) -> None:
    refused = queue.do(create_key, CreateKey(Role.OFFICER, "panel", "nowhere"))
    assert isinstance(refused, Refused)
    assert "dukcapil, tax" in refused.detail
