"""Bringing the schema of a file up to date: each script is applied once, in a transaction, and recorded with its date
in the table ``migration``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hub.engine.port import Connection
from hub.engine.sqlite import copies
from hub.engine.sqlite.connection import SqliteConnection
from hub.engine.times import to_ms
from shared.machine_time import machine_now

_RECORD = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT"


class UnknownSchemaError(Exception):
    """The file's schema is not one that this program made or can bring up to date; the message says which it is."""


def tables(connection: Connection) -> set[str]:
    """Names of the tables that the file has."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def applied(connection: SqliteConnection) -> tuple[str, ...]:
    """Names of the migrations that the file has, in order; none for a file without tables.

    Raises UnknownSchemaError for a file with tables and without a record of migrations."""
    found = tables(connection)
    if "migration" not in found:
        if found:
            raise UnknownSchemaError("is the database of another program, or of an Antrean before its first release")
        return ()
    return tuple(name for (name,) in connection.execute("SELECT name FROM migration ORDER BY name"))


def unknown(names: Sequence[str], migrations: Sequence[Path]) -> str | None:
    """The last of the applied migrations that is not among ``migrations``: a newer program's. None when all are."""
    known = {path.stem for path in migrations}
    return next((name for name in reversed(names) if name not in known), None)


def migrate(connection: SqliteConnection, path: Path, migrations: Sequence[Path], *, keep_copies: bool = False) -> None:
    """Applies what is missing, each script in a transaction of its own. With ``keep_copies`` the file as it was before
    a script stays beside ``path``, named by the script's number. Foreign keys are not enforced while a script runs: it
    may make a table anew that others refer to.

    Raises UnusableCopyError or OSError when no copy can be made; nothing was changed then."""
    names = applied(connection)
    for script in migrations:
        if script.stem in names:
            continue
        if keep_copies and names:
            copies.copy(connection, path.with_name(f"{path.name}.before-{script.stem[:4]}"), copies.no_inspection)
        (enforced,) = connection.execute("PRAGMA foreign_keys").fetchone()
        connection.execute("PRAGMA foreign_keys = OFF")
        name = script.stem.replace("'", "''")
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{_RECORD};\n{script.read_text(encoding='utf-8')}\n"
            f"INSERT INTO migration (name, at) VALUES ('{name}', {to_ms(machine_now())});\nCOMMIT;"
        )
        connection.execute(f"PRAGMA foreign_keys = {enforced}")
        names = (*names, script.stem)
