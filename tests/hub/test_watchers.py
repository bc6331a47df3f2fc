"""Who watches a ticket, with a queue held in the test's hands: who is looked at, and what is told."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest

from hub.commands import calls, counters, serving, tickets
from hub.conditions import Conditions
from hub.live import ticket_watchers as module
from hub.live.ticket_watchers import TicketWatcher, TicketWatchers, WatchEnd
from hub.store.database import open_reader
from hub.views.visitor_ticket import VisitorTicket, VisitorTickets
from shared.wire import StepState, Ticket, TicketInfo
from tests.support.held import KK, NPWP, SARI, TAXMAN, HeldQueue

PATIENCE = 60


class Hall:
    """A held queue with its watchers; ``publish`` gives out what happened since."""

    def __init__(self, queue: HeldQueue) -> None:
        self.queue = queue
        self.reader = open_reader(queue.data)
        self.failures: list[Exception] = []
        conditions = Conditions(queue.site, True, "http://hub", queue.clock)
        self.watchers = TicketWatchers(self.reader, conditions, self.failures.append)

    def publish(self) -> None:
        self.watchers.happened(list(self.queue.happened))
        self.queue.happened.clear()

    def watch(self, ticket: Ticket, address: str = "10.0.0.1") -> TicketWatcher:
        face = tickets_face(self, ticket)
        return self.watchers.watch(face, address)


def tickets_face(hall: Hall, ticket: Ticket) -> TicketInfo:
    from hub.store.tickets import ticket as stored

    found = stored(hall.reader, ticket.id)
    assert found is not None
    return found


async def told(watcher: TicketWatcher) -> VisitorTicket | None:
    """The next state that is told; None for a tick."""
    text = await asyncio.wait_for(watcher.next(), PATIENCE)
    assert text is not None, "it has parted"
    return None if '"type":"tick"' in text else msgspec.json.decode(text, type=VisitorTicket)


async def state(watcher: TicketWatcher) -> VisitorTicket:
    async with asyncio.timeout(PATIENCE):
        while (found := await told(watcher)) is None:
            pass
    return found


def nothing_waits(watcher: TicketWatcher) -> bool:
    return watcher._next is None


Script = Callable[[Hall], Coroutine[Any, Any, None]]


@pytest.fixture
def on_a_loop(queue: HeldQueue, monkeypatch: pytest.MonkeyPatch) -> Callable[[Script], None]:
    """Runs a script on an event loop, as the hub runs its watchers, with little rest between rounds."""
    monkeypatch.setattr(module, "PAUSE", 0.01)

    def run(script: Script) -> None:
        hall = Hall(queue)
        try:
            asyncio.run(script(hall))
        finally:
            hall.reader.close()

    return run


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers that were looked up, in order."""
    found: list[str] = []

    class Counting(VisitorTickets):
        def of(self, ticket: TicketInfo) -> VisitorTicket:
            found.append(ticket.label)
            return super().of(ticket)

    monkeypatch.setattr(module, "VisitorTickets", Counting)
    return found


def test_only_those_are_looked_at_whom_it_can_concern(
    on_a_loop: Callable[[Script], None], looked_at: list[str]
) -> None:
    async def script(hall: Hall) -> None:
        there, elsewhere = hall.queue.take(), hall.queue.take(NPWP)
        here, other = hall.watch(there), hall.watch(elsewhere)
        await state(here), await state(other)
        looked_at.clear()
        hall.publish()
        hall.queue.do(calls.call_next, 4)
        hall.publish()
        assert (await state(other)).step.state is StepState.CALLED
        hall.queue.do(counters.open_counter, 4, by=TAXMAN)
        hall.queue.do(serving.start, 4)
        hall.publish()
        assert (await state(other)).step.state is StepState.SERVING
        assert "A-001" not in looked_at[2:]
        assert nothing_waits(here)

    on_a_loop(script)


