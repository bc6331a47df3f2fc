"""What changes at counters: state and who works there. What a counter is stands in the site."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from hub.store.file import Connection
from hub.store.times import from_ms, to_ms
from shared.wire import CounterState


class Desk(NamedTuple):
    state: CounterState = CounterState.CLOSED
    officer: str | None = None
    """Code of the officer."""
    name: str | None = None


_DESK = (
    "SELECT c.number, c.state, c.officer, coalesce(o.name, c.officer) FROM counter c "
    "LEFT JOIN officer o ON o.code = c.officer"
)


def desks(db: Connection) -> dict[int, Desk]:
    """All counters that were ever opened, by number."""
    return {number: Desk(CounterState(state), *rest) for number, state, *rest in db.execute(_DESK)}


def desk(db: Connection, number: int) -> Desk:
    row = db.execute(f"{_DESK} WHERE c.number = ?", (number,)).fetchone()
    return Desk(CounterState(row[1]), row[2], row[3]) if row else Desk()


def open_ones(db: Connection) -> frozenset[int]:
    """Counters that are open now."""
    return frozenset(number for (number,) in db.execute("SELECT number FROM counter WHERE state = 'open'"))


def desk_of(db: Connection, officer: str) -> int | None:
    row = db.execute("SELECT number FROM counter WHERE officer = ?", (officer,)).fetchone()
    return int(row[0]) if row else None


def set_desk(db: Connection, number: int, state: CounterState, officer: str | None, at: datetime) -> None:
    db.execute(
        "INSERT INTO counter (number, state, officer, since) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (number) DO UPDATE SET state = excluded.state, officer = excluded.officer, since = excluded.since",
        (number, state, officer, to_ms(at)),
    )


def not_closed(db: Connection, before: datetime | None = None) -> tuple[int, ...]:
    """Counters that are open or paused; with ``before``, those only that are so since earlier."""
    rows = db.execute(
        "SELECT number FROM counter WHERE state <> 'closed' AND (? IS NULL OR since < ?) ORDER BY number",
        (None, None) if before is None else (1, to_ms(before)),
    )
    return tuple(number for (number,) in rows)


class Occupied(NamedTuple):
    """A counter and its visitor: since when it has him, or, without one, its state and since when."""

    state: CounterState
    since: datetime | None
    service: str | None = None
    """What the visitor is called or served for; None when there is none."""
    begun: datetime | None = None
    """Since when the counter is open; None when it is not."""


def occupied(db: Connection) -> dict[int, Occupied]:
    """Every counter that was ever opened or has a visitor, by number."""
    found = {
        number: Occupied(CounterState(state), from_ms(since), None, from_ms(since) if state == "open" else None)
        for number, state, since in db.execute("SELECT number, state, since FROM counter")
    }
    rows = db.execute(
        "SELECT s.counter, s.service, (SELECT max(c.at) FROM call c WHERE c.step = s.id AND c.repeat = 0) FROM step s "
        "WHERE s.state IN ('called', 'serving')"
    )
    for number, service, since in rows:
        known = found.get(number)
        found[number] = Occupied(CounterState.OPEN, from_ms(since), service, known.begun if known else None)
    return found
