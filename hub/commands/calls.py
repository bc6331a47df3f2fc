"""Commands that call a visitor, and the displays' word that the call was spoken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from hub.commands.counter_context import CounterContext, calling_context, officer_of, visitor_at
from hub.commands.counters import begin_wished
from hub.commands.serving import finish_current
from hub.outcomes import Refused
from hub.rules.choice import COMES_BACK, Candidate, ChoiceReason, History, choose
from hub.store import calls, counters, devices, lines, steps, tallies, tickets
from hub.transaction import Transaction
from shared.site.model import Counter
from shared.wire import Call, CallChosen, Called, Code, EventKind, OpenTicket, Resume, Role, Step, StepState

ANNOUNCED_WITHIN = timedelta(seconds=15)
"""So long after a call its announcement is waited for."""


def call_next(
    tx: Transaction, counter: int, about_to: Callable[[int], None] = lambda _ticket: None
) -> Called | Refused | None:
    """Calls whoever is next; finishes the one being served first. None when nobody waits, and when a break was wished
    for, which then begins. ``about_to`` is told of the ticket before it is called.

    Refused while somebody is called: whether that visitor came is the officer's to say."""
    place = calling_context(tx, counter)
    if isinstance(place, Refused):
        return place
    finish_current(tx, place)
    if begin_wished(tx, counter):
        return None
    services = place.counter.services
    candidates = lines.candidates(tx.db, tx.day, services)
    comes_back = any(one.prefers not in (None, counter) for one in candidates)
    if comes_back:
        candidates = tuple(one if _still_serves(tx, one) else replace(one, prefers=None) for one in candidates)
    chosen = choose(
        candidates,
        History(lines.regular_run(tx.db, tx.day, services)),
        tx.site.policy,
        tx.now,
        counter,
        services if place.counter.ordered else (),
        counters.open_counters(tx.db) if comes_back else frozenset(),
    )
    if chosen is None:
        return None
    found = lines.open_step(tx.db, chosen.candidate.step)
    about_to(found.ticket.id)
    return _call(tx, place.counter, found, chosen.why)


def _still_serves(tx: Transaction, candidate: Candidate) -> bool:
    """Whether the counter that knows the visitor serves what they wait for: the site may have been changed since."""
    place = tx.site.counter(candidate.prefers or 0)
    return place is not None and candidate.service in place.services


def call(tx: Transaction, counter: int, body: CallChosen) -> Called | Refused:
    """Calls the waiting ticket that the officer chose; finishes the one being served first."""
    return _call_one(tx, counter, body.ticket, StepState.WAITING, ChoiceReason.CHOSEN, body.service)


def resume(tx: Transaction, counter: int, body: Resume) -> Called | Refused:
    """Calls a held visitor, who is back, to this counter; finishes the one being served first."""
    return _call_one(tx, counter, body.ticket, StepState.HELD, ChoiceReason.RESUMED)


def recall(tx: Transaction, counter: int) -> Called | Refused:
    """Calls the same visitor again: a further call, the first one's time stays."""
    visitor = visitor_at(tx, counter, StepState.CALLED)
    if isinstance(visitor, Refused):
        return visitor
    ticket, before = visitor.ticket, visitor.step
    place = tx.site.counter(counter)
    zone = place.zone if place else ""
    if _is_being_announced(tx, before, zone):
        return Refused(Code.CALL_PENDING, f"the last call of {ticket.label} is being announced")
    since = calls.in_a_row(tx.db, before.id, counter)
    if since >= tx.site.policy.most_calls:
        return Refused(Code.TOO_MANY_CALLS, f"{ticket.label} was called {since} times")
    step = steps.count_call(tx.db, before.id)
    made = calls.insert_call(tx.db, ticket, step, counter, zone, tx.now, officer_of(tx.actor), repeat=True)
    tx.record(EventKind.STEP_RECALLED, ticket=ticket, step=step, call=made)
    return Called(ticket, step, made, step.why or ChoiceReason.REGULAR)


