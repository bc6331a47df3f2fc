"""Breaks at a counter: why and until when, wished for while somebody is served, asked for by a manager."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.actors import HUB, Actor
from hub.commands import calls, counters, day, serving
from hub.commands.orphaned_counters import release_orphaned_counters
from hub.commands.people import remove_officer, session_of
from hub.commands.undo import call_next, undo, undoable
from hub.outcomes import Refused
from hub.store.counters import counter_row
from hub.views.hall_snapshot import HallSnapshots
from shared.site.load import load_text
from shared.wire import (
    CallChosen,
    ClosedByOther,
    Code,
    CounterPause,
    CounterState,
    Hold,
    Moved,
    Officer,
    PauseReason,
    Resume,
    Role,
    StepState,
    TakeBreak,
    Transfer,
)
from tests.support.held import BUDI, KTP, MORNING, NPWP, PROGRAM, SARI, HeldQueue

BOSS = Actor(Role.MANAGER, "boss", None, "Bu Lurah", signed_in=True)
PANEL = Actor(Role.OFFICER, "sari", "dukcapil", key=7)
"""A keypad whose key bears the officer's code for a name."""
WISH = TakeBreak(PauseReason.PRAYER, minutes=15, after_visitor=True)


@pytest.fixture
def sari(tmp_path: Path) -> HeldQueue:
    """Sari at counter 1."""
    hall = HeldQueue(tmp_path)
    hall.do(counters.open_counter, 1, by=SARI)
    hall.happened.clear()
    return hall


def begin_serving(hall: HeldQueue) -> None:
    hall.do(calls.call_next, 1, by=SARI)
    hall.do(serving.start, 1, by=SARI)
    hall.clock.pass_by(minutes=5)


def pause(hall: HeldQueue) -> CounterPause | None:
    return counter_row(hall.db, 1).pause


def test_a_break_says_why_and_until_when(sari: HeldQueue) -> None:
    sari.do(counters.pause_counter, 1, TakeBreak(PauseReason.REST, minutes=20), by=SARI)
    expected = CounterPause(PauseReason.REST, MORNING, None, MORNING + timedelta(minutes=20))
    assert pause(sari) == expected
    (event,) = sari.happened
    assert event.kind == "counter.paused"
    assert event.counter is not None
    assert event.counter.pause == expected


def test_a_break_may_say_nothing(sari: HeldQueue) -> None:
    assert sari.do(counters.pause_counter, 1, by=SARI) is CounterState.PAUSED
    assert pause(sari) == CounterPause(since=MORNING)


def test_a_break_until_a_time_of_today_is_over_then(sari: HeldQueue) -> None:
    back = MORNING + timedelta(hours=1)
    sari.do(counters.pause_counter, 1, TakeBreak(until=back), by=SARI)
    assert pause(sari) == CounterPause(since=MORNING, back_at=back)


@pytest.mark.parametrize(
    "body",
    [
        TakeBreak(until=MORNING - timedelta(minutes=1)),
        TakeBreak(until=MORNING + timedelta(days=1)),
        TakeBreak(until=datetime(2026, 11, 23, 3, 0)),  # noqa: DTZ001 - that it has no zone is the mistake
        TakeBreak(until=datetime(9999, 12, 31, tzinfo=UTC)),
        TakeBreak(minutes=5, until=MORNING + timedelta(minutes=5)),
    ],
    ids=["past", "tomorrow", "no zone", "the last day", "both"],
)
def test_a_break_until_no_time_to_come_today_is_refused(sari: HeldQueue, body: TakeBreak) -> None:
    assert sari.refused(counters.pause_counter, 1, body, by=SARI) is Code.BAD_REQUEST


def test_a_break_that_lasts_is_given_another_reason_and_goes_on(sari: HeldQueue) -> None:
    sari.do(counters.pause_counter, 1, TakeBreak(PauseReason.TOILET), by=SARI)
    sari.clock.pass_by(minutes=3)
    sari.do(counters.pause_counter, 1, TakeBreak(PauseReason.REST, minutes=10), by=SARI)
    assert pause(sari) == CounterPause(PauseReason.REST, MORNING, None, MORNING + timedelta(minutes=13))


