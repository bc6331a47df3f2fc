"""The SQL of the store is SQL that PostgreSQL speaks as well: its own parser reads each statement, and what it would
read and then refuse is looked for in the tree that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pglast import ast, parse_sql
from pglast.parser import ParseError
from pglast.visitors import Visitor

from tests.support.store_statements import Statement, numbered, statements

FUNCTIONS = {"coalesce", "count", "max", "min", "sum"}
"""With one argument each; SQLite's min and max of several are PostgreSQL's least and greatest."""
SQLITE_ONLY = [
    "INSERT OR IGNORE INTO series VALUES (?, ?, ?)",
    "SELECT iif(skip > 0, 1, 0) FROM step",
    "SELECT max(skip, ?) FROM step",
    "SELECT [skip] FROM step",
    "SELECT rowid FROM step",
    "PRAGMA user_version",
    "CREATE TABLE x (y INTEGER) STRICT",
    "UPDATE OR IGNORE step SET skip = 0",
    "SELECT id FROM step WHERE ? IS NULL OR skip = ?",
    "INSERT INTO tally (service, taken) VALUES (?, 1) ON CONFLICT (service) DO UPDATE SET taken = taken + 1",
    "SELECT min(id) FROM (SELECT id FROM step)",
    "SELECT id FROM step LIMIT ?, ?",
    "SELECT json_extract(body, '$.x') FROM event",
]


class Refusals(Visitor):
    """Collects what PostgreSQL parses and then refuses."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_FuncCall(self, _ancestors: Any, node: ast.FuncCall) -> None:
        name = ".".join(part.sval for part in node.funcname)
        if name not in FUNCTIONS or len(node.args or ()) > 1:
            self.found.append(f"the function {name}")

    def visit_MinMaxExpr(self, _ancestors: Any, _node: ast.MinMaxExpr) -> None:
        self.found.append("least or greatest, which SQLite does not know")

    def visit_ColumnRef(self, _ancestors: Any, node: ast.ColumnRef) -> None:
        if any(getattr(field, "sval", "") in {"rowid", "oid", "_rowid_"} for field in node.fields):
            self.found.append("SQLite's rowid")

    def visit_NullTest(self, _ancestors: Any, node: ast.NullTest) -> None:
        if isinstance(node.arg, ast.ParamRef):
            self.found.append("a value without a type, compared with NULL")

    def visit_RangeSubselect(self, _ancestors: Any, node: ast.RangeSubselect) -> None:
        if node.alias is None:
            self.found.append("a subquery without a name, which PostgreSQL refuses up to version 15")

    def visit_OnConflictClause(self, _ancestors: Any, node: ast.OnConflictClause) -> None:
        for target in node.targetList or ():
            columns = Columns()
            columns(target.val)
            self.found += [f"{name} without its table" for name in columns.bare]


class Columns(Visitor):
    def __init__(self) -> None:
        self.bare: list[str] = []

    def visit_ColumnRef(self, _ancestors: Any, node: ast.ColumnRef) -> None:
        if len(node.fields) == 1:
            self.bare.append(node.fields[0].sval)


def refused(sql: str) -> Iterator[str]:
    """Why PostgreSQL would not run it."""
    try:
        tree = parse_sql(numbered(sql))
    except ParseError as error:
        yield str(error)
        return
    refusals = Refusals()
    refusals(tree)
    yield from refusals.found


ALL = list(statements())


@pytest.mark.parametrize("statement", ALL, ids=str)
def test_a_statement_of_the_store_is_portable(statement: Statement) -> None:
    assert list(refused(statement.sql)) == [], statement.sql


def test_the_statements_of_the_whole_store_are_found() -> None:
    assert len(ALL) > 150
    assert len({statement.file for statement in ALL}) > 15


@pytest.mark.parametrize("sql", SQLITE_ONLY)
def test_what_only_sqlite_takes_is_noticed(sql: str) -> None:
    assert list(refused(sql))


def test_values_are_numbered_as_postgresql_has_them() -> None:
    assert numbered("SELECT ':a?' WHERE x = ? AND y = ?") == "SELECT ':a?' WHERE x = $1 AND y = $2"
    assert numbered("SELECT :a, :b, :a || 'x'") == "SELECT $1, $2, $1 || 'x'"
