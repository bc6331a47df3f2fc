"""The kinds of events, and who may hear of each. The texts are part of the contract and keep their meaning."""

from __future__ import annotations

from enum import Enum, StrEnum


class Audience(Enum):
    """Who hears of an event as it is; all others get ``EventKind.OTHER_HAPPENED`` in its place."""

    EVERYBODY = "everybody"
    """Kiosks and boards too; they are told only as much of it as their snapshot shows."""
    STAFF = "staff"
    """Officers and managers."""
    MANAGERS = "managers"
    """Events about keys, officers, sessions and pairing: they change who has access."""


class EventKind(StrEnum):
    """noun.verb in the past."""

    _value_: str
    audience: Audience

    def __new__(cls, text: str, audience: Audience) -> EventKind:
        member = str.__new__(cls, text)
        member._value_ = text
        member.audience = audience
        return member

    TICKET_ISSUED = "ticket.issued", Audience.EVERYBODY
    TICKET_PRINTED = "ticket.printed", Audience.EVERYBODY
    TICKET_PRINT_FAILED = "ticket.print_failed", Audience.EVERYBODY
    TICKET_REPRINT_WANTED = "ticket.reprint_wanted", Audience.EVERYBODY
    TICKET_VOIDED = "ticket.voided", Audience.EVERYBODY
    TICKET_CANCELLED = "ticket.cancelled", Audience.EVERYBODY
    TICKET_REVIVED = "ticket.revived", Audience.EVERYBODY
    TICKET_HANDED_IN = "ticket.handed_in", Audience.EVERYBODY
    """A number that a kiosk gave while the hub was away."""

    STEP_ARRIVED = "step.arrived", Audience.EVERYBODY
    """A further step of a ticket that exists: of several services, or of a transfer."""
    STEP_CALLED = "step.called", Audience.EVERYBODY
    STEP_RECALLED = "step.recalled", Audience.EVERYBODY
    STEP_STARTED = "step.started", Audience.EVERYBODY
    STEP_FINISHED = "step.finished", Audience.EVERYBODY
    STEP_NO_SHOW = "step.no_show", Audience.EVERYBODY
    STEP_PUT_BACK = "step.put_back", Audience.EVERYBODY
    STEP_HELD = "step.held", Audience.EVERYBODY
    STEP_TRANSFERRED = "step.transferred", Audience.EVERYBODY
    STEP_LET_PASS = "step.let_pass", Audience.EVERYBODY
    """The number of others that go first (``Step.skip``) changed."""
    STEP_EXPIRED = "step.expired", Audience.EVERYBODY

    CALL_ANNOUNCED = "call.announced", Audience.EVERYBODY

    COUNTER_OPENED = "counter.opened", Audience.EVERYBODY
    COUNTER_PAUSED = "counter.paused", Audience.EVERYBODY
    COUNTER_CLOSED = "counter.closed", Audience.EVERYBODY
    COUNTER_BREAK_WISHED = "counter.break_wished", Audience.EVERYBODY
    COUNTER_BREAK_NOT_WISHED = "counter.break_not_wished", Audience.EVERYBODY

    UNDONE_CALL = "undone.call", Audience.EVERYBODY
    UNDONE_CALL_NEXT = "undone.call_next", Audience.EVERYBODY
    UNDONE_FINISH = "undone.finish", Audience.EVERYBODY
    UNDONE_NO_SHOW = "undone.no_show", Audience.EVERYBODY
    UNDONE_HOLD = "undone.hold", Audience.EVERYBODY
    UNDONE_RESUME = "undone.resume", Audience.EVERYBODY
    UNDONE_TRANSFER = "undone.transfer", Audience.EVERYBODY

    DAY_CLOSED = "day.closed", Audience.EVERYBODY
    DAY_REOPENED = "day.reopened", Audience.EVERYBODY

    QUEUE_RESTORED = "queue.restored", Audience.EVERYBODY
    """The first event after a backup was restored."""
    SITE_CHANGED = "site.changed", Audience.EVERYBODY
    """A start with another site, or the first start with or without hours (``always_open``)."""
    CLOCK_SET = "clock.set", Audience.EVERYBODY
    """Open visits went to another date, because the machine's was wrong."""
    OTHER_HAPPENED = "other.happened", Audience.EVERYBODY
    """In place of an event that the reader may not hear of; has its number only, so that nobody's sequence has a gap.
    Never stored."""

    DEVICE_CHANGED = "device.changed", Audience.STAFF
    DEVICE_PLACED = "device.placed", Audience.STAFF
    """A board's zone was changed; the board itself gets a snapshot in its place."""
    DEVICE_REMOVED = "device.removed", Audience.STAFF
    BACKUP_MADE = "backup.made", Audience.STAFF
    BACKUP_FAILED = "backup.failed", Audience.STAFF

    OFFICER_ADDED = "officer.added", Audience.MANAGERS
    OFFICER_REMOVED = "officer.removed", Audience.MANAGERS
    OFFICER_PIN_RESET = "officer.pin_reset", Audience.MANAGERS
    OFFICER_UNLOCKED = "officer.unlocked", Audience.MANAGERS
    SESSION_BEGAN = "session.began", Audience.MANAGERS
    SESSION_ENDED = "session.ended", Audience.MANAGERS
    SESSION_ALL_ENDED = "session.all_ended", Audience.MANAGERS
    SESSION_REFUSED = "session.refused", Audience.MANAGERS
    SESSION_LOCKED = "session.locked", Audience.MANAGERS
    KEY_CREATED = "key.created", Audience.MANAGERS
    KEY_REVOKED = "key.revoked", Audience.MANAGERS
    PAIRING_OFFERED = "pairing.offered", Audience.MANAGERS
    PAIRING_REDEEMED = "pairing.redeemed", Audience.MANAGERS
    PAIRING_REFUSED = "pairing.refused", Audience.MANAGERS
    PAIRING_LOCKED = "pairing.locked", Audience.MANAGERS


_AUDIENCES: dict[str, Audience] = {kind.value: kind.audience for kind in EventKind}


def audience_of(kind: str) -> Audience:
    """Who hears of an event of this kind. One that this version does not know is for staff only."""
    return _AUDIENCES.get(kind, Audience.STAFF)
