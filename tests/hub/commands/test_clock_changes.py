"""A clock that is set in the middle of the day ends nobody's wait, and no number is given twice."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hub import housekeeping
from hub.actors import HUB
from hub.commands import day as day_commands
from hub.commands.calls import call_next
from hub.commands.counters import open_counter
from hub.commands.serving import finish, start
from hub.commands.undo import undo
from hub.hub import Hub
from hub.outcomes import Refused
from hub.store import days, people, steps
from hub.transaction import Transaction
from shared.wire import Called, CounterState, Message, Officer, Role, Snapshot, StepState
from tests.support.at_work import at_work, until
from tests.support.held import PROGRAM, SARI
from tests.support.machineclock import Machine, date_of, state, taken, told

pytestmark = pytest.mark.logs_errors

FORWARD = [timedelta(hours=15), timedelta(days=1), timedelta(days=365)]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "TIDY_SECONDS", 0.01)


async def called(queue: Hub) -> str:
    """Whom counter 1 calls next."""
    await queue.do(partial(open_counter, counter=1), PROGRAM)
    answer = await queue.do(partial(call_next, counter=1), PROGRAM)
    assert isinstance(answer, Called), answer
    return answer.ticket.label


@pytest.mark.parametrize("forward", FORWARD)
def test_nobody_expires_before_somebody_could_set_the_clock_right(tmp_path: Path, forward: timedelta) -> None:
    machine = Machine()

    async def goes_wrong_and_right(queue: Hub) -> None:
        waits, forgotten = await taken(queue), await taken(queue, reserve=True)
        machine.live(minutes=1)
        machine.set_clock(forward)
        assert (await told(queue)).clock_leap == forward.total_seconds()
        machine.live(minutes=4)
        await until(lambda: state(queue, forgotten) is StepState.VOID, "the hub tidies on")
        assert state(queue, waits) is StepState.WAITING
        machine.set_clock(-forward)
        assert (await told(queue)).clock_leap is None
        machine.live(minutes=40)
        forgotten = await taken(queue, reserve=True)
        machine.live(minutes=4)
        await until(lambda: state(queue, forgotten) is StepState.VOID, "the hub tidies on")
        assert state(queue, waits) is StepState.WAITING
        assert date_of(queue, waits) == "2026-11-23"

    at_work(tmp_path, goes_wrong_and_right, machine.clock())


def test_a_day_whose_closing_stood_in_line_when_the_clock_was_set_is_not_closed(tmp_path: Path) -> None:
    machine = Machine()

    async def is_set(queue: Hub) -> None:
        waits = await taken(queue)
        closing = housekeeping.unless_doubted(
            queue.conditions.clock, day_commands.close_past_day
        )  # as the hub's own work hands it over
        held, let_go = threading.Event(), threading.Event()

        def hold(_tx: Transaction) -> None:
            held.set()
            assert let_go.wait(60)

        standing: list[Future[Any]] = [queue._writer.submit(hold, HUB)]
        assert await asyncio.to_thread(held.wait, 60)
        standing.append(queue._writer.submit(closing, HUB))
        machine.set_clock(timedelta(days=1))
        let_go.set()
        await asyncio.gather(*map(asyncio.wrap_future, standing))
        assert state(queue, waits) is StepState.WAITING

    at_work(tmp_path, is_set, machine.clock())


@pytest.mark.parametrize("by", [*FORWARD, timedelta(days=-1), timedelta(days=-300)])
def test_whoever_waits_is_called_and_numbers_go_on_on_the_new_date(tmp_path: Path, by: timedelta) -> None:
    machine = Machine()

    async def is_set(queue: Hub) -> None:
        assert [(await taken(queue)).label for _ in range(3)] == ["A-001", "A-002", "A-003"]
        machine.live(minutes=5)
        machine.set_clock(by)
        assert (await taken(queue)).label == "A-004"
        assert await called(queue) == "A-001"

    at_work(tmp_path, is_set, machine.clock())


def test_set_wrong_and_right_again_each_number_was_given_once(tmp_path: Path) -> None:
    machine = Machine()

    async def there_and_back(queue: Hub) -> None:
        labels = [(await taken(queue)).label]
        for by in (timedelta(days=1), timedelta(days=-1), timedelta(days=14)):
            machine.live(minutes=5)
            machine.set_clock(by)
            labels.append((await taken(queue)).label)
        assert labels == ["A-001", "A-002", "A-003", "A-004"]
        assert await called(queue) == "A-001"

    at_work(tmp_path, there_and_back, machine.clock())


def test_every_reader_gets_a_new_snapshot_when_the_date_was_set(tmp_path: Path) -> None:
    machine = Machine()

    async def is_set(queue: Hub) -> None:
        await taken(queue)
        readers = [queue.stream.listen(role, None) for role in (Role.OFFICER, Role.KIOSK)]
        machine.set_clock(timedelta(days=1))
        await taken(queue)
        for reader in readers:
            told = [
                msgspec.json.decode(reader.queue.get_nowait() or "", type=Message) for _ in range(reader.queue.qsize())
            ]
            halls = [one.hall for one in told if isinstance(one, Snapshot)]
            assert str(halls[-1].service_date) == "2026-11-24"
            assert reader.role is Role.KIOSK or len(halls[-1].tickets or ()) == 2

    at_work(tmp_path, is_set, machine.clock())


def test_a_wait_is_as_long_as_it_was_whatever_the_clock_was_set_to(tmp_path: Path) -> None:
    machine = Machine()

    async def is_set(queue: Hub) -> None:
        await taken(queue)
        machine.live(minutes=5)
        machine.set_clock(timedelta(days=1))
        await taken(queue)
        (first, second) = queue.snapshots.hall(queue.now(), True).tickets or ()
        assert second.step.arrived_at - first.step.arrived_at == timedelta(minutes=5)

    at_work(tmp_path, is_set, machine.clock())


def test_a_day_that_was_left_by_the_clock_is_closed_when_it_is_taken_for_right(tmp_path: Path) -> None:
    machine = Machine()

    async def stays(queue: Hub) -> None:
        waits = await taken(queue)
        left = queue.snapshots.hall(queue.now(), False).service_date
        machine.set_clock(timedelta(days=1))
        await until(lambda: date_of(queue, waits) == "2026-11-24", "the visit has gone on to the new date")
        assert not days.between(queue.reader, left, left)
        machine.live(minutes=31)
        await until(lambda: days.between(queue.reader, left, left), "the day is closed")
        assert state(queue, waits) is StepState.WAITING

    at_work(tmp_path, stays, machine.clock())


def test_counters_stay_open_when_the_date_that_was_left_is_closed(tmp_path: Path) -> None:
    machine = Machine()

    async def stays(queue: Hub) -> None:
        await taken(queue)
        await queue.do(partial(open_counter, counter=1), SARI)
        left = queue.snapshots.hall(queue.now(), False).service_date
        machine.live(minutes=5)
        machine.set_clock(timedelta(days=1))
        await taken(queue)
        machine.live(minutes=31)
        await until(lambda: days.between(queue.reader, left, left), "the day is closed")
        assert queue.snapshots.hall(queue.now(), True).counters[0].state is CounterState.OPEN

    at_work(tmp_path, stays, machine.clock())


def test_an_act_from_before_the_clock_was_set_cannot_be_taken_back(tmp_path: Path) -> None:
    machine = Machine()

    async def is_set(queue: Hub) -> None:
        await taken(queue)
        await called(queue)
        await queue.do(partial(start, counter=1), PROGRAM)
        await queue.do(partial(finish, counter=1), PROGRAM)
        machine.live(minutes=5)
        machine.set_clock(timedelta(hours=-3))
        await taken(queue)
        assert isinstance(await queue.do(partial(undo, counter=1), PROGRAM), Refused)

    at_work(tmp_path, is_set, machine.clock())


def test_who_is_signed_in_stays_so_when_the_date_was_set(tmp_path: Path) -> None:
    machine = Machine()

    def sign_in(tx: Transaction) -> None:
        people.insert_officer(tx.db, Officer("sari", "Sari", Role.OFFICER, "dukcapil"), "pin", tx.now)
        people.insert_session(tx.db, "digest", "sari", tx.now, tx.now + timedelta(hours=12))

    async def stays(queue: Hub) -> None:
        await queue.do(sign_in, HUB)
        machine.live(hours=1)
        assert queue.sessions.use("digest", queue.now())
        machine.live(hours=1)
        machine.set_clock(timedelta(days=1))
        await taken(queue)
        assert queue.sessions.use("digest", queue.now())

    at_work(tmp_path, stays, machine.clock())


def test_who_waited_on_an_earlier_evening_is_not_taken_along(tmp_path: Path) -> None:
    machine = Machine()

    async def evening(queue: Hub) -> None:
        await taken(queue)

    async def morning(queue: Hub) -> None:
        machine.set_clock(timedelta(days=1))
        first = await taken(queue)
        assert first.label == "A-001"
        machine.live(minutes=31)
        await until(lambda: state_of_first(queue) is StepState.EXPIRED, "the evening's number ends")

    def state_of_first(queue: Hub) -> StepState:
        return steps.steps_of(queue.reader, 1)[0].state

    at_work(tmp_path, evening, machine.clock())
    machine = Machine(machine.clock().now() + timedelta(hours=1))
    at_work(tmp_path, morning, machine.clock())
