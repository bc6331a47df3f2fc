"""Older files brought up to date: nothing lost, a copy kept first, whole or not at all; also when killed in between."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hub.engine import copies, file
from hub.engine.file import CannotOpenError, open_writer, queue_file
from hub.engine.times import from_ms
from hub.store import counters, days, events, lines, people, tickets
from hub.transaction import Actor
from shared.wire import CounterPause, CounterState, Role

DAY = "2026-11-20"
AT = 1_795_140_000_000
"""Milliseconds; what the rows of the old file are built around."""

TICKETS = 60


def first_schema(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """A file as the first released schema had it, with a day's rows in every table: what stands in each."""
    data.mkdir(exist_ok=True)
    db = sqlite3.connect(queue_file(data), isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    script = (file.HERE / file.MIGRATIONS[0]).read_text(encoding="utf-8")
    db.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = 1;\nCOMMIT;")
    db.execute("BEGIN")
    db.execute("INSERT INTO site (at, label, setting, toml) VALUES (?, 'batu', NULL, 'key = ...')", (AT,))
    db.execute("INSERT INTO officer VALUES ('sari', 'Sari', 'officer', 'dukcapil', 'digest', ?)", (AT,))
    db.execute("INSERT INTO session VALUES ('secret', 'sari', ?, ?)", (AT, AT + 1))
    db.execute("INSERT INTO key VALUES (1, 'kiosk', 'pintu', 'digest', ?)", (AT,))
    db.execute("INSERT INTO key VALUES (2, 'officer', 'panel', 'its digest', ?)", (AT,))
    db.execute("INSERT INTO counter VALUES (1, 'open', 'sari', ?)", (AT,))
    db.execute("INSERT INTO series VALUES (?, 'A', ?)", (DAY, TICKETS))
    db.execute("INSERT INTO tally VALUES (?, 'dukcapil.ktp', ?, 20, 1000)", (DAY, TICKETS))
    db.execute("INSERT INTO counter_day VALUES (?, 1, 20, 1, 1000, 22, 500)", (DAY,))
    for number in range(1, TICKETS + 1):
        state = "served" if number <= 20 else "called" if number == 21 else "waiting"
        db.execute(
            "INSERT INTO ticket VALUES (?, ?, 'A', ?, ?, 'dukcapil', 0, 'id', 'kiosk:pintu', ?, ?, NULL, 3, 10, 20)",
            (number, DAY, number, f"A-{number:03d}", f"token-{number}", AT + number),
        )
        db.execute(
            "INSERT INTO step (id, ticket, service_date, service, agency, priority, state, counter, arrived_at, "
            "called_at, calls) VALUES (?, ?, ?, 'dukcapil.ktp', 'dukcapil', 0, ?, ?, ?, ?, ?)",
            (number, number, DAY, state, 1 if number <= 21 else None, AT + number, AT if number <= 21 else None, 0),
        )
        body = f'{{"seq":{number},"at":"2026-11-20T02:40:00Z","kind":"ticket.issued","actor":"kiosk:pintu"}}'
        db.execute(
            "INSERT INTO event VALUES (?, ?, ?, 'ticket.issued', 'kiosk:pintu', NULL, ?, NULL, NULL, ?)",
            (number, AT + number, DAY, number, body),
        )
    for nth in (1, 2):
        db.execute("INSERT INTO call VALUES (NULL, ?, 21, 21, 1, 'aula', ?, ?, 'sari', NULL, NULL)", (DAY, nth, AT))
    db.execute("INSERT INTO answer VALUES ('kiosk:pintu', 'key', 'digest', 201, '{}', ?)", (AT,))
    db.execute("COMMIT")
    rows = rows_of(db)
    db.close()
    return rows


def rows_of(db: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}  # noqa: S608


def starts_with(rows: list[tuple[Any, ...]], before: list[tuple[Any, ...]]) -> bool:
    width = len(before[0])
    return sorted((row[:width] for row in rows), key=repr) == before


def test_a_file_of_the_first_schema_is_brought_up_to_date_with_every_row(tmp_path: Path) -> None:
    before = first_schema(tmp_path)
    assert all(before.values()), f"the old file has rows in every table: {before.keys()}"
    db = open_writer(tmp_path)
    after = rows_of(db)
    for table, rows in before.items():
        assert starts_with(after[table], rows), f"{table} lost or changed a row"
    assert db.execute("PRAGMA user_version").fetchone() == (len(file.MIGRATIONS),)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def test_what_came_from_the_first_schema_is_read_and_worked_on_by_the_rules(tmp_path: Path) -> None:
    from datetime import date

    first_schema(tmp_path)
    db = open_writer(tmp_path)
    day = date.fromisoformat(DAY)
    still_open = lines.open_tickets(db, day)
    assert len(still_open) == TICKETS - 20
    assert all(one.step.queued_at == one.step.arrived_at for one in still_open)
    assert db.execute("SELECT nth, repeat FROM call ORDER BY nth").fetchall() == [(1, 0), (2, 1)]
    assert tickets.next_number(db, day, "A") == TICKETS + 1
    assert events.last_seq(db) == TICKETS
    assert len(events.after(db, 0, day, 1000) or ()) == TICKETS
    assert days.between(db, day, day) == ()
    db.close()


def test_an_officers_key_that_could_only_read_is_not_given_all_counters_by_the_new_schema(tmp_path: Path) -> None:
    first_schema(tmp_path)
    db = open_writer(tmp_path)
    agencies = {one.name: one.agency for one in people.keys(db)}
    db.close()
    assert agencies == {"pintu": None, "panel": ""}
    assert not Actor(Role.OFFICER, "panel", agencies["panel"], key=2).works_for("dukcapil")


def test_a_break_of_an_older_file_goes_on_without_a_reason(tmp_path: Path) -> None:
    first_schema(tmp_path)
    with closing(sqlite3.connect(queue_file(tmp_path))) as old:
        old.execute("UPDATE counter SET state = 'paused' WHERE number = 1")
        old.commit()
    with closing(open_writer(tmp_path)) as db:
        found = counters.desk(db, 1)
        assert (found.state, found.officer) == (CounterState.PAUSED, "sari")
        assert found.pause == CounterPause(since=from_ms(AT))
        assert counters.last_put_out(db, "sari") is None


def test_a_new_file_and_an_old_one_end_with_the_same_schema(tmp_path: Path) -> None:
    first_schema(tmp_path / "old")
    (tmp_path / "new").mkdir()

    def columns(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
        return db.execute(
            "SELECT t.name, t.type, c.name, c.type, c.[notnull], c.dflt_value, c.pk FROM sqlite_master t "
            "LEFT JOIN pragma_table_xinfo(t.name) c ORDER BY 1, 2, 3"
        ).fetchall()

    with closing(open_writer(tmp_path / "old")) as old, closing(open_writer(tmp_path / "new")) as new:
        assert columns(old) == columns(new)


def test_a_whole_copy_of_the_old_file_is_kept_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    before = first_schema(tmp_path)
    open_writer(tmp_path).close()
    kept = tmp_path / "antrean.sqlite3.before-0002"
    found = copies.check(kept)
    assert (found.schema, found.seq, found.tickets) == (1, TICKETS, TICKETS)
    with closing(sqlite3.connect(kept)) as db:
        assert rows_of(db) == before


def test_the_copy_has_what_still_stood_in_the_log_when_the_power_went(tmp_path: Path) -> None:
    first_schema(tmp_path)
    db = sqlite3.connect(queue_file(tmp_path), isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("INSERT INTO series VALUES (?, 'B', 7)", (DAY,))
    for end in ("", "-wal"):
        (tmp_path / f"cut{end}").write_bytes(Path(f"{queue_file(tmp_path)}{end}").read_bytes())
    db.close()
    for end in ("", "-wal"):
        (tmp_path / f"cut{end}").rename(f"{queue_file(tmp_path)}{end}")
    open_writer(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "antrean.sqlite3.before-0002")) as kept:
        assert kept.execute("SELECT last FROM series WHERE series = 'B'").fetchone() == (7,)


def test_a_new_or_present_file_needs_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        open_writer(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["antrean.sqlite3"]


def test_without_room_for_the_copy_the_old_file_stays_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = first_schema(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "put_in_place", full)
    with pytest.raises(CannotOpenError, match=r"could not be copied.*No space left.*Nothing was changed"):
        open_writer(tmp_path)
    with closing(sqlite3.connect(queue_file(tmp_path))) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert rows_of(db) == before
    assert not [path for path in tmp_path.iterdir() if "before" in path.name], "nothing half made is left"


def test_a_damaged_old_file_is_not_brought_up_to_date(tmp_path: Path) -> None:
    first_schema(tmp_path)
    path = queue_file(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answer_by_age'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x55" * size
    path.write_bytes(content)
    with pytest.raises(CannotOpenError, match=r"damaged.*Nothing was changed.*antrean restore"):
        open_writer(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from hub.engine import file
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
file.open_writer(Path(sys.argv[1])).close()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_before_any_statement_of_it_the_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    """At every statement in turn, until one run is left alone."""
    at, whole, survivors = 0, 0, 0
    while True:
        at += 1
        data = tmp_path / str(at)
        before = first_schema(data)
        code = subprocess.run([sys.executable, "-c", KILLED_AT, str(data), str(at)], check=False).returncode
        if code == 0:
            break
        assert code == -signal.SIGKILL
        with closing(sqlite3.connect(queue_file(data))) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            assert version in range(1, len(file.MIGRATIONS) + 1)
            if version == 1:
                assert rows_of(db) == before
                survivors += 1
        db = open_writer(data)
        assert db.execute("PRAGMA user_version").fetchone() == (len(file.MIGRATIONS),)
        assert all(starts_with(rows_of(db)[table], rows) for table, rows in before.items())
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()
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
