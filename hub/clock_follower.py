"""Takes today's visits to the right date when the machine's clock was set while the hub runs."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from hub.access.sessions import Sessions
from hub.actors import HUB, Actor
from hub.clock import Clock, ClockSet
from hub.commands import clock_changes
from hub.engine.writer import Writer
from hub.outcomes import Refused
from hub.transaction import Transaction
from shared.wire import Event


class ClockFollower:
    def __init__(self, clock: Clock, sessions: Sessions, writer: Writer[Transaction, Actor, Event]) -> None:
        self._clock = clock
        self._sessions = sessions
        self._writer = writer

    def follow(self) -> None:
        """Hands the writer what is to be done after the clock was set, ahead of any command that comes later."""
        self._clock.now()
        while self._clock.was_set:
            change = self._clock.was_set.pop(0)
            self._sessions.clock_was_set(change.after - change.before)
            following = self._writer.submit(partial(clock_changes.follow, change=change), HUB)
            following.add_done_callback(partial(self._followed, change))

    def _followed(self, change: ClockSet, outcome: Future[Refused | None]) -> None:
        """Tried again with the next command or second where the disk failed; only the date has changed until then."""
        if outcome.exception() is None and outcome.result() is not None:
            self._clock.was_set.insert(0, change)
