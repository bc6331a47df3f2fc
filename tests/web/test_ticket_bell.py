"""The bell of the visitor's page: the phone vibrates and sounds at a call, and only if the visitor asked for it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_ticket_page import on_a_phone, put_away, says, take_out

from tests.support.hubprocess import wait_until

RECORD = """() => {
    window.felt = [];
    window.heard = [];
    const begin = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
        window.heard.push(this.frequency.value);
        return begin.apply(this, when);
    };
    navigator.vibrate = (pattern) => window.felt.push([].concat(pattern).length) > 0;
}"""
"""Notes what the phone's owner would feel and hear: pulses of each vibration, and tones."""
TOUCHED, CALLED = (1, 2), (5, 4)
"""Pulses and tones of a touch, and of a call."""


def noted(page: Page) -> tuple[int, int]:
    """Pulses of the last vibration, and tones, since this was asked before."""
    felt, heard = page.evaluate("[felt.splice(0).at(-1) ?? 0, heard.splice(0).length]")
    return int(felt), int(heard)


def ask_to_be_told(page: Page) -> None:
    page.evaluate(RECORD)
    page.get_by_role("button", name="Kabari saya saat dipanggil").click()
    expect(page.locator(".bell")).to_have_text("Anda akan dikabari")
    assert noted(page) == TOUCHED, "the visitor feels and hears that it works"


def at_the_counter(place: Any, *verbs: str) -> None:
    with place.hub.client() as client:
        for verb in verbs:
            client.post(f"/counters/{place.counter}/{verb}").raise_for_status()


def test_a_phone_rings_when_its_number_is_called_and_when_it_is_called_again(place: Any, desk: Any) -> None:
    place.take()
    page = on_a_phone(place, desk, place.take()["token"])
    ask_to_be_told(page)
    at_the_counter(place, "call-next", "start")
    says(page, "Bersiaplah: sebentar lagi giliran Anda.")
    assert noted(page) == (0, 0), "somebody else was called"
    at_the_counter(place, "call-next")
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    assert noted(page) == CALLED
    at_the_counter(place, "recall")
    wait_until(lambda: page.evaluate("felt.length > 0"), "the phone vibrates")
    assert noted(page) == CALLED
    at_the_counter(place, "start")
    says(page, f"Anda sedang dilayani di loket {place.counter}.")
    assert noted(page) == (0, 0)
    expect(page.locator(".bell")).to_have_count(0)


def test_nothing_rings_unless_the_visitor_asked_for_it(place: Any, desk: Any) -> None:
    page = on_a_phone(place, desk, place.take()["token"])
    says(page, "Bersiaplah: sebentar lagi giliran Anda.")
    page.evaluate(RECORD)
    at_the_counter(place, "call-next")
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    assert noted(page) == (0, 0)


def test_the_bell_can_be_turned_off_again(place: Any, desk: Any) -> None:
    page = on_a_phone(place, desk, place.take()["token"])
    ask_to_be_told(page)
    page.click(".bell")
    expect(page.locator(".bell")).to_have_text("Kabari saya saat dipanggil")
    noted(page)
    at_the_counter(place, "call-next")
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    assert noted(page) == (0, 0)


def test_a_page_out_of_sight_goes_on_listening_for_a_visitor_who_asked_to_be_told(place: Any, desk: Any) -> None:
    page = on_a_phone(place, desk, place.take()["token"])
    ask_to_be_told(page)
    put_away(page)
    at_the_counter(place, "call-next")
    wait_until(lambda: page.evaluate("felt.length > 0"), "the phone vibrates")
    assert noted(page) == CALLED
    take_out(page)
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    assert noted(page) == (0, 0), "the same call does not ring twice"


def test_a_call_that_came_while_the_line_was_cut_rings_when_it_is_back(registry: Any, desk: Any) -> None:
    page = on_a_phone(registry, desk, registry.take()["token"])
    ask_to_be_told(page)
    registry.hub.kill()
    expect(page.locator(".banner.lost")).to_be_visible()
    page.route("**/api/v1/t/**", lambda route: route.abort())
    registry.hub.start()
    at_the_counter(registry, "call-next")
    page.unroute("**/api/v1/t/**")
    says(page, "Giliran Anda. Silakan menuju loket 1.")
    assert noted(page) == CALLED


def test_a_browser_that_cannot_vibrate_offers_the_sound_alone(place: Any, desk: Any) -> None:
    """As on an iPhone."""
    page = on_a_phone(place, desk, place.take()["token"])
    expect(page.locator(".hint")).to_contain_text("bergetar")
    page.add_init_script("delete Navigator.prototype.vibrate")
    page.reload()
    expect(page.locator(".hint")).to_have_text("Ponsel berbunyi saat nomor Anda dipanggil.")
    page.evaluate(RECORD.replace("navigator.vibrate =", "window.unused ="))
    page.click(".bell")
    expect(page.locator(".bell")).to_have_text("Anda akan dikabari")
    noted(page)
    at_the_counter(place, "call-next")
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    assert noted(page) == (0, CALLED[1])


@pytest.mark.parametrize("ahead", [0, 2, 3])
def test_the_screen_stays_on_when_the_turn_is_near_and_the_visitor_asked_to_be_told(
    place: Any, desk: Any, ahead: int
) -> None:
    page = on_a_phone(place, desk, place.take(times=ahead + 1)["token"])
    page.evaluate(
        """() => {
            window.awake = 0;
            const lock = () => Object.assign(new EventTarget(), { release: async () => { window.awake -= 1; } });
            const wakeLock = { request: async () => { window.awake += 1; return lock(); } };
            Object.defineProperty(navigator, "wakeLock", { value: wakeLock });
        }"""
    )
    assert page.evaluate("awake") == 0
    in_the_touch = """async (bell) => {
        bell.click();
        await null; // nothing has been painted yet
        return awake;
    }"""
    assert page.locator(".bell").evaluate(in_the_touch) == (1 if ahead <= 2 else 0)
    at_the_counter(place, *["call-next", "start"] * (ahead + 1))
    says(page, f"Anda sedang dilayani di loket {place.counter}.")
    wait_until(lambda: page.evaluate("awake === 0"), "the screen may go dark")
