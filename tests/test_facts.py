"""The tests that docs/facts.md names are there, so are the files, and what it calls unfit is not used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
FACTS = (ROOT / "docs" / "facts.md").read_text("utf-8")
ROWS = [line for line in FACTS.splitlines() if line.startswith("|") and not line.startswith(("|---", "| thing "))]


def test_every_fact_names_a_test_that_is_there() -> None:
    for row in ROWS:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text("utf-8"), (file, test)


def test_every_file_that_a_fact_names_is_there() -> None:
    named = re.findall(r"`((?:antrean|assets|display|hub|kiosk|shared|web)/[\w./-]+)`", FACTS)
    named += [f"docs/{link}" for link in re.findall(r"\]\(([^)#]+)", FACTS)]
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_finding_has_a_row() -> None:
    told = FACTS + (ROOT / "docs" / "printers.md").read_text("utf-8")
    assert [path.name for path in (ROOT / "findings").glob("*.sh") if f"findings/{path.name}" not in told] == []


def test_what_was_found_unfit_is_not_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = {re.split(r"[\[<>=;]", one)[0].lower() for one in project["project"]["dependencies"]}
    assert names & {"babel", "holidays", "pyside6", "piper-tts"} == set()
