"""Where a restored queue continues: behind every number, event and id that the queue which it replaces may have given,
so that none is given twice."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.engine.database import StorageError
from hub.engine.port import Connection, Engine, UnusableCopyError
from hub.engine.times import from_ms
from hub.rules.openness import service_date
from hub.store import events, ids, kept_site, reserves
from hub.store.contents import check_open
from shared.site.load import load_text
from shared.site.mistakes import WrongSite
from shared.site.model import Site
from shared.wire import Event, EventKind
from shared.wording.labels import every_series

_SPAN = "service_date, series, first, last, kiosk, journal, granted_at"
_EVENT = "seq, at, kind, body"
SKIPPED_NUMBERS = 300
"""Numbers that a series leaves out when its last one is not known: more than an agency gives in a day."""
SKIPPED_EVENTS = 1_000_000
"""Event numbers that are left out: readers may have seen as many since the backup was made, and must not take a new
event for one that they have seen (``hub.store.events.resumable_after`` makes them take a snapshot)."""
SKIPPED_IDS = 1_000_000
"""Ids that are left out when the last ones are not known: more than a lost queue can have given since the backup."""
PAST_DAYS = 7
"""Days before today of which kiosks may still hand in numbers that the backup does not know."""


@dataclass(frozen=True)
class HighWaterMarks:
    """How far the replaced queue had come."""

    succeeds: bool
    """Whether that queue went on from the backup, so that it knows all that was given since. Another one (a new
    machine's, begun before the backup was found) knows only what it gave itself."""
    seq: int
    numbers: dict[tuple[str, str], int]
    """By service date and series: the last number that the hub gave."""
    granted: list[tuple[object, ...]]
    """Spans that kiosks may give from, as they stand in the file."""
    ids: dict[str, int]
    """By table: the highest id."""


def high_water_marks(engine: Engine, backup: Path) -> HighWaterMarks | None:
    """Reads them from the database that is to be replaced, without a change. None when it is gone or damaged."""
    if not engine.exists():
        return None
    try:
        with closing(engine.open_file(backup, read_only=True)) as db:
            last = db.execute(f"SELECT {_EVENT} FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        with closing(engine.open_file(engine.file, read_only=True)) as db:
            check_open(db, 0)
            seq = last[0] if last else 0
            same = (
                last is not None and last == db.execute(f"SELECT {_EVENT} FROM event WHERE seq = ?", [seq]).fetchone()
            )
            numbers = {
                (day, series): last for day, series, last in db.execute("SELECT service_date, series, last FROM series")
            }
            granted = db.execute(f"SELECT {_SPAN} FROM reserve").fetchall()
            return HighWaterMarks(same, events.last_seq(db), numbers, granted, ids.highest(db))
    except (StorageError, UnusableCopyError):
        return None


def continue_behind(
    engine: Engine, prepared: Path, before: HighWaterMarks | None, at: datetime
) -> tuple[dict[str, int], bool]:
    """Sets every series of today behind all numbers that may be on paper already, and ids behind all that a device may
    still speak of, ends all sessions, and writes down that the queue was restored.

    Answers by series where the hub's numbers go on, and whether that was known."""
    known = before is not None and before.succeeds
    with closing(engine.open_file(prepared, read_only=False)) as db:
        site = _site(db)
        zone = site.timezone if site else "Asia/Jakarta"
        ours = set(site.series) if site else set()
        db.begin()
        if before is not None:
            db.executemany(
                f"INSERT INTO reserve ({_SPAN}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", before.granted
            )
        day = service_date(zone, at)
        goes_on = _numbers(db, day, ours, before)
        if not known:
            _set_aside_lost(db, zone, day, goes_on)
        _ids(db, before)
        db.execute("DELETE FROM session")
        seq = max(events.last_seq(db), before.seq if before else 0) + SKIPPED_EVENTS
        events.append(db, Event(seq, at, EventKind.QUEUE_RESTORED.value, "hub"), day, None)
        db.commit()
    return {series: last for series, last in goes_on.items() if known or series in ours}, known


def _numbers(db: Connection, day: date, ours: set[str], before: HighWaterMarks | None) -> dict[str, int]:
    """Sets every series of the day behind the last number that may be on paper; answers it by series.

    When nobody knows, that is every series there can be: the lost queue may have had an agency that is not in the
    backup."""
    known = before is not None and before.succeeds
    given = {series: last for (on, series), last in before.numbers.items() if on == day.isoformat()} if before else {}
    goes_on: dict[str, int] = {}
    for series in sorted(ours | given.keys() | (set() if known else set(every_series()))):
        last = _last(db, day.isoformat(), series)
        behind = max(last if known else last + SKIPPED_NUMBERS, given.get(series, 0))
        if behind > last:
            db.execute(
                "INSERT INTO series (service_date, series, last) VALUES (?, ?, ?) "
                "ON CONFLICT (service_date, series) DO UPDATE SET last = excluded.last",
                (day.isoformat(), series, behind),
            )
        goes_on[series] = behind
    return goes_on


def _set_aside_lost(db: Connection, zone: str, today: date, series: Iterable[str]) -> None:
    """Lets kiosks hand in what they gave since the backup: today's papers, and those of a few days before, on which the
    hub may have broken down."""
    (since,) = db.execute("SELECT at FROM event ORDER BY seq DESC LIMIT 1").fetchone() or (None,)
    days = 0 if since is None else (today - service_date(zone, from_ms(since))).days
    for day in (today - timedelta(days=ago) for ago in range(min(max(days, 0), PAST_DAYS) + 1)):
        begins = datetime.combine(day, time(), ZoneInfo(zone))
        for one in series:
            beyond = _last(db, day.isoformat(), one) + (0 if day == today else SKIPPED_NUMBERS)
            reserves.set_aside_lost(db, day, one, beyond=beyond, most=SKIPPED_NUMBERS, at=begins)


def _ids(db: Connection, before: HighWaterMarks | None) -> None:
    """Sets ids behind all that may have been given."""
    missed = 0 if before is not None and before.succeeds else SKIPPED_IDS
    theirs = before.ids if before else {}
    ids.continue_after(db, {table: max(last + missed, theirs.get(table, 0)) for table, last in ids.highest(db).items()})


def _last(db: Connection, day: str, series: str) -> int:
    (last,) = db.execute(
        "SELECT coalesce((SELECT last FROM series WHERE service_date = ? AND series = ?), 0)", (day, series)
    ).fetchone()
    return int(last)


def _site(db: Connection) -> Site | None:
    kept = kept_site.latest(db)
    try:
        return load_text(kept.toml, kept.label, kept.setting) if kept else None
    except WrongSite:
        return None
