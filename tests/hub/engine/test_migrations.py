"""Older files brought up to date: nothing lost, a copy kept first, whole or not at all; also when killed in between.

Every schema that was released has a sample in ``tests/hub/store/samples/``, which today's program must open and work
on. The machinery itself is tested with a second migration that is made up here."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hub.engine.port import CannotOpenError
from hub.engine.sqlite import copies, migrations
from hub.engine.sqlite.file import queue_file
from hub.store import contents, events, lines, schema, tickets
from hub.store.database import open_writer
from shared.machine_time import machine_now
from tests.support.schema_sample import SAMPLES, counts, load

SECOND_DAY = date(2026, 11, 24)
"""The date on which people wait in a sample."""
FIRST = schema.MIGRATIONS[0]
NEXT = """
CREATE TABLE new_series (
    service_date TEXT NOT NULL, series TEXT NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (service_date, series)
) STRICT;
INSERT INTO new_series SELECT service_date, series, last, 1 FROM series;
DROP TABLE series;
ALTER TABLE new_series RENAME TO series;
ALTER TABLE ticket ADD COLUMN colour TEXT;
CREATE TABLE colour (name TEXT PRIMARY KEY) STRICT;
"""
Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(db: sqlite3.Connection) -> Rows:
    return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in counts(db)}  # noqa: S608


def sample_in(data: Path, sample: Path = SAMPLES / f"{FIRST.stem}.sql") -> Rows:
    """Puts the sample into a data folder, as a hub left it: the rows of each table."""
    data.mkdir(exist_ok=True)
    load(sample, queue_file(data))
    with closing(sqlite3.connect(queue_file(data))) as db:
        db.execute("PRAGMA journal_mode = WAL")
        return rows_of(db)


def has_all(after: Rows, before: Rows) -> bool:
    """Whether every row is still there; a table may have gained columns and rows."""

    def cut(table: str) -> list[tuple[Any, ...]]:
        return sorted((row[: len(before[table][0])] for row in after[table]), key=repr)

    return all(
        table == "migration" or all(row in found for row in rows)
        for table, rows in before.items()
        if rows
        for found in [cut(table)]
    )


def columns(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return db.execute(
        "SELECT t.name, t.type, c.name, c.type, c.[notnull], c.dflt_value, c.pk FROM sqlite_master t "
        "LEFT JOIN pragma_table_xinfo(t.name) c ORDER BY 1, 2, 3"
    ).fetchall()


@pytest.fixture
def another_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Adds a second migration to those of the program."""

    def add(script: str = NEXT) -> Path:
        path = tmp_path / "0002_next.sql"
        path.write_text(script, encoding="utf-8")
        monkeypatch.setattr(schema, "MIGRATIONS", (FIRST, path))
        return path

    return add


class TestReleasedSchemas:
    def test_every_migration_has_a_sample_of_the_schema_that_it_ends_with(self) -> None:
        names = sorted(path.stem for path in SAMPLES.glob("*.sql"))
        assert names == [script.stem for script in schema.MIGRATIONS], "python -m tests.support.schema_sample"

    def test_every_migration_is_numbered_in_order_and_none_is_forgotten(self) -> None:
        assert sorted(FIRST.parent.glob("*.sql")) == list(schema.MIGRATIONS)
        for number, script in enumerate(schema.MIGRATIONS, start=1):
            assert re.fullmatch(rf"{number:04d}_[a-z_]+", script.stem)

    @pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.sql")), ids=lambda sample: sample.stem)
    class TestEach:
        def test_it_has_the_schema_that_its_scripts_still_make(
            self, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
        ) -> None:
            scripts = [script.stem for script in schema.MIGRATIONS]
            monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[: scripts.index(sample.stem) + 1])
            load(sample, tmp_path / "sample")
            with closing(sqlite3.connect(tmp_path / "sample")) as old, closing(open_writer(tmp_path)) as new:
                assert columns(old) == columns(new), "a script that was released is never changed"

        def test_it_has_rows_in_every_table(self, sample: Path, tmp_path: Path) -> None:
            assert all(sample_in(tmp_path, sample).values())

        def test_it_is_brought_up_to_date_with_every_row(self, sample: Path, tmp_path: Path) -> None:
            before = sample_in(tmp_path, sample)
            with closing(open_writer(tmp_path)) as db:
                assert has_all(rows_of(db), before)
                assert migrations.applied(db) == tuple(script.stem for script in schema.MIGRATIONS)
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert db.execute("PRAGMA foreign_key_check").fetchall() == []

        def test_it_is_worked_on_by_the_rules(self, sample: Path, tmp_path: Path) -> None:
            sample_in(tmp_path, sample)
            with closing(open_writer(tmp_path)) as db:
                assert [one.ticket.label for one in lines.open_tickets(db, SECOND_DAY)] == ["A-001", "B-001", "A-002"]
                assert tickets.next_number(db, SECOND_DAY, "A") == 3
                last = events.last_seq(db)
                assert events.resumable_after(db, last - 1, SECOND_DAY, 10) is not None


def test_each_migration_is_recorded_with_its_date(tmp_path: Path, another_migration: Callable[[str], Path]) -> None:
    before = machine_now().timestamp() * 1000 // 1
    sample_in(tmp_path)
    another_migration(NEXT)
    with closing(open_writer(tmp_path)) as db:
        found = db.execute("SELECT name, at FROM migration ORDER BY name").fetchall()
    assert [name for name, _ in found] == [FIRST.stem, "0002_next"]
    assert found[1][1] >= before


