"""Sending a visitor on to another service, within the agency or across: the number stays, the first arrival counts."""

from __future__ import annotations

from hub.outcomes import Refused
from hub.rules.lifecycle import OPEN
from hub.store import steps, tallies, tickets
from hub.transaction import Transaction
from shared.wire import Code, EventKind, Moved, OpenTicket, Step, StepState, TransferTicket

MOST_NOTE_CHARACTERS = 200
"""Characters of a note."""


def transfer_waiting(tx: Transaction, ticket: int, body: TransferTicket) -> Moved | Refused:
    """A visitor who waits goes to another service instead, as the information desk decides. Answers the new step.

    An officer may send away those who wait for the officer's own agency."""
    visitor = _given_up(tx, ticket, body)
    if isinstance(visitor, Refused):
        return visitor
    if visitor.step.service == body.service:
        return Refused(Code.ILLEGAL_MOVE, f"{visitor.ticket.label} waits for {body.service} already")
    old = send_on(tx, visitor, body.service, body.note)
    if isinstance(old, Refused):
        return old
    tx.record(EventKind.STEP_TRANSFERRED, ticket=visitor.ticket, step=old)
    return arrive(tx, visitor, body.service, body.note)


def _given_up(tx: Transaction, ticket: int, body: TransferTicket) -> OpenTicket | Refused:
    """The one waiting step that is meant, if the actor may send it away."""
    found = tickets.ticket(tx.db, ticket)
    if found is None or found.service_date != tx.day:
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {ticket} today")
    waiting = [step for step in steps.steps_of(tx.db, ticket) if step.state is StepState.WAITING]
    meant = [step for step in waiting if body.instead_of in (None, step.service)]
    if not meant:
        return Refused(Code.ILLEGAL_MOVE, f"{found.label} does not wait for {body.instead_of or 'anything'}")
    meant = [step for step in meant if tx.actor.works_for(step.agency)]
    if not meant:
        return Refused(Code.FORBIDDEN, f"{found.label} waits for another agency")
    if len(meant) > 1:
        return Refused(Code.BAD_REQUEST, f"{found.label} waits for several services: say which, with instead_of")
    return OpenTicket(found, meant[0])


def send_on(tx: Transaction, visitor: OpenTicket, service: str, note: str | None) -> Step | Refused:
    """Ends the step that the visitor leaves; ``arrive`` must follow. Whoever was never served leaves the place in that
    service's quota to another."""
    if tx.site.service(service) is None:
        return Refused(Code.UNKNOWN_SERVICE, f"this hall has no service {service!r}")
    if refused := note_trouble(note or ""):
        return refused
    others = (step for step in steps.steps_of(tx.db, visitor.ticket.id) if step.id != visitor.step.id)
    if any(step.service == service and step.state in OPEN for step in others):
        return Refused(Code.ILLEGAL_MOVE, f"{visitor.ticket.label} waits for {service} already")
    if visitor.step.started_at is None:
        tallies.count_taken(tx.db, visitor.ticket.service_date, visitor.step.service, -1)
    return steps.move(tx.db, visitor.step, StepState.TRANSFERRED, tx.now)


def arrive(tx: Transaction, visitor: OpenTicket, code: str, note: str | None) -> Moved:
    """The step at the new service. It counts in that service's quota and is given even when that is used up: the staff
    decide. Sent back to the same service, one other number goes first."""
    service = tx.site.service(code)
    assert service is not None, "send_on has looked"  # noqa: S101
    tallies.count_taken(tx.db, visitor.ticket.service_date, service.code, 1)
    step = steps.insert_step(
        tx.db,
        visitor.ticket,
        service.code,
        service.agency,
        StepState.WAITING,
        tx.now,
        arrived_at=min(step.arrived_at for step in steps.steps_of(tx.db, visitor.ticket.id)),
        note=note.strip() or None if note else None,
        skip=int(service.code == visitor.step.service),
        came_from=visitor.step.id,
    )
    tx.record(EventKind.STEP_ARRIVED, ticket=visitor.ticket, step=step)
    return Moved(visitor.ticket, step)


def note_trouble(note: str) -> Refused | None:
    if len(note) <= MOST_NOTE_CHARACTERS:
        return None
    return Refused(Code.BAD_REQUEST, f"a note has at most {MOST_NOTE_CHARACTERS} characters")
