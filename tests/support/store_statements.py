"""Every SQL statement of ``hub.store``, read from its source, with examples for what is put in at run time.

Values are bound as ``?`` or ``:name``, as SQLite takes them; ``numbered`` writes them as PostgreSQL does. An adapter
for PostgreSQL translates them in one place as well.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNNING = {"execute", "executemany", "insert", "_rows"}
"""Methods and functions whose argument is a statement."""
EXAMPLES: dict[str, object] = {
    "names": ("a", "b"),
    "services": ("a", "b"),
    "series": "A",
    "before": object(),
    "which": "s.id = ?",
    "states": "('waiting', 'called')",
    "difference": "s.called_at - s.queued_at",
    "condition": "s.state = 'served'",
    "shifted": "announced_at = announced_at + :shift",
    "columns": ["calls", "why"],
    "named_by": ("id",),
    "grown": {"calls": 1, "priority": 2},
    "by_day": "service_date",
    "by_name": "service",
    "whose": "t.service_date = :old AND t.issued_at >= :since",
}
"""What stands in for local variables of the functions that make statements."""
EXAMPLES_OF: dict[str, dict[str, object]] = {
    "_figures": {"table": "tally"},
    "_put": {"table": "step"},
    "_take_off": {"table": "tally", "named_by": ("service_date", "service")},
    "_move": {"table": "call", "which": "ticket"},
    "highest": {"table": "ticket"},
    "_skipping": {"which": "ticket = ? AND skip < ?"},
}
"""The same for single functions."""


@dataclass(frozen=True)
class Statement:
    file: str
    line: int
    sql: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def numbered(sql: str) -> str:
    """With ``$1``, ``$2`` ... for the values."""
    names: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        if found[0].startswith("'"):
            return found[0]
        key = found[1] or f"?{len(names)}"
        return f"${names.setdefault(key, len(names) + 1)}"

    return re.sub(r"'[^']*'|\?|(?<!:):(\w+)", number, sql)


def statements() -> Iterator[Statement]:
    for file in sorted((ROOT / "hub" / "store").glob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            parameters = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
            known = {**EXAMPLES, **vars(module)} | {key: EXAMPLES[key] for key in EXAMPLES if key in _locals(function)}
            known |= EXAMPLES_OF.get(function.name, {})
            for given in _given(function):
                if isinstance(given, ast.Name) and given.id in parameters:
                    continue  # its callers say what it runs
                source = compile(ast.Expression(given), name, "eval")
                yield Statement(name, given.lineno, str(eval(source, known)))  # noqa: S307 (our own source)


def _given(function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in RUNNING:
                yield node.args[1 if called == "_rows" else 0]


def _locals(function: ast.FunctionDef) -> set[str]:
    """Names that the function binds itself, parameters among them."""
    bound = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return bound | {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
