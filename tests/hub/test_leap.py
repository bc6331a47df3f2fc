"""A clock that is set forward in the middle of the day ends nobody's wait until it is taken for right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from at_work import at_work, until
from held import KIOSK, KTP

from hub import queue as queueing
from hub.clock import SystemClock
from hub.commands.tickets import take_number
from hub.http.queries import health
from hub.http.routes import Exchange
from hub.queue import Queue
from hub.store import steps
from shared.wire import StepState, TakeNumber, Ticket

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Machine:
    def __init__(self) -> None:
        self.at, self.count = MORNING, 0.0

    def live(self, **time: float) -> None:
        self.at += timedelta(**time)
        self.count += timedelta(**time).total_seconds()


async def taken(queue: Queue, reserve: bool = False) -> Ticket:
    answer = await queue.do(partial(take_number, body=TakeNumber(KTP, reserve=reserve)), KIOSK)
    assert isinstance(answer, Ticket)
    return answer


async def told_leap(queue: Queue) -> float | None:
    """What /healthz says."""
    return (await health(cast("Exchange", SimpleNamespace(queue=queue)))).clock_leap


def state(queue: Queue, ticket: Ticket) -> StepState:
    return steps.steps_of(queue.reader, ticket.id)[0].state


@pytest.mark.parametrize("forward", [timedelta(hours=15), timedelta(days=1), timedelta(days=365)])
def test_nobody_expires_before_somebody_could_set_the_clock_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forward: timedelta
) -> None:
    monkeypatch.setattr(queueing, "TIDY_EVERY", 0.01)
    machine = Machine()

    async def goes_wrong_and_right(queue: Queue) -> None:
        waits, forgotten = await taken(queue), await taken(queue, reserve=True)
        machine.live(minutes=1)
        machine.at += forward
        await until(lambda: state(queue, forgotten) is StepState.VOID, "the hub tidies on")
        assert state(queue, waits) is StepState.WAITING
        assert await told_leap(queue) == forward.total_seconds()
        machine.at -= forward
        assert await told_leap(queue) is None
        machine.live(minutes=40)
        forgotten = await taken(queue, reserve=True)
        machine.live(minutes=4)
        await until(lambda: state(queue, forgotten) is StepState.VOID, "the hub tidies on")
        assert state(queue, waits) is StepState.WAITING

    at_work(tmp_path, goes_wrong_and_right, SystemClock(lambda: machine.at, lambda: machine.count))


def test_a_clock_that_nobody_sets_back_is_right_and_the_day_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "TIDY_EVERY", 0.01)
    machine = Machine()

    async def stays(queue: Queue) -> None:
        waits, forgotten = await taken(queue), await taken(queue, reserve=True)
        machine.at += timedelta(days=1)
        await until(lambda: state(queue, forgotten) is StepState.VOID, "the hub tidies on")
        assert state(queue, waits) is StepState.WAITING
        machine.live(minutes=31)
        await until(lambda: state(queue, waits) is StepState.EXPIRED, "the day is closed")

    at_work(tmp_path, stays, SystemClock(lambda: machine.at, lambda: machine.count))
