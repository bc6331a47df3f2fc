"""The arrows between the rooms, read from the source: ``antrean → {kiosk, display, hub} → shared``.

Also what keeps the rooms readable: a docstring for every module, and no file that has grown beyond reading."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("antrean", "kiosk", "display", "hub", "shared", "web", "assets")
MAY_IMPORT = {
    "antrean": {"kiosk", "display", "hub", "shared"},
    "kiosk": {"shared"},
    "display": {"shared"},
    "hub": {"shared"},
    "shared": {"assets", "web"},
    "web": set[str](),
    "assets": set[str](),
}
"""``web`` and ``assets`` hold no code: ``shared.resources`` asks them where their files lie."""
QT_ROOMS = ("kiosk", "display", "shared/qt", "antrean")
"""Where Qt may be imported. The command line is one of them, but only inside functions: see below."""
MOST_LINES = 350


@dataclass(frozen=True)
class Import:
    """``module`` as written in full, at ``line`` of ``file``; ``name`` is what was taken from it, if anything."""

    file: Path
    line: int
    module: str
    name: str | None
    at_top: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.module}"

    @property
    def room(self) -> str:
        return self.module.partition(".")[0]


def sources(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py") if "vendor" not in path.parts)


def imports(file: Path) -> Iterator[Import]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    only_for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    top = set(tree.body)
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name, None, node in top and node not in only_for_types)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (above, node.module) if part)
            for alias in node.names:
                yield Import(file, node.lineno, module, alias.name, node in top and node not in only_for_types)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_along_the_arrows(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    broken = [
        f"{found}: the arrow {room} → {found.room} does not exist. Say it through the hub's HTTP and stream, "
        f"or move what both need to shared/."
        for file in sources(room)
        for found in imports(file)
        if found.room in ROOMS and found.room not in allowed
    ]
    assert not broken, "\n".join(broken)


def test_hub_and_the_core_of_shared_know_no_qt() -> None:
    qt = ("PySide6", "shiboken6")
    broken = [
        f"{found}: only {', '.join(QT_ROOMS)} may know Qt. A hub runs where no Qt is; "
        f"put it into shared/qt or the room with the screen."
        for file in sources("hub", "shared")
        if not file.is_relative_to(ROOT / "shared" / "qt")
        for found in imports(file)
        if found.room in qt or found.module.startswith("shared.qt")
    ]
    assert not broken, "\n".join(broken)


def test_the_command_line_imports_a_part_only_when_it_runs_that_part() -> None:
    """``antrean hub`` starts without Qt, ``antrean kiosk`` without a database."""
    heavy = ("kiosk", "display", "PySide6", "httptools", "uvloop", "sqlite3")
    light = (
        "antrean/__main__.py",
        "antrean/commands/parts.py",
        "antrean/commands/options.py",
        "antrean/commands/people.py",
    )
    broken = [
        f"{found}: import it inside the function that needs it"
        for file in sources("antrean")
        if file.relative_to(ROOT).as_posix() in light
        for found in imports(file)
        if found.at_top and (found.room in heavy or found.module.startswith("shared.qt"))
    ]
    assert not broken, "\n".join(broken)


def test_the_rules_are_functions_of_what_they_are_given() -> None:
    """They know no file, no clock and no network."""
    allowed = ("hub.rules", "shared.", "msgspec", "__future__", "collections", "dataclasses", "datetime", "enum")
    allowed += ("math", "typing", "zoneinfo", "itertools")
    broken = [
        f"{found}: a rule gets what it needs as arguments"
        for file in sources("hub/rules")
        for found in imports(file)
        if not found.module.startswith(allowed)
    ]
    assert not broken, "\n".join(broken)


def test_no_room_reaches_into_the_private_parts_of_another() -> None:
    broken = [
        f"{found} ({found.name}): give it a public name, or do without"
        for room in ROOMS
        for file in sources(room)
        for found in imports(file)
        if found.room in ROOMS and found.room != room
        for part in (*found.module.split("."), found.name or "")
        if part.startswith("_") and not part.startswith("__")
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("room", ["web", "assets"])
def test_what_is_served_as_it_is_holds_no_python(room: str) -> None:
    found = [path.relative_to(ROOT).as_posix() for path in sources(room)]
    assert [path for path in found if path != f"{room}/__init__.py"] == []
    for path in found:
        assert not ast.parse((ROOT / path).read_text(encoding="utf-8")).body[1:], f"{path} does something"


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in sources("antrean", "kiosk", "display", "hub", "shared")
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, f"no docstring at the top: {', '.join(silent)}"


def test_no_file_has_grown_beyond_reading() -> None:
    files = sources("antrean", "kiosk", "display", "hub", "shared")
    files += sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.qml"))
    long = []
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            long.append(f"{name} has {lines} lines: find the second noun in it and give that a file of its own")
    assert not long, "\n".join(long)


def test_this_test_sees_imports_of_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of the test: what it cannot see, it would let pass."""
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "hub" / "http").mkdir(parents=True)
    file = tmp_path / "hub" / "http" / "x.py"
    file.write_text(
        "import kiosk.app as k\nfrom display import board\nfrom ..rules import choice\nfrom . import y\n"
        "def f():\n    import PySide6.QtCore\n    from shared.qt import link\n"
    )
    assert [(found.module, found.at_top) for found in imports(file)] == [
        ("kiosk.app", True),
        ("display", True),
        ("hub.rules", True),
        ("hub.http", True),
        ("PySide6.QtCore", False),
        ("shared.qt", False),
    ]
