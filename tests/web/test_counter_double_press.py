"""Hands that shake press twice: on the counter page the second press does nothing, whatever the button now means.

The presses are made inside the page, and its rests are held in the test's hands, so that nothing here depends on how
quick the machine is. What was done is asked of the hub, and what was tried of the requests that left the page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.counterpage import MAIN, expect_state, ready
from tests.support.hubprocess import wait_until

SPACE = """window.pressed = performance.now();
for (const part of ["keydown", "keyup"]) {
    document.activeElement.dispatchEvent(new KeyboardEvent(part, { key: " ", bubbles: true, cancelable: true }));
}"""
CLICK = f"""document.querySelector("{MAIN}").click();"""
WAYS = {"space": SPACE, "click": CLICK}

HOLD_RESTS = """window.rests = [];
const wait = window.setTimeout.bind(window);
window.setTimeout = (act, ms, ...given) => (ms > 350 && ms < 1000 ? rests.push(act) : wait(act, ms, ...given));"""
"""The page's rests, that is its timers of such lengths, last until the test ends them: first the one that a press
began, then the one that the answer began."""

STATES = {
    "idle": ((), "Siap memanggil", "call-next", "Sedang dipanggil"),
    "called": (("call-next",), "Sedang dipanggil", "start", "Sedang dilayani"),
    "serving": (("call-next", "start"), "Sedang dilayani", "call-next", "Sedang dipanggil"),
}
"""How the counter comes there, what its page says, what one press does, and what the page says then."""
NEXT = {"idle": "start", "called": "call-next", "serving": "start"}
"""What the second press would do, when it comes too early."""


def commands_of(page: Page) -> list[str]:
    """The commands that leave the page from now on."""
    sent: list[str] = []

    def note(request: Any) -> None:
        if request.method == "POST":
            sent.append(request.url.rsplit("/", 1)[-1])

    page.on("request", note)
    return sent


def at_the_counter_when(place: Any, desk: Any, state: str, *, rests_held: bool) -> Page:
    """The page of a counter in this state, with one more waiting than it needs."""
    place.take(times=3)
    page: Page = desk.at_counter(place, brisk=False)
    if rests_held:
        page.add_init_script(HOLD_RESTS)
        page.reload()
        page.wait_for_selector(".desk")
    verbs, shown, _, _ = STATES[state]
    with place.hub.client() as manager:
        for verb in verbs:
            manager.post(f"/counters/{place.counter}/{verb}").raise_for_status()
    expect_state(page, shown)
    ready(page)
    expect(page.locator(MAIN)).to_be_focused()
    return page


def became_of_them(place: Any) -> list[str]:
    """What the hub says has become of the first three numbers, in their order; "gone" when the visit is over."""
    with place.hub.client() as manager:
        known = {one["ticket"]["label"]: one["step"]["state"] for one in manager.get("/hall").json()["tickets"]}
    return [known.get(place.label(number), "gone") for number in (1, 2, 3)]


ONE_PRESS = {
    "idle": ["called", "waiting", "waiting"],
    "called": ["serving", "waiting", "waiting"],
    "serving": ["gone", "called", "waiting"],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", STATES)
def test_two_presses_in_one_go_do_one_thing(place: Any, desk: Any, state: str, way: str) -> None:
    page = at_the_counter_when(place, desk, state, rests_held=False)
    sent = commands_of(page)
    page.evaluate(f"() => {{ {WAYS[way]} {WAYS[way]} }}")
    _, _, command, shown = STATES[state]
    expect_state(page, shown)
    ready(page)
    assert became_of_them(place) == ONE_PRESS[state]
    assert sent == [command]
    expect(page.locator(".notice.trouble")).to_have_count(0)


@pytest.mark.parametrize("way", WAYS)
def test_two_presses_in_one_go_finish_the_last_visitor_and_call_nobody(place: Any, desk: Any, way: str) -> None:
    page = at_the_counter_when(place, desk, "serving", rests_held=False)
    with place.hub.client() as manager:
        for _ in range(2):
            for verb in ("call-next", "start"):
                manager.post(f"/counters/{place.counter}/{verb}").raise_for_status()
    expect(page.locator(MAIN)).to_have_attribute("data-does", "finish")
    expect(page.locator(".current .label")).to_have_text(place.label(3))
    sent = commands_of(page)
    page.evaluate(f"() => {{ {WAYS[way]} {WAYS[way]} }}")
    expect_state(page, "Siap memanggil")
    ready(page)
    assert sent == ["finish"]
    assert became_of_them(place) == ["gone", "gone", "gone"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("over", ["of the press", "of the answer"])
def test_a_press_that_comes_before_both_rests_are_over_does_nothing(
    place: Any, desk: Any, state: str, over: str
) -> None:
    """The button means something else by then: a visitor who was just called would be served, and one who is served
    would be gone."""
    page = at_the_counter_when(place, desk, state, rests_held=True)
    sent = commands_of(page)
    _, _, command, shown = STATES[state]
    press = f"() => {{ {SPACE} }}"
    page.evaluate(press)
    expect_state(page, shown)
    wait_until(lambda: page.evaluate("rests.length >= 2"), "the page rests after the press and after the answer")
    page.evaluate(press)
    page.evaluate("rests[0]()" if over == "of the press" else "rests[1]()")
    page.evaluate(press)
    expect(page.locator(MAIN)).to_have_attribute("aria-disabled", "true")
    assert became_of_them(place) == ONE_PRESS[state]
    assert sent == [command]
    page.evaluate("rests.splice(0).forEach((rest) => rest())")
    ready(page)
    wait_until(lambda: page.evaluate("performance.now() - window.pressed > 200"), "the press before it is over")
    page.evaluate(press)
    wait_until(lambda: page.evaluate("true") and sent == [command, NEXT[state]], "a press after the rests is heard")


@pytest.mark.parametrize("state", STATES)
def test_a_press_while_the_command_is_on_its_way_does_nothing(place: Any, desk: Any, state: str) -> None:
    page = at_the_counter_when(place, desk, state, rests_held=True)
    sent = commands_of(page)
    _, _, command, shown = STATES[state]
    held: list[Any] = []
    page.route(f"**/{command}", lambda route: held.append(route))  # noqa: PLW0108 (playwright marks its handlers)
    press = f"() => {{ {CLICK} }}"
    page.evaluate(press)
    wait_until(lambda: page.evaluate("rests.length === 1") and held, "the command is on its way")
    expect(page.locator(MAIN)).to_have_attribute("aria-disabled", "true")
    page.evaluate("rests[0]()")
    page.evaluate(press)
    held[0].continue_()
    expect_state(page, shown)
    wait_until(lambda: page.evaluate("rests.length >= 2"), "the page rests after the answer")
    page.evaluate(press)
    assert sent == [command]
    assert became_of_them(place) == ONE_PRESS[state]
