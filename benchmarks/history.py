"""A queue file with years behind it, made through SQL in batches and kept for the next run."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from hub.engine.port import Connection
from hub.engine.sqlite.file import queue_file
from hub.store import schema
from hub.store.database import open_writer
from shared.site.load import load_site
from shared.wire import DayRecap, ServiceDay

TICKETS_A_DAY = 1_500
"""Tickets on each day: the busy hall that the sites describe."""
LAST_DAY = date(2026, 6, 30)
TICKET = (
    "id, service_date, series, number, label, agency, priority, lang, source, token, issued_at, ahead, estimate_p50, "
    "estimate_p90"
)
STEP = (
    "id, ticket, service_date, service, agency, priority, state, counter, officer, arrived_at, called_at, started_at, "
    "ended_at, calls, queued_at, served_ms"
)


@dataclass(frozen=True)
class HistoryFile:
    kept: Path
    tickets: int

    def copy_to(self, folder: Path) -> None:
        shutil.copyfile(self.kept, queue_file(folder))


def file_with(tickets: int) -> HistoryFile:
    """Made on first use; made anew when the schema is another."""
    digest = hashlib.sha256(b"".join(script.read_bytes() for script in schema.MIGRATIONS)).hexdigest()[:12]
    kept = Path(tempfile.gettempdir()) / f"antrean-past-{tickets}-{digest}.sqlite3"
    if not kept.exists():
        with tempfile.TemporaryDirectory(prefix="antrean-past-", dir=kept.parent) as folder:
            with closing(open_writer(Path(folder))) as connection:
                _fill(connection, tickets)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            queue_file(Path(folder)).replace(kept)
    return HistoryFile(kept, tickets)


def _fill(db: Connection, tickets: int) -> None:
    """Tickets that were served, each with a step, a call and four events, and the day's recap."""
    site = load_site("batu")
    services = [(service.code, agency.code, agency.letter) for agency in site.agencies for service in agency.services]
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -200000")
    days = -(-tickets // TICKETS_A_DAY)
    done = 0
    for back in range(days, 0, -1):
        day = LAST_DAY - timedelta(days=back)
        count = min(TICKETS_A_DAY, tickets - done)
        _day(db, day, range(done + 1, done + count + 1), services)
        done += count


def _day(db: Connection, day: date, numbers: range, services: list[tuple[str, str, str]]) -> None:
    opens = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    opens_ms = int(opens.timestamp() * 1000)
    on = day.isoformat()
    tickets, steps, calls, events = [], [], [], []
    last: dict[str, int] = {}
    for place, number in enumerate(numbers):
        service, agency, letter = services[place % len(services)]
        at = opens_ms + place * 15_000
        last[letter] = nth = last.get(letter, 0) + 1
        label, counter = f"{letter}-{nth:03d}", place % 40 + 1
        token = hashlib.md5(str(number).encode()).hexdigest()[:22]
        tickets.append((number, on, letter, nth, label, agency, 0, "id", "kiosk:old", token, at, 5, 10, 20))
        times = (at, at + 600_000, at + 630_000, at + 1_200_000)
        steps.append((number, number, on, service, agency, 0, "served", counter, "sari", *times, 1, times[0], 570_000))
        calls.append((number, on, number, number, counter, "hall", 1, times[1], times[1] + 4000, "display:old"))
        for index, kind in enumerate(("ticket.issued", "step.called", "step.started", "step.served")):
            seq = (number - 1) * 4 + index + 1
            body = f'{{"seq":{seq},"at":"{opens.isoformat()}","kind":"{kind}","actor":"kiosk:old"}}'
            events.append((seq, times[index], on, kind, "kiosk:old", number, number, body))
    served = [ServiceDay(agency, service, served=len(numbers) // len(services)) for service, agency, _ in services]
    recap = DayRecap(day, opens + timedelta(hours=9), len(numbers), tuple(served))
    db.execute("BEGIN")
    _insert(db, "ticket", TICKET, tickets)
    _insert(db, "step", STEP, steps)
    _insert(db, "call", "id, service_date, ticket, step, counter, zone, nth, at, announced_at, announced_by", calls)
    _insert(db, "event", "seq, at, service_date, kind, actor, ticket, step, body", events)
    _insert(db, "series", "service_date, series, last", [(on, letter, nth) for letter, nth in last.items()])
    tallies = [(on, one.service, one.served, one.served) for one in served]
    _insert(db, "tally", "service_date, service, taken, served", tallies)
    closed = int(recap.closed_at.timestamp() * 1000)
    db.execute("INSERT INTO day VALUES (?, ?, ?)", (on, closed, msgspec.json.encode(recap).decode()))
    db.execute("COMMIT")


def _insert(db: Connection, table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
