"""Commands on a ticket: from taking the number until it waits, or does not."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, timedelta

from hub.rules.estimate import ahead, estimate, mean_minutes, pool_of
from hub.rules.lifecycle import may
from hub.rules.openness import openness
from hub.store import counters, tallies, tickets
from hub.store.file import Connection
from hub.transaction import Refused, Transaction
from shared.site.model import Agency, Service, Site
from shared.wire import (
    Code,
    CounterState,
    Estimate,
    Moved,
    OpenTicket,
    PrintFailed,
    Role,
    Step,
    StepState,
    TakeNumber,
    Ticket,
    TicketFace,
)

RESERVED_FOR = timedelta(minutes=3)
"""A reservation whose kiosk said nothing for so long is void: no ghost number waits."""


def label(series: str, number: int) -> str:
    """What stands on the paper: "A-013"."""
    return f"{series}-{number:03d}"


def take_number(tx: Transaction, body: TakeNumber) -> Ticket | Refused:
    """Gives the next number of the service's agency; waiting at once, or after ``printed`` when only reserved."""
    codes = body.services if body.services is not None else (body.service,) if body.service is not None else ()
    if len(codes) != 1 or (body.service is not None and body.services is not None):
        return Refused(Code.BAD_REQUEST, "give exactly one service")
    if body.lang not in tx.site.languages:
        return Refused(Code.BAD_REQUEST, f"lang is one of {', '.join(tx.site.languages)}")
    service = tx.site.service(codes[0])
    agency = tx.site.agency(service.agency) if service else None
    if service is None or agency is None:
        return Refused(Code.UNKNOWN_SERVICE, f"this hall has no service {codes[0]!r}")
    taken = tallies.tally(tx.db, tx.day, service.code).taken
    answer = openness(tx.site, agency, service, tx.now, taken, tx.always_open)
    if not answer.open:
        return Refused(Code.CLOSED, f"no numbers for {service.code} now", answer)
    before, wait = outlook_from(tx.db, tx.site, tx.day, service, body.priority)
    number = tickets.next_number(tx.db, tx.day, agency.letter)
    ticket = _insert(tx, agency, number, body, before, wait)
    state = StepState.RESERVED if body.reserve else StepState.WAITING
    step = tickets.insert_step(tx.db, ticket, service.code, agency.code, state, tx.now)
    tallies.count_taken(tx.db, tx.day, service.code, 1)
    tx.record("ticket.issued", ticket=ticket, step=step)
    return whole_from(tx.db, ticket, tx.address_of)


def _insert(tx: Transaction, agency: Agency, number: int, body: TakeNumber, before: int, wait: Estimate) -> TicketFace:
    return tickets.insert_ticket(
        tx.db,
        day=tx.day,
        series=agency.letter,
        number=number,
        label=label(agency.letter, number),
        agency=agency.code,
        priority=body.priority,
        lang=body.lang,
        source=str(tx.actor),
        token=secrets.token_urlsafe(16),
        at=tx.now,
        ahead=before,
        estimate=wait,
    )


def outlook_from(
    db: Connection, site: Site, day: date, service: Service, priority: bool, step: Step | None = None
) -> tuple[int, Estimate]:
    """People ahead, and the wait, of somebody who takes a number for ``service`` now, or who waits as ``step``."""
    pool = pool_of(service.code, site.counters)
    counts = tickets.waiting_counts(db, day, step)
    before = ahead(counts, pool.services, priority, site.policy.regular_per_priority)
    seen = tallies.tally(db, day, service.code)
    desks = counters.desks(db)
    staffed = sum(desks[number].state is CounterState.OPEN for number in pool.counters if number in desks)
    return before, estimate(before, mean_minutes(service.minutes, seen.served, seen.served_ms), staffed)


def whole_from(db: Connection, ticket: TicketFace, address_of: Callable[[str], str]) -> Ticket:
    """The ticket for whoever took it, with its token and what was promised."""
    token, before, wait = tickets.promise(db, ticket.id)
    return Ticket(
        id=ticket.id,
        label=ticket.label,
        agency=ticket.agency,
        service_date=ticket.service_date,
        priority=ticket.priority,
        lang=ticket.lang,
        source=ticket.source,
        issued_at=ticket.issued_at,
        token=token,
        url=address_of(token),
        ahead=before,
        estimate=wait,
        steps=tickets.steps_of(db, ticket.id),
    )


def printed(tx: Transaction, ticket: int) -> Moved | Refused:
    """The printer took the paper, or the visitor noted the number: it counts as waiting.

    Also after ``print-failed``: a number in somebody's hand is the truth. Told twice, the second changes nothing."""
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    if found.step.state not in (StepState.RESERVED, StepState.VOID):
        return Moved(found.ticket, found.step)
    if found.step.state is StepState.VOID:
        tallies.count_taken(tx.db, found.ticket.service_date, found.step.service, 1)
    tickets.mark_printed(tx.db, ticket, tx.now)
    return _moved(tx, found, StepState.WAITING, "ticket.printed")


def print_failed(tx: Transaction, ticket: int, body: PrintFailed) -> Moved | Refused:
    """The paper did not come: the number does not wait, unless ``printed`` or ``revive`` follows."""
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    if found.step.state is StepState.VOID:
        return Moved(found.ticket, found.step)
    if not may(found.step.state, StepState.VOID):
        return _illegal(found.step, StepState.VOID)
    tallies.count_taken(tx.db, found.ticket.service_date, found.step.service, -1)
    return _moved(tx, found, StepState.VOID, "ticket.print_failed", body.reason)


def cancel(tx: Transaction, ticket: int) -> Moved | Refused:
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    if not may(found.step.state, StepState.CANCELLED):
        return _illegal(found.step, StepState.CANCELLED)
    return _moved(tx, found, StepState.CANCELLED, "ticket.cancelled")


def void_forgotten(tx: Transaction) -> int:
    """Voids reservations that no kiosk confirmed in time; answers how many."""
    forgotten = tickets.forgotten_reservations(tx.db, tx.now - RESERVED_FOR)
    for found in forgotten:
        tallies.count_taken(tx.db, found.ticket.service_date, found.step.service, -1)
        _moved(tx, found, StepState.VOID, "ticket.voided", "unconfirmed")
    return len(forgotten)


def _own(tx: Transaction, ticket: int) -> OpenTicket | Refused:
    """The ticket and its latest step; a kiosk finds only its own."""
    found = tickets.ticket(tx.db, ticket)
    if found is None or (tx.actor.role is Role.KIOSK and found.source != str(tx.actor)):
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {ticket}")
    return OpenTicket(found, tickets.steps_of(tx.db, ticket)[-1])


def _moved(tx: Transaction, found: OpenTicket, state: StepState, kind: str, note: str | None = None) -> Moved:
    over = state in (StepState.CANCELLED,)
    step = tickets.move(tx.db, found.step.id, state, ended_at=tx.now if over else None, note=note)
    tx.record(kind, ticket=found.ticket, step=step)
    return Moved(found.ticket, step)


def _illegal(step: Step, wanted: StepState) -> Refused:
    return Refused(Code.ILLEGAL_MOVE, f"a ticket that is {step.state} cannot become {wanted}")
