"""Moves open visits to another service date, when the machine's wrong date is corrected while people wait."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from hub.engine.port import Connection
from hub.engine.times import from_ms, to_ms
from hub.store.reserves import MOVED_FROM

_UNENDED = "EXISTS (SELECT 1 FROM step s WHERE s.ticket = t.id AND s.ended_at IS NULL)"
_FREE = (
    "NOT EXISTS (SELECT 1 FROM ticket o WHERE o.service_date = :new AND o.series = t.series AND o.number = t.number)"
)
_NOT_RESERVED = (
    "NOT EXISTS (SELECT 1 FROM reserve r WHERE r.service_date = t.service_date AND r.series = t.series "
    "AND t.number BETWEEN r.first AND r.last)"
)
_MOMENTS = {
    "ticket": ("issued_at", "printed_at"),
    "step": ("arrived_at", "queued_at", "called_at", "started_at", "began_at", "hold_until"),
    "call": ("at", "announced_at"),
}


class Redating(NamedTuple):
    """From the date ``old`` to ``new``, of the tickets that were issued from ``since`` on or in ``also`` (first moment
    and the first after it); the times of the former go on by ``shift``."""

    old: date
    new: date
    since: datetime
    also: tuple[datetime, datetime]
    shift: timedelta = timedelta(0)


def redate(db: Connection, how: Redating) -> int:
    """Moves every visit that may still go on; answers how many tickets those were. The new date's series go on behind
    every number that was given, so that none is on two papers."""
    values = {
        "old": how.old.isoformat(),
        "new": how.new.isoformat(),
        "since": to_ms(how.since),
        "first": to_ms(how.also[0]),
        "end": to_ms(how.also[1]),
        "shift": how.shift // timedelta(milliseconds=1),
    }
    whose = "t.service_date = :old AND (t.issued_at >= :since OR (t.issued_at >= :first AND t.issued_at < :end))"
    db.execute(
        "INSERT INTO series (service_date, series, last) "
        f"SELECT :new, t.series, max(t.number) FROM ticket t WHERE {whose} AND {_NOT_RESERVED} GROUP BY t.series "
        "ON CONFLICT (service_date, series) DO UPDATE SET last = CASE WHEN excluded.last > series.last "
        "THEN excluded.last ELSE series.last END",
        values,
    )
    rows = db.execute(
        f"SELECT t.id, t.issued_at >= :since FROM ticket t WHERE {whose} AND {_UNENDED} AND {_FREE}", values
    ).fetchall()
    _set_aside_reserves(db, values)
    for ticket, of_this_clock in rows:
        _move(db, ticket, values, values["shift"] if of_this_clock else 0)
    return len(rows)


def shift_counters(db: Connection, old: date, new: date, since: datetime, shift: timedelta) -> None:
    """Counters that are at work, and who is signed in, stay so: what was written from ``since`` on goes on by
    ``shift``. No act from before can be taken back: how long ago it was is not known by the new time."""
    db.execute("DELETE FROM last_act")
    values = {
        "old": old.isoformat(),
        "new": new.isoformat(),
        "since": to_ms(since),
        "shift": shift // timedelta(milliseconds=1),
    }
    db.execute("UPDATE counter SET since = since + :shift, back_at = back_at + :shift WHERE since >= :since", values)
    db.execute(
        "UPDATE session SET began_at = began_at + :shift, ends_at = ends_at + :shift, seen_at = seen_at + :shift "
        "WHERE began_at >= :since",
        values,
    )
    db.execute(
        "INSERT INTO counter_day (service_date, number, opened_at) "
        "SELECT :new, number, opened_at + :shift FROM counter_day WHERE service_date = :old AND opened_at >= :since "
        "ON CONFLICT (service_date, number) "
        "DO UPDATE SET opened_at = coalesce(counter_day.opened_at, excluded.opened_at)",
        values,
    )


def continue_numbers(db: Connection, old: date, new: date) -> None:
    """The numbers of ``new`` begin behind those of ``old``."""
    db.execute(
        "INSERT INTO series (service_date, series, last) SELECT ?, series, last FROM series WHERE service_date = ? "
        "ON CONFLICT (service_date, series) DO UPDATE SET last = CASE WHEN excluded.last > series.last "
        "THEN excluded.last ELSE series.last END",
        (new.isoformat(), old.isoformat()),
    )


def dates_with_unended(db: Connection) -> tuple[date, ...]:
    """Dates on which somebody still waits, is called, served or held, the earliest first."""
    rows = db.execute(
        "SELECT DISTINCT service_date FROM step WHERE ended_at IS NULL "
        "AND state IN ('reserved', 'waiting', 'called', 'serving', 'held') ORDER BY service_date"
    )
    return tuple(date.fromisoformat(day) for (day,) in rows)


def newest_arrival(db: Connection, day: date) -> datetime:
    """When the last of that day's unended visits came; the day must have some."""
    (at,) = db.execute(
        "SELECT max(queued_at) FROM step WHERE service_date = ? AND ended_at IS NULL", (day.isoformat(),)
    ).fetchone()
    return from_ms(int(at))


def _set_aside_reserves(db: Connection, values: dict[str, object]) -> None:
    """A number that a kiosk gave by itself keeps it on the new date, where no kiosk is granted it once more. What was
    granted since the machine was switched on stays its kiosk's, to be handed in yet (``reserves.went_along``)."""
    db.execute(
        "INSERT INTO reserve (service_date, series, first, last, kiosk, journal, granted_at) "
        "SELECT :new, series, first, last, CASE WHEN goes THEN kiosk ELSE '' END, "
        "CASE WHEN NOT goes THEN '' WHEN journal LIKE :along || '%' THEN journal ELSE :along || :old END, "
        "granted_at + CASE WHEN granted_at >= :since THEN :shift ELSE 0 END FROM (SELECT *, "
        "granted_at >= :since OR (granted_at >= :first AND granted_at < :end) AS goes FROM reserve) AS spans "
        "WHERE service_date = :old ON CONFLICT DO NOTHING",
        {**values, "along": MOVED_FROM},
    )


def _move(db: Connection, ticket: int, dates: dict[str, object], shift: object) -> None:
    values = {**dates, "ticket": ticket, "shift": shift}
    for (service,) in db.execute(
        "SELECT service FROM step WHERE ticket = ? AND state <> 'void' "
        "AND (started_at IS NOT NULL OR state NOT IN ('cancelled', 'transferred'))",
        (ticket,),
    ).fetchall():
        _recount(db, {**values, "service": service})
    for table, moments in _MOMENTS.items():
        which = "id" if table == "ticket" else "ticket"
        shifted = ", ".join(f"{moment} = {moment} + :shift" for moment in moments)
        db.execute(f"UPDATE {table} SET service_date = :new, {shifted} WHERE {which} = :ticket", values)


def _recount(db: Connection, values: dict[str, object]) -> None:
    """One number of the service's quota goes with its date."""
    db.execute(
        "UPDATE tally SET taken = taken - 1 WHERE service_date = :old AND service = :service AND taken > 0", values
    )
    db.execute(
        "INSERT INTO tally (service_date, service, taken) VALUES (:new, :service, 1) "
        "ON CONFLICT (service_date, service) DO UPDATE SET taken = tally.taken + 1",
        values,
    )
