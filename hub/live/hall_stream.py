"""The stream's fan-out: one encoded message for many listeners, in the order of commits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from hub.engine.database import StorageError
from hub.roles import STAFF
from hub.store import devices, events
from shared.wire import ClockTrouble, Event, EventKind, EventMessage, FiguresChanged, Role, Snapshot, Tick, audience_of
from shared.wire.event_kinds import Audience

if TYPE_CHECKING:
    from hub.conditions import Conditions
    from hub.engine.port import Connection
    from hub.views.hall_snapshot import HallSnapshots

MOST_RESUMED_EVENTS = 2_000
"""A reader further behind gets a snapshot."""
MOST_WAITING_MESSAGES = 4_000
"""A reader that lets so many messages wait is cut off, and resumes."""
FIGURES_PAUSE_SECONDS = 0.1
"""Seconds in which changes of figures are gathered into one message."""


class StreamEnd(Enum):
    HUB_STOPS = "hub stops"
    TOO_SLOW = "too slow"
    """It let too many messages wait; it may come back and resume."""
    NOT_ANY_MORE = "not any more"
    """Signed out, or its key was replaced."""


class StreamListener:
    """One connected reader. ``None`` in its queue ends it, and ``ending`` says why."""

    def __init__(self, role: Role, key: int | None = None) -> None:
        """``key`` is a kiosk's or a board's."""
        self.role = role
        self.key = key
        self.seq = 0
        self.ending = StreamEnd.HUB_STOPS
        self.queue: asyncio.Queue[str | None] = asyncio.Queue()

    @property
    def for_staff(self) -> bool:
        return self.role in STAFF

    def may_hear(self, event: Event) -> bool:
        match audience_of(event.kind):
            case Audience.MANAGERS:
                return self.role is Role.MANAGER
            case Audience.STAFF:
                return self.for_staff
            case Audience.EVERYBODY:
                return True


class HallStream:
    """All listeners. Lives on the event loop; nothing in it waits."""

    def __init__(self, snapshots: HallSnapshots, reader: Connection, conditions: Conditions) -> None:
        self._snapshots = snapshots
        self._reader = reader
        self._conditions = conditions
        self._listeners: set[StreamListener] = set()
        self._figures = b""
        self._encoded: list[tuple[Event, str]] = []
        """The last events that were given out, with their messages."""
        self._minute = -1
        self._refiguring: asyncio.TimerHandle | None = None
        self.seq = events.last_seq(reader)
        self._subscribers: list[Callable[[Sequence[Event]], None]] = []

    def subscribe(self, subscriber: Callable[[Sequence[Event]], None]) -> None:
        """``subscriber`` is told of committed events after the listeners."""
        self._subscribers.append(subscriber)

    def listen(self, role: Role, after: int | None, key: int | None = None) -> StreamListener:
        """A new listener, its snapshot or the events after ``after`` already waiting in it. ``key`` is a device's: it
        does not go on across another zone of its own."""
        listener = StreamListener(role, key)
        missed = None
        if after is not None:
            missed = events.resumable_after(self._reader, after, self._conditions.today(), MOST_RESUMED_EVENTS)
            if missed is not None and any(_moves_board(listener, event) for event in missed):
                missed = None
        if missed is None or after is None:
            self._give_snapshot(listener)
        else:
            listener.seq = after
            for event in missed:
                self._give_event(listener, event, _for_screens(event))
            figures = self._snapshots.figures(self._conditions.clock.now())
            listener.queue.put_nowait(msgspec.json.encode(FiguresChanged(figures)).decode())
        self._figures = b""  # what this one was given may differ from what the others had last
        self._listeners.add(listener)
        return listener

    def leave(self, listener: StreamListener) -> None:
        self._listeners.discard(listener)

    def refuse(self, listener: StreamListener) -> None:
        """Ends a listener that may not listen any more; nothing that waits goes out to it."""
        self._end(listener, StreamEnd.NOT_ANY_MORE)

    def close(self) -> None:
        for listener in self._listeners:
            listener.queue.put_nowait(None)
        self._listeners.clear()

    def publish(self, happened: Sequence[Event]) -> None:
        """Gives out committed events."""
        for event in happened:
            self.seq = event.seq
            if event.kind in events.NOT_RESUMED:
                self._give_everybody_a_snapshot()
                continue
            screens = _for_screens(event) if self._listeners else event
            for listener in tuple(self._listeners):
                if _moves_board(listener, event):
                    self._place(listener)
                else:
                    self._give_event(listener, event, screens)
        if self._refiguring is None:
            loop = asyncio.get_running_loop()
            self._refiguring = loop.call_later(FIGURES_PAUSE_SECONDS, self._refigure)
        for subscriber in self._subscribers:
            subscriber(happened)

    def tick(self, now: datetime, clock: ClockTrouble | None = None) -> None:
        """Raises StorageError when the file cannot be read; the time is told all the same."""
        text = msgspec.json.encode(Tick(now, self.seq, clock)).decode()
        for listener in tuple(self._listeners):
            self._give(listener, text)
        if now.minute != self._minute:
            self._minute = now.minute
            self._refigure()

    def _give_everybody_a_snapshot(self) -> None:
        """What everybody knows no longer holds."""
        try:
            self.new_day()
        except StorageError:  # they come back, and get one then
            for listener in tuple(self._listeners):
                self._end(listener, StreamEnd.TOO_SLOW)

    def _place(self, listener: StreamListener) -> None:
        """Tells a board its new zone, with a snapshot; one for which the file cannot be read comes back for it."""
        try:
            self._give_snapshot(listener)
        except StorageError:
            self._end(listener, StreamEnd.TOO_SLOW)

    def new_day(self) -> None:
        for listener in self._listeners:
            self._give_snapshot(listener)

    def _refigure(self) -> None:
        if self._refiguring is not None:
            self._refiguring.cancel()
            self._refiguring = None
        if not self._listeners:
            self._figures = b""
            return
        figures = msgspec.json.encode(FiguresChanged(self._snapshots.figures(self._conditions.clock.now())))
        if figures != self._figures:
            self._figures = figures
            text = figures.decode()
            for listener in tuple(self._listeners):
                self._give(listener, text)

    def _give_snapshot(self, listener: StreamListener) -> None:
        hall = self._snapshots.hall(self._conditions.clock.now(), listener.for_staff)
        listener.seq = hall.seq
        device = devices.device(self._reader, listener.key) if listener.key is not None else None
        listener.queue.put_nowait(msgspec.json.encode(Snapshot(hall, device.zone if device else None)).decode())

    def _give_event(self, listener: StreamListener, event: Event, for_screens: Event) -> None:
        if event.seq <= listener.seq:
            return
        listener.seq = event.seq
        if not listener.may_hear(event):
            self._give(listener, _hidden(event))
            return
        self._give(listener, self._text(event if listener.for_staff else for_screens))

    def _text(self, event: Event) -> str:
        """The message of an event, encoded once for all that listen: once for staff, once for screens."""
        for known, text in self._encoded:
            if known is event:
                return text
        text = msgspec.json.encode(EventMessage(event)).decode()
        self._encoded = [(event, text), *self._encoded[:1]]
        return text

    def _give(self, listener: StreamListener, text: str) -> None:
        if listener.queue.qsize() >= MOST_WAITING_MESSAGES:
            self._end(listener, StreamEnd.TOO_SLOW)
            return
        listener.queue.put_nowait(text)

    def _end(self, listener: StreamListener, why: StreamEnd) -> None:
        """Drops what waits, so that its memory is free at once."""
        self._listeners.discard(listener)
        listener.ending = why
        while not listener.queue.empty():
            listener.queue.get_nowait()
        listener.queue.put_nowait(None)


def _moves_board(listener: StreamListener, event: Event) -> bool:
    """Whether the event gave this very device another zone."""
    return event.kind == EventKind.DEVICE_PLACED and event.device is not None and event.device.id == listener.key


def _hidden(event: Event) -> str:
    """The message in place of an event that the reader may not hear of."""
    other = Event(event.seq, event.at, EventKind.OTHER_HAPPENED.value, "hub")
    return msgspec.json.encode(EventMessage(other)).decode()


def _for_screens(event: Event) -> Event:
    """What kiosks and boards hear of the event: as much as their snapshot would show, so neither who did it nor what
    was noted."""
    return Event(
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        actor=_role(event.actor),
        ticket=event.ticket and replace(event.ticket, source=_role(event.ticket.source)),
        step=event.step and replace(event.step, note=None),
        call=event.call,
        counter=event.counter and replace(event.counter, officer=None, pause=None),
    )


def _role(actor: str) -> str:
    return actor.partition(":")[0].removesuffix("-key")
