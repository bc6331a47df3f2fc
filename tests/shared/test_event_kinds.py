"""The kinds of events: who hears of which, and that nobody writes one by hand."""

from __future__ import annotations

import ast
import re

import pytest

from shared.wire import EventKind, audience_of
from shared.wire.event_kinds import Audience
from tests.test_imports import ROOT, sources

KINDS = frozenset(kind.value for kind in EventKind)
DECLARED = ROOT / "shared" / "wire" / "event_kinds.py"


@pytest.mark.parametrize(
    ("noun", "audience"),
    [
        ("officer", Audience.MANAGERS),
        ("session", Audience.MANAGERS),
        ("key", Audience.MANAGERS),
        ("pairing", Audience.MANAGERS),
        ("device", Audience.STAFF),
        ("backup", Audience.STAFF),
        ("ticket", Audience.EVERYBODY),
        ("step", Audience.EVERYBODY),
        ("counter", Audience.EVERYBODY),
    ],
)
def test_all_kinds_of_one_noun_have_the_same_audience(noun: str, audience: Audience) -> None:
    assert {kind.audience for kind in EventKind if kind.value.startswith(f"{noun}.")} == {audience}


def test_a_kind_that_nobody_knows_is_for_staff_only() -> None:
    assert audience_of("survey.answered") is Audience.STAFF


def test_a_kind_that_is_known_has_its_own_audience() -> None:
    assert {kind.value: audience_of(kind.value) for kind in EventKind} == {
        kind.value: kind.audience for kind in EventKind
    }


def test_no_room_writes_a_kind_of_event_by_hand() -> None:
    broken = [
        f"{file.relative_to(ROOT)}:{node.lineno} writes {node.value!r}: take the member of EventKind"
        for file in sources("hub", "kiosk", "display", "shared", "antrean")
        if file != DECLARED
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in KINDS
    ]
    assert not broken, "\n".join(broken)


def test_pages_compare_with_kinds_that_there_are() -> None:
    compared = {
        kind
        for page in (ROOT / "web").rglob("*.js")
        for kind in re.findall(r"\.kind [!=]== \"([^\"]+)\"", page.read_text(encoding="utf-8"))
    }
    assert "call.announced" in compared
    assert compared <= KINDS
