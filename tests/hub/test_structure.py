"""The order inside the hub, read from its source."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.test_imports import ROOT, sources

ROLES = ROOT / "hub" / "roles.py"


def _sets_of_roles(file: Path) -> list[int]:
    """Lines on which a set of roles is written out."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Set)
        and any(isinstance(item, ast.Attribute) and ast.unparse(item.value) == "Role" for item in node.elts)
    ]


def test_sets_of_roles_are_made_in_one_module() -> None:
    broken = [
        f"{file.relative_to(ROOT)}:{line} makes a set of roles: give it a name in hub/roles.py"
        for file in sources("hub")
        if file != ROLES
        for line in _sets_of_roles(file)
    ]
    assert not broken, "\n".join(broken)
    assert _sets_of_roles(ROLES)
