"""Numbers for when the hub is away: granting kiosks a reserve, and taking in what they gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec.structs import replace

from hub.commands.day import reopen
from hub.outcomes import Refused
from hub.store import reserves, steps, tallies, tickets
from hub.transaction import Transaction
from shared.site.model import Agency, Service
from shared.wire import Code, Estimate, EventKind, StepState, TicketInfo
from shared.wire.offline import (
    OfflineNumber,
    OfflineNumbers,
    RequestOfflineNumbers,
    UploadedNumber,
    UploadNumbers,
    UploadOutcome,
    UploadResult,
)
from shared.wording.labels import label

NUMBERS_IN_A_SPAN = 20
"""Numbers in one grant of one series."""
LOW_NUMBERS = 8
"""With fewer left, the kiosk gets a further span."""
MOST_OUTSTANDING_NUMBERS = 100
"""A kiosk that has so many of a series without handing them in gets no more."""
MOST_UPLOADED_NUMBERS = 200
"""Numbers in one hand-in: what fits into one request."""


def ask_reserve(tx: Transaction, body: RequestOfflineNumbers) -> OfflineNumbers | Refused:
    """The kiosk's reserve for today, topped up where little is left. Asked again, it grants nothing twice."""
    if body.service_date != tx.day:
        return Refused(Code.BAD_REQUEST, f"today is {tx.day.isoformat()}")
    kiosk = str(tx.actor)
    have = {span.series for span in reserves.spans(tx.db, tx.day, kiosk, body.journal)}
    outstanding = reserves.outstanding(tx.db, tx.day, kiosk)
    for series in tx.site.series:
        low = series not in have or body.left.get(series, LOW_NUMBERS) < LOW_NUMBERS
        if low and outstanding.get(series, 0) + NUMBERS_IN_A_SPAN <= MOST_OUTSTANDING_NUMBERS:
            reserves.grant(tx.db, tx.day, series, kiosk, body.journal, size=NUMBERS_IN_A_SPAN, at=tx.now)
    return OfflineNumbers(tx.day, reserves.spans(tx.db, tx.day, kiosk, body.journal), tx.address_of("{token}"))


def hand_in(tx: Transaction, body: UploadNumbers) -> UploadResult | Refused:
    """Takes in numbers that the kiosk gave by itself, in the order in which their visitors came.

    Each is answered for itself, and a refused one takes no other with it. Handing in again is harmless. Whoever holds a
    paper is not turned away: a quota that is used up, an hour that has passed or a wrong clock refuse nobody."""
    if len(body.numbers) > MOST_UPLOADED_NUMBERS:
        return Refused(Code.BAD_REQUEST, f"at most {MOST_UPLOADED_NUMBERS} numbers at once")
    outcomes: dict[int, UploadedNumber] = {}
    for index in sorted(range(len(body.numbers)), key=lambda index: _moment(body.numbers[index].taken_at)):
        outcomes[index] = _take_in(tx, body.numbers[index])
    return UploadResult(tuple(outcomes[index] for index in range(len(body.numbers))))


def _moment(told: datetime) -> datetime:
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told


@dataclass(frozen=True)
class _Accepted:
    agency: Agency
    service: Service
    lang: str
    at: datetime


def _on_the_date_now(tx: Transaction, told: OfflineNumber) -> OfflineNumber:
    """The number on the date and by the time of a clock that was set right since the kiosk gave it: its visitor has
    stayed in the hall."""
    if told.service_date == tx.day:
        return told
    by = reserves.moved_by(tx.db, told.service_date, tx.day, told.series, told.number, str(tx.actor))
    if by is None:
        return told
    try:
        return replace(told, service_date=tx.day, taken_at=_moment(told.taken_at) + by)
    except OverflowError:  # a kiosk's clock may tell any year
        return replace(told, service_date=tx.day, taken_at=tx.now)


