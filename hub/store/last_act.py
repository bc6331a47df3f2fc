"""The rows that an act at a counter touches, kept for a while so that the act can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from hub.store import lines

Row = dict[str, int | float | str | None]
"""A row by column."""
_CALLED = ("calls",)
"""What stays of a call that is taken back: it was made, and the ledger of calls knows it. That the visitor was called,
and when, is taken back: the wait goes on."""
_COUNTED = {"tally": ("service_date", "service"), "counter_day": ("service_date", "number")}
"""Tables of running figures, by what names a row in them."""


class Image(NamedTuple):
    """What an act at a counter may change, at one moment."""

    steps: dict[str, Row]
    """By id."""
    figures: dict[str, Row]
    """By table and by what names the row."""
    desk: Row | None
    """The counter's own row."""
    skips: dict[str, int]
    """How many others those who wait for this counter's services let go first, by step."""
    run: int | None
    """As ``hub.store.lines.regular_run``."""


class Act(NamedTuple):
    """The latest act at a counter; ``kind`` is the command's name."""

    at: datetime
    kind: str
    before: Image
    after: Image


def image(
    db: Connection,
    day: date,
    counter: int,
    tickets: Iterable[int],
    services: Iterable[str],
    pool: Sequence[str],
) -> Image:
    """The steps of these tickets, the figures of their services, of ``services`` and of the counter, and what a call
    changes for others who wait for one of ``pool``, the counter's services."""
    steps = _steps(db, tickets)
    figures = {f"counter_day {counter}": row for row in _figures(db, "counter_day", day, counter)}
    figures |= _tallies(db, day, {*services, *_services(steps)})
    desk = next(iter(_rows(db, "SELECT * FROM counter WHERE number = ?", (counter,))), None)
    skips = {str(step): skip for step, skip in lines.skips(db, day, pool).items()}
    return Image(steps, figures, desk, skips, lines.regular_run(db, day, pool))


def with_ticket(db: Connection, day: date, first: Image, ticket: int) -> Image:
    """The image with one more ticket's steps and the figures of their services, as they are now."""
    steps = _steps(db, (ticket,))
    known = {service for service in _services(steps) if f"tally {service}" in first.figures}
    more = _tallies(db, day, _services(steps) - known)
    return first._replace(steps={**steps, **first.steps}, figures={**more, **first.figures})


def _steps(db: Connection, tickets: Iterable[int]) -> dict[str, Row]:
    return {
        str(row["id"]): row
        for ticket in tickets
        for row in _rows(db, "SELECT * FROM step WHERE ticket = ? ORDER BY id", (ticket,))
    }


def _services(steps: Mapping[str, Row]) -> set[str]:
    return {str(row["service"]) for row in steps.values()}


def _tallies(db: Connection, day: date, services: Iterable[str]) -> dict[str, Row]:
    return {f"tally {service}": row for service in sorted(services) for row in _figures(db, "tally", day, service)}


def keep(db: Connection, counter: int, act: Act) -> None:
    body = msgspec.json.encode((act.before, act.after)).decode()
    db.execute(
        "INSERT INTO last_act (counter, at, kind, body) VALUES (?, ?, ?, ?) ON CONFLICT (counter) DO UPDATE SET "
        "at = excluded.at, kind = excluded.kind, body = excluded.body",
        (counter, to_ms(act.at), act.kind, body),
    )


def last(db: Connection, counter: int) -> Act | None:
    row = db.execute("SELECT at, kind, body FROM last_act WHERE counter = ?", (counter,)).fetchone()
    if row is None:
        return None
    at, kind, body = row
    before, after = msgspec.json.decode(body, type=tuple[Image, Image])
    return Act(from_ms(at), kind, before, after)


def forget(db: Connection, counter: int) -> None:
    db.execute("DELETE FROM last_act WHERE counter = ?", (counter,))


def is_unchanged(db: Connection, counter: int, act: Act) -> bool:
    """Whether every step that the act touched is still as the act left it, and the counter, if the act touched that."""
    if act.before.desk != act.after.desk:
        desk = _rows(db, "SELECT * FROM counter WHERE number = ?", (counter,))
        if desk != [act.after.desk]:
            return False
    tickets = {int(str(row["ticket"])) for row in act.after.steps.values()}
    now = {
        str(row["id"]): row for ticket in tickets for row in _rows(db, "SELECT * FROM step WHERE ticket = ?", (ticket,))
    }
    return now == act.after.steps


def restore(db: Connection, day: date, pool: Sequence[str], act: Act) -> tuple[int, ...]:
    """Puts every row back; answers the ids of the steps that changed, those that leave the counter first.

    A step that the act made is gone again. Running figures lose what the act added, and keep what others added since.
    Of a call that is taken back the call itself stays (``_CALLED``). Those whom the call passed over let one more go
    first again, and the ratio of priority to regular is as before, unless another counter has called since."""
    changed = [key for key, row in act.after.steps.items() if row != act.before.steps.get(key)]
    made = [key for key in changed if key not in act.before.steps]
    for key in made:
        db.execute("DELETE FROM step WHERE id = ?", (int(key),))
    left = [key for key in changed if key not in made]
    left.sort(key=lambda key: act.after.steps[key]["state"] != "called")
    for key in left:
        before, after = act.before.steps[key], act.after.steps[key]
        kept = {name: after[name] for name in _CALLED} if after["state"] == "called" else {}
        _put(db, "step", {**before, **kept}, ("id",))
    for key, row in act.after.figures.items():
        _take_off(db, key.split(" ", 1)[0], act.before.figures.get(key, {}), row)
    if act.before.desk is not None and act.before.desk != act.after.desk:
        _put(db, "counter", act.before.desk, ("number",))
    if act.before.run != act.after.run and lines.regular_run(db, day, pool) == act.after.run:
        lines.set_regular_run(db, day, pool, act.before.run)
    passed = [
        int(key)
        for key, skip in act.before.skips.items()
        if key not in act.after.steps and act.after.skips.get(key, 0) < skip
    ]
    return (*(int(key) for key in left), *lines.count_up_skips(db, passed))


def _figures(db: Connection, table: str, day: date, name: int | str) -> list[Row]:
    by_day, by_name = _COUNTED[table]
    return _rows(db, f"SELECT * FROM {table} WHERE {by_day} = ? AND {by_name} = ?", (day.isoformat(), name))


def _rows(db: Connection, sql: str, values: tuple[object, ...]) -> list[Row]:
    found = db.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _put(db: Connection, table: str, row: Mapping[str, object], named_by: tuple[str, ...]) -> None:
    columns = [name for name in row if name not in named_by]
    db.execute(
        f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in columns)} "
        f"WHERE {' AND '.join(f'{name} = ?' for name in named_by)}",
        (*(row[name] for name in columns), *(row[name] for name in named_by)),
    )


def _take_off(db: Connection, table: str, before: Row, after: Row) -> None:
    """``opened_at`` is no figure that is added to."""
    named_by = _COUNTED[table]
    added = {
        name: value - _number(before.get(name))
        for name, value in after.items()
        if name not in (*named_by, "opened_at") and isinstance(value, int | float)
    }
    grown = {name: by for name, by in added.items() if by}
    if grown:
        db.execute(
            f"UPDATE {table} SET {', '.join(f'{name} = {name} - ?' for name in grown)} "
            f"WHERE {' AND '.join(f'{name} = ?' for name in named_by)}",
            (*grown.values(), *(after[name] for name in named_by)),
        )


def _number(value: object) -> int | float:
    return value if isinstance(value, int | float) else 0
