"""Routes that read the queue. Those on who may work with it stand in ``hub.http.access_handlers``."""

from __future__ import annotations

from datetime import date

from hub.commands.tickets import whole_from
from hub.http.routes import Exchange
from hub.outcomes import Refused
from hub.roles import STAFF
from hub.rules.choice import History
from hub.rules.lineup import line_up
from hub.rules.openness import service_date
from hub.store import counters, days, lines, tickets
from hub.views.visitor_ticket import VisitorTicket, VisitorTickets
from shared.site.calendars import missing_year
from shared.texts import LANGUAGES, catalogue
from shared.version import VERSION
from shared.wire import Code, CounterLine, Health, Role, Ticket, Upcoming


async def health(exchange: Exchange) -> Health:
    queue = exchange.queue
    day = service_date(queue.conditions.site.timezone, queue.now())
    leap = queue.conditions.clock.leap
    return Health(
        "readonly" if queue.trouble else "ok",
        VERSION,
        day,
        queue.stream.seq,
        leap.total_seconds() if leap else None,
        missing_year(queue.conditions.site, day),
        behind.total_seconds() if (behind := queue.clock_behind) else None,
        queue.log_watch.held,
    )


async def hall(exchange: Exchange) -> object:
    for_staff = exchange.actor is not None and exchange.actor.role in STAFF
    return exchange.queue.snapshots.hall(exchange.queue.now(), for_staff)


async def line(exchange: Exchange) -> CounterLine | Refused:
    """In which order a counter would call those who wait for it."""
    queue, actor, (number,) = exchange.queue, exchange.actor, exchange.values
    site, db, now = queue.conditions.site, queue.reader, queue.now()
    counter = site.counter(number)
    if counter is None:
        return Refused(Code.UNKNOWN_COUNTER, f"this hall has no counter {number}")
    if actor is not None and not actor.works_for(counter.agency):
        return Refused(Code.FORBIDDEN, f"counter {number} belongs to another agency")
    day = service_date(site.timezone, now)
    order = line_up(
        lines.waiting_for(db, day, counter.services),
        History(lines.regular_run(db, day, counter.services)),
        site.policy,
        now,
        number,
        counter.services if counter.ordered else (),
        counters.open_ones(db),
    )
    return CounterLine(tuple(Upcoming(chosen.candidate.step, chosen.why) for chosen in order))


async def ticket(exchange: Exchange) -> Ticket | Refused:
    queue, actor, (number,) = exchange.queue, exchange.actor, exchange.values
    found = tickets.ticket(queue.reader, number)
    theirs = actor is not None and (actor.role is not Role.KIOSK or (found and found.source == str(actor)))
    if found is None or not theirs:
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {number}")
    return whole_from(queue.reader, found, queue.address_of)


async def visitors_ticket(exchange: Exchange) -> VisitorTicket | Refused:
    queue, (token,) = exchange.queue, exchange.values
    with VisitorTickets(queue.reader, queue.conditions).reading() as glance:
        found = tickets.ticket_by_token(queue.reader, token)
        return glance.of(found) if found else Refused(Code.UNKNOWN_TICKET, "no ticket with this address")


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
