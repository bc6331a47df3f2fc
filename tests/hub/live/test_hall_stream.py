"""The stream's fan-out, with a queue held in the test's hands: who gets what, and what becomes of a slow reader."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest

from hub.access.access_changes import AccessChanges
from hub.commands import calls, counters, day, people, serving
from hub.conditions import Conditions
from hub.live import hall_stream as streams
from hub.live.hall_stream import HallStream, StreamEnd, StreamListener
from hub.store.database import open_reader
from hub.views.hall_snapshot import HallSnapshots
from shared.wire import (
    CounterState,
    CreateKey,
    Event,
    EventMessage,
    FiguresChanged,
    Hold,
    Message,
    Role,
    Snapshot,
    Tick,
)
from tests.support.held import KTP, SARI, HeldQueue


class Hall:
    """A held queue with its stream; ``publish`` gives out what happened since."""

    def __init__(self, queue: HeldQueue) -> None:
        self.queue = queue
        self.reader = open_reader(queue.data)
        floor = HallSnapshots(self.reader, queue.site, True)
        self.stream = HallStream(floor, self.reader, Conditions(queue.site, True, "http://hub", queue.clock))
        self.access_changes = AccessChanges()
        self.stream.subscribe(self.access_changes.happened)

    def publish(self) -> None:
        happened = list(self.queue.happened)
        self.queue.happened.clear()
        self.stream.publish(happened)


def heard(listener: StreamListener) -> list[Message]:
    """What waits for the listener, taken out."""
    found: list[Message] = []
    while not listener.queue.empty():
        text = listener.queue.get_nowait()
        assert text is not None
        found.append(msgspec.json.decode(text, type=Message))
    return found


def seqs(messages: list[Message]) -> list[int]:
    return [message.event.seq for message in messages if isinstance(message, EventMessage)]


Script = Callable[[Hall], Coroutine[Any, Any, None]]


@pytest.fixture
def on_a_loop(queue: HeldQueue) -> Callable[[Script], None]:
    """Runs a script on an event loop, as the hub runs its stream."""

    def run(script: Script) -> None:
        hall = Hall(queue)
        try:
            asyncio.run(script(hall))
        finally:
            hall.reader.close()

    return run


def test_a_new_reader_gets_the_hall_and_then_what_happens(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        hall.queue.take()
        hall.publish()
        listener = hall.stream.listen(Role.MANAGER, None)
        (first,) = heard(listener)
        assert isinstance(first, Snapshot)
        assert first.hall.seq == 1
        hall.queue.take()
        hall.publish()
        assert seqs(heard(listener)) == [2]

    on_a_loop(script)


def test_an_event_is_written_out_once_for_staff_and_once_for_screens(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        listeners = [hall.stream.listen(role, None) for role in (Role.MANAGER, Role.KIOSK, Role.OFFICER, Role.DISPLAY)]
        for listener in listeners:
            heard(listener)
        for _ in range(3):
            hall.queue.take()
            hall.publish()
            manager, kiosk, officer, display = (listener.queue.get_nowait() for listener in listeners)
            assert manager is officer
            assert kiosk is display
            assert manager != kiosk

    on_a_loop(script)


def test_a_stream_that_is_gone_keeps_nothing_of_what_it_told(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        manager = hall.stream.listen(Role.MANAGER, None)
        hall.stream.listen(Role.DISPLAY, None)
        hall.queue.take()
        (event,) = hall.queue.happened
        before = sys.getrefcount(event)
        hall.stream.publish([event])
        assert seqs(heard(manager)) == [event.seq]
        hall.stream.close()
        hall.stream._refigure()
        del hall.stream
        gc.collect()
        assert sys.getrefcount(event) == before

    on_a_loop(script)


def test_a_reader_that_was_away_gets_what_it_missed_and_the_figures(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        for _ in range(5):
            hall.queue.take()
        hall.publish()
        *events, figures = heard(hall.stream.listen(Role.DISPLAY, 2))
        assert seqs(events) == [3, 4, 5]
        assert isinstance(figures, FiguresChanged)
        assert [one.waiting for one in figures.figures.agencies] == [5, 0]
        assert seqs(heard(hall.stream.listen(Role.DISPLAY, 5))) == []

    on_a_loop(script)


@pytest.mark.parametrize("after", [6, 10**17])
def test_a_reader_that_knows_more_than_the_hub_gets_the_hall_anew(
    on_a_loop: Callable[[Script], None], after: int
) -> None:
    """A hub whose file was put back from a backup, for one."""

    async def script(hall: Hall) -> None:
        for _ in range(5):
            hall.queue.take()
        assert isinstance(heard(hall.stream.listen(Role.DISPLAY, after))[0], Snapshot)

    on_a_loop(script)


def test_a_reader_of_yesterday_gets_the_hall_anew(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        hall.queue.take()
        hall.queue.clock.pass_by(days=1)
        hall.queue.take()
        assert isinstance(heard(hall.stream.listen(Role.DISPLAY, 0))[0], Snapshot)
        assert seqs(heard(hall.stream.listen(Role.DISPLAY, 1))) == [2]

    on_a_loop(script)


def test_a_reader_too_far_behind_gets_the_hall_anew(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_RESUMED_EVENTS", 3)

    async def script(hall: Hall) -> None:
        for _ in range(5):
            hall.queue.take()
        assert isinstance(heard(hall.stream.listen(Role.DISPLAY, 1))[0], Snapshot)
        assert seqs(heard(hall.stream.listen(Role.DISPLAY, 2))) == [3, 4, 5]

    on_a_loop(script)


@pytest.mark.parametrize("after", [None, 0])
def test_an_event_that_is_on_disk_but_not_given_out_yet_is_not_given_twice(
    on_a_loop: Callable[[Script], None], after: int | None
) -> None:
    """It stands in the snapshot, or among the missed ones, already."""

    async def script(hall: Hall) -> None:
        hall.queue.take()
        listener = hall.stream.listen(Role.MANAGER, after)
        before = seqs(heard(listener))
        hall.publish()
        hall.queue.take()
        hall.publish()
        assert before + seqs(heard(listener)) == ([2] if after is None else [1, 2])

    on_a_loop(script)


def test_names_and_figures_of_officers_go_to_staff_only(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        staff, board = hall.stream.listen(Role.OFFICER, None), hall.stream.listen(Role.DISPLAY, None)
        heard(staff), heard(board)
        hall.queue.take()
        hall.queue.do(counters.open_counter, 1, by=SARI)
        hall.queue.do(calls.call_next, 1, by=SARI)
        hall.publish()
        (_, opened, called), (_, opened_seen, called_seen) = (
            [message.event for message in heard(listener) if isinstance(message, EventMessage)]
            for listener in (staff, board)
        )
        assert opened.counter is not None
        assert opened.counter.officer == "sari"
        assert called.day is not None
        assert opened_seen.counter is not None
        assert (opened_seen.counter.officer, called_seen.day) == (None, None)
        assert called_seen.call == called.call

    on_a_loop(script)


def test_a_reader_that_does_not_keep_up_is_cut_off_and_its_memory_is_free(
    on_a_loop: Callable[[Script], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_WAITING_MESSAGES", 5)

    async def script(hall: Hall) -> None:
        slow, quick = hall.stream.listen(Role.DISPLAY, None), hall.stream.listen(Role.DISPLAY, None)
        got: list[int] = []
        for _ in range(12):
            hall.queue.take()
            hall.publish()
            got += seqs(heard(quick))
        assert got == list(range(1, 13)), "a slow reader does not hold up the others"
        assert slow.ending is StreamEnd.TOO_SLOW
        assert quick.ending is not StreamEnd.TOO_SLOW
        assert slow.queue.qsize() == 1
        assert slow.queue.get_nowait() is None
        hall.stream.tick(hall.queue.clock.now())
        assert slow.queue.empty(), "nothing more is kept for it"

    on_a_loop(script)


def test_who_left_gets_nothing_more(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        listener = hall.stream.listen(Role.DISPLAY, None)
        heard(listener)
        hall.stream.leave(listener)
        hall.queue.take()
        hall.publish()
        assert listener.queue.empty()

    on_a_loop(script)


def test_who_may_not_listen_any_more_hears_nothing_of_what_waited_and_is_told_why(
    on_a_loop: Callable[[Script], None],
) -> None:
    async def script(hall: Hall) -> None:
        staff = hall.stream.listen(Role.OFFICER, None)
        other = hall.stream.listen(Role.OFFICER, None)
        hall.stream.refuse(staff)
        hall.stream.tick(hall.queue.clock.at)
        assert staff.queue.get_nowait() is None
        assert staff.queue.empty()
        assert staff.ending is StreamEnd.NOT_ANY_MORE
        assert heard(other)

    on_a_loop(script)


def test_when_the_hub_stops_every_reader_is_told(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        listener = hall.stream.listen(Role.DISPLAY, None)
        heard(listener)
        hall.stream.close()
        assert listener.queue.get_nowait() is None
        assert listener.ending is StreamEnd.HUB_STOPS

    on_a_loop(script)


def test_when_the_day_turns_everybody_gets_the_new_days_empty_hall(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        hall.queue.take()
        listener = hall.stream.listen(Role.MANAGER, None)
        heard(listener)
        hall.queue.clock.pass_by(days=1)
        hall.stream.new_day()
        (message,) = heard(listener)
        assert isinstance(message, Snapshot)
        assert message.hall.service_date.day == 24
        assert message.hall.tickets == ()

    on_a_loop(script)


def test_each_tick_says_the_hubs_time_and_how_far_it_is(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        hall.queue.take()
        hall.publish()
        listener = hall.stream.listen(Role.KIOSK, None)
        heard(listener)
        hall.stream.tick(hall.queue.clock.at)
        assert heard(listener)[0] == Tick(hall.queue.clock.at, 1)

    on_a_loop(script)


def test_an_event_of_an_unknown_kind_reaches_staff_only(on_a_loop: Callable[[Script], None]) -> None:
    """As one that a later version of the hub wrote."""

    async def script(hall: Hall) -> None:
        listeners = {role: hall.stream.listen(role, None) for role in Role}
        seq = next(iter(heard(listeners[Role.KIOSK]))).hall.seq + 1  # type: ignore[union-attr]
        for listener in listeners.values():
            heard(listener)
        hall.stream.publish([Event(seq, hall.queue.clock.now(), "survey.answered", "hub", subject="4 of 5")])
        told = {role: heard(listener) for role, listener in listeners.items()}
        kinds = {role: [one.event.kind for one in of if isinstance(one, EventMessage)] for role, of in told.items()}
        assert kinds == {
            Role.KIOSK: ["other.happened"],
            Role.DISPLAY: ["other.happened"],
            Role.OFFICER: ["survey.answered"],
            Role.MANAGER: ["survey.answered"],
        }

    on_a_loop(script)


async def figures(listener: StreamListener) -> FiguresChanged:
    """The next figures that come, whatever comes before them."""
    while True:
        text = await asyncio.wait_for(listener.queue.get(), 60)
        assert text is not None
        message = msgspec.json.decode(text, type=Message)
        if isinstance(message, FiguresChanged):
            return message


def test_figures_follow_what_happened_many_events_in_one_message(on_a_loop: Callable[[Script], None]) -> None:
    async def script(hall: Hall) -> None:
        listener = hall.stream.listen(Role.KIOSK, None)
        for _ in range(3):
            hall.queue.take()
            hall.publish()
        found = await figures(listener)
        ktp = next(one for one in found.figures.services if one.code == KTP)
        assert ktp.waiting == 3
        assert listener.queue.empty()

    on_a_loop(script)


def test_a_reader_that_came_in_between_gets_figures_again_although_the_others_know_them(
    on_a_loop: Callable[[Script], None],
) -> None:
    """It joins when somebody waits, who is called before the figures were gathered: for the others nothing changed."""

    async def script(hall: Hall) -> None:
        hall.stream.listen(Role.KIOSK, None)
        hall.stream.tick(hall.queue.clock.at)
        hall.queue.take()
        hall.publish()
        late = hall.stream.listen(Role.KIOSK, None)
        (snapshot,) = heard(late)
        assert isinstance(snapshot, Snapshot)
        assert snapshot.hall.figures.agencies[0].waiting == 1
        hall.queue.do(calls.call_next, 1)
        hall.publish()
        assert (await figures(late)).figures.agencies[0].waiting == 0

    on_a_loop(script)


def test_a_change_of_access_that_could_not_be_looked_at_is_looked_at_again(
    on_a_loop: Callable[[Script], None],
) -> None:
    async def script(hall: Hall) -> None:
        looks: list[str] = []

        def look() -> None:
            looks.append("look")
            if len(looks) < 3:
                raise sqlite3.OperationalError("disk I/O error")

        hall.access_changes.subscribe(look)
        told: list[int] = []
        hall.stream.subscribe(lambda happened: told.extend(event.seq for event in happened))
        hall.queue.do(people.create_key, CreateKey(Role.KIOSK, "pintu"))
        hall.queue.take()
        hall.publish()
        assert told == [1, 2, 3], "the key, its device, the number"
        with pytest.raises(sqlite3.OperationalError):
            hall.access_changes.check_missed()
        hall.access_changes.check_missed()
        hall.access_changes.check_missed()
        assert looks == ["look"] * 3

    on_a_loop(script)


@pytest.mark.parametrize("table", ["event", "counter", "call", "step", "backup"])
def test_a_snapshot_is_of_one_moment_whatever_is_committed_while_it_is_read(queue: HeldQueue, table: str) -> None:
    """A counter is opened the moment before a table is first read: the snapshot knows both of it and of its event, or
    neither."""
    queue.take()
    reader = open_reader(queue.data)
    opened: list[object] = []

    def in_between(statement: str) -> None:
        if not opened and f"FROM {table}" in statement:
            opened.append(queue.do(counters.open_counter, 1, by=SARI))

    reader.set_trace_callback(in_between)
    hall = HallSnapshots(reader, queue.site, True).hall(queue.clock.now(), True)
    reader.close()
    assert opened, f"{table} is not read"
    known = {1: CounterState.CLOSED, 2: CounterState.OPEN}
    assert hall.counters[0].state is known[hall.seq]


def test_kiosks_and_boards_hear_neither_who_did_it_nor_what_was_noted(on_a_loop: Callable[[Script], None]) -> None:
    """Over the shoulder of a board stands the whole hall; what staff writes of a visitor is for staff."""

    async def script(hall: Hall) -> None:
        screens = [hall.stream.listen(role, None) for role in (Role.KIOSK, Role.DISPLAY)]
        staff = hall.stream.listen(Role.OFFICER, None)
        queue = hall.queue
        queue.take(by=SARI)
        queue.do(counters.open_counter, 1, by=SARI)
        queue.do(calls.call_next, 1, by=SARI)
        queue.do(serving.start, 1, by=SARI)
        queue.do(serving.hold, 1, Hold("the divorce certificate is missing"), by=SARI)
        queue.do(day.close_day)
        hall.publish()
        heard_by_staff = "".join(_texts(staff))
        for secret in ("officer:sari", "divorce", "recap", "manager:program"):
            assert secret in heard_by_staff
            for texts in (*map(_texts, screens), _texts(hall.stream.listen(Role.DISPLAY, 0))):
                assert all(secret not in text for text in texts), secret

    on_a_loop(script)


def _texts(listener: StreamListener) -> list[str]:
    """What waits for the listener, as it goes out; it keeps waiting."""
    waiting = [listener.queue.get_nowait() for _ in range(listener.queue.qsize())]
    for text in waiting:
        listener.queue.put_nowait(text)
    return [text for text in waiting if text is not None]
