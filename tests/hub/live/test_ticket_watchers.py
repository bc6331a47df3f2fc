"""Who watches a ticket, with a queue held in the test's hands: who is looked at, and what is told."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from hub.commands import calls, counters, serving, tickets
from hub.conditions import Conditions
from hub.live import ticket_watchers as module
from hub.live import watcher_index
from hub.live.ticket_watcher import TicketWatcher, WatchEnd
from hub.live.ticket_watchers import TicketWatchers
from hub.store.database import open_reader
from hub.views.visitor_ticket import Place, VisitorTicket, VisitorTickets
from shared.wire import Step, StepState, Ticket, TicketInfo
from tests.support.busy_day import busy_day
from tests.support.held import KK, NPWP, SARI, TAXMAN, HeldQueue
from tests.support.phone import Hearing

TIMEOUT_SECONDS = 60


class Hall:
    """A held queue with its watchers; ``publish`` gives out what happened since."""

    def __init__(self, queue: HeldQueue) -> None:
        self.queue = queue
        self.reader = open_reader(queue.data)
        self.failures: list[Exception] = []
        self.conditions = Conditions(queue.site, True, "http://hub", queue.clock)
        self.watchers = TicketWatchers(self.reader, self.conditions, self.failures.append)

    def publish(self) -> None:
        self.watchers.happened(list(self.queue.happened))
        self.queue.happened.clear()

    def watch(self, ticket: Ticket, address: str = "10.0.0.1") -> HeldPhone:
        return HeldPhone(self.watchers.watch(info(self, ticket), address))


def info(hall: Hall, ticket: Ticket) -> TicketInfo:
    from hub.store.tickets import ticket as stored

    found = stored(hall.reader, ticket.id)
    assert found is not None
    return found


class HeldPhone:
    """A phone that follows a watcher. It takes everything until it is told not to be ``ready``."""

    def __init__(self, watcher: TicketWatcher) -> None:
        self.watcher = watcher
        self.ready = True
        self.ended: WatchEnd | None = None
        self.waits: asyncio.Queue[bytes] = asyncio.Queue()
        self.hearing = Hearing()
        watcher.phone = self
        if watcher.ended is not WatchEnd.TOO_MANY:
            self.tell(watcher.whole())
        if watcher.ended is not None:
            self.end(watcher.ended)

    def tell(self, text: bytes) -> None:
        self.waits.put_nowait(text)

    def end(self, why: WatchEnd) -> None:
        self.ended = why


async def told(phone: HeldPhone) -> VisitorTicket | None:
    """The next state that is told; None for a tick."""
    return phone.hearing.hear(await asyncio.wait_for(phone.waits.get(), TIMEOUT_SECONDS))


async def state(phone: HeldPhone) -> VisitorTicket:
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while (found := await told(phone)) is None:
            pass
    return found


def nothing_waits(phone: HeldPhone) -> bool:
    return phone.waits.empty()


Script = Callable[[Hall], Coroutine[Any, Any, None]]


@pytest.fixture
def on_a_loop(queue: HeldQueue, monkeypatch: pytest.MonkeyPatch) -> Callable[[Script], None]:
    """Runs a script on an event loop, as the hub runs its watchers, with little rest between rounds."""
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.01)

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
        def with_waiting(self, ticket: TicketInfo) -> tuple[VisitorTicket, tuple[Step, ...]]:
            found.append(ticket.label)
            return super().with_waiting(ticket)

        def nearest(self, ticket: TicketInfo, waiting: Iterable[Step]) -> Place | None:
            found.append(ticket.label)
            return super().nearest(ticket, waiting)

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
        hall.queue.happened.clear()
        hall.queue.do(calls.call_next, 4)
        hall.publish()
        assert (await state(other)).step.state is StepState.CALLED
        hall.queue.do(counters.open_counter, 4, by=TAXMAN)
        hall.queue.do(serving.start, 4)
        hall.publish()
        while (await state(other)).step.state is not StepState.SERVING:
            pass
        assert "B-001" in looked_at
        assert "A-001" not in looked_at
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
        async with asyncio.timeout(TIMEOUT_SECONDS):
            while "A-001" not in looked_at:
                await asyncio.sleep(0)
        assert nothing_waits(mine)

    on_a_loop(script)


def test_a_slow_phone_is_kept_the_latest_only(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        several = [hall.queue.take() for _ in range(4)]
        slow, quick = hall.watch(several[-1], "10.0.0.1"), hall.watch(several[-1], "10.0.0.2")
        assert (await state(quick)).ahead == 3
        slow.ready = False
        for ahead in (2, 1, 0):
            hall.queue.do(calls.call_next, 1)
            hall.queue.do(serving.start, 1)
            hall.publish()
            assert (await state(quick)).ahead == ahead
        await state(slow)
        assert nothing_waits(slow)
        slow.ready = True
        slow.watcher.catch_up()
        assert (await state(slow)).ahead == 0
        assert nothing_waits(slow)

    on_a_loop(script)


def test_everybody_hears_a_tick_or_what_time_alone_has_changed(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TICK_SECONDS", 0.05)

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
    monkeypatch.setattr(module, "TICK_SECONDS", 0.05)

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
        right = VisitorTickets.with_waiting

        def fail_twice(now: VisitorTickets, ticket: TicketInfo) -> tuple[VisitorTicket, tuple[Step, ...]]:
            if len(hall.failures) < 2:
                raise sqlite3.OperationalError("disk I/O error")
            return right(now, ticket)

        monkeypatch.setattr(VisitorTickets, "with_waiting", fail_twice)
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
        assert hall.watch(ticket).ended is None
        waiting = hall.queue.take()
        hall.queue.clock.pass_by(days=1)
        assert hall.watch(waiting).ended is None
        late = hall.watch(ticket)
        assert (await state(late)).step.state is StepState.NO_SHOW
        assert late.ended is WatchEnd.OVER

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
        hall.watchers.leave(watcher.watcher)
        await asyncio.wait_for(work, TIMEOUT_SECONDS)
        again = hall.watch(hall.queue.take())
        await state(again)
        hall.queue.do(calls.call_next, 1)
        hall.queue.do(serving.start, 1)
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        assert (await state(again)).step.state is StepState.CALLED

    on_a_loop(script)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("ticks", [False, True])
def test_what_a_phone_heard_is_what_it_would_be_answered(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch, seed: int, ticks: bool
) -> None:
    """Without ticks apart from what time alone changes."""
    monkeypatch.setattr(module, "TICK_SECONDS", 0.05 if ticks else 1000)

    def told_all(hall: Hall, phones: Iterable[HeldPhone]) -> bool:
        with VisitorTickets(hall.reader, hall.conditions).reading() as now:
            for phone in phones:
                while not nothing_waits(phone):
                    phone.hearing.hear(phone.waits.get_nowait())
                wanted, known = now.of(phone.watcher.ticket), phone.hearing.known
                assert known is not None
                known = replace(known, now=wanted.now, estimate=known.estimate if ticks else wanted.estimate)
                if known != wanted and phone.ended is None:
                    return False
        return True

    async def script(hall: Hall) -> None:
        phones: dict[int, HeldPhone] = {}
        for taken in busy_day(hall.queue, 60, seed):
            for ticket in taken:
                if ticket.id not in phones:
                    phones[ticket.id] = hall.watch(ticket)
            hall.publish()
            await asyncio.sleep(0)
        assert len(phones) > 10
        async with asyncio.timeout(TIMEOUT_SECONDS):
            while not told_all(hall, phones.values()):
                await asyncio.sleep(0.01)

    on_a_loop(script)


async def rest(hall: Hall) -> None:
    """Until a round has begun that tells what happened."""
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while hall.watchers._wake.is_set():
            await asyncio.sleep(0)


def test_a_call_reaches_everybody_in_its_line_by_one_reading_of_the_line(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        _first, *others = [hall.watch(hall.queue.take()) for _ in range(40)]
        for place, phone in enumerate(others, 1):
            assert (await state(phone)).ahead == place
        await rest(hall)
        hall.queue.happened.clear()
        statements: list[str] = []
        hall.reader.set_trace_callback(statements.append)
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        for place, phone in enumerate(others):
            assert (await state(phone)).ahead == place
        assert len(statements) < len(others)

    on_a_loop(script)


def test_a_change_tells_only_what_is_new(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        hall.queue.take()
        mine = hall.watch([hall.queue.take() for _ in range(3)][-1])
        await state(mine)
        hall.queue.happened.clear()
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        text = await asyncio.wait_for(mine.waits.get(), TIMEOUT_SECONDS)
        assert set(msgspec.json.decode(text)) == {"type", "now", "ahead", "estimate", "last_called"}

    on_a_loop(script)


@pytest.mark.parametrize(
    ("address", "most"),
    [("192.168.1.1", 9), ("127.0.0.1", 9), ("::ffff:10.0.0.1", 9), ("fe80::1", 9), ("203.0.114.9", 2), ("unknown", 2)],
)
def test_the_halls_network_may_have_more_watchers_than_a_stranger(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch, address: str, most: int
) -> None:
    monkeypatch.setattr(watcher_index, "MOST_FROM_HALL", 9)
    monkeypatch.setattr(watcher_index, "MOST_FROM_ELSEWHERE", 2)

    async def script(hall: Hall) -> None:
        several = [hall.watch(hall.queue.take(), address) for _ in range(most + 1)]
        assert [phone.ended for phone in several] == [None] * most + [WatchEnd.TOO_MANY]
        assert hall.watch(hall.queue.take(), "10.9.9.9").ended is None
        hall.watchers.leave(several[0].watcher)
        assert hall.watch(hall.queue.take(), address).ended is None

    on_a_loop(script)


def test_no_more_watch_in_all_than_the_hub_can_tell(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_index, "MOST", 3)

    async def script(hall: Hall) -> None:
        several = [hall.watch(hall.queue.take(), f"10.0.0.{place}") for place in range(4)]
        assert [phone.ended for phone in several] == [None] * 3 + [WatchEnd.TOO_MANY]

    on_a_loop(script)


def test_phones_that_come_at_once_share_one_reading_of_the_line(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        tickets_taken = [hall.queue.take() for _ in range(40)]
        infos = [info(hall, ticket) for ticket in tickets_taken]
        statements: list[str] = []
        hall.reader.set_trace_callback(statements.append)
        phones = [HeldPhone(hall.watchers.watch(one, "10.0.0.1")) for one in infos]
        for place, phone in enumerate(phones):
            assert (await state(phone)).ahead == place
        counts = [one for one in statements if "count(*)" in one]
        assert len(counts) < 15

    on_a_loop(script)


def test_a_phone_that_comes_after_a_call_is_not_told_of_before(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        several = [hall.queue.take() for _ in range(3)]
        assert (await state(hall.watch(several[2]))).ahead == 2
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        assert (await state(hall.watch(several[2], "10.0.0.2"))).ahead == 1

    on_a_loop(script)
