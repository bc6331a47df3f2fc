"""Which call is announced next in a zone, and which ones no more. No Qt, no sound, no clock of its own.

Nothing vanishes, nothing stale is shouted, and nothing waits without end:

* A call of the zone is announced once, whenever it comes; a call that is known, or that some board confirmed already,
  is not announced again.
* A counter has one visitor at a time: of its calls that wait, only the latest is spoken. It takes the place of the one
  that it overtook, so that no counter is pushed back for ever because its officer calls often. Otherwise the order is
  that of the calls.
* A waiting call whose visitor has come, or is not awaited any more, is not spoken; nor is one that is over already when
  it is first seen here, as after a start or a connection that came back.
* So never more wait than the zone has counters, and a call's turn comes after at most one announcement for each of
  them. When CROWD others wait behind one, announcements are short (one language) until fewer do.
* A call that is older than FRESH when it is first seen here (the board was off or cut off), or when the board has not
  followed the queue meanwhile, is not spoken: the visitor may have been served or sent home.
* What is not spoken is handed back as missed: the board lists it among the calls, the hub never hears that it was
  announced, and the officer, who sees that, can call again.
* A call that nobody heard for want of a loudspeaker is spoken when sound is back, if it is still fresh then, its
  counter has not called anybody else, and the visitor has not come meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.wire import Call, Step, StepState

MAX_AGE = timedelta(seconds=120)
"""From the call at the counter to the moment in which it is first seen here, in the hub's time."""
CROWDED_CALLS = 3
MAX_KNOWN_CALLS = 4096

_Key = tuple[int, datetime]


@dataclass(frozen=True)
class _Waiting:
    call: Call
    place: int
    """Id of the call that came first of those that this one overtook, or its own: the order in which turns come."""


class CallQueue:
    """The calls of one zone that wait for their turn."""

    def __init__(self, zone: str | None) -> None:
        """``zone`` None: the whole hall has one loudspeaker, and all its calls are of this zone."""
        self.zone = zone
        self._waiting: dict[int, _Waiting] = {}
        self._unheard: dict[int, Call] = {}
        self._latest: dict[int, int] = {}
        """By counter, as above; the id of its latest call."""
        self._on_air: Call | None = None
        """The call that has its turn, as long as its visitor is awaited."""
        self._known: dict[_Key, None] = {}

    @property
    def crowded(self) -> bool:
        """Whether so many wait that announcements must be short."""
        return len(self._waiting) >= CROWDED_CALLS

    def move(self, zone: str | None) -> tuple[Call, ...]:
        """Another zone from now on; returns the calls of the former one that waited for their first turn. What has its
        turn is spoken to its end."""
        self.zone = zone
        if zone is None:
            return ()
        self._unheard = {counter: call for counter, call in self._unheard.items() if call.zone == zone}
        return self._drop(lambda call: call.zone != zone)

    def offer(self, call: Call, now: datetime) -> tuple[Call, ...]:
        """A call from the stream, at the hub's time ``now``; returns what is missed: itself, or the one it overtook."""
        if self.zone is not None and call.zone != self.zone:
            return ()
        overtaken = self._waiting.get(call.counter)
        missed = self._drop(lambda other: other.counter == call.counter and other.id < call.id)
        if call.over:
            missed = (*missed, *self._drop(lambda other: other.id == call.id))
        if not self._is_new(call):
            return missed
        latest = self._latest.setdefault(call.counter, call.id)
        self._latest[call.counter] = max(latest, call.id)
        if call.over or call.id < latest or now - call.at > MAX_AGE:
            return (*missed, call)
        self._waiting[call.counter] = _Waiting(call, overtaken.place if overtaken else call.id)
        return missed

    def catch_up(self, calls: Iterable[Call], now: datetime) -> tuple[Call, ...]:
        """The latest calls of a snapshot; returns those that are missed, in order of id."""
        self._latest.clear()
        missed = [*self.lost_sight(now)]
        for call in sorted(calls, key=_order, reverse=True):
            missed.extend(self.offer(call, now))
        return tuple(sorted(missed, key=_order))

    def next(self) -> Call | None:
        """Takes the call whose turn it is."""
        following = min(self._waiting.values(), key=lambda waiting: waiting.place, default=None)
        if following is None:
            return None
        self._on_air = following.call
        del self._waiting[following.call.counter]
        return following.call

    def settled(self, step: Step) -> tuple[Call, ...]:
        """What became of a step; returns its call if that waited in vain: the visitor has come, or is not awaited."""
        return () if step.state is StepState.CALLED else self._drop(lambda call: call.step == step.id)

    def lost_sight(self, now: datetime) -> tuple[Call, ...]:
        """The board has not followed the queue for a while: returns those that are too old to be spoken unseen."""
        return self._drop(lambda call: now - call.at > MAX_AGE)

    def unheard(self, call: Call) -> None:
        """It was not heard for want of a loudspeaker; it may get another turn, if its visitor is still awaited."""
        if call == self._on_air:
            self._unheard[call.counter] = call

    def sound_is_back(self, now: datetime) -> None:
        """Gives the unheard calls that are still fresh another turn."""
        for call in self._unheard.values():
            if now - call.at <= MAX_AGE and call.counter not in self._waiting:
                self._waiting[call.counter] = _Waiting(call, call.id)
        self._unheard = {}

    def _drop(self, over: Callable[[Call], bool]) -> tuple[Call, ...]:
        """Takes the turn of those calls; returns those that waited for their first."""
        dropped = [waiting.call for waiting in self._waiting.values() if over(waiting.call)]
        for call in dropped:
            del self._waiting[call.counter]
        self._unheard = {counter: call for counter, call in self._unheard.items() if not over(call)}
        if self._on_air is not None and over(self._on_air):
            self._on_air = None
        return tuple(sorted(dropped, key=_order))

    def _is_new(self, call: Call) -> bool:
        """Notes the call; whether this board has to announce it."""
        key = (call.id, call.at)
        known = key in self._known
        self._known[key] = None
        if len(self._known) > MAX_KNOWN_CALLS:
            del self._known[next(iter(self._known))]
        if call.announced_at is not None:
            self._latest[call.counter] = max(self._latest.get(call.counter, 0), call.id)
            self._drop(lambda other: other.id == call.id)
            return False
        return not known


def _order(call: Call) -> int:
    return call.id