def test_a_line_shared_by_several_services_is_watched_whole(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        hall.queue.take(KK)
        mine = hall.watch(hall.queue.take())
        assert (await state(mine)).ahead == 1
        hall.publish()
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        assert (await state(mine)).ahead == 0

    on_a_loop(script)


def test_what_happens_in_a_burst_is_told_as_it_stands_in_the_end(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        mine = hall.watch([hall.queue.take() for _ in range(5)][-1])
        assert (await state(mine)).ahead == 4
        for _ in range(3):
            hall.queue.do(calls.call_next, 1)
            hall.queue.do(serving.start, 1)
            hall.publish()
        assert (await state(mine)).ahead == 1
        assert nothing_waits(mine)

    on_a_loop(script)


def test_nothing_is_told_when_nothing_is_new(on_a_loop: Callable[[Script], None], looked_at: list[str]) -> None:
    async def script(hall: Hall) -> None:
        mine = hall.watch(hall.queue.take())
        await state(mine)
        hall.publish()
        later = hall.watch(hall.queue.take())
        await state(later)
        looked_at.clear()
        hall.publish()
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        assert (await state(later)).ahead == 0
        assert (await state(mine)).step.state is StepState.CALLED
        hall.queue.take()
        hall.publish()
        looked_at.clear()
        async with asyncio.timeout(PATIENCE):
            while "A-001" not in looked_at:
                await asyncio.sleep(0)
        assert nothing_waits(mine)

    on_a_loop(script)


def test_a_slow_phone_is_kept_the_latest_only(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        several = [hall.queue.take() for _ in range(4)]
        slow, quick = hall.watch(several[-1], "10.0.0.1"), hall.watch(several[-1], "10.0.0.2")
        assert (await state(quick)).ahead == 3
        for ahead in (2, 1, 0):
            hall.queue.do(calls.call_next, 1)
            hall.queue.do(serving.start, 1)
            hall.publish()
            assert (await state(quick)).ahead == ahead
        assert (await state(slow)).ahead == 0
        assert nothing_waits(slow)

    on_a_loop(script)


def test_everybody_hears_a_tick_or_what_time_alone_has_changed(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK", 0.05)

    async def script(hall: Hall) -> None:
        hall.queue.do(counters.open_counter, 1, by=SARI)
        hall.queue.clock.pass_by(minutes=10)  # nobody comes to the other counters
        hall.queue.take()
        hall.queue.do(calls.call_next, 1, by=SARI)
        hall.queue.do(serving.start, 1, by=SARI)
        mine = hall.watch(hall.queue.take())
        before = await state(mine)
        assert await told(mine) is None
        hall.queue.clock.pass_by(minutes=6)
        after = await state(mine)
        assert after.estimate != before.estimate
        assert after.now > before.now

    on_a_loop(script)


def test_ticks_come_also_while_a_lot_happens(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK", 0.05)

    async def script(hall: Hall) -> None:
        mine = hall.watch(hall.queue.take(NPWP))
        await state(mine)

        async def busy() -> None:
            while True:
                hall.queue.take()
                hall.publish()
                await asyncio.sleep(0)

        work = asyncio.get_running_loop().create_task(busy())
        assert await told(mine) is None
        work.cancel()

    on_a_loop(script)


def test_a_file_that_cannot_be_read_is_said_and_the_phone_is_told_when_it_can(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def script(hall: Hall) -> None:
        mine = hall.watch(hall.queue.take())
        await state(mine)
        right = VisitorTickets.of

        def fail_twice(glance: VisitorTickets, ticket: TicketInfo) -> VisitorTicket:
            if len(hall.failures) < 2:
                raise sqlite3.OperationalError("disk I/O error")
            return right(glance, ticket)

        monkeypatch.setattr(VisitorTickets, "of", fail_twice)
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        assert (await state(mine)).step.state is StepState.CALLED
        assert len(hall.failures) == 2

    on_a_loop(script)


def test_a_call_that_was_missed_on_another_day_is_over_and_an_open_ticket_not_before_its_day_is_closed(
    on_a_loop: Callable[[Script], None],
) -> None:
    async def script(hall: Hall) -> None:
        ticket = hall.queue.take()
        for _ in range(2):
            hall.queue.do(calls.call_next if not hall.queue.step(ticket).calls else calls.recall, 1)
        hall.queue.do(serving.no_show, 1)
        assert hall.watch(ticket).parting is None
        waiting = hall.queue.take()
        hall.queue.clock.pass_by(days=1)
        assert hall.watch(waiting).parting is None
        late = hall.watch(ticket)
        assert (await state(late)).step.state is StepState.NO_SHOW
        assert late.parting is WatchEnd.OVER
        assert await late.next() is None

    on_a_loop(script)


def test_a_void_number_is_still_watched_since_it_may_be_revived(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        ticket = hall.queue.take(reserve=True)
        mine = hall.watch(ticket)
        assert (await state(mine)).step.state is StepState.RESERVED
        hall.queue.do(tickets.void_forgotten)
        hall.queue.clock.pass_by(hours=1)
        hall.queue.do(tickets.void_forgotten)
        hall.publish()
        assert (await state(mine)).step.state is StepState.VOID
        hall.queue.do(tickets.revive, ticket.id)
        hall.publish()
        assert (await state(mine)).step.state is StepState.WAITING

    on_a_loop(script)


def test_the_hub_does_nothing_for_phones_when_nobody_watches(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        watcher = hall.watch(hall.queue.take())
        await state(watcher)
        work = hall.watchers._work
        assert work is not None
        hall.watchers.leave(watcher)
        await asyncio.wait_for(work, PATIENCE)
        again = hall.watch(hall.queue.take())
        await state(again)
        hall.queue.do(calls.call_next, 1)
        hall.queue.do(serving.start, 1)
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        assert (await state(again)).step.state is StepState.CALLED

    on_a_loop(script)
