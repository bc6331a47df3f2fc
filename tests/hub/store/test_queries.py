"""No question to the file reads its history: each finds its rows by an index, also after a million tickets."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from hub.store import answers
from hub.store.answers import StoredAnswer
from tests.support.held import MORNING, HeldQueue
from tests.support.wholeday import a_day

GROWING = ("ticket", "step", "call", "event", "answer", "day", "series", "reserve")
SMALL_BY_NATURE = re.compile(r"USING (COVERING )?INDEX (day_open|step_(reserved|apart|one_per_\w+))\b")
"""Indexes that hold only the steps and days that are still open: scanning one is no reading of history."""


def scans(db: sqlite3.Connection, statement: str) -> list[str]:
    """What the statement reads whole of the tables that grow.

    A new ticket's plan names a scan of those that refer to it, which SQLite does only while a reference is broken."""
    if re.match(r"INSERT INTO (ticket|step) .* VALUES", statement, re.DOTALL):
        return []
    if re.search(r"FROM \w+ ORDER BY (id|seq) DESC LIMIT 1$", statement):
        return []  # one row, from the end
    aliases = {
        alias: table
        for table, alias in re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", statement)
        if alias
    }
    found = []
    for *_, detail in db.execute(f"EXPLAIN QUERY PLAN {statement}"):
        match = re.match(r"SCAN (\w+)", detail)
        if match and aliases.get(match[1], match[1]) in GROWING and not SMALL_BY_NATURE.search(detail):
            found.append(detail)
    return found


class Watched:
    """Collects every statement that a day's work asks the file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.statements: set[str] = set()
        db.set_trace_callback(self._note)

    def _note(self, statement: str) -> None:
        if statement.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH"):
            self.statements.add(statement)


def test_no_question_of_a_whole_day_reads_history(queue: HeldQueue) -> None:
    watched = Watched(queue.db)
    a_day(queue)
    queue.db.set_trace_callback(None)
    assert len(watched.statements) > 80, "the day asked what halls ask"
    wrong = {statement: found for statement in watched.statements if (found := scans(queue.db, statement))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT count(*) FROM ticket", True),
        ("SELECT * FROM step s JOIN ticket t ON t.id = s.ticket WHERE s.note = 'x'", True),
        ("DELETE FROM answer WHERE request = 'x'", True),
        ("SELECT * FROM ticket WHERE id = 1", False),
        ("SELECT max(seq) FROM event", False),
    ],
)
def test_a_question_that_reads_history_is_noticed(queue: HeldQueue, statement: str, expected: bool) -> None:
    assert bool(scans(queue.db, statement)) is expected


def test_old_answers_go_a_few_at_a_time_and_the_oldest_first(queue: HeldQueue) -> None:
    for number in range(100):
        at = MORNING + timedelta(minutes=number)
        answers.keep(queue.db, "kiosk:pintu", f"key-{number}", StoredAnswer("x", 200, b""), at)

    def left() -> list[str]:
        return [key for (key,) in queue.db.execute("SELECT key FROM answer ORDER BY at")]

    before = MORNING + timedelta(minutes=50)
    answers.forget(queue.db, before, 20)
    assert left() == [f"key-{number}" for number in range(20, 100)]
    for _ in range(3):
        answers.forget(queue.db, before, 20)
    assert left() == [f"key-{number}" for number in range(50, 100)]


def test_the_log_of_writes_does_not_stay_large(tmp_path: Path) -> None:
    from hub.engine.sqlite.file import LOG_LIMIT_BYTES
    from hub.store.database import open_writer

    db = open_writer(tmp_path)
    assert db.execute("PRAGMA journal_size_limit").fetchone() == (LOG_LIMIT_BYTES,)
    db.close()
