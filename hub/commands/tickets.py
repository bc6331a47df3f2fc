"""Commands on a ticket: from taking the number until it waits, or does not."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.commands.day import reopen
from hub.engine.port import Connection
from hub.outcomes import Refused
from hub.rules.lifecycle import OPEN
from hub.store import lines, steps, tallies, tickets
from hub.transaction import Transaction
from shared.site.model import Agency, Service
from shared.wire import (
    Code,
    Estimate,
    EventKind,
    Moved,
    PrintFailed,
    Role,
    Step,
    StepState,
    TakeNumber,
    Ticket,
    TicketInfo,
)
from shared.wording.labels import label

MOST_SERVICES = 5
"""Services in one visit."""
_REVIVABLE = frozenset({StepState.NO_SHOW, StepState.HELD, StepState.VOID})
_UNPRINTED = frozenset({StepState.RESERVED, StepState.VOID})
_OVER = frozenset({StepState.CANCELLED, StepState.EXPIRED})
RESERVED_FOR = timedelta(minutes=3)
"""A reservation whose kiosk said nothing for so long is void: no ghost number waits."""


def take_number(tx: Transaction, body: TakeNumber) -> Ticket | Refused:
    """Gives the next number of the (first) service's series; waiting at once, or after ``printed`` when only reserved.

    Several services in one visit are one ticket with a step for each; whichever counter is free first calls it."""
    wanted = _wanted(tx, body)
    if isinstance(wanted, Refused):
        return wanted
    agency, first = wanted[0]
    series = agency.series_of(first)
    today = tx.today()
    with_these = today
    for owner, service in wanted:
        answer = with_these.openness(owner, service)
        if not answer.open:
            return Refused(Code.CLOSED, f"no numbers for {service.code} now", answer)
        if len(wanted) > 1:  # an agency's quota is of all its services together
            with_these = with_these.joined(service, body.priority, tx.now, waits=False)
    views = [today.forecast(service, body.priority) for _, service in wanted]
    soonest = min(views, key=lambda view: (view.wait.p50, view.wait.p90, view.ahead))
    before, wait = soonest.ahead, soonest.wait
    if today.newest is None:
        reopen(tx, tx.day)
        at = tickets.not_before_the_last(tx.db, tx.day, tx.now)
    else:
        at = max(tx.now, today.newest)
    number = tickets.next_number(tx.db, tx.day, series)
    token = secrets.token_urlsafe(16)
    ticket = _insert(tx, agency, series, number, body, token, at, before, wait)
    state = StepState.RESERVED if body.reserve else StepState.WAITING
    made: list[Step] = []
    for owner, service in wanted:
        step = steps.insert_step(tx.db, ticket, service.code, owner.code, state, tx.now, arrived_at=ticket.issued_at)
        tallies.count_taken(tx.db, tx.day, service.code, 1)
        tx.record(EventKind.STEP_ARRIVED if made else EventKind.TICKET_ISSUED, ticket=ticket, step=step)
        made.append(step)
        today = today.joined(service, body.priority, ticket.issued_at, waits=not body.reserve)
    tx.keep_for_next(today)
    return _whole(ticket, token, before, wait, tuple(made), tx.address_of)


def _wanted(tx: Transaction, body: TakeNumber) -> list[tuple[Agency, Service]] | Refused:
    """The services that are asked for, each known and given once."""
    codes = body.services if body.services is not None else (body.service,) if body.service is not None else ()
    if not codes or (body.service is not None and body.services is not None):
        return Refused(Code.BAD_REQUEST, "give either service or services")
    if len(codes) > MOST_SERVICES or len(set(codes)) < len(codes):
        return Refused(Code.BAD_REQUEST, f"at most {MOST_SERVICES} services in one visit, each once")
    if body.lang not in tx.site.languages:
        return Refused(Code.BAD_REQUEST, f"lang is one of {', '.join(tx.site.languages)}")
    found: list[tuple[Agency, Service]] = []
    for code in codes:
        service = tx.site.service(code)
        agency = tx.site.agency(service.agency) if service else None
        if service is None or agency is None:
            return Refused(Code.UNKNOWN_SERVICE, f"this hall has no service {code!r}")
        found.append((agency, service))
    return found


def _insert(
    tx: Transaction,
    agency: Agency,
    series: str,
    number: int,
    body: TakeNumber,
    token: str,
    at: datetime,
    before: int,
    wait: Estimate,
) -> TicketInfo:
    return tickets.insert_ticket(
        tx.db,
        day=tx.day,
        series=series,
        number=number,
        label=label(series, number),
        agency=agency.code,
        priority=body.priority,
        lang=body.lang,
        source=str(tx.actor),
        token=token,
        at=at,
        ahead=before,
        estimate=wait,
    )


def whole_from(db: Connection, ticket: TicketInfo, address_of: Callable[[str], str]) -> Ticket:
    """The ticket for whoever took it, with its token and what was promised."""
    token, before, wait = tickets.promise(db, ticket.id)
    return _whole(ticket, token, before, wait, steps.steps_of(db, ticket.id), address_of)


def _whole(
    ticket: TicketInfo,
    token: str,
    before: int,
    wait: Estimate,
    own: tuple[Step, ...],
    address_of: Callable[[str], str],
) -> Ticket:
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
        steps=own,
    )


def printed(tx: Transaction, ticket: int) -> Moved | Refused:
    """The printer took the paper, or the visitor noted the number: it counts as waiting.

    Also after ``print-failed``, or when the day was closed meanwhile: a number in somebody's hand is the truth. Told
    twice, the second changes nothing. Refused when the number was over before its paper came."""
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    if all(step.state in _OVER for step in found.steps) and not tickets.was_printed(tx.db, ticket):
        return _illegal(found.steps[-1], StepState.WAITING)
    tickets.mark_printed(tx.db, ticket, tx.now)
    back = _coming_back(found, _UNPRINTED)
    if back:
        reopen(tx, found.ticket.service_date)
    for step in back:
        if step.state is StepState.VOID:
            tallies.count_taken(tx.db, found.ticket.service_date, step.service, 1)
    return _move_all(tx, found, back, StepState.WAITING, EventKind.TICKET_PRINTED)


def print_failed(tx: Transaction, ticket: int, body: PrintFailed) -> Moved | Refused:
    """The paper did not come: the number does not wait, unless ``printed`` or ``revive`` follows."""
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    if all(step.state is StepState.VOID for step in found.steps):
        return Moved(found.ticket, found.steps[-1])
    if not any(step.state is StepState.RESERVED for step in found.steps):
        return _illegal(found.steps[-1], StepState.VOID)
    return _void(tx, found, EventKind.TICKET_PRINT_FAILED, body.reason)


def cancel(tx: Transaction, ticket: int) -> Moved | Refused:
    """The visitor does not wait any more, for none of the services. Whoever was never served leaves the place in the
    quota to another."""
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    open_states = (StepState.RESERVED, StepState.WAITING, StepState.HELD)
    if not any(step.state in open_states for step in found.steps):
        return _illegal(found.steps[-1], StepState.CANCELLED)
    given_up = [step for step in found.steps if step.state in open_states]
    for step in given_up:
        if step.started_at is None:
            tallies.count_taken(tx.db, found.ticket.service_date, step.service, -1)
    return _move_all(tx, found, given_up, StepState.CANCELLED, EventKind.TICKET_CANCELLED)


def revive(tx: Transaction, ticket: int) -> Moved | Refused:
    """Somebody is back, for everything that was given up: a no-show goes on after the hall's number of others, a held
    visitor waits for the same counter, a void ticket waits. A kiosk revives void tickets only, and they are reserved
    until the paper is out; an officer revives what the own agency serves. Nobody waits for one service twice."""
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    back = _coming_back(found, _REVIVABLE)
    if tx.actor.role is Role.KIOSK:
        back = [step for step in back if step.state is StepState.VOID]
    if not back or found.ticket.service_date != tx.day:
        return _illegal(found.steps[-1], StepState.WAITING)
    back = [step for step in back if tx.actor.works_for(step.agency)]
    if not back:
        return Refused(Code.FORBIDDEN, f"{found.ticket.label} waits for another agency")
    reopen(tx, tx.day)
    moved = [_back(tx, found.ticket, step) for step in back]
    return Moved(found.ticket, moved[-1])


def _back(tx: Transaction, ticket: TicketInfo, before: Step) -> Step:
    state, skip = StepState.WAITING, 0
    if before.state is StepState.NO_SHOW:
        skip = tx.site.policy.revive_after
    if before.state is StepState.VOID:
        tallies.count_taken(tx.db, tx.day, before.service, 1)
        state = StepState.RESERVED if tx.actor.role is Role.KIOSK else StepState.WAITING
    step = steps.move(tx.db, before, state, tx.now, skip=skip)
    tx.record(EventKind.TICKET_REVIVED, ticket=ticket, step=step)
    return step


def reprint(tx: Transaction, ticket: int) -> Moved | Refused:
    """Asks the kiosk that printed the ticket to print it once more; nothing else changes."""
    found = _own(tx, ticket)
    if isinstance(found, Refused):
        return found
    if found.ticket.service_date != tx.day:
        return Refused(Code.ILLEGAL_MOVE, "only today's tickets are printed again")
    tx.record(EventKind.TICKET_REPRINT_WANTED, ticket=found.ticket, step=found.steps[-1])
    return Moved(found.ticket, found.steps[-1])


def void_forgotten(tx: Transaction) -> int:
    """Voids reservations that no kiosk confirmed in time; answers how many."""
    forgotten = {found.ticket.id: found.ticket for found in lines.forgotten_reservations(tx.db, tx.now - RESERVED_FOR)}
    for ticket in forgotten.values():
        _void(tx, _Found(ticket, steps.steps_of(tx.db, ticket.id)), EventKind.TICKET_VOIDED, "unconfirmed")
    return len(forgotten)


@dataclass(frozen=True)
class _Found:
    ticket: TicketInfo
    steps: tuple[Step, ...]


def _own(tx: Transaction, ticket: int) -> _Found | Refused:
    """The ticket and its steps; a kiosk finds only its own."""
    found = tickets.ticket(tx.db, ticket)
    if found is None or (tx.actor.role is Role.KIOSK and found.source != str(tx.actor)):
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {ticket}")
    return _Found(found, steps.steps_of(tx.db, ticket))


def _void(tx: Transaction, found: _Found, kind: EventKind, reason: str) -> Moved:
    reserved = [step for step in found.steps if step.state is StepState.RESERVED]
    for step in reserved:
        tallies.count_taken(tx.db, found.ticket.service_date, step.service, -1)
    return _move_all(tx, found, reserved, StepState.VOID, kind, reason)


def _coming_back(found: _Found, states: frozenset[StepState]) -> list[Step]:
    """The steps in one of ``states`` that may wait (again): for each service the last one, unless a transfer led back
    to it since, and the ticket has it open or was served for it."""
    has = {step.service for step in found.steps if step.state in OPEN and step.state not in states}
    last = {step.service: step for step in found.steps}
    return [step for service, step in last.items() if step.state in states and service not in has]


def _move_all(
    tx: Transaction, found: _Found, moving: Iterable[Step], after: StepState, kind: EventKind, note: str | None = None
) -> Moved:
    """Moves these steps of the ticket; the others stay. Answers the last step."""
    last = found.steps[-1]
    for step in moving:
        moved = steps.move(tx.db, step, after, tx.now, note=note)
        tx.record(kind, ticket=found.ticket, step=moved)
        last = moved if step.id == last.id else last
    return Moved(found.ticket, last)


def _illegal(step: Step, wanted: StepState) -> Refused:
    return Refused(Code.ILLEGAL_MOVE, f"a ticket that is {step.state} cannot become {wanted}")
