"""Folding: what a reader of the stream knows after one more event. Pure; the same on kiosk, board and in tests.

``web/common/fold.js`` does the same for the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from shared.wire import Call, CounterDay, CounterInfo, Device, Event, EventKind, Hall, OpenTicket, Step, StepState

OPEN_STATES = frozenset({StepState.RESERVED, StepState.WAITING, StepState.CALLED, StepState.SERVING, StepState.HELD})
RECENT_CALLS = 30


def fold(hall: Hall, event: Event) -> Hall:
    """The hall after ``event``. An event that the hall has seen already changes nothing."""
    if event.seq <= hall.seq:
        return hall
    if event.ticket is not None and event.ticket.service_date != hall.service_date:
        event = replace(event, ticket=None, step=None, call=None)  # yesterday's, settled after midnight
    return replace(
        hall,
        seq=event.seq,
        at=event.at,
        calls=_calls(hall.calls, event),
        counters=_counters(hall.counters, event.counter),
        tickets=_tickets(hall.tickets, event),
        no_shows=_no_shows(hall, event),
        day=_day(hall, event),
        devices=_devices(hall.devices, event),
        backup=event.backup or hall.backup,
    )


def _calls(calls: tuple[Call, ...], event: Event) -> tuple[Call, ...]:
    call = event.call
    if event.step is not None:
        calls = _settled(calls, event.step)
    if call is None:
        return calls
    if any(known.id == call.id for known in calls):
        return tuple(call if known.id == call.id else known for known in calls)
    if event.kind == EventKind.CALL_ANNOUNCED:  # no longer among the recent ones
        return calls
    return tuple(_kept((call, *calls)))


def _settled(calls: tuple[Call, ...], step: Step) -> tuple[Call, ...]:
    """The calls after a step changed: on which of them its visitor is still awaited."""
    if all(known.step != step.id for known in calls):
        return calls
    called = step.state is StepState.CALLED
    return tuple(
        replace(known, over=not (called and known.nth == step.calls)) if known.step == step.id else known
        for known in calls
    )


def _kept(calls: Iterable[Call]) -> Iterator[Call]:
    """Of calls, newest first: the latest ones, and the latest of each counter."""
    counters: set[int] = set()
    for place, call in enumerate(calls):
        if place < RECENT_CALLS or call.counter not in counters:
            yield call
        counters.add(call.counter)


def _counters(counters: tuple[CounterInfo, ...], counter: CounterInfo | None) -> tuple[CounterInfo, ...]:
    if counter is None:
        return counters
    return tuple(counter if known.number == counter.number else known for known in counters)


def _tickets(tickets: tuple[OpenTicket, ...] | None, event: Event) -> tuple[OpenTicket, ...] | None:
    if tickets is None or event.ticket is None or event.step is None:
        return tickets
    rest = [known for known in tickets if known.step.id != event.step.id]
    if event.step.state in OPEN_STATES:
        rest.append(OpenTicket(event.ticket, event.step))
        rest.sort(key=lambda open_ticket: (open_ticket.step.arrived_at, open_ticket.step.id))
    return tuple(rest)


def _devices(devices: tuple[Device, ...], event: Event) -> tuple[Device, ...]:
    changed = event.device
    if changed is None:
        return devices
    rest = [known for known in devices if known.id != changed.id]
    if event.kind != EventKind.DEVICE_REMOVED:
        rest.append(changed)
        rest.sort(key=lambda device: (device.role, device.name))
    return tuple(rest)


def _no_shows(hall: Hall, event: Event) -> tuple[OpenTicket, ...]:
    if hall.tickets is None or event.ticket is None or event.step is None:
        return hall.no_shows
    rest = [known for known in hall.no_shows if known.step.id != event.step.id]
    if event.step.state is StepState.NO_SHOW:
        rest.append(OpenTicket(event.ticket, event.step))
        rest.sort(key=_arrival)
    return tuple(rest)


def _arrival(known: OpenTicket) -> tuple[datetime, int]:
    return known.step.arrived_at, known.step.id


def _day(hall: Hall, event: Event) -> tuple[CounterDay, ...]:
    if event.day is None:
        return hall.day
    rest = [known for known in hall.day if known.number != event.day.number]
    return tuple(sorted([*rest, event.day], key=lambda day: day.number))
