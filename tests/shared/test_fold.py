"""Folding: what a reader knows after one more event. That it ends where a fresh snapshot stands is tested against the
real hub in ``tests/hub/test_stream.py``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.fold import OPEN_STATES, RECENT_CALLS, fold
from shared.wire import (
    BoardInfo,
    Call,
    CounterDay,
    CounterInfo,
    CounterState,
    DayRecap,
    Event,
    Figures,
    Hall,
    KioskInfo,
    OpenTicket,
    PaperInfo,
    PolicyInfo,
    SiteInfo,
    SpeechInfo,
    Step,
    StepState,
    TicketInfo,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 22)
WORDS = {"id": "Mal"}
SITE = SiteInfo(
    "mal",
    WORDS,
    WORDS,
    WORDS,
    "Asia/Jakarta",
    ("id",),
    None,
    None,
    (),
    (),
    PolicyInfo(),
    SpeechInfo(),
    PaperInfo(),
    KioskInfo(),
    BoardInfo(),
)
COUNTERS = tuple(CounterInfo(number, "a", ("a.ktp",), "hall", CounterState.CLOSED) for number in (1, 2))
EMPTY = Hall(10, NOW, TODAY, True, SITE, (), (), Figures((), ()), COUNTERS, (), (), ())


def ticket(number: int, day: date = TODAY) -> TicketInfo:
    return TicketInfo(number, f"A-{number:03d}", "a", day, False, "id", "kiosk:pintu", NOW)


def step(number: int, state: StepState, minutes: float = 0) -> Step:
    return Step(number, number, "a.ktp", "a", state, 1, NOW + timedelta(minutes=minutes))


def call(number: int, ticket: int = 1, counter: int = 1) -> Call:
    return Call(number, ticket, ticket, f"A-{ticket:03d}", "a", "a.ktp", counter, "hall", 1, NOW)


def after(hall: Hall, *events: Event) -> Hall:
    for seq, event in enumerate(events, start=hall.seq + 1):
        hall = fold(hall, replace(event, seq=seq))
    return hall


def moved(number: int, state: StepState, minutes: float = 0, day: date = TODAY) -> Event:
    return Event(0, NOW, "step.moved", "hub", ticket(number, day), step(number, state, minutes))


def called(number: int, ticket_number: int = 1, counter: int = 1) -> Event:
    return Event(
        0,
        NOW,
        "step.called",
        "hub",
        ticket(ticket_number),
        replace(step(ticket_number, StepState.CALLED), calls=1),
        call(number, ticket_number, counter),
    )


def open_numbers(hall: Hall) -> list[int]:
    assert hall.tickets is not None
    return [one.ticket.id for one in hall.tickets]


def test_an_event_that_was_seen_already_changes_nothing() -> None:
    for seq in (1, 9, 10):
        assert fold(EMPTY, replace(called(1), seq=seq)) is EMPTY


def test_the_hall_stands_at_the_events_number_and_time_afterwards() -> None:
    event = Event(11, NOW + timedelta(seconds=5), "officer.added", "hub")
    assert fold(EMPTY, event) == replace(EMPTY, seq=11, at=event.at)


@pytest.mark.parametrize("state", sorted(StepState))
def test_a_ticket_stands_in_the_list_as_long_as_its_step_is_open(state: StepState) -> None:
    hall = after(EMPTY, moved(1, StepState.WAITING), moved(1, state))
    assert open_numbers(hall) == ([1] if state in OPEN_STATES else [])
    if state in OPEN_STATES:
        assert hall.tickets == (OpenTicket(ticket(1), step(1, state)),)


@given(st.permutations([(1, 5), (2, 1), (3, 5), (4, 0)]))
def test_open_tickets_stand_in_order_of_arrival_however_the_events_came(order: list[tuple[int, int]]) -> None:
    hall = after(EMPTY, *(moved(number, StepState.WAITING, minutes) for number, minutes in order))
    assert open_numbers(hall) == [4, 2, 1, 3]


def test_a_screen_that_may_not_see_tickets_does_not_come_to_see_them_by_events() -> None:
    assert after(replace(EMPTY, tickets=None), moved(1, StepState.WAITING)).tickets is None


def test_a_new_call_stands_first_and_the_oldest_leaves() -> None:
    hall = after(EMPTY, *(called(number) for number in range(1, RECENT_CALLS + 6)))
    assert [one.id for one in hall.calls] == list(range(RECENT_CALLS + 5, 5, -1))


@given(st.lists(st.integers(1, 4), max_size=3 * RECENT_CALLS))
def test_the_latest_calls_stay_and_of_every_counter_its_latest_however_old(counters: list[int]) -> None:
    hall = after(EMPTY, *(called(number, counter=counter) for number, counter in enumerate(counters, 1)))
    newest = {counter: number for number, counter in enumerate(counters, 1)}
    recent = range(max(1, len(counters) - RECENT_CALLS + 1), len(counters) + 1)
    assert [one.id for one in hall.calls] == sorted({*newest.values(), *recent}, reverse=True)


@pytest.mark.parametrize("state", sorted(StepState))
def test_a_call_is_over_once_its_step_is_not_called_any_more(state: StepState) -> None:
    hall = after(EMPTY, called(1), called(2, 2, 2), moved(1, state))
    assert [(one.id, one.over) for one in hall.calls] == [(2, False), (1, True)]


def test_a_call_is_over_once_its_visitor_is_called_again() -> None:
    again = called(2)
    assert again.step is not None
    assert again.call is not None
    again = replace(again, step=replace(again.step, calls=2), call=replace(again.call, nth=2))
    hall = after(EMPTY, called(1), again)
    assert [(one.id, one.over) for one in hall.calls] == [(2, False), (1, True)]


def test_a_counters_old_call_that_is_announced_late_stays_where_it_stands() -> None:
    spoken = replace(call(1, counter=2), announced_at=NOW)
    hall = after(EMPTY, called(1, counter=2), *(called(number) for number in range(2, RECENT_CALLS + 9)))
    assert hall.calls[-1] == call(1, counter=2)
    heard = after(hall, Event(0, NOW, "call.announced", "hub", call=spoken))
    assert heard.calls == (*hall.calls[:-1], spoken)


def test_an_announced_call_is_replaced_where_it_stands() -> None:
    spoken = replace(call(1), announced_at=NOW)
    hall = after(EMPTY, called(1), called(2), Event(0, NOW, "call.announced", "hub", call=spoken))
    assert hall.calls == (call(2), spoken)


def test_an_old_call_that_is_announced_late_does_not_come_back_as_the_newest() -> None:
    known = after(EMPTY, *(called(number) for number in range(1, RECENT_CALLS + 2)))
    hall = after(known, Event(0, NOW, "call.announced", "hub", call=replace(call(1), announced_at=NOW)))
    assert hall.calls == known.calls


def test_yesterdays_ticket_that_is_settled_after_midnight_does_not_enter_today() -> None:
    recalled = replace(called(7), ticket=ticket(1, YESTERDAY))
    hall = after(EMPTY, moved(1, StepState.WAITING, day=YESTERDAY), recalled)
    assert hall == replace(EMPTY, seq=hall.seq)


def test_a_counter_is_replaced_and_keeps_its_place() -> None:
    opened = replace(COUNTERS[0], state=CounterState.OPEN, officer="Sari")
    hall = after(EMPTY, Event(0, NOW, "counter.opened", "hub", counter=opened))
    assert hall.counters == (opened, COUNTERS[1])


def test_a_counters_day_is_replaced_in_order_of_numbers() -> None:
    two, one, two_again = CounterDay(2, 1, 0, 60.0, 5.0), CounterDay(1, 1, 0, 9.0, 5.0), CounterDay(2, 2, 1, 50.0, 5.0)
    hall = after(EMPTY, *(Event(0, NOW, "step.finished", "hub", day=day) for day in (two, one, two_again)))
    assert hall.day == (one, two_again)


def one_of_several(number: int, state: StepState, skip: int = 0) -> Event:
    """A step of ticket 1."""
    changed = replace(step(number, state), ticket=1, skip=skip)
    return Event(0, NOW, "step.moved", "hub", ticket(1), changed)


def test_a_visit_for_several_services_stands_once_for_each_open_step() -> None:
    hall = after(EMPTY, one_of_several(1, StepState.WAITING), one_of_several(2, StepState.WAITING))
    hall = after(hall, one_of_several(1, StepState.SERVING), one_of_several(2, StepState.WAITING, skip=2))
    assert [(known.step.id, known.step.state, known.step.skip) for known in hall.tickets or ()] == [
        (1, StepState.SERVING, 0),
        (2, StepState.WAITING, 2),
    ]
    hall = after(hall, one_of_several(1, StepState.TRANSFERRED), one_of_several(3, StepState.WAITING))
    assert [known.step.id for known in hall.tickets or ()] == [2, 3]


def test_a_closed_day_changes_nothing_but_the_number_of_the_event() -> None:
    hall = after(EMPTY, moved(1, StepState.WAITING), called(1), moved(1, StepState.EXPIRED))
    recap = DayRecap(TODAY, NOW, 1, ())
    closed = after(hall, Event(0, NOW, "day.closed", "hub", recap=recap))
    assert closed == replace(hall, seq=closed.seq)
    assert closed.tickets == ()
