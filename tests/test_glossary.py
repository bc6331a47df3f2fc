"""One word, one meaning: ``docs/glossary.md`` beside the names of the code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_imports import ROOT, sources

CODE = ("antrean", "kiosk", "display", "hub", "shared")
GLOSSARY = ROOT / "docs" / "glossary.md"
# fmt: off
TECHNICAL = frozenset({
    "address", "app", "application", "ascii", "authentication", "browser", "check", "child", "chime", "clipplayer",
    "cups", "decode", "doctor", "encode", "errors", "escpos", "examples", "failure", "failures", "fortnight",
    "frame", "garbage", "hours", "icons", "ids", "images", "index", "limits", "load", "loudness", "numerals",
    "openapi", "ops", "options", "pair", "phonemes", "pieces", "player", "preview", "protocol", "qr", "raster",
    "remote", "render", "replies", "resources", "response", "router", "serial", "server", "settings", "simulate",
    "sound", "speaker", "steady", "syntax", "table", "tcp", "terms", "tls", "unsent", "usb", "version", "wav",
    "weekdays", "winplay",
})
# fmt: on
"""Words of the craft, not of this program: a module may have them in its name without a line in the glossary."""


def modules() -> Iterator[Path]:
    for path in sources(*CODE):
        if path.stem not in {"__init__", "__main__"}:
            yield path


def words_of(path: Path) -> set[str]:
    return set(path.stem.split("_")) - TECHNICAL


def known_words() -> set[str]:
    """Words of the first columns, in singular and plural as they are written there."""
    found: set[str] = set()
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| word"):
            cells = line.strip("|").split("|")
            found |= set(re.findall(r"[a-z]+", f"{cells[0]} {cells[1]} {cells[-1]}".lower().replace("-", "")))
    return found


def test_a_module_named_after_a_concept_has_its_word_in_the_glossary() -> None:
    known = known_words()
    missing = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in modules()
        for word in sorted(words_of(path))
        if not {word, word.removesuffix("s"), f"{word}s"} & known
    ]
    assert not missing, "not in docs/glossary.md:\n" + "\n".join(missing)


def public_names(path: Path) -> Iterator[str]:
    """Classes and aliases of types that a module defines at its top."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            variable = isinstance(node, ast.Assign) and "TypeVar" in ast.unparse(node.value)
            if isinstance(target, ast.Name) and re.fullmatch(r"[A-Z]\w*[a-z]\w*", target.id) and not variable:
                yield target.id


def test_a_public_class_name_has_one_meaning_in_all_rooms() -> None:
    places = defaultdict(set)
    for path in sources(*CODE):
        for name in public_names(path):
            if not name.startswith("_"):
                places[name].add(path.relative_to(ROOT).as_posix())
    twice = {name: sorted(files) for name, files in places.items() if len(files) > 1}
    assert not twice, twice


# fmt: off
PRIVATE_WORDS = frozenset({
    "debts", "errands", "presses", "lack", "alone", "face", "fate", "manners", "glance", "outlook", "whereabouts",
    "succession", "stranded", "sparing", "patience", "safety", "steering", "temper", "mood", "jam",
})
# fmt: on


def test_no_module_or_class_is_named_in_a_private_dialect() -> None:
    found = [f"{path.relative_to(ROOT)}" for path in sources(*CODE) if PRIVATE_WORDS & set(path.stem.split("_"))]
    for path in sources(*CODE):
        for name in public_names(path):
            parts = {part.lower() for part in re.findall(r"[A-Z][a-z]+", name)}
            if parts & PRIVATE_WORDS:
                found.append(f"{path.relative_to(ROOT)}: {name}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("document", ["glossary.md", "architecture.md", "api.md"])
def test_every_place_that_the_documents_name_is_there(document: str) -> None:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:antrean|assets|benchmarks|display|hub|kiosk|shared|tests|web)/[\w/.-]+)`", text)
    assert named
    missing = sorted({place for place in named if not (ROOT / place).exists()})
    assert not missing, missing


def _is_there(dotted: str) -> bool:
    """Whether a name such as ``hub.store.events.append`` leads to a module, and to words that stand in it."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:count])
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.exists():
                text = file.read_text(encoding="utf-8")
                return all(re.search(rf"\b{part}\b", text) for part in parts[count:])
    return False


def test_every_name_of_ours_that_a_docstring_gives_is_there() -> None:
    given = re.compile(rf"``((?:{'|'.join(CODE)})(?:\.\w+)+)``")
    files_and_keys = {"hub.json", "kiosk.home.title"}
    missing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(*CODE, "tests")
        for name in given.findall(path.read_text(encoding="utf-8"))
        if name not in files_and_keys and not _is_there(name)
    ]
    assert not missing, "\n".join(missing)


def test_every_link_between_the_documents_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)
