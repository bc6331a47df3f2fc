"""What the hub does when the machine's date was wrong: at the start it is compared with what the hub knows, and when
it is set right while people wait, they and their numbers go with it to the right date.

A PC whose clock has lost its battery starts with the time at which it was last switched off, or with an older one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hub.clock import ClockSet
from hub.commands.day import reopen
from hub.engine.port import Connection
from hub.rules.openness import service_date
from hub.store import backups, events, redating
from hub.store.redating import Redating
from hub.transaction import Transaction
from shared.version import RELEASED
from shared.wire import EventKind

log = logging.getLogger(__name__)

EARLIER = timedelta(minutes=5)
"""A clock that is so much earlier than something that has happened is told as wrong."""
FAR_AHEAD = timedelta(days=10)
"""Nobody leaves people waiting for so long: longer than the holidays of any hall. A machine that starts so long after
the last of them may have a wrong date."""


@dataclass(frozen=True)
class Start:
    """What was found when the hub started."""

    known: datetime
    """The latest moment that is known to have been before this start."""
    ahead: timedelta | None = None
    """How long after the last visit that has not ended the machine's clock is, if that is not to be believed."""

    def behind(self, now: datetime) -> timedelta | None:
        """By how much the clock is earlier than it can be; None when it is not."""
        missing = self.known - now
        return missing if missing > EARLIER else None


def latest_known(db: Connection) -> datetime:
    """The last event, the newest backup, the program itself: the clock was later already."""
    known = [RELEASED]
    if (at := events.last_at(db)) is not None:
        known.append(at)
    known += [made.at for made in backups.made(db)]
    return max(known)


def begin(tx: Transaction) -> Start:
    """Looks at the clock and at who waits. People who wait under a later date wait today; a date far ahead is doubted,
    and today's numbers then begin behind those that may still be in somebody's hand."""
    start = Start(latest_known(tx.db))
    if (missing := start.behind(tx.now)) is not None:
        log.error(
            "the machine's clock (%s) is %s earlier than what this hub knows to have happened (%s): set it right now",
            tx.now,
            missing,
            start.known,
        )
    for day in redating.dates_with_unended(tx.db):
        if day > tx.day:
            _move(tx, Redating(day, tx.day, datetime.min.replace(tzinfo=UTC), _whole(tx, tx.day)))
            redating.continue_numbers(tx.db, day, tx.day)
        elif day < tx.day and (ahead := tx.now - redating.newest_arrival(tx.db, day)) > FAR_AHEAD:
            redating.continue_numbers(tx.db, day, tx.day)
            start = Start(start.known, ahead)
    if start.ahead is not None:
        log.error(
            "people wait since %s; nobody's number ends for half an hour: if the clock is wrong, set it right now",
            tx.now - start.ahead,
        )
    return start


def follow(tx: Transaction, change: ClockSet) -> None:
    """The machine's clock was set while the hub ran: whoever came since the machine was switched on, and is still here,
    is here on the new date. Tickets of an earlier evening stay where they are and end with their day."""
    old, new = (service_date(tx.site.timezone, at) for at in (change.before, change.after))
    shift = change.after - change.before
    if old != new:
        _move(tx, Redating(old, new, change.on_since, _whole(tx, new), shift))
    redating.shift_counters(tx.db, old, new, change.on_since, shift)


def _move(tx: Transaction, how: Redating) -> None:
    moved = redating.redate(tx.db, how)
    log.warning("the hall's date went from %s to %s with %d numbers that are still in use", how.old, how.new, moved)
    if moved:
        reopen(tx, how.new)
    tx.record(EventKind.CLOCK_SET, subject=f"{how.old} to {how.new}, {moved} numbers")


def _whole(tx: Transaction, day: date) -> tuple[datetime, datetime]:
    """The day's first moment, and the next day's."""
    zone = ZoneInfo(tx.site.timezone)
    return (
        datetime.combine(day, time(), zone).astimezone(UTC),
        datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC),
    )