def _take_in(tx: Transaction, told: OfflineNumber) -> UploadedNumber:
    given = _on_the_date_now(tx, told)
    name = label(given.series, given.number)
    known = tickets.ticket_by_number(tx.db, given.service_date, given.series, given.number)
    if known is not None:
        return _known(tx, given, known)
    accepted = _accepted(tx, given)
    if isinstance(accepted, str):
        return UploadedNumber(name, UploadOutcome.REFUSED, detail=accepted)
    return _insert(tx, given, name, accepted)


def _known(tx: Transaction, given: OfflineNumber, known: TicketInfo) -> UploadedNumber:
    """Handed in before. A paper that turned up after its number was handed in as void makes it wait after all."""
    token, _, _ = tickets.promise(tx.db, known.id)
    if token != given.token:
        return UploadedNumber(known.label, UploadOutcome.REFUSED, detail="another ticket has this number")
    (step, *_) = steps.steps_of(tx.db, known.id)
    if given.printed and step.state is StepState.VOID and given.service_date == tx.day:
        reopen(tx, given.service_date)
        tickets.mark_printed(tx.db, known.id, tx.now)
        _count(tx, given, step.service)
        tx.record(EventKind.TICKET_PRINTED, ticket=known, step=steps.move(tx.db, step, StepState.WAITING, tx.now))
        return UploadedNumber(known.label, UploadOutcome.TAKEN_IN, known.id)
    return UploadedNumber(known.label, UploadOutcome.KNOWN, known.id)


def _accepted(tx: Transaction, given: OfflineNumber) -> _Accepted | str:
    """As what the number is taken in, or why it cannot be. The series is the one that the kiosk was granted, also where
    the site has given the service another one since."""
    service = tx.site.service(given.service)
    agency = tx.site.agency(service.agency) if service else None
    if service is None or agency is None:
        return f"this hall has no service {given.service!r}"
    owner = reserves.owner(tx.db, given.service_date, given.series, given.number)
    if owner is None or owner.kiosk not in (str(tx.actor), reserves.UNKNOWN_KIOSK):
        return "not in this kiosk's reserve" if owner else "in no kiosk's reserve"
    if wrong := _wrong_token(tx, given):
        return wrong
    return _Accepted(
        agency,
        service,
        given.lang if given.lang in tx.site.languages else tx.site.languages[0],
        max(min(_moment(given.taken_at), tx.now), owner.granted_at),
    )


def _wrong_token(tx: Transaction, given: OfflineNumber) -> str | None:
    if len(given.token) < 22 or not given.token.replace("-", "").replace("_", "").isalnum():
        return "the token has at least 22 characters of URL-safe base64"
    return "another ticket has this token" if tickets.ticket_by_token(tx.db, given.token) else None


def _insert(tx: Transaction, given: OfflineNumber, name: str, accepted: _Accepted) -> UploadedNumber:
    ticket = tickets.insert_ticket(
        tx.db,
        day=given.service_date,
        series=given.series,
        number=given.number,
        label=name,
        agency=accepted.agency.code,
        priority=given.priority,
        lang=accepted.lang,
        source=str(tx.actor),
        token=given.token,
        at=accepted.at,
        ahead=0,
        estimate=Estimate(0, 0),
    )
    state = StepState.WAITING if given.printed else StepState.VOID
    step = steps.insert_step(tx.db, ticket, accepted.service.code, accepted.agency.code, state, accepted.at)
    over = given.printed and given.service_date != tx.day
    if over:
        step = steps.move(tx.db, step, StepState.EXPIRED, tx.now)
    reopen(tx, given.service_date)
    if given.printed:
        _count(tx, given, accepted.service.code)
        tickets.mark_printed(tx.db, ticket.id, accepted.at)
    tx.record(EventKind.TICKET_HANDED_IN, ticket=ticket, step=step)
    return UploadedNumber(name, UploadOutcome.EXPIRED if over else UploadOutcome.TAKEN_IN, ticket.id)


def _count(tx: Transaction, given: OfflineNumber, service: str) -> None:
    tallies.count_taken(tx.db, given.service_date, service, 1)
