"""Routes on who may work with the queue: signing in and out, officers, keys, pairing. None is a repeatable command:
a stored answer would keep a secret."""

from __future__ import annotations

import asyncio
from functools import partial

import msgspec
from starlette.responses import Response

from hub.access.digests import NOBODYS_PIN, new_secret, pin_digest, pin_matches, weakness
from hub.access.sessions import LONGEST
from hub.actors import stranger
from hub.commands import pairing
from hub.commands import people as commands
from hub.http.authentication import COOKIE, address_of
from hub.http.routes import Exchange
from hub.outcomes import Refused
from hub.store import people
from shared.wire import AddOfficer, Code, CreateKey, OfferPairing, RedeemPairing, ResetPin, Role, SignIn


async def sign_in(exchange: Exchange) -> object:
    """A session for the right officer and PIN; no word on which of the two was wrong, nor by the time it takes."""
    queue, body, request = exchange.queue, exchange.body, exchange.request
    assert isinstance(body, SignIn)  # noqa: S101
    code = body.officer.strip().lower()[: commands.MOST_NAME]
    address = address_of(request)
    names = (f"officer {code}", f"address {address}")
    async with queue.signing_in:
        now = queue.now()
        if queue.attempts.locked(now, *names):
            return Refused(Code.LOCKED, "wait before trying again")
        known = people.credential(queue.reader, code)
        right = await asyncio.to_thread(pin_matches, body.pin, known.pin if known else NOBODYS_PIN)
        if not right or known is None:
            queue.attempts.failed(now, *names)
            kept = names if known else names[1:]
            note = partial(
                commands.refuse_session,
                officer=code if known else None,
                wrong=tuple(wrong for name in kept if (wrong := queue.attempts.record(name))),
                locked=queue.attempts.locked(now, *names),
            )
            outcome = await queue.do(note, stranger(address))
            return outcome if isinstance(outcome, Refused) else Refused(Code.WRONG_SIGN_IN)
        queue.attempts.succeeded(*names)
    secret = new_secret()
    begin = partial(
        commands.begin_session,
        known=known,
        secret=secret,
        instead=request.cookies.get(COOKIE),
        names=names,
    )
    session = await queue.do(begin, commands.officer_actor(known.officer, address))
    if isinstance(session, Refused):
        return session
    answer = Response(msgspec.json.encode(session), media_type="application/json")
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


async def session(exchange: Exchange) -> object:
    queue, actor = exchange.queue, exchange.actor
    known = people.credential(queue.reader, actor.code) if actor and actor.signed_in else None
    if known is None:
        return Refused(Code.UNAUTHORIZED)
    return commands.session_of(queue.reader, queue.conditions.site, known.officer, queue.now())


async def sign_out(exchange: Exchange) -> object:
    secret = exchange.request.cookies.get(COOKIE)
    if secret and exchange.actor is not None:
        outcome = await exchange.queue.do(partial(commands.end_session, secret=secret), exchange.actor)
        if isinstance(outcome, Refused):
            return outcome
    return _without_cookie()


async def sign_out_everywhere(exchange: Exchange) -> object:
    """Ends all sessions of the person who asks, on every machine."""
    actor = exchange.actor
    if actor is None or not actor.signed_in:
        return Refused(Code.UNAUTHORIZED)
    outcome = await exchange.queue.do(commands.end_all_sessions, actor)
    return outcome if isinstance(outcome, Refused) else _without_cookie()


def _without_cookie() -> Response:
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


async def officers(exchange: Exchange) -> object:
    queue = exchange.queue
    now = queue.now()
    return tuple(
        msgspec.structs.replace(one, locked_until=queue.attempts.locked_until(now, f"officer {one.officer}"))
        for one in people.officers(queue.reader)
    )


async def add_officer(exchange: Exchange) -> object:
    body = exchange.body
    assert isinstance(body, AddOfficer)  # noqa: S101
    assert exchange.actor is not None  # noqa: S101
    if weak := weakness(body.pin):
        return Refused(Code.WEAK_PIN, weak)
    pin = await asyncio.to_thread(pin_digest, body.pin)
    return await exchange.queue.do(partial(commands.add_officer, body=body, pin=pin), exchange.actor)


async def remove_officer(exchange: Exchange) -> object:
    assert exchange.actor is not None  # noqa: S101
    code = _officer(exchange)
    outcome = await exchange.queue.do(partial(commands.remove_officer, code=code), exchange.actor)
    if outcome is None:
        exchange.queue.attempts.succeeded(f"officer {code}")
    return outcome


async def reset_pin(exchange: Exchange) -> object:
    body = exchange.body
    assert isinstance(body, ResetPin)  # noqa: S101
    assert exchange.actor is not None  # noqa: S101
    if weak := weakness(body.pin):
        return Refused(Code.WEAK_PIN, weak)
    pin = await asyncio.to_thread(pin_digest, body.pin)
    reset = partial(commands.reset_pin, code=_officer(exchange), pin=pin)
    outcome = await exchange.queue.do(reset, exchange.actor)
    return outcome if isinstance(outcome, Refused) else await unlock_officer(exchange)


async def unlock_officer(exchange: Exchange) -> object:
    """The officer may try again at once, from whichever desk: the addresses are forgiven with the officer."""
    assert exchange.actor is not None  # noqa: S101
    queue, code = exchange.queue, _officer(exchange)
    names = (f"officer {code}", *queue.attempts.addresses())
    outcome = await queue.do(partial(commands.unlock_officer, code=code, forgiven=names), exchange.actor)
    if outcome is None:
        queue.attempts.succeeded(*names)
    return outcome


def _officer(exchange: Exchange) -> str:
    (code,) = exchange.values
    return str(code).strip().lower()


async def keys(exchange: Exchange) -> object:
    return people.keys(exchange.queue.reader)


async def create_key(exchange: Exchange) -> object:
    """A repeat makes a new key, and the one that got lost stops to work."""
    body = exchange.body
    assert isinstance(body, CreateKey)  # noqa: S101
    assert exchange.actor is not None  # noqa: S101
    return await exchange.queue.do(partial(commands.create_key, body=body), exchange.actor)


async def revoke_key(exchange: Exchange) -> object:
    assert exchange.actor is not None  # noqa: S101
    (number,) = exchange.values
    return await exchange.queue.do(partial(commands.revoke_key, number=number), exchange.actor)


async def offer_pairing(exchange: Exchange) -> object:
    body = exchange.body
    assert isinstance(body, OfferPairing)  # noqa: S101
    assert exchange.actor is not None  # noqa: S101
    offer = partial(pairing.offer, body=body, code=pairing.new_code())
    return await exchange.queue.do(offer, exchange.actor)


async def redeem_pairing(exchange: Exchange) -> object:
    """The key that the code stands for, once. Whoever guesses codes waits like whoever guesses PINs."""
    queue, body, address = exchange.queue, exchange.body, address_of(exchange.request)
    assert isinstance(body, RedeemPairing)  # noqa: S101
    name = f"pairing {address}"
    async with queue.signing_in:
        now = queue.now()
        if queue.attempts.locked(now, name):
            return Refused(Code.LOCKED, "wait before trying again")
        wanted = Role(body.role) if body.role else None
        key = await queue.do(partial(pairing.redeem, code=body.code, wanted=wanted), stranger(address))
        if not isinstance(key, Refused):
            queue.attempts.succeeded(name)
            return key
        if key.code is Code.WRONG_CODE:
            queue.attempts.failed(now, name)
            await queue.do(partial(pairing.refuse, locked=queue.attempts.locked(now, name)), stranger(address))
        return key