def test_who_works_on_leaves_nothing_of_the_break(sari: HeldQueue) -> None:
    sari.do(counters.pause_counter, 1, TakeBreak(PauseReason.REST, minutes=10), by=SARI)
    sari.do(counters.open_counter, 1, by=SARI)
    assert pause(sari) is None
    sari.do(counters.pause_counter, 1, by=SARI)
    assert pause(sari) == CounterPause(since=MORNING)


def test_screens_are_not_told_why_or_how_long(sari: HeldQueue) -> None:
    sari.do(counters.pause_counter, 1, TakeBreak(PauseReason.TOILET, minutes=5), by=SARI)
    floor = HallSnapshots(sari.db, sari.site, True)
    staff, screens = (floor.hall(sari.clock.now(), for_staff).counter(1) for for_staff in (True, False))
    assert staff is not None
    assert screens is not None
    assert staff.pause is not None
    assert (screens.state, screens.pause) == (CounterState.PAUSED, None)


# --- finish, then break ----------------------------------------------------------------------------------------------

ENDINGS: dict[str, tuple[Callable[..., Any], tuple[Any, ...], StepState]] = {
    "finished": (serving.finish, (), StepState.SERVED),
    "held": (serving.hold, (Hold("KK asli"),), StepState.HELD),
    "transferred": (serving.transfer, (Transfer(NPWP),), StepState.WAITING),
    "next": (calls.call_next, (), StepState.SERVED),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_a_wished_break_begins_as_soon_as_the_visitor_has_gone(sari: HeldQueue, name: str) -> None:
    command, body, state = ENDINGS[name]
    ticket, after = sari.take(), sari.take()
    begin_serving(sari)
    assert sari.do(counters.pause_counter, 1, WISH, by=SARI) is CounterState.OPEN
    sari.clock.pass_by(minutes=2)
    sari.do(command, 1, *body, by=SARI)
    assert (sari.step(ticket).state, sari.step(after).state) == (state, StepState.WAITING)
    begun = MORNING + timedelta(minutes=7)
    assert pause(sari) == CounterPause(PauseReason.PRAYER, begun, None, begun + timedelta(minutes=15))
    assert (sari.happened[-1].kind, sari.officer_at(1)) == ("counter.paused", "sari")
    assert sari.refused(calls.call_next, 1, by=SARI) is Code.COUNTER_NOT_OPEN


@pytest.mark.parametrize("command", [serving.no_show, serving.put_back])
def test_a_wished_break_begins_when_the_called_visitor_does_not_come(sari: HeldQueue, command: Any) -> None:
    sari.take()
    sari.do(calls.call_next, 1, by=SARI)
    sari.do(calls.recall, 1, by=SARI)
    sari.do(counters.pause_counter, 1, WISH, by=SARI)
    sari.do(command, 1, by=SARI)
    assert counter_row(sari.db, 1).state is CounterState.PAUSED


def test_next_with_a_wished_break_calls_nobody_and_answers_so(sari: HeldQueue) -> None:
    sari.take()
    sari.take()
    begin_serving(sari)
    sari.do(counters.pause_counter, 1, WISH, by=SARI)
    assert sari.do(call_next, 1, by=SARI) is None
    assert "step.called" not in [event.kind for event in sari.happened[-2:]]


def test_nobody_is_chosen_or_called_back_while_a_break_is_wished_for(sari: HeldQueue) -> None:
    held, chosen = sari.take(), sari.take()
    begin_serving(sari)
    sari.do(serving.hold, 1, Hold("KK asli"), by=SARI)
    sari.take()
    sari.do(calls.call, 1, CallChosen(sari.take().id), by=SARI)
    sari.do(serving.start, 1, by=SARI)
    sari.do(counters.pause_counter, 1, WISH, by=SARI)
    assert sari.refused(calls.call, 1, CallChosen(chosen.id), by=SARI) is Code.PAUSE_WISHED
    assert sari.refused(calls.resume, 1, Resume(held.id), by=SARI) is Code.PAUSE_WISHED


def test_a_wish_is_taken_back_and_the_next_one_is_called(sari: HeldQueue) -> None:
    sari.take()
    after = sari.take()
    begin_serving(sari)
    sari.do(counters.pause_counter, 1, WISH, by=SARI)
    assert sari.do(counters.stay_open, 1, by=SARI) is CounterState.OPEN
    assert pause(sari) is None
    assert sari.do(calls.call_next, 1, by=SARI).ticket.id == after.id
    assert [event.kind for event in sari.happened if event.kind.startswith("counter.")] == [
        "counter.break_wished",
        "counter.break_not_wished",
    ]


def test_a_wish_that_has_begun_is_not_taken_back_but_the_counter_opened(sari: HeldQueue) -> None:
    sari.take()
    begin_serving(sari)
    sari.do(counters.pause_counter, 1, WISH, by=SARI)
    sari.do(serving.finish, 1, by=SARI)
    assert sari.refused(counters.stay_open, 1, by=SARI) is Code.COUNTER_NOT_OPEN


def test_a_wish_at_a_free_counter_is_a_break_at_once(sari: HeldQueue) -> None:
    assert sari.do(counters.pause_counter, 1, WISH, by=SARI) is CounterState.PAUSED


def test_without_the_wish_a_visitor_still_keeps_the_counter_from_a_break(sari: HeldQueue) -> None:
    sari.take()
    begin_serving(sari)
    assert sari.refused(counters.pause_counter, 1, TakeBreak(PauseReason.REST), by=SARI) is Code.COUNTER_BUSY


def test_an_end_that_began_the_break_is_taken_back_and_the_wish_stands_again(sari: HeldQueue) -> None:
    ticket = sari.take()
    begin_serving(sari)
    sari.do(counters.pause_counter, 1, WISH, by=SARI)
    wish = pause(sari)
    sari.do(undoable("finish", serving.finish), 1, by=SARI)
    sari.clock.pass_by(seconds=5)
    assert isinstance(sari.do(undo, 1, by=SARI), Moved)
    assert sari.step(ticket).state is StepState.SERVING
    assert (counter_row(sari.db, 1).state, pause(sari)) == (CounterState.OPEN, wish)
    last = sari.happened[-1].counter
    assert last is not None
    assert (last.state, last.pause) == (CounterState.OPEN, wish)


def test_an_end_is_not_taken_back_once_the_break_is_no_longer_the_one_that_it_began(sari: HeldQueue) -> None:
    sari.take()
    begin_serving(sari)
    sari.do(counters.pause_counter, 1, WISH, by=SARI)
    sari.do(undoable("finish", serving.finish), 1, by=SARI)
    sari.do(counters.open_counter, 1, by=SARI)
    assert sari.refused(undo, 1, by=SARI) is Code.CHANGED_SINCE


@given(
    st.lists(
        st.sampled_from(["take", "call", "start", "finish", "no_show", "hold", "transfer", "wish", "stay", "open"]),
        max_size=25,
    )
)
@pytest.mark.slow
def test_whatever_is_done_nobody_is_called_between_a_wish_and_the_end_of_its_break(
    tmp_path_factory: Any, acts: list[str]
) -> None:
    hall = HeldQueue(tmp_path_factory.mktemp("hall"))
    hall.do(counters.open_counter, 1, by=SARI)
    doing: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
        "call": (call_next, (1,)),
        "start": (serving.start, (1,)),
        "finish": (serving.finish, (1,)),
        "no_show": (serving.no_show, (1,)),
        "hold": (serving.hold, (1, Hold("KK"))),
        "transfer": (serving.transfer, (1, Transfer(NPWP))),
        "wish": (counters.pause_counter, (1, WISH)),
        "stay": (counters.stay_open, (1,)),
        "open": (counters.open_counter, (1,)),
    }
    for name in acts:
        if name == "take":
            hall.take(KTP)
            continue
        before, seen = counter_row(hall.db, 1), len(hall.happened)
        command, given_to_it = doing[name]
        outcome = hall.do(command, *given_to_it, by=SARI)
        now = counter_row(hall.db, 1)
        if before.wish is not None and not isinstance(outcome, Refused):
            assert "step.called" not in [event.kind for event in hall.happened[seen:]]
        visitor = hall.db.execute("SELECT 1 FROM step WHERE state IN ('called', 'serving')").fetchone()
        assert now.wish is None or visitor is not None, "a wish without a visitor has become a break"
        assert (now.state is CounterState.PAUSED) == (now.pause is not None and now.wish is None)
    hall.db.close()


