"""The routes of a hub whose clock is steered. No other hub has them."""

from __future__ import annotations

from hub.clock import SteeredClock
from hub.http.routes import Exchange, Route
from hub.outcomes import Refused
from hub.roles import MANAGERS
from shared.wire import ClockTime, Code


async def read(exchange: Exchange) -> ClockTime:
    return ClockTime(exchange.queue.now())


async def steer(exchange: Exchange) -> ClockTime | Refused:
    clock, body = exchange.queue.conditions.clock, exchange.body
    assert isinstance(clock, SteeredClock)  # noqa: S101
    assert isinstance(body, ClockTime)  # noqa: S101
    if body.now.tzinfo is None or not clock.steer(body.now):
        return Refused(Code.BAD_REQUEST, f"now is a time with its zone, not before {clock.now().isoformat()}")
    return ClockTime(clock.now())


STEERING = (
    Route("GET", "/clock", "The steered clock", MANAGERS, query=read, answer=ClockTime),
    Route("POST", "/clock", "Steer the clock", MANAGERS, query=steer, body=ClockTime, answer=ClockTime),
)
