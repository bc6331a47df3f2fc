"""What the pages decide by themselves, asked of their modules: whether a call was heard, how moments are said."""

from __future__ import annotations

import json
from datetime import timedelta

import msgspec
import pytest
from playwright.sync_api import Page

from shared.texts import catalogue
from shared.wire import Call, CounterInfo, CounterState, Device, DeviceState, OpenTicket, Role, Step, StepState
from tests.support.smallhall import BEGIN, a_hall, a_ticket


@pytest.mark.parametrize(
    ("seconds", "announced_after", "expected"),
    [(3, None, "not_yet"), (15, None, "not_yet"), (16, None, "not"), (16, 2, "yes"), (60, 40, "yes")],
)
def test_a_call_nobody_heard_is_warned_of_after_a_quarter_of_a_minute(
    modules: Page, seconds: int, announced_after: int | None, expected: str
) -> None:
    step = Step(1, 1, "dukcapil.ktp", "dukcapil", StepState.CALLED, 1, BEGIN, called_at=BEGIN, calls=1)
    heard = None if announced_after is None else BEGIN + timedelta(seconds=announced_after)
    call = Call(1, 1, 1, "A-001", "dukcapil", "dukcapil.ktp", 1, "hall", 1, BEGIN, announced_at=heard)
    counter = CounterInfo(1, "dukcapil", ("dukcapil.ktp",), "hall", CounterState.OPEN, "Sari")
    speaks = Device(1, Role.DISPLAY, "Aula", connected=True, state=DeviceState("1", zone="hall", sound="ok"))
    tickets = (OpenTicket(a_ticket(1), step),)
    hall = a_hall(counters=(counter,), calls=(call,), tickets=tickets, devices=(speaks,))
    found = modules.evaluate(
        """async ([hall, now]) => (await import("/counter/desk.js")).desk(hall, 1, now).current.heard""",
        [json.loads(msgspec.json.encode(hall)), (BEGIN + timedelta(seconds=seconds)).timestamp() * 1000],
    )
    assert found == expected


GONE = Device(1, Role.DISPLAY, "Aula", connected=False, state=DeviceState("1", zone="hall", sound="ok"))


def board(sound: str, zone: str | None = "hall") -> Device:
    return Device(2, Role.DISPLAY, "Papan", connected=True, state=DeviceState("1", zone=zone, sound=sound))


@pytest.mark.parametrize(
    ("devices", "expected"),
    [
        ((), "none"),
        ((board("ok", "upstairs"),), "none"),
        ((GONE,), "gone"),
        ((GONE, board("ok")), None),
        ((board("ok", None),), None),
        ((board("none"),), "silent"),
        ((board("no_voice"),), "chime"),
        ((board("no_device"), board("none")), "broken"),
    ],
)
def test_why_nobody_can_hear_a_call_is_known_at_once(
    modules: Page, devices: tuple[Device, ...], expected: str | None
) -> None:
    found = modules.evaluate(
        """async (hall) => (await import("/common/hearing.js")).unheard(hall, "hall")""",
        json.loads(msgspec.json.encode(a_hall(devices=devices))),
    )
    assert found == expected


def test_a_call_that_no_board_can_say_is_told_as_unheard_without_waiting(modules: Page) -> None:
    step = Step(1, 1, "dukcapil.ktp", "dukcapil", StepState.CALLED, 1, BEGIN, called_at=BEGIN, calls=1)
    call = Call(1, 1, 1, "A-001", "dukcapil", "dukcapil.ktp", 1, "hall", 1, BEGIN)
    counter = CounterInfo(1, "dukcapil", ("dukcapil.ktp",), "hall", CounterState.OPEN, "Sari")
    tickets = (OpenTicket(a_ticket(1), step),)
    hall = a_hall(counters=(counter,), calls=(call,), tickets=tickets, devices=(GONE,))
    found = modules.evaluate(
        """async ([hall, now]) => {
            const { heard, unheard } = (await import("/counter/desk.js")).desk(hall, 1, now).current;
            return [heard, unheard];
        }""",
        [json.loads(msgspec.json.encode(hall)), BEGIN.timestamp() * 1000],
    )
    assert found == ["not", "gone"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-21T06:00:00Z", "13.00"),
        ("2026-11-21T17:30:00Z", "besok 00.30"),
        ("2026-11-24T01:00:00Z", "Selasa 08.00"),
        ("2026-12-28T01:00:00Z", "Senin, 28 Desember 08.00"),
    ],
)
def test_moments_are_said_in_the_halls_zone_and_words(modules: Page, at: str, expected: str) -> None:
    modules.route("**/api/v1/texts/id", lambda route: route.fulfill(json=dict(catalogue("id"))))
    found = modules.evaluate(
        """async ([at, now]) => {
            await (await import("/common/words.js")).speak("id");
            return (await import("/common/moments.js")).moment(at, Date.parse(now), "Asia/Jakarta");
        }""",
        [at, "2026-11-21T03:00:00Z"],
    )
    assert found == expected


