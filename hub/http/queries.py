"""Routes that read, and those that sign in and out: what needs more than one command, or none."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from functools import partial

import msgspec
from msgspec import Struct
from starlette.responses import Response

from hub.commands import people as people_commands
from hub.commands.tickets import outlook_from, whole_from
from hub.digests import NOBODYS_PIN, new_secret, pin_digest, pin_matches, weakness
from hub.http.callers import COOKIE
from hub.http.routes import Exchange
from hub.rules.openness import service_date
from hub.store import calls, counters, days, people, tickets
from hub.stream import STAFF
from hub.transaction import Refused
from hub.version import VERSION
from shared.site.model import Words
from shared.texts import LANGUAGES, catalogue
from shared.wire import (
    AddOfficer,
    Call,
    Code,
    Estimate,
    Health,
    Role,
    SignIn,
    Step,
    StepState,
    Ticket,
    TicketFace,
)


class VisitorsTicket(Struct, frozen=True):
    """What the page behind the QR shows: this ticket and nothing of anybody else."""

    ticket: TicketFace
    step: Step
    site_name: Words
    site_kind: Words
    timezone: str
    agency: Words
    service: Words
    bring: tuple[Words, ...]
    ahead: int
    """People before this ticket now; 0 when it does not wait."""
    estimate: Estimate
    calling: Call | None
    """The latest call of this ticket."""
    last_called: tuple[Call, ...]
    """The service's latest calls, newest first, at most 3: what the hall's board shows anyway."""
    now: datetime
    always_open: bool


async def health(exchange: Exchange) -> Health:
    queue = exchange.queue
    day = service_date(queue.conditions.site.timezone, queue.now())
    return Health("ok", VERSION, day, queue.stream.seq)


async def hall(exchange: Exchange) -> object:
    for_staff = exchange.actor is not None and exchange.actor.role in STAFF
    return exchange.queue.floor.hall(exchange.queue.now(), for_staff)


async def ticket(exchange: Exchange) -> Ticket | Refused:
    queue, actor, (number,) = exchange.queue, exchange.actor, exchange.values
    found = tickets.ticket(queue.reader, number)
    theirs = actor is not None and (actor.role is not Role.KIOSK or (found and found.source == str(actor)))
    if found is None or not theirs:
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {number}")
    return whole_from(queue.reader, found, queue.address_of)


async def visitors_ticket(exchange: Exchange) -> VisitorsTicket | Refused:
    queue, (token,) = exchange.queue, exchange.values
    found = tickets.ticket_by_token(queue.reader, token)
    if found is None:
        return Refused(Code.UNKNOWN_TICKET, "no ticket with this address")
    site = queue.conditions.site
    step = tickets.steps_of(queue.reader, found.id)[-1]
    agency, service = site.agency(step.agency), site.service(step.service)
    recent = calls.recent(queue.reader, found.service_date, 60)
    before, wait = 0, Estimate(0, 0)
    if service is not None and step.state is StepState.WAITING:
        now = service_date(site.timezone, queue.now())
        before, wait = outlook_from(queue.reader, site, now, service, found.priority, step)
    return VisitorsTicket(
        ticket=found,
        step=step,
        site_name=site.name,
        site_kind=site.kind,
        timezone=site.timezone,
        agency=agency.short if agency else {"id": step.agency},
        service=service.name if service else {"id": step.service},
        bring=service.bring if service else (),
        ahead=before,
        estimate=wait,
        calling=calls.latest_of(queue.reader, step),
        last_called=tuple(call for call in recent if call.service == step.service)[:3],
        now=queue.now(),
        always_open=queue.conditions.always_open,
    )


async def texts(exchange: Exchange) -> object:
    (lang,) = exchange.values
    if lang not in LANGUAGES:
        return Refused(Code.NOT_FOUND, f"texts are in {', '.join(LANGUAGES)}")
    return {**catalogue("id"), **catalogue(lang)}


async def sign_in(exchange: Exchange) -> object:
    """A session for the right officer and PIN; no word on which of the two was wrong."""
    queue, body, request = exchange.queue, exchange.body, exchange.request
    assert isinstance(body, SignIn)  # noqa: S101
    code = body.officer.strip().lower()
    address = request.client.host if request.client else "unknown"
    names = (f"officer {code}", f"address {address}")
    async with queue.signing_in:
        now = queue.now()
        if queue.attempts.locked(now, *names):
            return Refused(Code.LOCKED, "wait before trying again")
        known = people.credential(queue.reader, code)
        right = await asyncio.to_thread(pin_matches, body.pin, known.pin if known else NOBODYS_PIN)
        if not right or known is None:
            queue.attempts.failed(now, *names)
            return Refused(Code.WRONG_SIGN_IN)
        queue.attempts.succeeded(*names)
    secret = new_secret()
    actor = people_commands.officer_actor(known.officer, address)
    session = await queue.do(partial(people_commands.begin_session, officer=known.officer, secret=secret), actor)
    if isinstance(session, Refused):
        return session
    answer = Response(msgspec.json.encode(session), media_type="application/json")
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(people_commands.SESSION.total_seconds()),
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
    counter = counters.desk_of(queue.reader, known.officer.officer)
    return people_commands.session_of(queue.conditions.site, known.officer, counter)


async def sign_out(exchange: Exchange) -> object:
    secret = exchange.request.cookies.get(COOKIE)
    if secret and exchange.actor is not None:
        outcome = await exchange.queue.do(partial(people_commands.end_session, secret=secret), exchange.actor)
        if isinstance(outcome, Refused):
            return outcome
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def officers(exchange: Exchange) -> object:
    return people.officers(exchange.queue.reader)


async def add_officer(exchange: Exchange) -> object:
    body, actor = exchange.body, exchange.actor
    assert isinstance(body, AddOfficer)  # noqa: S101
    if weak := weakness(body.pin):
        return Refused(Code.WEAK_PIN, weak)
    pin = await asyncio.to_thread(pin_digest, body.pin)
    if actor is None:
        return Refused(Code.UNAUTHORIZED)
    return await exchange.queue.do(partial(people_commands.add_officer, body=body, pin=pin), actor)


async def create_key(exchange: Exchange) -> object:
    """No command that may be repeated: its answer would be stored, and the key with it. A repeat makes a new key,
    and the one that got lost stops to work."""
    assert exchange.actor is not None  # noqa: S101
    return await exchange.queue.do(partial(people_commands.create_key, body=exchange.body), exchange.actor)


async def closed_days(exchange: Exchange) -> object:
    asked = exchange.request.query_params
    today = service_date(exchange.queue.conditions.site.timezone, exchange.queue.now())
    try:
        first, last = (date.fromisoformat(asked.get(name, today.isoformat())) for name in ("from", "to"))
    except ValueError:
        return Refused(Code.BAD_REQUEST, "from and to are dates, YYYY-MM-DD")
    return days.between(exchange.queue.reader, first, last)


async def keys(exchange: Exchange) -> object:
    return people.keys(exchange.queue.reader)
