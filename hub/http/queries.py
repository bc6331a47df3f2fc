"""Routes that read the queue. Those on who may work with it stand in ``hub.http.access``."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from hub.commands.tickets import whole_from
from hub.http.routes import Exchange
from hub.outlook import outlook_now
from hub.rules.openness import service_date
from hub.store import calls, days, steps, tickets
from hub.stream import STAFF
from hub.transaction import Refused
from shared.site.model import Words
from shared.texts import LANGUAGES, catalogue
from shared.version import VERSION
from shared.wire import (
    Call,
    Code,
    Estimate,
    Health,
    Role,
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
    return Health("readonly" if queue.trouble else "ok", VERSION, day, queue.stream.seq)


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


_NEAREST = {
    state: rank
    for rank, state in enumerate(
        (StepState.CALLED, StepState.SERVING, StepState.WAITING, StepState.RESERVED, StepState.HELD)
    )
}
"""Of several services in one visit the page shows the one that is next for the visitor; when all are over, the last."""


async def visitors_ticket(exchange: Exchange) -> VisitorsTicket | Refused:
    queue, (token,) = exchange.queue, exchange.values
    found = tickets.ticket_by_token(queue.reader, token)
    if found is None:
        return Refused(Code.UNKNOWN_TICKET, "no ticket with this address")
    site = queue.conditions.site
    step = min(reversed(steps.steps_of(queue.reader, found.id)), key=lambda one: _NEAREST.get(one.state, len(_NEAREST)))
    agency, service = site.agency(step.agency), site.service(step.service)
    recent = calls.recent(queue.reader, found.service_date, 60)
    before, wait = 0, Estimate(0, 0)
    if service is not None and step.state is StepState.WAITING:
        view = outlook_now(queue.reader, site, queue.now(), service, found.priority, step)
        before, wait = view.ahead, view.wait
    return VisitorsTicket(
        ticket=found,
        step=step if step.state is StepState.HELD else replace(step, note=None),
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


async def closed_days(exchange: Exchange) -> object:
    asked = exchange.request.query_params
    today = service_date(exchange.queue.conditions.site.timezone, exchange.queue.now())
    try:
        first, last = (date.fromisoformat(asked.get(name, today.isoformat())) for name in ("from", "to"))
    except ValueError:
        return Refused(Code.BAD_REQUEST, "from and to are dates, YYYY-MM-DD")
    return days.between(exchange.queue.reader, first, last)
