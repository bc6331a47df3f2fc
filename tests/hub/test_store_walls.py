"""The walls around the database: where SQL stands, and who knows SQLite."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_imports import ROOT, imports, sources

ROOMS = ("antrean", "kiosk", "display", "hub", "shared")
KIOSK_FILES = ("kiosk/issuing/store.py", "kiosk/issuing/store_file.py")
"""A kiosk keeps a small database file of its own."""
SQL_PLACES = ("hub/store/", "hub/engine/sqlite/", *KIOSK_FILES)
SQLITE_PLACES = ("hub/engine/sqlite/", *KIOSK_FILES)
ADAPTER_KNOWN_BY = ("hub/engine/sqlite/", "hub/engine/database.py")
STATEMENT = re.compile(
    r"\s*(SELECT\s.+|INSERT\s+(OR\s+\w+\s+)?INTO\s.+|UPDATE\s+\w+\s+SET\s.+|DELETE\s+FROM\s.+|WITH\s+(RECURSIVE\s+)?\w+\s*\(.+"
    r"|CREATE\s+(UNIQUE\s+)?(TABLE|INDEX|TRIGGER)\s.+|PRAGMA\s+\w+.*|BEGIN(\s+(IMMEDIATE|EXCLUSIVE|TRANSACTION)\b.*)?"
    r"|COMMIT|ROLLBACK(\s+TO\s.+)?|SAVEPOINT\s.+|RELEASE\s.+|ALTER\s+TABLE\s.+|DROP\s+TABLE\s.+);?\s*",
    re.DOTALL,
)
EXECUTING = {"execute", "executemany", "executescript"}


def texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """String constants with their lines, docstrings left out; the constant parts of an f-string as one text."""
    described = {
        id(inner.body[0].value)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and inner.body
        and isinstance(inner.body[0], ast.Expr)
    }
    parts: set[int] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.JoinedStr):
            constants = [part for part in inner.values if isinstance(part, ast.Constant)]
            parts |= {id(part) for part in constants}
            yield inner.lineno, "x".join(str(part.value) for part in constants)
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str) and id(inner) not in described | parts:
            yield inner.lineno, inner.value


def sql_in(source: str) -> list[tuple[int, str]]:
    """Strings that are SQL statements, or are given to a connection as such."""
    tree = ast.parse(source)
    found = {line: text for line, text in texts(tree) if STATEMENT.fullmatch(text)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in EXECUTING:
            found |= {line: text for given in node.args[:1] for line, text in texts(given)}
    return sorted(found.items())


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_sql_stands_in_the_store_and_in_the_adapter_only() -> None:
    broken = [
        f"{name(file)}:{line} {text[:60]!r}: ask hub.store, or give hub.engine.port a word for it"
        for file in sources(*ROOMS)
        if not name(file).startswith(SQL_PLACES)
        for line, text in sql_in(file.read_text(encoding="utf-8"))
    ]
    assert not broken, "\n".join(broken)


def test_only_the_adapter_and_the_kiosks_file_know_sqlite() -> None:
    broken = [
        str(found)
        for file in sources(*ROOMS)
        if not name(file).startswith(SQLITE_PLACES)
        for found in imports(file)
        if found.room == "sqlite3"
    ]
    assert not broken, "\n".join(broken)


def test_the_adapter_is_named_in_one_place() -> None:
    broken = [
        f"{found}: take it from hub.engine.database"
        for file in sources(*ROOMS)
        if not name(file).startswith(ADAPTER_KNOWN_BY)
        for found in imports(file)
        if found.module.startswith("hub.engine.sqlite") or (found.module, found.name) == ("hub.engine", "sqlite")
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    "line",
    [
        "QUERY = 'SELECT 1 FROM ticket'",
        "QUERY = f'SELECT {names} FROM ticket'",
        "db.execute('ANALYZE')",
        "db.execute(f'{word} ANALYZE')",
        "db.executescript('BEGIN; COMMIT;')",
        "text = 'INSERT OR IGNORE INTO ticket VALUES (1)'",
        "def f():\n    x = '''\n    UPDATE ticket\n    SET a = 1'''",
        "words = ['BEGIN IMMEDIATE']",
        "word = 'PRAGMA user_version'",
    ],
)
def test_sql_is_seen(line: str) -> None:
    assert sql_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "'''SELECT 1 FROM ticket is what this module never asks.'''",
        "method = 'DELETE'",
        "text = 'Update the site with care'",
        "text = 'With (some) luck'",
        "run(['git', 'commit'])",
    ],
)
def test_what_is_no_sql_is_let_be(line: str) -> None:
    assert not sql_in(line)
