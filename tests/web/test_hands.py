"""Keys that come faster than a person types do nothing, at the pages and in their fields; a person's keys do."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.counterpage import MAIN, call, expect_state, press, ready, serve

TYPES = """async ([text, gap, late, ends]) => {
    const at = performance.now();
    const keys = [...text, ...ends];
    const pause = (ms) => new Promise((resolve) => window.setTimeout(resolve, ms));
    for (const [nth, key] of keys.entries()) {
        const target = document.activeElement;
        const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
        const when = at + nth * gap + (nth >= text.length ? late : 0);
        Object.defineProperty(pressed, "timeStamp", { value: when });
        const goes = target.dispatchEvent(pressed);
        if (goes && key.length === 1 && target.matches("input")) {
            target.value += key;
            target.dispatchEvent(new Event("input", { bubbles: true }));
        }
        if (goes && key === "Enter" && target.form) target.form.requestSubmit();
        target.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true, cancelable: true }));
    }
    await pause(300);
}"""
"""A scanner of any speed, whatever the machine's: it says itself when its keys came."""

SCANS = {
    "card number": "3171012345670001",
    "letters that are shortcuts": "KTPxs",
    "ticket's address": "http://hall.example/t/hhhhxxxxssss",
    "with spaces": "  r x k s  ",
}
SCANNERS = {
    "1 ms, Enter": (1, 0, ["Enter"]),
    "15 ms, CR and LF": (15, 0, ["Enter", "Enter"]),
    "30 ms, Tab": (30, 0, ["Tab"]),
    "30 ms, Enter late": (30, 300, ["Enter"]),
    "99 ms, Enter": (99, 0, ["Enter"]),
    "nothing at its end": (15, 0, []),
}


def scan(page: Page, text: str, scanner: str = "1 ms, Enter") -> None:
    gap, late, ends = SCANNERS[scanner]
    page.evaluate(TYPES, [text, gap, late, ends])


@pytest.fixture
def posts() -> list[str]:
    return []


def watch(page: Page, posts: list[str]) -> Page:
    page.on("request", lambda one: posts.append(one.url) if one.method == "POST" else None)
    return page


@pytest.mark.parametrize("state", ["called", "serving"])
def test_no_scan_does_anything_at_a_counter(place: Any, desk: Any, posts: list[str], state: str) -> None:
    place.take(times=3)
    page = desk.at_counter(place)
    (call if state == "called" else serve)(page)
    ready(page)
    watch(page, posts)
    for scanner in SCANNERS:
        for text in SCANS.values():
            expect(page.locator(MAIN)).to_be_focused()
            scan(page, text, scanner)
            if page.locator("dialog").count():
                assert "/t/" in text, (scanner, text)
                page.keyboard.press("Escape")
                expect(page.locator("dialog")).to_have_count(0)
            page.wait_for_timeout(0)
    expect_state(page, {"called": "Sedang dipanggil", "serving": "Sedang dilayani"}[state])
    assert posts == []


def test_real_keys_at_full_speed_do_nothing_at_a_counter(place: Any, desk: Any, posts: list[str]) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    call(page)
    ready(page)
    watch(page, posts)
    page.keyboard.type("3171012345670001\n\n")
    page.keyboard.type("KTPxs\n")
    page.evaluate("new Promise((resolve) => window.setTimeout(resolve, 300))")
    expect_state(page, "Sedang dipanggil")
    assert posts == []


def test_a_persons_space_answers_within_a_tenth_of_a_second(modules: Page) -> None:
    hold, together = modules.evaluate(
        "async () => { const hands = await import('/common/hands.js'); return [hands.HOLD, hands.TOGETHER]; }"
    )
    assert hold < 100 < together


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([[" ", 0]], ["hold"]),
        ([["r", 0], [" ", 400]], ["hold", "hold"]),
        ([["r", 0], [" ", 90]], ["hold", "drop"]),
        ([[" ", 0], [" ", 40]], ["hold", "drop"]),
        ([["Tab", 0], ["Enter", 20]], ["pass", "hold"]),
        ([["1", 0], ["2", 10], ["3", 20], ["Enter", 720], ["Enter", 1500]], ["hold", "drop", "drop", "drop", "hold"]),
        ([["1", 0], ["2", 10], ["Tab", 20]], ["hold", "drop", "drop"]),
        ([["Enter", 0], ["h", 5], ["x", 10]], ["hold", "drop", "drop"]),
    ],
    ids=["alone", "two apart", "two at once", "double", "after Tab", "late Enter", "Tab at the end", "Enter first"],
)
def test_a_key_acts_only_when_no_other_comes_with_it(modules: Page, keys: list[Any], expected: list[str]) -> None:
    assert pressed(modules, keys, "page") == expected


@pytest.mark.parametrize(
    ("gap", "place", "last"),
    [(1, "field", "undo"), (30, "field", "undo"), (60, "field", "pass"), (100, "field", "pass"), (1, "scan", "pass")],
)
def test_a_field_gives_up_what_no_person_types(modules: Page, gap: int, place: str, last: str) -> None:
    keys = [[key, nth * gap] for nth, key in enumerate([*"31710123", "Enter"])]
    assert pressed(modules, keys, place)[-1] == last


def pressed(modules: Page, keys: list[Any], place: str) -> list[str]:
    found: list[str] = modules.evaluate(
        """async ([keys, place]) => {
            const hands = new (await import("/common/hands.js")).Hands();
            return keys.map(([key, at]) => hands.press(key, at, place));
        }""",
        [keys, place],
    )
    return found


def test_a_scan_into_a_note_leaves_what_was_written_and_holds_nobody(place: Any, desk: Any, posts: list[str]) -> None:
    place.take()
    page = desk.at_counter(place)
    serve(page)
    press(page, "h")
    note = page.locator("input[name=note]")
    expect(note).to_be_focused()
    page.keyboard.insert_text("Foto")
    watch(page, posts)
    scan(page, "3171012345670001", "15 ms, CR and LF")
    expect(note).to_have_value("Foto")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert posts == []
    expect(page.locator("body")).not_to_contain_text("3171012345670001")


def test_no_scan_does_anything_at_the_office(many: Any, desk: Any, posts: list[str]) -> None:
    page = desk.at_the_office(many, "day")
    page.locator("main button").first.focus()
    watch(page, posts)
    scan(page, "3171012345670001")
    page.keyboard.type("KTPxs \n")
    page.evaluate("new Promise((resolve) => window.setTimeout(resolve, 300))")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert posts == []
