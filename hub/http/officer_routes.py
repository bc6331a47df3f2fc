"""Routes on officers and their PINs. None is a repeatable command: a stored answer would keep a secret."""

from __future__ import annotations

import asyncio
from functools import partial

import msgspec

from hub.access.digests import pin_digest, weakness
from hub.commands import people as commands
from hub.http.routes import ActionRoute, Exchange, ReadRoute, Route
from hub.outcomes import Refused
from hub.roles import MANAGERS
from hub.store import people
from shared.wire import AddOfficer, Code, Officer, ResetPin


def officers(exchange: Exchange[None]) -> tuple[Officer, ...]:
    hub = exchange.hub
    now = hub.now()
    return tuple(
        msgspec.structs.replace(one, locked_until=hub.attempts.locked_until(now, f"officer {one.officer}"))
        for one in people.officers(hub.reader)
    )


async def add_officer(exchange: Exchange[AddOfficer]) -> Officer | Refused:
    body = exchange.body
    if weak := weakness(body.pin):
        return Refused(Code.WEAK_PIN, weak)
    pin = await asyncio.to_thread(pin_digest, body.pin)
    return await exchange.hub.do(partial(commands.add_officer, body=body, pin=pin), exchange.actor)


async def remove_officer(exchange: Exchange[None], officer: str) -> Refused | None:
    code = _code(officer)
    outcome = await exchange.hub.do(partial(commands.remove_officer, code=code), exchange.actor)
    if outcome is None:
        exchange.hub.attempts.succeeded(f"officer {code}")
    return outcome


async def reset_pin(exchange: Exchange[ResetPin], officer: str) -> Refused | None:
    if weak := weakness(exchange.body.pin):
        return Refused(Code.WEAK_PIN, weak)
    pin = await asyncio.to_thread(pin_digest, exchange.body.pin)
    reset = partial(commands.reset_pin, code=_code(officer), pin=pin)
    outcome = await exchange.hub.do(reset, exchange.actor)
    return outcome if isinstance(outcome, Refused) else await unlock_officer(exchange, officer)


async def unlock_officer(exchange: Exchange[None] | Exchange[ResetPin], officer: str) -> Refused | None:
    """The officer may try again at once, from whichever desk: the addresses are unlocked with the officer."""
    hub, code = exchange.hub, _code(officer)
    names = (f"officer {code}", *hub.attempts.addresses())
    outcome = await hub.do(partial(commands.unlock_officer, code=code, forgiven=names), exchange.actor)
    if outcome is None:
        hub.attempts.succeeded(*names)
    return outcome


def _code(officer: str) -> str:
    return officer.strip().lower()


OFFICERS: tuple[Route, ...] = (
    ReadRoute("GET", "/officers", "All officers", MANAGERS, officers, answer=tuple[Officer, ...]),
    ActionRoute(
        "POST", "/officers", "Add an officer", MANAGERS, add_officer, body=AddOfficer, answer=Officer, status=201
    ),
    ActionRoute(
        "DELETE",
        "/officers/{officer}",
        "Remove an officer; sessions end at once",
        MANAGERS,
        remove_officer,
        may_be_empty=True,
    ),
    ActionRoute(
        "POST",
        "/officers/{officer}/reset-pin",
        "A new PIN; sessions end at once",
        MANAGERS,
        reset_pin,
        body=ResetPin,
        may_be_empty=True,
    ),
    ActionRoute(
        "POST",
        "/officers/{officer}/unlock",
        "Forgive wrong PINs",
        MANAGERS,
        unlock_officer,
        may_be_empty=True,
    ),
)