# --- asked for by somebody else --------------------------------------------------------------------------------------


def test_a_manager_pauses_an_officers_counter_and_it_is_said_who(sari: HeldQueue) -> None:
    assert sari.do(counters.pause_counter, 1, TakeBreak(minutes=10), by=BOSS) is CounterState.PAUSED
    found = pause(sari)
    assert found is not None
    assert (found.by, sari.officer_at(1)) == ("Bu Lurah", "sari")
    sari.do(counters.open_counter, 1, by=SARI)
    assert pause(sari) is None


def test_a_managers_wish_stands_until_the_officer_takes_it_back(sari: HeldQueue) -> None:
    sari.take()
    begin_serving(sari)
    assert sari.do(counters.pause_counter, 1, TakeBreak(after_visitor=True), by=BOSS) is CounterState.OPEN
    assert pause(sari) == CounterPause(by="Bu Lurah")
    sari.do(counters.stay_open, 1, by=SARI)
    assert pause(sari) is None


def test_not_even_a_manager_pauses_a_closed_counter_or_anothers_agency_an_officers(sari: HeldQueue) -> None:
    assert sari.refused(counters.pause_counter, 2, by=BOSS) is Code.COUNTER_NOT_OPEN
    assert sari.refused(counters.pause_counter, 99, by=BOSS) is Code.UNKNOWN_COUNTER
    assert sari.refused(counters.pause_counter, 1, by=BUDI) is Code.COUNTER_NOT_OPEN


