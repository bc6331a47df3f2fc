"""Numbers for when the hub is away: granting kiosks a reserve, and taking in what they gave."""

from __future__ import annotations

from datetime import timedelta

from hub.commands.day import reopen
from hub.commands.tickets import label
from hub.store import reserves, tallies, tickets
from hub.transaction import Refused, Transaction
from shared.handover import AskReserve, Fate, GivenNumber, Handed, HandedIn, HandIn, Reserve
from shared.site.model import Agency, Service
from shared.wire import Code, Estimate, StepState

LOWEST = 901
"""Reserves begin here, far above what an agency gives in a day, so that visitors and officers tell them apart."""
SPAN = 20
"""Numbers in one grant of one series."""
LOW = 8
"""With fewer left, the kiosk gets a further span."""
MOST = 500
"""Numbers in one hand-in."""
TOLERANCE = timedelta(minutes=5)
"""A kiosk's time may run ahead of the hub's by so much."""


def ask_reserve(tx: Transaction, body: AskReserve) -> Reserve | Refused:
    """The kiosk's reserve for today, topped up where little is left. Asked again, it grants nothing twice."""
    if body.service_date != tx.day:
        return Refused(Code.BAD_REQUEST, f"today is {tx.day.isoformat()}")
    kiosk = str(tx.actor)
    have = {span.series for span in reserves.spans(tx.db, tx.day, kiosk)}
    for agency in tx.site.agencies:
        if agency.letter not in have or body.left.get(agency.letter, LOW) < LOW:
            reserves.grant(tx.db, tx.day, agency.letter, kiosk, lowest=LOWEST, size=SPAN, at=tx.now)
    return Reserve(tx.day, reserves.spans(tx.db, tx.day, kiosk), tx.address_of("{token}"))


def hand_in(tx: Transaction, body: HandIn) -> Handed | Refused:
    """Takes in numbers that the kiosk gave by itself, in the order in which their visitors came.

    Each is answered for itself, and a refused one takes no other with it. Handing in again is harmless."""
    if len(body.numbers) > MOST:
        return Refused(Code.BAD_REQUEST, f"at most {MOST} numbers at once")
    fates: dict[int, HandedIn] = {}
    for index in sorted(range(len(body.numbers)), key=lambda index: body.numbers[index].taken_at):
        fates[index] = _take_in(tx, body.numbers[index])
    return Handed(tuple(fates[index] for index in range(len(body.numbers))))


def _take_in(tx: Transaction, given: GivenNumber) -> HandedIn:
    name = label(given.series, given.number)
    known = tickets.ticket_by_number(tx.db, given.service_date, given.series, given.number)
    if known is not None:
        token, _, _ = tickets.promise(tx.db, known.id)
        if token == given.token:
            return HandedIn(name, Fate.KNOWN, known.id)
        return HandedIn(name, Fate.REFUSED, detail="another ticket has this number")
    service = tx.site.service(given.service)
    agency = tx.site.agency(service.agency) if service else None
    if service is None or agency is None:
        return HandedIn(name, Fate.REFUSED, detail=f"this hall has no service {given.service!r}")
    if wrong := _wrong(tx, given):
        return HandedIn(name, Fate.REFUSED, detail=wrong)
    return _insert(tx, given, name, agency, service)


def _wrong(tx: Transaction, given: GivenNumber) -> str | None:
    """Why the number cannot be taken in; None when it can."""
    if reserves.owner(tx.db, given.service_date, given.series, given.number) != str(tx.actor):
        return "not in this kiosk's reserve"
    if given.taken_at.tzinfo is None or given.taken_at > tx.now + TOLERANCE:
        return "taken_at is not a time that has passed"
    if len(given.token) < 22 or not given.token.replace("-", "").replace("_", "").isalnum():
        return "the token has at least 22 characters of URL-safe base64"
    if tickets.ticket_by_token(tx.db, given.token) is not None:
        return "another ticket has this token"
    if given.lang not in tx.site.languages:
        return f"lang is one of {', '.join(tx.site.languages)}"
    return None


def _insert(tx: Transaction, given: GivenNumber, name: str, agency: Agency, service: Service) -> HandedIn:
    ticket = tickets.insert_ticket(
        tx.db,
        day=given.service_date,
        series=given.series,
        number=given.number,
        label=name,
        agency=agency.code,
        priority=given.priority,
        lang=given.lang,
        source=str(tx.actor),
        token=given.token,
        at=min(given.taken_at, tx.now),
        ahead=0,
        estimate=Estimate(0, 0),
    )
    state = StepState.WAITING if given.printed else StepState.VOID
    step = tickets.insert_step(tx.db, ticket, service.code, agency.code, state, ticket.issued_at)
    over = given.printed and given.service_date != tx.day
    if over:
        step = tickets.move(tx.db, step, StepState.EXPIRED, tx.now)
    reopen(tx, given.service_date)
    if given.printed:
        tallies.count_taken(tx.db, given.service_date, service.code, 1)
        tickets.mark_printed(tx.db, ticket.id, ticket.issued_at)
    tx.record("ticket.handed_in", ticket=ticket, step=step)
    return HandedIn(name, Fate.EXPIRED if over else Fate.TAKEN_IN, ticket.id)