def test_a_new_file_and_an_old_one_end_with_the_same_schema(
    tmp_path: Path, another_migration: Callable[[str], Path]
) -> None:
    sample_in(tmp_path / "old")
    (tmp_path / "new").mkdir()
    another_migration(NEXT)
    with closing(open_writer(tmp_path / "old")) as old, closing(open_writer(tmp_path / "new")) as new:
        assert columns(old) == columns(new)


def test_a_whole_copy_of_the_old_file_is_kept_before_it_is_brought_up_to_date(
    tmp_path: Path, another_migration: Callable[[str], Path]
) -> None:
    before = sample_in(tmp_path)
    another_migration(NEXT)
    open_writer(tmp_path).close()
    kept = tmp_path / "antrean.sqlite3.before-0002"
    assert contents.check(kept).migrations == (FIRST.stem,)
    with closing(sqlite3.connect(kept)) as db:
        assert rows_of(db) == before


def test_the_copy_has_what_still_stood_in_the_log_when_the_power_went(
    tmp_path: Path, another_migration: Callable[[str], Path]
) -> None:
    sample_in(tmp_path)
    db = sqlite3.connect(queue_file(tmp_path), isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("INSERT INTO series VALUES ('2026-11-24', 'Z', 7)")
    for end in ("", "-wal"):
        (tmp_path / f"cut{end}").write_bytes(Path(f"{queue_file(tmp_path)}{end}").read_bytes())
    db.close()
    for end in ("", "-wal"):
        (tmp_path / f"cut{end}").rename(f"{queue_file(tmp_path)}{end}")
    another_migration(NEXT)
    open_writer(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "antrean.sqlite3.before-0002")) as kept:
        assert kept.execute("SELECT last FROM series WHERE series = 'Z'").fetchone() == (7,)


def test_a_new_or_present_file_needs_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        open_writer(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["antrean.sqlite3"]


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, another_migration: Callable[[str], Path]
) -> None:
    before = sample_in(tmp_path)
    another_migration("CREATE TABLE half_done (x INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(CannotOpenError):
        open_writer(tmp_path)
    with closing(sqlite3.connect(queue_file(tmp_path))) as db:
        assert rows_of(db) == before


def test_without_room_for_the_copy_the_old_file_stays_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, another_migration: Callable[[str], Path]
) -> None:
    before = sample_in(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    another_migration(NEXT)
    monkeypatch.setattr(copies, "put_in_place", full)
    with pytest.raises(CannotOpenError, match=r"could not be copied.*No space left.*Nothing was changed"):
        open_writer(tmp_path)
    with closing(sqlite3.connect(queue_file(tmp_path))) as db:
        assert rows_of(db) == before
    assert not [path for path in tmp_path.iterdir() if "before" in path.name], "nothing half made is left"


def test_a_damaged_old_file_is_not_brought_up_to_date(tmp_path: Path, another_migration: Callable[[str], Path]) -> None:
    sample_in(tmp_path)
    path = queue_file(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'day_open'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x55" * size
    path.write_bytes(content)
    another_migration(NEXT)
    with pytest.raises(CannotOpenError, match=r"damaged.*Nothing was changed.*antrean restore"):
        open_writer(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        assert migrations.applied(db) == (FIRST.stem,)


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from hub.engine.sqlite import file
from hub.store import schema
from hub.store.database import open_writer
schema.MIGRATIONS = (*schema.MIGRATIONS, Path(sys.argv[3]))
seen, at, connect = 0, int(sys.argv[2]), file._connect
def dies(statement):
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)
def watched(path):
    connection = connect(path)
    connection.set_trace_callback(dies)
    return connection
file._connect = watched
open_writer(Path(sys.argv[1])).close()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_before_any_statement_of_it_the_file_is_the_old_one_or_the_new_one(
    tmp_path: Path, another_migration: Callable[[str], Path]
) -> None:
    """At every statement in turn, until one run is left to end by itself."""
    script = another_migration(NEXT)
    at, whole, survivors = 0, 0, 0
    while True:
        at += 1
        data = tmp_path / str(at)
        before = sample_in(data)
        run = [sys.executable, "-c", KILLED_AT, str(data), str(at), str(script)]
        code = subprocess.run(run, check=False).returncode
        if code == 0:
            break
        assert code == -signal.SIGKILL
        with closing(sqlite3.connect(queue_file(data))) as db:
            names = migrations.applied(db)
            assert names in {(FIRST.stem,), (FIRST.stem, script.stem)}
            if names == (FIRST.stem,):
                assert rows_of(db) == before
                survivors += 1
        with closing(open_writer(data)) as db:
            assert migrations.applied(db) == (FIRST.stem, script.stem)
            assert has_all(rows_of(db), before)
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        whole += 1
    assert survivors > 10, "it was killed in the middle of the script too"
    assert whole == at - 1


def test_a_queue_that_was_emptied_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    open_writer(tmp_path).close()
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "antrean-20261120T020000.sqlite3").write_bytes(b"x")
    queue_file(tmp_path).write_bytes(b"")
    with pytest.raises(CannotOpenError, match=r"is empty, but there was a queue here.*antrean restore"):
        open_writer(tmp_path)
    assert queue_file(tmp_path).stat().st_size == 0
