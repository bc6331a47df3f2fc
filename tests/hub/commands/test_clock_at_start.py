"""A machine that starts with a wrong date, as one whose clock has lost its battery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from hub import housekeeping
from hub.commands.calls import call_next
from hub.commands.counters import open_counter
from hub.hub import Hub
from hub.store import steps
from shared.version import RELEASED
from shared.wire import Called, StepState
from tests.support import testclock
from tests.support.at_work import at_work, until
from tests.support.held import HALL, MORNING, PROGRAM, HeldClock, HeldQueue
from tests.support.hubprocess import HubProcess
from tests.support.machineclock import Machine, state, taken, told


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "TIDY_SECONDS", 0.01)


def three_wait(data: Path, at: datetime = MORNING) -> None:
    """A-001 to A-003 were taken then, and the machine lost its power."""
    before = HeldQueue(data, clock=HeldClock(at))
    for _ in range(3):
        before.take()
    before.db.close()


async def called(queue: Hub) -> str:
    await queue.do(partial(open_counter, counter=1), PROGRAM)
    answer = await queue.do(partial(call_next, counter=1), PROGRAM)
    assert isinstance(answer, Called), answer
    return answer.ticket.label


def waits(queue: Hub, ticket: int = 1) -> bool:
    return steps.steps_of(queue.reader, ticket)[0].state is StepState.WAITING


@pytest.mark.parametrize("behind", [timedelta(hours=3), timedelta(days=1), timedelta(days=4000)])
def test_started_behind_the_last_event_whoever_waits_is_called_next(tmp_path: Path, behind: timedelta) -> None:
    three_wait(tmp_path)

    async def today(queue: Hub) -> None:
        assert (await taken(queue)).label == "A-004"
        assert await called(queue) == "A-001"

    at_work(tmp_path, today, Machine(MORNING - behind).clock())


def test_started_behind_and_set_right_nobody_is_lost_and_no_number_is_doubled(tmp_path: Path) -> None:
    three_wait(tmp_path)
    machine = Machine(MORNING - timedelta(days=1))

    async def today(queue: Hub) -> None:
        assert (await taken(queue)).label == "A-004"
        machine.set_clock(timedelta(days=1, minutes=10))
        assert (await taken(queue)).label == "A-005"
        assert await called(queue) == "A-001"
        machine.live(hours=1)
        assert all(waits(queue, ticket) for ticket in (2, 3, 4, 5))

    at_work(tmp_path, today, machine.clock())


def test_started_behind_with_nothing_before_the_day_goes_on_when_set_right(tmp_path: Path) -> None:
    machine = Machine(MORNING - timedelta(days=1))

    async def today(queue: Hub) -> None:
        assert [(await taken(queue)).label for _ in range(3)] == ["A-001", "A-002", "A-003"]
        assert await called(queue) == "A-001"
        machine.set_clock(timedelta(days=1))
        assert (await taken(queue)).label == "A-004"
        assert state(queue, await taken(queue)) is StepState.WAITING
        assert all(waits(queue, ticket) for ticket in (2, 3))

    at_work(tmp_path, today, machine.clock())


def test_the_hub_says_that_the_clock_is_behind_until_it_is_right(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    three_wait(tmp_path)
    machine = Machine(MORNING - timedelta(days=1))

    async def today(queue: Hub) -> None:
        assert (await told(queue)).clock_behind == timedelta(days=1).total_seconds()
        assert queue.clock_trouble == "behind"
        machine.set_clock(timedelta(days=1))
        assert (await told(queue)).clock_behind is None

    at_work(tmp_path, today, machine.clock())
    assert "set it right now" in caplog.text


def test_a_clock_before_the_program_was_written_is_told_without_any_queue(tmp_path: Path) -> None:
    async def fresh(queue: Hub) -> None:
        assert (await told(queue)).clock_behind == timedelta(days=300).total_seconds()

    at_work(tmp_path, fresh, Machine(RELEASED - timedelta(days=300)).clock())


def test_a_clock_a_moment_before_the_last_event_is_no_news(tmp_path: Path) -> None:
    three_wait(tmp_path)

    async def today(queue: Hub) -> None:
        assert (await told(queue)).clock_behind is None

    at_work(tmp_path, today, Machine(MORNING - timedelta(minutes=4)).clock())


def test_started_far_ahead_nobody_expires_and_set_right_all_go_on(tmp_path: Path) -> None:
    three_wait(tmp_path)
    machine = Machine(MORNING + timedelta(days=14))

    async def today(queue: Hub) -> None:
        assert (await told(queue)).clock_leap == timedelta(days=14).total_seconds()
        assert queue.clock_trouble == "ahead"
        assert (await taken(queue)).label == "A-004"
        forgotten = await taken(queue, reserve=True)
        machine.live(minutes=4)
        await until(lambda: state(queue, forgotten) is StepState.VOID, "the hub tidies on")
        assert waits(queue)
        machine.set_clock(timedelta(days=-14))
        assert (await taken(queue)).label == "A-006"
        assert await called(queue) == "A-001"
        assert queue.clock_trouble is None

    at_work(tmp_path, today, machine.clock())


def test_started_far_ahead_and_started_again_nobody_expires_either(tmp_path: Path) -> None:
    three_wait(tmp_path)

    async def today(queue: Hub) -> None:
        await taken(queue)
        assert queue.clock_trouble == "ahead"
        assert waits(queue)

    for _ in range(2):
        at_work(tmp_path, today, Machine(MORNING + timedelta(days=14)).clock())


def test_after_a_long_holiday_who_was_left_expires_within_half_an_hour(tmp_path: Path) -> None:
    three_wait(tmp_path)
    machine = Machine(MORNING + timedelta(days=14))

    async def today(queue: Hub) -> None:
        machine.live(minutes=31)
        await until(lambda: not waits(queue), "the day long ago is closed")

    at_work(tmp_path, today, machine.clock())


def test_a_usual_morning_closes_the_evening_before_at_once(tmp_path: Path) -> None:
    three_wait(tmp_path)

    async def today(queue: Hub) -> None:
        await until(lambda: not waits(queue), "the day before is closed")
        assert queue.clock_trouble is None
        assert (await taken(queue)).label == "A-001"

    at_work(tmp_path, today, Machine(MORNING + timedelta(days=1)).clock())


@pytest.mark.parametrize(("days", "trouble"), [(1, "clock_behind"), (-14, "clock_leap")])
def test_a_real_hub_with_a_wrong_date_goes_on_and_says_so(
    make_hub: Callable[..., HubProcess], tmp_path: Path, days: int, trouble: str
) -> None:
    hall = tmp_path / "small.toml"
    hall.write_text(HALL, encoding="utf-8")
    hub = make_hub(site=str(hall))
    three_wait(hub.data, testclock.now() + timedelta(days=days))
    hub.start()
    assert hub.take()["label"] == "A-004"
    with hub.client() as manager:
        assert manager.get("/healthz").json()[trouble] > timedelta(hours=23).total_seconds()
    assert "set it right now" in hub.said()
