"""The site changes while visitors are in the hall: nobody is left at a counter that is not there any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.commands import calls, counters, day, people, serving, tickets
from hub.commands.orphaned_counters import release_orphaned_counters
from hub.hub import Hub
from hub.store import lines
from shared.site.load import load_text
from shared.wire import AddOfficer, CallChosen, CounterState, Hold, Resume, StepState
from tests.support.at_work import at_work, until
from tests.support.held import BUDI, HALL, SARI, TAXMAN, HeldQueue


@pytest.fixture
def working(queue: HeldQueue) -> HeldQueue:
    """Sari serves a visitor at counter 3, Budi has called one to counter 2, a third waits."""
    for officer, counter in ((SARI, 3), (BUDI, 2)):
        added = AddOfficer(officer.code, officer.name, "194837", officer.agency)
        queue.do(lambda tx, body=added: people.add_officer(tx, body, "digest"))
        queue.do(counters.open_counter, counter, by=officer)
        queue.take()
        queue.do(calls.call_next, counter, by=officer)
    queue.do(serving.start, 3, by=SARI)
    queue.take()
    queue.happened.clear()
    return queue


def change(queue: HeldQueue, *changes: tuple[str, str]) -> None:
    text = HALL
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    queue.site = load_text(text, "small.toml")


ONE_COUNTER = ('counters = "1-3"', 'counters = "1"')
MOVED = ('counters = "4"', 'counters = "2-4"')


@pytest.mark.parametrize("changes", [(ONE_COUNTER,), (ONE_COUNTER, MOVED)], ids=["gone", "another agency's"])
def test_whoever_was_at_a_counter_that_is_gone_can_be_called_elsewhere(
    working: HeldQueue, changes: tuple[tuple[str, str], ...]
) -> None:
    change(working, *changes)
    assert working.do(release_orphaned_counters) == 2
    assert [event.kind for event in working.happened if event.step] == ["step.put_back", "step.held"]
    served, called, _ = lines.open_tickets(working.db, working.site_day())
    assert (served.step.state, called.step.state) == (StepState.HELD, StepState.WAITING)

    assert working.do(counters.open_counter, 1, by=SARI) is CounterState.OPEN
    assert working.do(calls.resume, 1, Resume(served.ticket.id), by=SARI).ticket.label == "A-001"
    working.do(serving.start, 1, by=SARI)
    assert working.do(calls.call_next, 1, by=SARI).ticket.label == "A-002"
    assert working.do(release_orphaned_counters) == 0


def test_the_day_can_be_closed_and_an_officer_whose_counter_is_gone_works_on(working: HeldQueue) -> None:
    change(working, ONE_COUNTER)
    working.do(release_orphaned_counters)
    assert working.officer_at(2) is working.officer_at(3) is None
    assert working.do(counters.open_counter, 1, by=BUDI) is CounterState.OPEN
    assert working.do(day.close_day).tickets == 3


def test_an_officer_without_a_visitor_leaves_a_counter_that_is_another_agencys_now(working: HeldQueue) -> None:
    working.do(serving.finish, 3, by=SARI)
    change(working, ('counters = "1-3"', 'counters = "1-2"'), ('counters = "4"', 'counters = "3-4"'))
    assert working.do(release_orphaned_counters) == 1
    assert (working.officer_at(3), working.officer_at(2)) == (None, "budi")
    assert working.happened[-1].kind == "counter.closed"


def test_whoever_is_where_the_site_wants_him_stays(working: HeldQueue) -> None:
    third = lines.open_tickets(working.db, working.site_day())[2].ticket
    working.do(counters.open_counter, 1)
    working.do(calls.call, 1, CallChosen(third.id))
    assert working.do(release_orphaned_counters) == 0
    assert (working.officer_at(2), working.officer_at(3)) == ("budi", "sari")


def test_whoever_comes_back_to_a_counter_that_serves_others_now_is_everybodys(working: HeldQueue) -> None:
    working.do(serving.hold, 3, Hold("KK asli"), by=SARI)
    held = next(one for one in lines.open_tickets(working.db, working.site_day()) if one.step.state is StepState.HELD)
    working.do(tickets.revive, held.ticket.id, by=SARI)
    change(working, ONE_COUNTER, MOVED)
    working.do(release_orphaned_counters)
    working.do(counters.open_counter, 3, by=TAXMAN)
    working.do(counters.open_counter, 1, by=SARI)
    assert working.do(calls.call_next, 1, by=SARI).ticket.label == held.ticket.label, "who came first"


def test_the_hub_sets_them_free_of_its_own_accord(tmp_path: Path) -> None:
    held = HeldQueue(tmp_path / "queue")
    change(held, ('counters = "1-3"', 'counters = "1-9"'), ('counters = "4"', 'counters = "10"'))
    held.take()
    held.do(calls.call_next, 9)
    day_of_it = held.site_day()
    held.db.close()

    async def begun_with_three_counters(queue: Hub) -> None:
        await until(
            lambda: lines.open_tickets(queue.reader, day_of_it)[0].step.state is StepState.WAITING,
            "the visitor waits again",
        )

    at_work(tmp_path / "queue", begun_with_three_counters)
