"""The pages' fold does exactly what ``shared.fold`` does, on whatever may come."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from shared.fold import RECENT_CALLS, fold
from shared.wire import (
    Backup,
    BackupState,
    Call,
    CounterDay,
    CounterInfo,
    CounterState,
    Device,
    Event,
    Hall,
    OpenTicket,
    Role,
    Step,
    StepState,
)
from tests.support.smallhall import BEGIN, a_hall, a_ticket

moments = st.sampled_from([0, 1, 250_000, 1_000_000, 1_000_001]).map(
    lambda micros: BEGIN + timedelta(microseconds=micros)
)
"""Whole seconds are written without a fraction, and so do not sort as text."""
small = st.integers(1, 5)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    number, state, at = draw(small), draw(st.sampled_from(StepState)), draw(moments)
    calls = draw(st.integers(0, 2))
    return Step(number, number, "dukcapil.ktp", "dukcapil", state, None, at, calls=calls)


missed = st.lists(steps(), max_size=4, unique_by=lambda step: step.id)


@st.composite
def calls(draw: st.DrawFn) -> Call:
    number, at, heard = draw(st.integers(1, 40)), draw(moments), draw(st.none() | moments)
    counter, step, nth = draw(st.integers(1, 6)), draw(small), draw(st.integers(1, 2))
    return Call(number, 1, step, "A-001", "dukcapil", "dukcapil.ktp", counter, "hall", nth, at, announced_at=heard)


@st.composite
def counters(draw: st.DrawFn) -> CounterInfo:
    number, state, officer = draw(small), draw(st.sampled_from(CounterState)), draw(st.none() | st.just("Sari"))
    return CounterInfo(number, "dukcapil", ("dukcapil.ktp",), "hall", state, officer)


days = st.builds(lambda number, served: CounterDay(number, served, 0, None, 1.5), small, st.integers(0, 9))
devices = st.builds(
    lambda number, role, connected: Device(number, role, f"Alat {number}", connected),
    small,
    st.sampled_from([Role.KIOSK, Role.DISPLAY]),
    st.booleans(),
)
backups = st.builds(
    lambda at, trouble: BackupState(Backup(at, "antrean.sqlite3", 4096, 7), trouble),
    moments,
    st.none() | st.just("full"),
)
kinds = st.sampled_from(
    ["step.called", "step.held", "step.put_back", "ticket.revived", "call.announced", "device.removed"]
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    step = draw(st.none() | steps())
    return Event(
        seq=draw(st.integers(0, 60)),
        at=draw(moments),
        kind=draw(st.sampled_from(("step.called", "call.announced"))),
        actor="hub",
        ticket=a_ticket(step.ticket) if step else None,
        step=step,
        call=draw(st.none() | calls()),
        counter=draw(st.none() | counters()),
        day=draw(st.none() | days),
        device=draw(st.none() | devices),
        backup=draw(st.none() | backups),
    )


@st.composite
def halls(draw: st.DrawFn) -> Hall:
    waiting = draw(st.none() | st.lists(steps(), max_size=4, unique_by=lambda step: step.id))
    return a_hall(
        seq=draw(st.integers(0, 20)),
        counters=tuple(draw(st.lists(counters(), max_size=3, unique_by=lambda face: face.number))),
        calls=tuple(draw(st.lists(calls(), max_size=30, unique_by=lambda call: call.id))),
        tickets=None if waiting is None else tuple(OpenTicket(a_ticket(step.ticket), step) for step in waiting),
        day=tuple(draw(st.lists(days, max_size=3, unique_by=lambda day: day.number))),
        devices=tuple(draw(st.lists(devices, max_size=3, unique_by=lambda device: device.id))),
        backup=draw(st.none() | backups),
        no_shows=()
        if waiting is None
        else tuple(OpenTicket(a_ticket(step.ticket), step) for step in draw(missed) if step.state is StepState.NO_SHOW),
    )


def plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


@settings(max_examples=60)
@given(hall=halls(), happened=st.lists(events(), min_size=1, max_size=12))
def test_the_pages_fold_events_as_python_does(modules: Page, hall: Hall, happened: list[Event]) -> None:
    assert folded_by_the_pages(modules, hall, happened) == folded(hall, happened)


def test_the_pages_keep_a_counters_last_call_however_old_as_python_does(modules: Page) -> None:
    counters = [1, 2, 1, 3, *[4] * RECENT_CALLS, 3, *[5] * RECENT_CALLS]
    happened = [
        Event(number, BEGIN, "step.called", "hub", call=Call(number, 1, 1, "A", "a", "s", counter, "hall", 1, BEGIN))
        for number, counter in enumerate(counters, 1)
    ]
    expected = folded(a_hall(seq=0, calls=()), happened)
    assert [one["counter"] for one in expected[-1]["calls"][RECENT_CALLS:]] == [3, 4, 1, 2]
    assert folded_by_the_pages(modules, a_hall(seq=0, calls=()), happened) == expected


def folded(hall: Hall, happened: list[Event]) -> list[Any]:
    """The hall after each event, as it is sent."""
    halls = []
    for event in happened:
        hall = fold(hall, event)
        halls.append(plain(hall))
    return halls


def folded_by_the_pages(modules: Page, hall: Hall, happened: list[Event]) -> list[Any]:
    found = modules.evaluate(
        """async ([hall, events]) => {
            const { fold } = await import("/common/fold.js");
            return events.map((event) => (hall = fold(hall, event)));
        }""",
        [plain(hall), [plain(event) for event in happened]],
    )
    return list(found)
