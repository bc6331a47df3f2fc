"""Routes on devices and programs: their keys, pairing them by a code, a board's zone. What makes a key is no
repeatable command: a stored answer would keep a secret."""

from __future__ import annotations

from functools import partial

from hub.actors import stranger
from hub.commands import boards, pairing
from hub.commands import people as commands
from hub.http.routes import ANYONE, ActionRoute, CommandRoute, Exchange, ReadRoute, Route
from hub.outcomes import Refused
from hub.roles import MANAGERS
from hub.store import people
from shared.wire import Code, CreateKey, Device, Key, OfferPairing, Pairing, RedeemPairing, Role, SetZone


def keys(exchange: Exchange[None]) -> tuple[Key, ...]:
    return people.keys(exchange.hub.reader)


async def create_key(exchange: Exchange[CreateKey]) -> Key | Refused:
    """A repeat makes a new key, and the one that got lost stops to work."""
    return await exchange.hub.do(partial(commands.create_key, body=exchange.body), exchange.actor)


async def revoke_key(exchange: Exchange[None], key: int) -> Refused | None:
    return await exchange.hub.do(partial(commands.revoke_key, number=key), exchange.actor)


async def offer_pairing(exchange: Exchange[OfferPairing]) -> Pairing | Refused:
    offer = partial(pairing.offer, body=exchange.body, code=pairing.new_code())
    return await exchange.hub.do(offer, exchange.actor)


async def redeem_pairing(exchange: Exchange[RedeemPairing]) -> Key | Refused:
    """The key that the code stands for, once. Whoever guesses codes waits like whoever guesses PINs."""
    hub, body, address = exchange.hub, exchange.body, exchange.request.address
    name = f"pairing {address}"
    async with hub.signing_in:
        now = hub.now()
        if hub.attempts.locked(now, name):
            return Refused(Code.LOCKED, "wait before trying again")
        wanted = Role(body.role) if body.role else None
        key = await hub.do(partial(pairing.redeem, code=body.code, wanted=wanted), stranger(address))
        if not isinstance(key, Refused):
            hub.attempts.succeeded(name)
            return key
        if key.code is Code.WRONG_CODE:
            hub.attempts.failed(now, name)
            await hub.do(partial(pairing.refuse, locked=hub.attempts.locked(now, name)), stranger(address))
        return key


KEYS: tuple[Route, ...] = (
    ReadRoute("GET", "/keys", "All keys, without their secrets", MANAGERS, keys, answer=tuple[Key, ...]),
    ActionRoute(
        "POST",
        "/keys",
        "A key for a device or program, shown once",
        MANAGERS,
        create_key,
        body=CreateKey,
        answer=Key,
        status=201,
    ),
    ActionRoute(
        "DELETE",
        "/keys/{key:int}",
        "Revoke a key; its stream ends at once",
        MANAGERS,
        revoke_key,
        may_be_empty=True,
    ),
    CommandRoute(
        "POST",
        "/devices/{key:int}/zone",
        "The zone whose calls a board shows and speaks",
        MANAGERS,
        boards.set_zone,
        body=SetZone,
        answer=Device,
    ),
    ActionRoute(
        "POST",
        "/pairing",
        "A code that pairs a kiosk or board, once, within minutes",
        MANAGERS,
        offer_pairing,
        body=OfferPairing,
        answer=Pairing,
        status=201,
    ),
    ActionRoute(
        "POST",
        "/pairing/redeem",
        "The key that a pairing code stands for",
        ANYONE,
        redeem_pairing,
        body=RedeemPairing,
        answer=Key,
        status=201,
    ),
)
