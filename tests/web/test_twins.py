"""What the pages and Python both know by themselves: wording, and the rhythm of a scanner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from shared.scanner_bursts import BURST_KEYS, FAST_GAP_MS, QUIET_MS

CASES = Path(__file__).parents[1] / "shared" / "wording"


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


def test_the_pages_draw_counters_together_as_python_does(modules: Page) -> None:
    known = cases("ranges.json")
    program = """async (given) => {
        const { ranges } = await import("/common/ranges.js");
        return given.map(([counters]) => ranges(counters));
    }"""
    assert modules.evaluate(program, known) == [said for _, said in known]


def test_the_pages_say_times_as_python_does(modules: Page) -> None:
    known = cases("moments.json")
    program = """async ({ clock, moment }) => {
        const words = await import("/common/words.js");
        const moments = await import("/common/moments.js");
        const told = { clock: [], moment: [] };
        for (const [lang, at, zone] of clock) {
            await words.speak(lang, { remember: false });
            told.clock.push(moments.clock(at, zone));
        }
        for (const [lang, at, now, zone] of moment) {
            await words.speak(lang, { remember: false });
            told.moment.push(moments.moment(at, Date.parse(now), zone));
        }
        return told;
    }"""
    told = modules.evaluate(program, known)
    assert told == {kind: [said for *_, said in known[kind]] for kind in ("clock", "moment")}


def test_the_pages_say_why_closed_as_python_does(modules: Page) -> None:
    known = cases("closure.json")
    program = """async ({ now, timezone, closed }) => {
        const words = await import("/common/words.js");
        const closure = await import("/common/closure.js");
        const told = [];
        for (const [lang, openness] of closed) {
            await words.speak(lang, { remember: false });
            told.push(closure.closed(openness, Date.parse(now), timezone));
        }
        return told;
    }"""
    assert modules.evaluate(program, known) == [said for *_, said in known["closed"]]


def test_the_windows_take_for_a_scanner_what_the_pages_fields_take_for_one(modules: Page) -> None:
    program = """async () => {
        const { FIELD_GAP, FIELD_KEYS, TAIL } = await import("/common/hands.js");
        return [FIELD_GAP, FIELD_KEYS, TAIL];
    }"""
    assert modules.evaluate(program) == [FAST_GAP_MS, BURST_KEYS, QUIET_MS]
