"""The pages for eyes and hands of all kinds: contrast, names for controls, targets large enough (WCAG 2.2 AA)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.counterpage import MAIN, call, expect_state, hold, press, ready

PALE = """() => {
    const parse = (text) => {
        const numbers = text.match(/[\\d.]+/g).map(Number);
        const scale = text.startsWith("color(") ? 255 : 1;
        return [...numbers.slice(0, 3).map((one) => one * scale), numbers[3] ?? 1];
    };
    const light = (colour) => {
        const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = colour.map((one) => linear(one / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const over = (top, alpha, below) => below.map((one, place) => top[place] * alpha + one * (1 - alpha));
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const inactive = element.closest("[aria-disabled=true], .hidden-text, [aria-hidden=true]");
        if (!walker.currentNode.data.trim() || inactive || !element.checkVisibility()) continue;
        let opacity = 1;
        const grounds = [];
        for (let one = element; one; one = one.parentElement) {
            const style = getComputedStyle(one);
            grounds.unshift(parse(style.backgroundColor));
            opacity *= Number(style.opacity);
        }
        const ground = grounds.reduce((below, [r, g, b, alpha]) => over([r, g, b], alpha, below), [255, 255, 255]);
        const [r, g, b, alpha] = parse(getComputedStyle(element).color);
        const ink = over([r, g, b], alpha * opacity, ground);
        const [bright, dark] = [light(ink), light(ground)].sort((one, other) => other - one);
        const contrast = (bright + 0.05) / (dark + 0.05);
        if (contrast < 4.5) found.push(`${walker.currentNode.data.trim()}: ${contrast.toFixed(2)}`);
    }
    return found;
}"""

NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, select, summary")]
    .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length))
    .map((one) => one.outerHTML)"""

SMALL = """() => [...document.querySelectorAll("button, a[href], input:not([type=checkbox]), select, summary")]
    .map((one) => [one.textContent || one.name, one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44)
    .map(([name, box]) => `${name}: ${box.height}`)"""


def expect_accessible(page: Page) -> None:
    assert page.evaluate(PALE) == []
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [1366, 390])
def test_the_counter_page_is_accessible_in_every_state(place: Any, other: Any, desk: Any, width: int) -> None:
    page = desk.open(f"{place.url}/counter/", width=width)
    expect(page.locator("input[name=pin]")).to_be_visible()
    desk.sign_in(page, "siapa", "000000")
    expect(page.locator("form .trouble")).not_to_be_empty()
    expect_accessible(page)
    desk.sign_in(page, *place.officer())
    page.wait_for_selector(".offer")
    expect_accessible(page)
    page.click(f"[data-counter='{place.counter}']")
    page.wait_for_selector(".desk")
    place.take(times=2, priority=True)
    with place.hub.client() as manager:
        manager.post("/tickets", json={"services": [place.service("kk"), other.service("skck")]}).raise_for_status()
    expect(page.locator("[data-ticket]")).to_have_count(3)
    expect_accessible(page)
    for state in ("Sedang dipanggil", "Sedang dilayani"):
        press(page, " ")
        expect_state(page, state)
        expect_accessible(page)
    for key in ("h", "t", "?"):
        press(page, key)
        expect(page.locator("dialog")).to_be_visible()
        expect_accessible(page)
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
    hold(page, "Meterai")
    ready(page)
    page.click(f"[data-ticket='{place.label(2)}'] .call")
    expect_state(page, "Sedang dipanggil")
    press(page, "x")
    expect(page.locator(".missed")).to_be_visible()
    page.locator(".missed summary").click()
    ready(page)
    page.click(MAIN)
    expect_state(page, "Sedang dipanggil")
    expect(page.locator(".remarks .also")).to_be_visible()
    expect_accessible(page)


def test_the_counter_page_can_be_read_while_the_hub_is_gone(registry: Any, desk: Any) -> None:
    registry.take()
    registry.take(priority=True)
    page = desk.at_counter(registry)
    call(page)
    registry.hub.kill()
    expect(page.locator(".banner.lost")).to_be_visible()
    expect_accessible(page)


@pytest.mark.parametrize("part", ["floor", "numbers", "devices", "officers", "day"])
@pytest.mark.parametrize("width", [1366, 390])
def test_the_office_page_is_accessible(place: Any, desk: Any, part: str, width: int) -> None:
    place.take(priority=True)
    place.hub.key("kiosk", "Pintu utama")
    page = desk.at_the_office(place.hub, part, f"ibu-{place.agency}", width=width)
    desk.at_counter(place)
    if part == "floor":
        expect(page.locator(f"[data-counter='{place.counter}']")).to_contain_text("Sari")
    if part == "numbers":
        page.fill("input[name=number]", place.label(1))
        page.keyboard.press("Enter")
        expect(page.locator("[data-visit]")).to_be_visible()
    if part == "devices":
        expect(page.locator("[data-key]")).not_to_have_count(0)
    expect_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_visitors_page_is_accessible_in_every_state_and_fits_a_small_phone(
    registry: Any, desk: Any, lang: str
) -> None:
    mine = registry.take(priority=True, lang=lang)
    page = desk.open(f"{registry.url}/t/{mine['token']}", width=320, height=640)

    def expect_good(state: str) -> None:
        expect(page.locator(f"main.{state}")).to_be_visible()
        expect_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    expect_good("waiting")
    page.click(".bell")
    expect(page.locator(".bell.on")).to_be_visible()
    expect_good("waiting")
    with registry.hub.client() as client:
        for state, verb in (("called", "call-next"), ("serving", "start"), ("held", "hold")):
            client.post(f"/counters/1/{verb}", json={"note": "Meterai"} if verb == "hold" else None).raise_for_status()
            expect_good(state)
        registry.hub.kill()
        expect(page.locator(".banner.lost")).to_be_visible()
        expect_good("held")
    registry.hub.start()
    expect(page.locator(".banner.lost")).to_have_count(0)
    with registry.hub.client() as client:
        client.post("/counters/1/resume", json={"ticket": mine["id"]}).raise_for_status()
        client.post("/counters/1/recall").raise_for_status()
        client.post("/counters/1/no-show").raise_for_status()
        expect_good("no_show")
        client.post(f"/tickets/{mine['id']}/revive").raise_for_status()
        expect_good("waiting")
        client.post(f"/tickets/{mine['id']}/cancel").raise_for_status()
        expect_good("cancelled")
