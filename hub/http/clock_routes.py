"""The routes of a hub whose clock is simulated. No other hub has them."""

from __future__ import annotations

from hub.clock import SteeredClock
from hub.http.routes import ActionRoute, Exchange, ReadRoute, Route
from hub.outcomes import Refused
from hub.roles import MANAGERS
from shared.wire import ClockTime, Code


def clock_time(exchange: Exchange[None]) -> ClockTime:
    return ClockTime(exchange.hub.now())


async def set_clock(exchange: Exchange[ClockTime]) -> ClockTime | Refused:
    clock, now = exchange.hub.conditions.clock, exchange.body.now
    if not isinstance(clock, SteeredClock):
        return Refused(Code.NOT_FOUND)
    if now.tzinfo is None or not clock.steer(now):
        return Refused(Code.BAD_REQUEST, f"now is a time with its zone, not before {clock.now().isoformat()}")
    return ClockTime(clock.now())


CLOCK: tuple[Route, ...] = (
    ReadRoute("GET", "/clock", "The steered clock", MANAGERS, clock_time, answer=ClockTime),
    ActionRoute("POST", "/clock", "Steer the clock", MANAGERS, set_clock, body=ClockTime, answer=ClockTime),
)
