"""A machine whose clock somebody sets, and a queue file that says what became of a visit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from hub.clock import SystemClock
from hub.commands.tickets import take_number
from hub.http.hall_routes import health_of
from hub.hub import Hub
from hub.store import steps, tickets
from shared.wire import Health, StepState, TakeNumber, Ticket
from tests.support.held import KIOSK, KTP, MORNING

__all__ = ["MORNING", "UTC", "Machine", "date_of", "state", "taken", "told"]


class Machine:
    """Its clock, and the count since it was switched on. Both are changed at once, and the hub's clock, which reads
    them one after the other under its lock, gets both of one moment: it reads from the writer's thread as well."""

    def __init__(self, at: datetime = MORNING) -> None:
        self._moment = self._read = at, 0.0

    def live(self, **time: float) -> None:
        """Time passes."""
        passed = timedelta(**time)
        at, count = self._moment
        self._moment = at + passed, count + passed.total_seconds()

    def set_clock(self, by: timedelta) -> None:
        """No time passes."""
        at, count = self._moment
        self._moment = at + by, count

    def clock(self) -> SystemClock:
        """What a hub that starts now has."""
        return SystemClock(self._clock, lambda: self._read[1])

    def _clock(self) -> datetime:
        self._read = self._moment
        return self._read[0]


async def taken(queue: Hub, reserve: bool = False) -> Ticket:
    answer = await queue.do(partial(take_number, body=TakeNumber(KTP, reserve=reserve)), KIOSK)
    assert isinstance(answer, Ticket)
    return answer


async def told(queue: Hub) -> Health:
    """What /healthz says."""
    return health_of(queue)


def state(queue: Hub, ticket: Ticket) -> StepState:
    return steps.steps_of(queue.reader, ticket.id)[0].state


def date_of(queue: Hub, ticket: Ticket) -> str:
    found = tickets.ticket(queue.reader, ticket.id)
    assert found is not None
    return found.service_date.isoformat()