def _is_being_announced(tx: Transaction, step: Step, zone: str) -> bool:
    """Whether the step's last call may still be heard for the first time: a board with a voice is there for the zone,
    and has not said yet that it spoke. A call that nobody has heard is none, and does not use up the few there are."""
    last = calls.latest_of(tx.db, step)
    if last is None or last.announced_at is not None or tx.now - last.at >= ANNOUNCED_WITHIN:
        return False
    boards = (device for device in devices.devices(tx.db) if device.role is Role.DISPLAY and device.connected)
    return any(
        board.state is not None and board.state.sound == "ok" and board.state.zone in (None, zone) for board in boards
    )


def announced(tx: Transaction, call: int) -> Call | Refused:
    """The call was spoken. The first display to say so is remembered; later ones change nothing."""
    found = calls.call(tx.db, call)
    if found is None:
        return Refused(Code.NOT_FOUND, f"no call {call}")
    if found.announced_at is not None:
        return found
    calls.announce(tx.db, call, tx.now, str(tx.actor))
    spoken = replace(found, announced_at=tx.now)
    tx.record(EventKind.CALL_ANNOUNCED, call=spoken)
    return spoken


def _choosing_place(tx: Transaction, counter: int) -> CounterContext | Refused:
    """The counter, if whom the officer chose may be called to it."""
    place = calling_context(tx, counter)
    if not isinstance(place, Refused) and counters.counter_row(tx.db, counter).wish is not None:
        return Refused(Code.PAUSE_WISHED, f"a break begins at counter {counter} after this visitor")
    return place


def _call_one(
    tx: Transaction, counter: int, number: int, state: StepState, why: ChoiceReason, service: str | None = None
) -> Called | Refused:
    place = _choosing_place(tx, counter)
    if isinstance(place, Refused):
        return place
    ticket = tickets.ticket(tx.db, number)
    if ticket is None or ticket.service_date != tx.day:
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {number} today")
    visit = steps.steps_of(tx.db, ticket.id)
    served = place.counter.services if service is None else {service}.intersection(place.counter.services)
    here = [step for step in visit if step.state is state and step.service in served]
    if any(step.state in (StepState.CALLED, StepState.SERVING) and step.counter != counter for step in visit):
        return Refused(Code.SERVED_ELSEWHERE, f"{ticket.label} is at another counter")
    if not here:
        if any(step.state is state for step in visit):
            return Refused(Code.FORBIDDEN, f"counter {counter} does not serve what {ticket.label} waits for")
        return Refused(Code.ILLEGAL_MOVE, f"{ticket.label} is {visit[-1].state}, not {state}")
    finish_current(tx, place)
    return _call(tx, place.counter, OpenTicket(ticket, here[0]), why)


def _call(tx: Transaction, counter: Counter, found: OpenTicket, why: ChoiceReason) -> Called:
    before, officer = found.step, officer_of(tx.actor)
    step = steps.move(
        tx.db,
        before,
        StepState.CALLED,
        tx.now,
        counter=counter.number,
        officer=officer,
        why=why,
        skip=0,
    )
    made = calls.insert_call(tx.db, found.ticket, step, counter.number, counter.zone, tx.now, officer)
    if why not in COMES_BACK:
        lines.count_regular_run(tx.db, tx.day, counter.services, found.ticket.priority)
    again = before.called_at is not None or (before.queued_at or before.arrived_at) > before.arrived_at
    tallies.count_call(tx.db, tx.day, before.service, found.ticket.priority, again)
    if before.called_at is None:
        waited = tx.now - (before.queued_at or before.arrived_at)
        tallies.count_called(tx.db, tx.day, counter.number, max(0, waited // timedelta(milliseconds=1)))
    tx.record(
        EventKind.STEP_CALLED,
        ticket=found.ticket,
        step=step,
        call=made,
        day=tallies.counter_day(tx.db, tx.day, counter.number),
    )
    for passed in lines.count_down_skips(tx.db, tx.day, counter.services, found.ticket.id):
        tx.record(EventKind.STEP_LET_PASS, ticket=passed.ticket, step=passed.step)
    return Called(found.ticket, step, made, why)
