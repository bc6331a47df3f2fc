"""Routes on sessions: signing in and out. None is a repeatable command: a stored answer would keep a secret."""

from __future__ import annotations

import asyncio
from functools import partial

import msgspec

from hub.access.digests import NOBODYS_PIN, new_secret, pin_matches
from hub.access.sessions import LONGEST
from hub.actors import stranger
from hub.commands import people as commands
from hub.http.authentication import COOKIE
from hub.http.response import JSON, HttpResponse
from hub.http.routes import ANYONE, ActionRoute, Exchange, ReadRoute, Route
from hub.outcomes import Refused
from hub.roles import STAFF
from hub.store import people
from shared.wire import Code, Session, SignIn


async def sign_in(exchange: Exchange[SignIn]) -> HttpResponse | Refused:
    """A session for the right officer and PIN; no word on which of the two was wrong, nor by the time it takes."""
    hub, body, request = exchange.hub, exchange.body, exchange.request
    code = body.officer.strip().lower()[: commands.MOST_NAME_CHARACTERS]
    names = (f"officer {code}", f"address {request.address}")
    async with hub.signing_in:
        now = hub.now()
        if hub.attempts.locked(now, *names):
            return Refused(Code.LOCKED, "wait before trying again")
        known = people.credential(hub.reader, code)
        right = await asyncio.to_thread(pin_matches, body.pin, known.pin if known else NOBODYS_PIN)
        if not right or known is None:
            hub.attempts.failed(now, *names)
            kept = names if known else names[1:]
            note = partial(
                commands.refuse_session,
                officer=code if known else None,
                wrong=tuple(wrong for name in kept if (wrong := hub.attempts.record(name))),
                locked=hub.attempts.locked(now, *names),
            )
            outcome = await hub.do(note, stranger(request.address))
            return outcome if isinstance(outcome, Refused) else Refused(Code.WRONG_SIGN_IN)
        hub.attempts.succeeded(*names)
    secret = new_secret()
    begin = partial(
        commands.begin_session,
        known=known,
        secret=secret,
        instead=request.cookie(COOKIE),
        names=names,
    )
    session = await hub.do(begin, commands.officer_actor(known.officer, request.address))
    if isinstance(session, Refused):
        return session
    cookie = f"{COOKIE}={secret}; HttpOnly; Max-Age={int(LONGEST.total_seconds())}; Path=/; SameSite=strict"
    if request.encrypted:
        cookie += "; Secure"
    return HttpResponse(200, msgspec.json.encode(session), JSON, {"Set-Cookie": cookie})


def session(exchange: Exchange[None]) -> Session | Refused:
    hub, actor = exchange.hub, exchange.actor
    known = people.credential(hub.reader, actor.code) if actor.signed_in else None
    if known is None:
        return Refused(Code.UNAUTHORIZED)
    return commands.session_of(hub.reader, hub.conditions.site, known.officer, hub.now())


async def sign_out(exchange: Exchange[None]) -> HttpResponse | Refused:
    secret = exchange.request.cookie(COOKIE)
    if secret:
        outcome = await exchange.hub.do(partial(commands.end_session, secret=secret), exchange.actor)
        if isinstance(outcome, Refused):
            return outcome
    return _without_cookie()


async def sign_out_everywhere(exchange: Exchange[None]) -> HttpResponse | Refused:
    """Ends all sessions of the person who asks, on every machine."""
    if not exchange.actor.signed_in:
        return Refused(Code.UNAUTHORIZED)
    outcome = await exchange.hub.do(commands.end_all_sessions, exchange.actor)
    return outcome if isinstance(outcome, Refused) else _without_cookie()


def _without_cookie() -> HttpResponse:
    return HttpResponse(204, headers={"Set-Cookie": f'{COOKIE}=""; HttpOnly; Max-Age=0; Path=/; SameSite=strict'})


SESSIONS: tuple[Route, ...] = (
    ActionRoute("POST", "/session", "Sign in", ANYONE, sign_in, body=SignIn, answer=Session),
    ReadRoute("GET", "/session", "Who is signed in", STAFF, session, answer=Session),
    ActionRoute("DELETE", "/session", "Sign out", STAFF, sign_out, may_be_empty=True),
    ActionRoute("DELETE", "/sessions", "Sign out everywhere", STAFF, sign_out_everywhere, may_be_empty=True),
)
