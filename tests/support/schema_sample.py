"""Sample data for the tests of migrations: a queue with rows in every table, as an SQL dump of today's schema.

``python -m tests.support.schema_sample`` writes ``tests/hub/store/samples/<last migration>.sql``. Run it when a script
was added to ``hub.store.schema.MIGRATIONS``, before the release that brings it; samples of released schemas stay.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from hub.store import schema
from tests.support.held import HALL, KTP, NPWP, HeldQueue
from tests.support.wholeday import a_day

SAMPLES = Path(__file__).parents[1] / "hub" / "store" / "samples"
AT = 1_795_486_800_000
"""Milliseconds since 1970 UTC: one of the day's moments."""
_MORE = (
    ("INSERT INTO site (at, label, setting, toml) VALUES (?, 'small.toml', NULL, ?)", (AT, HALL)),
    ("INSERT INTO told_site (id, digest) VALUES (1, 'digest')", ()),
    ("INSERT INTO reserve VALUES ('2026-11-24', 'A', 901, 920, 'pintu', 'journal', ?)", (AT,)),
    ("INSERT INTO lost_id (name, last) VALUES ('ticket', 5)", ()),
    ("INSERT INTO officer VALUES ('sari', 'Sari', 'officer', 'dukcapil', 'digest', ?)", (AT,)),
    ("INSERT INTO session VALUES ('digest', 'sari', ?, ?, ?)", (AT, AT + 1, AT)),
    ("INSERT INTO key (role, name, digest, created_at, agency) VALUES ('officer', 'panel', 'x', ?, 'tax')", (AT,)),
    ("INSERT INTO put_out VALUES ('sari', 1, ?, 'closed', 'budi')", (AT,)),
    ("INSERT INTO attempt VALUES ('officer:sari', 3, ?)", (AT,)),
    ("INSERT INTO pairing VALUES ('digest', 'kiosk', 'pintu', ?)", (AT,)),
    ("INSERT INTO device VALUES (1, 0, '10.0.0.2', ?, NULL)", (AT,)),
    ("INSERT INTO device_zone VALUES ('display', 'aula', 'hall')", ()),
    ("INSERT INTO backup (at, file, bytes, seq) VALUES (?, 'antrean-20261123T020000Z.sqlite3', 1000, 5)", (AT,)),
)
"""What the day of the sample does not bring by itself."""


def dump() -> Iterable[str]:
    """The statements of the sample: a closed day, and a second one on which people wait."""
    with tempfile.TemporaryDirectory() as folder:
        queue = HeldQueue(Path(folder) / "queue")
        with closing(queue.db):
            a_day(queue)
            for service in (KTP, NPWP, KTP):
                queue.take(service)
            for statement, values in _MORE:
                queue.db.execute(statement, values)
            empty = [name for name, count in counts(queue.db).items() if count == 0]
            assert not empty, f"no row in {', '.join(empty)}"
            yield from queue.db.iterdump()


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608


def load(sample: Path, file: Path) -> None:
    """Makes a database file of the sample."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.executescript(sample.read_text(encoding="utf-8"))


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    (SAMPLES / f"{schema.MIGRATIONS[-1].stem}.sql").write_text("\n".join(dump()) + "\n", encoding="utf-8")
