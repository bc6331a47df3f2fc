"""What the hub looks at before it begins to work: the machine's clock, and whether readers know its site."""

from __future__ import annotations

from collections.abc import Callable

from hub.actors import HUB, Actor
from hub.clock import Clock, SteeredClock
from hub.commands import clock_changes
from hub.engine.port import WritingConnection
from hub.store import events, kept_site
from hub.transaction import Transaction
from shared.wire import EventKind

Begin = Callable[[WritingConnection, Actor, int], Transaction]
"""Makes the transaction of a connection, of who asks, and of the number of the last event."""


def check_clock(db: WritingConnection, begin: Begin, clock: Clock) -> clock_changes.Start:
    """Compares the machine's clock with what is known. To be called before anything else is written: afterwards the
    last event would say that the clock is right."""
    if isinstance(clock, SteeredClock):
        return clock_changes.Start(clock.now())
    db.begin()
    start = clock_changes.begin(begin(db, HUB, events.last_seq(db)))
    db.commit()
    if start.ahead is not None:
        clock.doubt(start.ahead)
    return start


def record_site_change(db: WritingConnection, begin: Begin, digest: str) -> None:
    """Records an event when readers know another site than the one that this hub was started with. ``digest`` is that
    of all that a snapshot tells of the site."""
    known = kept_site.told_digest(db)
    if known == digest:
        return
    db.begin()
    last = events.last_seq(db)
    if known is not None or last > 0:
        begin(db, HUB, last).record(EventKind.SITE_CHANGED)
    kept_site.keep_told_digest(db, digest)
    db.commit()
