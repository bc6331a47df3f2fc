"""The order inside the hub, read from its source: which of its rooms may import which.

A room is a folder of ``hub/``, or a file that lies directly in it. In short:
``app → http → hub → live, commands → views, access → store → rules, engine``.
"""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.test_imports import ROOT, imports, sources

HUB = ROOT / "hub"
MAY_IMPORT: dict[str, set[str]] = {
    # words that all others may use
    "roles": set(),
    "actors": {"roles"},
    "clock": set(),
    "rules": set(),
    "conditions": {"clock", "rules"},
    # the file
    "engine": set(),
    "outcomes": {"engine"},
    "store": {"engine", "rules"},
    "read_trouble": {"engine"},
    # what is read from it, and by whom
    "access": {"actors", "engine", "store"},
    "views": {"conditions", "engine", "rules", "store"},
    # what is done to it
    "transaction": {"actors", "engine", "outcomes", "rules", "store", "views"},
    "commands": {"access", "actors", "clock", "engine", "outcomes", "rules", "store", "transaction", "views"},
    "backups": {"actors", "conditions", "engine", "outcomes", "store", "transaction"},
    # who is told
    "live": {"conditions", "engine", "roles", "store", "transaction", "views"},
    # the hub at work
    "kept_site": {"engine", "store", "views"},
    "running_hub": set(),
    "tls": set(),
    "startup": {"actors", "clock", "commands", "engine", "store", "transaction"},
    "clock_follower": {"access", "actors", "clock", "commands", "engine", "outcomes", "transaction"},
    "housekeeping": {
        "access",
        "actors",
        "clock",
        "clock_follower",
        "commands",
        "conditions",
        "engine",
        "live",
        "outcomes",
        "read_trouble",
        "store",
        "transaction",
        "views",
    },
    "hub": {
        "access",
        "actors",
        "backups",
        "clock_follower",
        "conditions",
        "engine",
        "housekeeping",
        "live",
        "outcomes",
        "read_trouble",
        "startup",
        "store",
        "transaction",
        "views",
    },
    # the ways in
    "http": {
        "conditions",
        "access",
        "actors",
        "clock",
        "commands",
        "engine",
        "hub",
        "live",
        "outcomes",
        "roles",
        "rules",
        "store",
        "transaction",
        "views",
    },
    "app": {
        "clock",
        "conditions",
        "engine",
        "http",
        "hub",
        "kept_site",
        "outcomes",
        "running_hub",
        "store",
        "tls",
        "views",
    },
}
MEND = {
    "rules": "a rule gets what it needs as arguments",
    "engine": "the engine knows nothing of queues: give it what it needs as arguments",
    "store": "what is stored is asked for by whoever needs it; move the decision to hub/rules or hub/commands",
    "views": "a view only reads: move what changes the queue to hub/commands",
    "commands": "a command records events; whoever tells them to somebody subscribes (hub/live)",
    "live": "what changes the queue is a command; give it a callback, or let it subscribe",
}
MOVE = "move what both need to a room that both may import"


def room_of(file: Path) -> str:
    inside = file.relative_to(HUB)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def rooms_imported(file: Path) -> dict[str, int]:
    """The other rooms of the hub that the file imports, with a line of each."""
    found: dict[str, int] = {}
    for one in imports(file):
        head, _, rest = one.module.partition(".")
        if head != "hub":
            continue
        room = rest.split(".")[0] if rest else one.name or ""
        if room and room != room_of(file):
            found[room] = one.line
    return found


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_of_the_hub_imports_only_along_the_arrows(room: str) -> None:
    broken = [
        f"{file.relative_to(ROOT)}:{line}: the arrow hub/{room} → hub/{other} does not exist; {MEND.get(room, MOVE)}"
        for file in sources("hub")
        if room_of(file) == room
        for other, line in rooms_imported(file).items()
        if other not in MAY_IMPORT[room]
    ]
    assert not broken, "\n".join(broken)


def test_every_room_of_the_hub_has_its_arrows() -> None:
    rooms = {room_of(file) for file in sources("hub")} - {"__init__"}
    assert rooms == set(MAY_IMPORT), "give a new room its arrows in MAY_IMPORT, and take out those of one that is gone"


def test_the_arrows_of_the_hub_make_no_circle() -> None:
    order = list(TopologicalSorter(MAY_IMPORT).static_order())
    assert order.index("engine") < order.index("store") < order.index("views") < order.index("http")


def _sets_of_roles(file: Path) -> list[int]:
    """Lines on which a set of roles is written out."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Set)
        and any(isinstance(item, ast.Attribute) and ast.unparse(item.value) == "Role" for item in node.elts)
    ]


def test_sets_of_roles_are_made_in_one_module() -> None:
    roles = HUB / "roles.py"
    broken = [
        f"{file.relative_to(ROOT)}:{line} makes a set of roles: give it a name in hub/roles.py"
        for file in sources("hub")
        if file != roles
        for line in _sets_of_roles(file)
    ]
    assert not broken, "\n".join(broken)
    assert _sets_of_roles(roles)