@pytest.mark.parametrize(
    ("now", "minutes", "expected"),
    [
        ("2026-11-21T02:00:00Z", 15, "09:15"),
        ("2026-11-21T02:00:01Z", 15, "09:16"),
        ("2026-11-21T16:29:00Z", 30, "23:59"),
        ("2026-11-21T16:30:00Z", 30, None),
        ("2026-11-21T16:29:01Z", 30, None),
    ],
)
def test_a_time_in_some_minutes_is_offered_only_while_it_is_still_today(
    modules: Page, now: str, minutes: int, expected: str | None
) -> None:
    script = "async ([n, now]) => (await import('/common/times.js')).laterToday(n, Date.parse(now), 'Asia/Jakarta')"
    assert modules.evaluate(script, [minutes, now]) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-11-21T16:20:00Z", ["15 menit", "30 menit"]), ("2026-11-21T16:50:00Z", [])],
)
def test_who_holds_a_visitor_late_is_offered_no_time_of_coming_back_that_is_tomorrow(
    modules: Page, now: str, expected: list[str]
) -> None:
    modules.route("**/api/v1/texts/id", lambda route: route.fulfill(json=dict(catalogue("id"))))
    found = modules.evaluate(
        """async (now) => {
            const { html, render } = await import("/vendor/preact.js");
            await (await import("/common/words.js")).speak("id");
            const { Hold } = await import("/counter/hold.js");
            render(html`<${Hold} label="A-001" now=${Date.parse(now)} timezone="Asia/Jakarta" />`, document.body);
            const offered = [...document.querySelectorAll(".back .chip")].map((chip) => chip.textContent);
            render(null, document.body);
            return offered;
        }""",
        now,
    )
    assert found == expected


@pytest.mark.parametrize(("milliseconds", "expected"), [(-5, "00:00"), (134_999, "02:14"), (3_725_000, "1:02:05")])
def test_durations_are_minutes_and_seconds(modules: Page, milliseconds: int, expected: str) -> None:
    assert modules.evaluate("async (ms) => (await import('/common/times.js')).span(ms)", milliseconds) == expected


@pytest.mark.parametrize(
    ("first", "ahead", "expected"),
    [(6, 4, [True, True, False, False, False, False]), (2, 3, [False, False, False]), (0, 0, None), (40, 2, None)],
)
def test_a_visitor_sees_one_mark_for_each_who_was_ahead(
    modules: Page, first: int, ahead: int, expected: list[bool] | None
) -> None:
    script = "async ([first, ahead]) => (await import('/ticket/visit.js')).marks(first, ahead)"
    assert modules.evaluate(script, [first, ahead]) == expected


FIRST, AGAIN = {"id": 7}, {"id": 9}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, ("called", FIRST), False),
        (("waiting", None), ("called", FIRST), True),
        (("called", FIRST), ("called", FIRST), False),
        (("called", FIRST), ("called", AGAIN), True),
        (("called", FIRST), ("serving", FIRST), False),
        (("waiting", None), ("serving", FIRST), False),
        (("held", FIRST), ("called", AGAIN), True),
    ],
    ids=["page opened", "called", "nothing new", "called again", "came", "came unseen", "called back"],
)
def test_a_phone_rings_at_each_call_that_it_did_not_know_of(
    modules: Page, before: tuple[str, object] | None, after: tuple[str, object], expected: bool
) -> None:
    script = """async (both) => {
        const [before, after] = both.map((one) => one && { step: { state: one[0] }, calling: one[1] });
        return (await import("/ticket/visit.js")).calledSince(before, after);
    }"""
    assert modules.evaluate(script, [before, after]) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(
            ("13.30", "13:30"),
            ("13:30", "13:30"),
            ("1330", "13:30"),
            ("9", "09:00"),
            (" 9.05 ", "09:05"),
            ("0", "00:00"),
        ),
        *(("24.00", None), ("13.60", None), ("1:30 PM", None), ("besok", None), ("", None)),
    ],
)
def test_a_time_is_read_as_the_hall_writes_it(modules: Page, written: str, expected: str | None) -> None:
    found = modules.evaluate("async (text) => (await import('/common/times.js')).timeOf(text)", written)
    assert found == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("28/11/2026", "2026-11-28"), ("28-11-2026", "2026-11-28"), ("8.1.26", "2026-01-08"), ("5/4", "2026-04-05")),
        *(("11/28/2026", None), ("31/2/2026", None), ("29/2/2027", None), ("0/1/2026", None), ("kemarin", None)),
    ],
)
def test_a_date_is_read_day_first(modules: Page, written: str, expected: str | None) -> None:
    found = modules.evaluate(
        "async (text) => (await import('/common/times.js')).dateOf(text, '2026-11-28')",
        written,
    )
    assert found == expected
