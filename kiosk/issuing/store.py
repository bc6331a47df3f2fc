"""What the kiosk keeps on its disk, across power cuts: its offline numbers, the reports that the hub has not yet
received, and the hall as it was last known. What a method has written is on disk when it returns.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from kiosk.issuing.store_file import KioskStoreError, open_store_file, recover
from shared.wire.offline import NumberSpan, OfflineNumber, UploadedNumber, UploadOutcome
from shared.wording.labels import label

__all__ = ["KioskStore", "KioskStoreError", "OfflineNumberRow", "PaperStage", "PendingReport"]

log = logging.getLogger(__name__)

KEEP_UPLOADED = timedelta(days=30)
"""Numbers that the hub has taken in are forgotten after so long; those that it refused stay."""


class PaperStage(StrEnum):
    """How far the paper of an offline number has come."""

    SAVED = "saved"
    """Nothing of it was sent to the printer."""
    BEGUN = "begun"
    """A paper may be on its way out."""
    JAMMED = "jammed"
    """The paper did not come; the visitor is asked what now."""
    COUNTS = "counts"
    """The paper is out, or the visitor noted the number."""
    UNWANTED = "unwanted"


@dataclass(frozen=True)
class PendingReport:
    """Something that the hub must receive. ``body`` is JSON, or empty."""

    id: int
    path: str
    body: str
    key: str


@dataclass(frozen=True)
class OfflineNumberRow:
    id: int
    number: OfflineNumber


class KioskStore:
    """One kiosk's store. Every method raises KioskStoreError when the disk does not take it; nothing is half written.

    May be used from any thread."""

    def __init__(self, file: Path | None, owner: str = "", hub: str = "") -> None:
        """``file`` None keeps everything in memory only. ``owner`` is the kiosk's key: offline numbers
        of another key are not used. ``hub`` is the hub's address: reports for it stay pending when the kiosk is paired
        anew; reports for another hub, which may have tickets with the same ids, are dropped. A damaged file is put
        aside, and a new one begun."""
        self._lock = threading.Lock()
        self.durable = file is not None
        self._db = open_store_file(file)
        with self._writing() as db:
            _keep(db, "journal", _fact(db, "journal") or secrets.token_hex(16))
            mark = sha256(owner.encode()).hexdigest()
            if _fact(db, "owner") not in {mark, None}:
                log.warning("this store was another kiosk's, or another key's: its offline numbers are not used")
                _keep(db, "journal", secrets.token_hex(16))
                db.execute("DELETE FROM span")
                db.execute("DELETE FROM fact WHERE name IN ('hall', 'ahead', 'ticket_url')")
                if _fact(db, "hub") != hub:
                    dropped = db.execute("DELETE FROM pending_report").rowcount
                    log.warning("this store was for another hub: the reports pending there (%s) are dropped", dropped)
            _keep(db, "owner", mark)
            _keep(db, "hub", hub)
            recover(db)

    @property
    def id(self) -> str:
        return self.fact("journal") or ""

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # --- facts ------------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        with self._reading() as db:
            return _fact(db, name)

    def keep_facts(self, **facts: str) -> None:
        with self._writing() as db:
            for name, value in facts.items():
                _keep(db, name, value)

    # --- offline numbers --------------------------------------------------------------------------------------------

    def keep_offline_numbers(self, day: date, spans: Sequence[NumberSpan], ticket_url: str) -> None:
        """These spans, and no others, are the kiosk's from now on."""
        with self._writing() as db:
            db.execute("DELETE FROM span")
            db.executemany(
                "INSERT INTO span VALUES (?, ?, ?, ?)",
                [(day.isoformat(), span.series, span.first, span.last) for span in spans],
            )
            _keep(db, "ticket_url", ticket_url)
            db.execute(
                "DELETE FROM offline_number WHERE service_date < ? AND outcome IN ('taken_in', 'known', 'expired')",
                ((day - KEEP_UPLOADED).isoformat(),),
            )

    def offline_day(self) -> date | None:
        """The day whose numbers may be given; None without any."""
        with self._reading() as db:
            (day,) = db.execute("SELECT max(service_date) FROM span").fetchone()
        return date.fromisoformat(day) if day else None

    def left(self, day: date) -> dict[str, int]:
        """By series, how many numbers may still be given on that day."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT s.series, sum(s.last - s.first + 1 - (SELECT count(*) FROM offline_number g WHERE "
                "g.service_date = s.service_date AND g.series = s.series AND g.number BETWEEN s.first AND s.last)) "
                "FROM span s WHERE s.service_date = ? GROUP BY s.series",
                (day.isoformat(),),
            ).fetchall()
        return {series: int(left) for series, left in rows}

    def take_number(
        self, day: date, series: str, service: str, at: datetime, *, priority: bool, lang: str
    ) -> OfflineNumberRow | None:
        """The next offline number, saved; None when there is none left."""
        with self._writing() as db:
            row = db.execute(
                "SELECT min(n) FROM (SELECT coalesce((SELECT max(number) FROM offline_number g WHERE "
                "g.service_date = s.service_date AND g.series = s.series AND g.number BETWEEN s.first AND s.last) + 1, "
                "s.first) AS n, s.last AS last FROM span s WHERE s.service_date = ? AND s.series = ?) WHERE n <= last",
                (day.isoformat(), series),
            ).fetchone()
            if row[0] is None:
                return None
            token = secrets.token_urlsafe(16)
            made = OfflineNumber(day, series, int(row[0]), service, token, _whole_ms(at), priority, lang)
            cursor = db.execute(
                "INSERT INTO offline_number "
                "(service_date, series, number, service, token, taken_ms, priority, lang, stage) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (day.isoformat(), series, made.number, service, token, _ms(at), int(priority), lang, PaperStage.SAVED),
            )
            return OfflineNumberRow(int(cursor.lastrowid or 0), made)

    def set_stage(self, entry: int, stage: PaperStage) -> None:
        """A number that was uploaded as unwanted and counts after all is uploaded again."""
        with self._writing() as db:
            db.execute(
                "UPDATE offline_number SET stage = ?, "
                "outcome = CASE WHEN ? = 'counts' AND stage <> 'counts' THEN NULL ELSE outcome END WHERE id = ?",
                (stage, stage, entry),
            )

    def to_upload(self, most: int) -> tuple[OfflineNumberRow, ...]:
        """Numbers whose paper's outcome is known and that the hub does not have yet, in the order of their visitors."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT id, service_date, series, number, service, token, taken_ms, priority, lang, stage = 'counts' "
                "FROM offline_number WHERE outcome IS NULL AND stage IN ('counts', 'unwanted') "
                "ORDER BY taken_ms, id LIMIT ?",
                (most,),
            ).fetchall()
        return tuple(OfflineNumberRow(row[0], _given(row[1:])) for row in rows)

    def settle(self, entries: Sequence[OfflineNumberRow], answers: Sequence[UploadedNumber]) -> None:
        """What the hub said of each. One that came to count meanwhile is uploaded again."""
        with self._writing() as db:
            for entry, answer in zip(entries, answers, strict=True):
                db.execute(
                    "UPDATE offline_number SET outcome = ?, detail = ? WHERE id = ? AND (stage = 'counts') = ?",
                    (answer.outcome, answer.detail, entry.id, int(entry.number.printed)),
                )

    def refused(self, day: date) -> tuple[str, ...]:
        """Of that day's numbers, what the hub would not take in, for a person: label and reason."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT series, number, detail FROM offline_number WHERE outcome = ? AND service_date = ? ORDER BY id",
                (UploadOutcome.REFUSED, day.isoformat()),
            ).fetchall()
        return tuple(f"{label(series, number)} ({day}): {detail}" for series, number, detail in rows)

    # --- pending reports --------------------------------------------------------------------------------------------

    def enqueue(
        self, path: str, body: str, key: str, *, due: bool = True, instead_of: str | None = None
    ) -> PendingReport:
        """Stores a report, in the place of a provisional one. One that is not due is provisional: it becomes due if
        the kiosk ends before the outcome is known."""
        with self._writing() as db:
            if instead_of is not None:
                db.execute("DELETE FROM pending_report WHERE due = 0 AND path = ?", (instead_of,))
            cursor = db.execute(
                "INSERT INTO pending_report (path, body, key, due) VALUES (?, ?, ?, ?)", (path, body, key, int(due))
            )
            return PendingReport(int(cursor.lastrowid or 0), path, body, key)

    def delete_provisional(self, path: str) -> None:
        with self._writing() as db:
            db.execute("DELETE FROM pending_report WHERE due = 0 AND path = ?", (path,))

    def delete_report(self, report: int) -> None:
        with self._writing() as db:
            db.execute("DELETE FROM pending_report WHERE id = ?", (report,))

    def pending_reports(self) -> tuple[PendingReport, ...]:
        with self._reading() as db:
            return tuple(
                PendingReport(*row)
                for row in db.execute("SELECT id, path, body, key FROM pending_report WHERE due ORDER BY id")
            )

    # --- the file ---------------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._db
            except sqlite3.Error as error:
                raise KioskStoreError(str(error)) from error


def _fact(db: sqlite3.Connection, name: str) -> str | None:
    row = db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _keep(db: sqlite3.Connection, name: str, value: str) -> None:
    db.execute("INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))


def _given(row: Sequence[object]) -> OfflineNumber:
    day, series, number, service, token, taken_ms, priority, lang, printed = row
    return OfflineNumber(
        date.fromisoformat(str(day)),
        str(series),
        int(str(number)),
        str(service),
        str(token),
        datetime.fromtimestamp(int(str(taken_ms)) / 1000, UTC),
        bool(priority),
        str(lang),
        bool(printed),
    )


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _whole_ms(at: datetime) -> datetime:
    return datetime.fromtimestamp(_ms(at) / 1000, UTC)
