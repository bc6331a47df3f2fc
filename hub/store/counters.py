"""The state of counters and who works there. Their names, zones and services come from the site."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from shared.wire import ClosedByOther, CounterPause, CounterState, PauseReason


class CounterRow(NamedTuple):
    state: CounterState = CounterState.CLOSED
    officer: str | None = None
    """Code of the officer."""
    name: str | None = None
    pause: CounterPause | None = None
    """The break that lasts, or that is wished for."""

    @property
    def wish(self) -> CounterPause | None:
        """The break that begins when the visitor has gone."""
        return self.pause if self.pause is not None and self.pause.since is None else None


_SELECT = (
    "SELECT c.number, c.state, c.officer, coalesce(o.name, c.officer), c.since, c.reason, c.minutes, c.back_at, "
    "c.asked_by, c.wish FROM counter c LEFT JOIN officer o ON o.code = c.officer"
)


def _from_row(row: tuple[Any, ...]) -> CounterRow:
    _, state, officer, name, since, reason, minutes, back_at, asked_by, wish = row
    pause = None
    if wish or state == CounterState.PAUSED:
        pause = CounterPause(
            reason=PauseReason(reason) if reason else None,
            since=None if wish else from_ms(since),
            minutes=minutes if wish else None,
            back_at=from_ms(back_at),
            by=asked_by,
        )
    return CounterRow(CounterState(state), officer, name, pause)


def counter_rows(db: Connection) -> dict[int, CounterRow]:
    """All counters that were ever opened, by number."""
    return {row[0]: _from_row(row) for row in db.execute(_SELECT)}


def counter_row(db: Connection, number: int) -> CounterRow:
    row = db.execute(f"{_SELECT} WHERE c.number = ?", (number,)).fetchone()
    return _from_row(row) if row else CounterRow()


def open_counters(db: Connection) -> frozenset[int]:
    """Counters that are open now."""
    return frozenset(number for (number,) in db.execute("SELECT number FROM counter WHERE state = 'open'"))


def counter_of(db: Connection, officer: str) -> int | None:
    row = db.execute("SELECT number FROM counter WHERE officer = ?", (officer,)).fetchone()
    return int(row[0]) if row else None


def set_state(
    db: Connection,
    number: int,
    state: CounterState,
    officer: str | None,
    at: datetime,
    pause: CounterPause | None = None,
) -> None:
    """``pause`` is the break that begins, or that is wished for; without it nothing is kept of one before."""
    said = pause or CounterPause()
    wish = pause is not None and pause.since is None
    db.execute(
        "INSERT INTO counter (number, state, officer, since, reason, minutes, back_at, asked_by, wish) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET state = excluded.state, "
        "officer = excluded.officer, since = excluded.since, reason = excluded.reason, minutes = excluded.minutes, "
        "back_at = excluded.back_at, asked_by = excluded.asked_by, wish = excluded.wish",
        (
            number,
            state,
            officer,
            to_ms(at),
            said.reason,
            said.minutes,
            None if said.back_at is None else to_ms(said.back_at),
            said.by,
            int(wish),
        ),
    )


def set_wish(db: Connection, number: int, wish: CounterPause | None) -> None:
    """The open counter's wish for a break, or that there is none any more; since when it is open stays."""
    said = wish or CounterPause()
    db.execute(
        "UPDATE counter SET reason = ?, minutes = ?, back_at = ?, asked_by = ?, wish = ? WHERE number = ?",
        (
            said.reason,
            said.minutes,
            None if said.back_at is None else to_ms(said.back_at),
            said.by,
            int(wish is not None),
            number,
        ),
    )


def keep_closed_by_other(db: Connection, officer: str, out: ClosedByOther) -> None:
    """Keeps why the officer is at no counter any more."""
    db.execute(
        "INSERT INTO put_out (officer, counter, at, cause, asked_by) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (officer) DO UPDATE SET counter = excluded.counter, at = excluded.at, cause = excluded.cause, "
        "asked_by = excluded.asked_by",
        (officer, out.counter, to_ms(out.at), out.cause, out.by),
    )


def forget_closed_by_other(db: Connection, officer: str) -> None:
    db.execute("DELETE FROM put_out WHERE officer = ?", (officer,))


def last_closed_by_other(db: Connection, officer: str) -> ClosedByOther | None:
    row = db.execute("SELECT counter, at, cause, asked_by FROM put_out WHERE officer = ?", (officer,)).fetchone()
    if row is None:
        return None
    counter, at, cause, by = row
    return ClosedByOther(counter, from_ms(at), cause, by)


def not_closed(db: Connection, before: datetime | None = None) -> tuple[int, ...]:
    """Counters that are open or paused; with ``before``, those only that are so since earlier."""
    rows = db.execute(
        "SELECT number FROM counter WHERE state <> 'closed' "
        + ("" if before is None else "AND since < ? ")
        + "ORDER BY number",
        () if before is None else (to_ms(before),),
    )
    return tuple(number for (number,) in rows)


class Occupied(NamedTuple):
    """A counter and its visitor: since when they are there, or, without one, its state and since when."""

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
