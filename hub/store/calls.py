"""The calls: one row for each announcement, first or repeated."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from hub.store.ids import next_id
from shared.wire import Call, Step, TicketInfo

_CALL = (
    "SELECT c.id, c.ticket, c.step, t.label, s.agency, s.service, c.counter, c.zone, c.nth, c.at, t.lang, t.priority, "
    "c.announced_at, c.repeat, s.state = 'called' AND c.nth = s.calls "
    "FROM call c JOIN ticket t ON t.id = c.ticket JOIN step s ON s.id = c.step "
)
_NEXT = next_id("call")


def _call(row: tuple[Any, ...]) -> Call:
    number, ticket, step, label, agency, service, counter, zone, nth, at, lang, priority, *rest = row
    announced_at, repeat, awaited = rest
    return Call(
        id=number,
        ticket=ticket,
        step=step,
        label=label,
        agency=agency,
        service=service,
        counter=counter,
        zone=zone,
        nth=nth,
        at=from_ms(at),
        lang=lang,
        priority=bool(priority),
        announced_at=from_ms(announced_at),
        repeat=bool(repeat),
        over=not awaited,
    )


def insert_call(
    db: Connection,
    ticket: TicketInfo,
    step: Step,
    counter: int,
    zone: str,
    at: datetime,
    officer: str | None,
    *,
    repeat: bool = False,
) -> Call:
    """Adds the step's ``step.calls``-th call; ``repeat`` when the visitor was called here already and did not come."""
    number = db.insert(
        "INSERT INTO call (id, service_date, ticket, step, counter, zone, nth, at, officer, repeat) "
        f"VALUES ({_NEXT}, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ticket.service_date.isoformat(),
            ticket.id,
            step.id,
            counter,
            zone,
            step.calls,
            to_ms(at),
            officer,
            int(repeat),
        ),
    )
    return Call(
        id=number,
        ticket=ticket.id,
        step=step.id,
        label=ticket.label,
        agency=step.agency,
        service=step.service,
        counter=counter,
        zone=zone,
        nth=step.calls,
        at=at,
        lang=ticket.lang,
        priority=ticket.priority,
        repeat=repeat,
    )


def call(db: Connection, number: int) -> Call | None:
    row = db.execute(_CALL + "WHERE c.id = ?", (number,)).fetchone()
    return _call(row) if row else None


def latest_of(db: Connection, step: Step) -> Call | None:
    """The step's last call; None before the first."""
    row = db.execute(_CALL + "WHERE c.step = ? ORDER BY c.nth DESC LIMIT 1", (step.id,)).fetchone()
    return _call(row) if row else None


def recent(db: Connection, day: date, most: int) -> tuple[Call, ...]:
    """The day's latest calls, newest first."""
    rows = db.execute(_CALL + "WHERE c.service_date = ? ORDER BY c.id DESC LIMIT ?", (day.isoformat(), most))
    return tuple(map(_call, rows))


_LATEST = (
    "WITH RECURSIVE calling (number) AS ("
    "SELECT min(counter) FROM call WHERE service_date = :day UNION ALL "
    "SELECT (SELECT min(counter) FROM call WHERE service_date = :day AND counter > calling.number) "
    "FROM calling WHERE calling.number IS NOT NULL) "
) + (
    _CALL + "WHERE c.id IN (SELECT id FROM "
    "(SELECT id FROM call WHERE service_date = :day ORDER BY id DESC LIMIT :most) AS newest UNION "
    "SELECT (SELECT max(id) FROM call WHERE service_date = :day AND counter = calling.number) FROM calling) "
    "ORDER BY c.id DESC"
)


def latest(db: Connection, day: date, most: int) -> tuple[Call, ...]:
    """The day's ``most`` latest calls and the latest of each counter, newest first. Goes from counter to counter by the
    index, whatever the number of calls (``shared.fold`` keeps the same ones)."""
    return tuple(map(_call, db.execute(_LATEST, {"day": day.isoformat(), "most": most})))


def announce(db: Connection, number: int, at: datetime, by: str) -> None:
    db.execute(
        "UPDATE call SET announced_at = ?, announced_by = ? WHERE id = ? AND announced_at IS NULL",
        (to_ms(at), by, number),
    )


def had_since(db: Connection, step: int) -> datetime | None:
    """Since when the step's counter has the visitor: the latest call that was no repeat."""
    row = db.execute("SELECT max(at) FROM call WHERE step = ? AND repeat = 0", (step,)).fetchone()
    return None if row[0] is None else from_ms(int(row[0]))


def in_a_row(db: Connection, step: int, counter: int) -> int:
    """How often the step was called to this counter since it was last put back: its first call there and repeats."""
    (number,) = db.execute(
        "SELECT count(*) FROM call c WHERE c.step = ? AND c.counter = ? AND c.id >= "
        "(SELECT coalesce(max(f.id), 0) FROM call f WHERE f.step = c.step AND f.repeat = 0)",
        (step, counter),
    ).fetchone()
    return int(number)
