"""One visit on the real parts: touch, paper, counter page, board and voice; also with the hub killed in the middle."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.support.patience import until
from tests.support.wholehall import LABEL, MAIN, Hall


def served(hub: Any, counter: int) -> int:
    with hub.client() as manager:
        days = manager.get("/hall").raise_for_status().json()["day"]
    return sum(day["served"] for day in days if day["number"] == counter)


def test_a_visitor_goes_from_the_touch_to_the_end_and_the_next_one_follows(hall: Hall) -> None:
    hall.officer_sits_down(2)
    assert hall.visitor_takes_a_number() == "A-001"
    expect(hall.page.locator("[data-ticket] .number")).to_have_text(["A-001"])
    hall.officer_presses_space()
    expect(hall.page.locator(LABEL)).to_have_text("A-001")
    hall.sees_and_hears("A-001", 2)
    assert hall.visitor_takes_a_number() == "A-002"
    hall.officer_presses_space()
    expect(hall.page.locator("#now")).to_have_text("Sedang dilayani")
    hall.officer_presses_space()
    expect(hall.page.locator(LABEL)).to_have_text("A-002")
    hall.sees_and_hears("A-002", 2)
    hall.officer_presses_space()
    expect(hall.page.locator(MAIN)).to_have_attribute("data-does", "finish")
    hall.officer_presses_space()
    expect(hall.page.locator(MAIN)).to_have_attribute("data-does", "call-next")
    assert served(hall.hub, 2) == 2
    assert hall.printer.jobs[2:] == ()


def test_a_hub_killed_in_the_middle_comes_back_and_the_visit_goes_on(hall: Hall) -> None:
    hall.officer_sits_down(1)
    assert hall.visitor_takes_a_number() == "A-001"
    assert hall.visitor_takes_a_number() == "A-002"
    hall.officer_presses_space()
    hall.sees_and_hears("A-001", 1)

    hall.hub.kill()
    expect(hall.page.locator(".banner.lost")).to_be_visible()
    until(lambda: hall.kiosk.state()["offline"], "the kiosk says that it goes on by itself")
    until(lambda: not hall.board.is_online(), "the board knows that the hub is gone")
    hall.hub.start()
    expect(hall.page.locator(".banner.lost")).to_have_count(0)
    until(hall.kiosk.is_online, "the kiosk is back")
    until(hall.board.is_online, "the board is back")

    expect(hall.page.locator(LABEL)).to_have_text("A-001")
    expect(hall.page.locator("[data-ticket] .number")).to_have_text(["A-002"])
    hall.officer_presses_space()
    expect(hall.page.locator("#now")).to_have_text("Sedang dilayani")
    hall.officer_presses_space()
    expect(hall.page.locator(LABEL)).to_have_text("A-002")
    hall.sees_and_hears("A-002", 1)
    assert hall.visitor_takes_a_number() == "A-003"
    expect(hall.page.locator("[data-ticket] .number")).to_have_text(["A-003"])
    assert served(hall.hub, 1) == 1
    assert len(list(hall.voice.glob("*.wav"))) == 2, "a call was spoken twice"
