"""Which call is announced next in a zone, and which ones no more. No Qt, no sound, no clock of its own.

Nothing vanishes and nothing stale is shouted:

* Every call of the zone is announced once, in order of id, whenever it comes; a call that is known, or that some
  board confirmed already, is not announced again.
* A call that is older than FRESH seconds when it is first seen here (the board was off or cut off) is not spoken:
  the visitor may have been served or sent home. It is handed back as missed; the board lists it among the calls,
  the hub never hears that it was announced, and the officer, who sees that, can call again.
* Of the fresh calls in a snapshot only the latest of each counter is spoken: a counter has one visitor at a time,
  so that the earlier ones were overtaken. They are missed as well.
* A call that nobody heard for want of a loudspeaker is spoken when sound is back, if it is still fresh then, its
  counter has not called anybody else, and the visitor has not come meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.wire import Call, Step, StepState

FRESH = timedelta(seconds=120)
"""From the call at the counter to the moment in which it is first seen here, in the hub's time."""
REMEMBERED = 4096

_Key = tuple[int, datetime]


class Turns:
    """The calls of one zone that wait for their turn."""

    def __init__(self, zone: str | None) -> None:
        """``zone`` None: the whole hall has one loudspeaker, and all its calls are of this zone."""
        self.zone = zone
        self._waiting: list[Call] = []
        self._unheard: list[Call] = []
        self._known: dict[_Key, None] = {}

    def offer(self, call: Call, now: datetime) -> bool:
        """A call from the stream, at the hub's time ``now``. False when it is missed: too old to be spoken."""
        if not self._is_new(call):
            return True
        self._unheard = [other for other in self._unheard if other.counter != call.counter]
        if now - call.at > FRESH:
            return False
        self._insert(call)
        return True

    def catch_up(self, calls: Iterable[Call], now: datetime) -> tuple[Call, ...]:
        """The latest calls of a snapshot; returns those that are missed, in order of id."""
        latest: dict[int, Call] = {}
        missed: list[Call] = []
        for call in sorted(calls, key=_order):
            overtaken = latest.get(call.counter)
            latest[call.counter] = call
            if overtaken is not None and self._is_new(overtaken):
                missed.append(overtaken)
        missed.extend(call for call in latest.values() if not self.offer(call, now))
        return tuple(sorted(missed, key=_order))

    def next(self) -> Call | None:
        """Takes the call whose turn it is."""
        return self._waiting.pop(0) if self._waiting else None

    def unheard(self, call: Call) -> None:
        """It was not heard for want of a loudspeaker; it may get another turn."""
        self._unheard = [other for other in self._unheard if other.counter != call.counter]
        self._unheard.append(call)

    def settled(self, step: Step) -> None:
        """The visitor of this step has come, or is not awaited any more."""
        if step.state is not StepState.CALLED:
            self._unheard = [call for call in self._unheard if call.step != step.id]

    def sound_is_back(self, now: datetime) -> None:
        """Gives the unheard calls that are still fresh another turn."""
        for call in self._unheard:
            overtaken = any(other.counter == call.counter for other in self._waiting)
            if now - call.at <= FRESH and not overtaken:
                self._insert(call)
        self._unheard = []

    def _is_new(self, call: Call) -> bool:
        """Notes the call; whether this board has to announce it."""
        if self.zone is not None and call.zone != self.zone:
            return False
        key = (call.id, call.at)
        known = key in self._known
        self._known[key] = None
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        if call.announced_at is not None:
            self._waiting = [other for other in self._waiting if other.id != call.id]
            self._unheard = [other for other in self._unheard if other.id != call.id]
            return False
        return not known

    def _insert(self, call: Call) -> None:
        self._waiting.append(call)
        self._waiting.sort(key=_order)


def _order(call: Call) -> int:
    return call.id
