"""What the pages and Python both know by themselves: labels, places, and the rhythm of a scanner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from shared.scanner_bursts import BURST, CALM, FAST

CASES = Path(__file__).parents[1] / "shared"


def cases(name: str) -> Any:
    return json.loads((CASES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("reads", ["parse", "typed"])
def test_the_pages_read_numbers_as_python_does(modules: Page, reads: str) -> None:
    given = cases("labels.json")[reads]
    program = """async ([reads, given]) => {
        const labels = await import("/common/labels.js");
        return given.map(([text]) => labels[reads](text));
    }"""
    assert modules.evaluate(program, [reads, given]) == [meant for _, meant in given]


def test_the_pages_tell_places_as_python_does(modules: Page) -> None:
    known = cases("places.json")
    program = """async ({ site, where, counters }) => {
        const words = await import("/common/words.js");
        const places = await import("/common/places.js");
        const told = { where: [], counters: [] };
        for (const [lang, zone, tells_floor, tells_zone] of where) {
            await words.speak(lang, { remember: false });
            told.where.push(places.where({ ...site, tells_floor, tells_zone }, zone));
        }
        for (const [lang, desks] of counters) {
            await words.speak(lang, { remember: false });
            const faces = desks.map(([number, zone, name]) => ({ number, zone, name: name ? { id: name } : null }));
            told.counters.push(places.counters({ ...site, tells_floor: true, tells_zone: false }, faces));
        }
        return told;
    }"""
    told = modules.evaluate(program, known)
    assert told["where"] == [said for *_, said in known["where"]]
    assert told["counters"] == [said for *_, said in known["counters"]]


def test_the_windows_take_for_a_scanner_what_the_pages_fields_take_for_one(modules: Page) -> None:
    program = """async () => {
        const { FIELD_GAP, FIELD_KEYS, TAIL } = await import("/common/hands.js");
        return [FIELD_GAP, FIELD_KEYS, TAIL];
    }"""
    assert modules.evaluate(program) == [FAST, BURST, CALM]