def test_a_key_of_the_officers_name_is_not_taken_for_the_officer(sari: HeldQueue) -> None:
    sari.do(counters.pause_counter, 1, by=PANEL)
    assert pause(sari) == CounterPause(since=MORNING, by="sari")


def put_out(hall: HeldQueue, code: str = "sari") -> ClosedByOther | None:
    officer = Officer(code, code.title(), Role.OFFICER, "dukcapil")
    return session_of(hall.db, hall.site, officer, hall.clock.now()).put_out


def test_an_officer_whose_counter_a_manager_closed_is_told_who_did_it(sari: HeldQueue) -> None:
    sari.do(counters.close_counter, 1, by=BOSS)
    assert put_out(sari) == ClosedByOther(1, MORNING, "manager", "Bu Lurah")
    assert put_out(sari, "budi") is None


def test_an_officer_whose_counter_a_program_closed_is_told_its_name(sari: HeldQueue) -> None:
    sari.do(counters.close_counter, 1, by=PROGRAM)
    assert put_out(sari) == ClosedByOther(1, MORNING, "program", "program")


def test_an_officer_is_told_that_the_day_was_closed_and_by_whom(sari: HeldQueue) -> None:
    sari.do(day.close_day, by=BOSS)
    assert put_out(sari) == ClosedByOther(1, MORNING, "day", "Bu Lurah")


def test_an_officer_is_told_that_the_hall_has_the_counter_no_more(sari: HeldQueue) -> None:
    from tests.support.held import HALL

    sari.site = load_text(HALL.replace('counters = "1-3"', 'counters = "2-3"'), "small.toml")
    sari.do(release_orphaned_counters, by=HUB)
    assert put_out(sari) == ClosedByOther(1, MORNING, "site", None)


def test_who_leaves_by_himself_is_told_nothing(sari: HeldQueue) -> None:
    sari.do(counters.close_counter, 1, by=SARI)
    assert put_out(sari) is None
    sari.do(counters.open_counter, 1, by=SARI)
    sari.do(counters.open_counter, 2, by=SARI)
    assert put_out(sari) is None


def test_what_was_told_is_over_with_the_next_counter_the_next_day_and_the_officer(sari: HeldQueue) -> None:
    sari.do(counters.close_counter, 1, by=BOSS)
    sari.do(counters.open_counter, 2, by=SARI)
    sari.do(counters.close_counter, 2, by=SARI)
    assert put_out(sari) is None
    sari.do(counters.open_counter, 1, by=SARI)
    sari.do(counters.close_counter, 1, by=BOSS)
    sari.clock.pass_by(days=1)
    assert put_out(sari) is None
    sari.clock.pass_by(days=-1)
    assert put_out(sari) is not None
    sari.db.execute("INSERT INTO officer VALUES ('sari', 'Sari', 'officer', 'dukcapil', 'digest', 0)")
    sari.do(remove_officer, "sari", by=BOSS)
    assert put_out(sari) is None
