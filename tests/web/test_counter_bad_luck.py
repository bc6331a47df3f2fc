"""The officer's page when the hub falls silent, dies, comes back, or an answer is lost on the way."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Route, expect

from tests.support.counterpage import MAIN, expect_waiting, press, ready
from tests.support.hubprocess import wait_until


def test_a_frozen_hub_is_noticed_by_its_silence_and_the_page_recovers_by_itself(registry: Any, desk: Any) -> None:
    for _ in range(2):
        registry.take()
    page = desk.at_counter(registry, patient=False)
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Sedang dipanggil")
    ready(page)
    registry.hub.freeze()
    expect(page.locator(".banner.lost")).to_be_visible()
    expect(page.locator(".current .label")).to_have_text("A-001")
    expect(page.locator(MAIN)).to_have_attribute("aria-disabled", "true")
    page.keyboard.press(" ")
    registry.hub.thaw()
    expect(page.locator(".banner.lost")).to_have_count(0)
    expect(page.locator("#now")).to_have_text("Sedang dipanggil")

    def serves() -> bool:
        """On a busy machine this impatient page may hear nothing of the hub for a moment, and take no press then."""
        press(page, " ")
        try:
            expect(page.locator("#now")).to_have_text("Sedang dilayani", timeout=10_000)
        except AssertionError:
            return False
        return True

    wait_until(serves, "the page works again")


def test_a_killed_hub_that_starts_again_finds_the_page_where_it_was(registry: Any, desk: Any) -> None:
    for _ in range(2):
        registry.take()
    page = desk.at_counter(registry)
    press(page, " ")
    expect(page.locator(".current .label")).to_have_text("A-001")
    registry.hub.kill()
    expect(page.locator(".banner.lost")).to_be_visible()
    registry.hub.start()
    expect(page.locator(".banner.lost")).to_have_count(0)
    registry.take()
    expect_waiting(page, "A-002", "A-003")
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Sedang dilayani")


def test_a_command_whose_answer_was_lost_is_repeated_and_done_once(registry: Any, desk: Any) -> None:
    for _ in range(3):
        registry.take()
    page = desk.at_counter(registry)
    keys: list[str] = []

    def lose_the_first(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/call-next", lose_the_first)
    press(page, " ")
    expect(page.locator("#now")).to_have_text("Sedang dipanggil")
    ready(page)
    expect(page.locator(".current .label")).to_have_text("A-001")
    expect_waiting(page, "A-002", "A-003")
    assert len(keys) == 2
    assert keys[0] == keys[1]


def test_nothing_is_shown_before_the_hub_confirmed_it_but_the_button_answers_at_once(registry: Any, desk: Any) -> None:
    registry.take()
    page = desk.at_counter(registry)
    held: list[Route] = []
    page.route("**/call-next", lambda route: held.append(route))  # noqa: PLW0108 (playwright marks its handlers)
    press(page, " ")
    expect(page.locator(MAIN)).to_have_text("Memanggil …")
    expect(page.locator("#now")).to_have_text("Siap memanggil")
    expect_waiting(page, "A-001")
    wait_until(lambda: page.title() and held, "the page asked the hub")
    held[0].continue_()
    expect(page.locator(".current .label")).to_have_text("A-001")


def test_a_refusal_is_said_in_plain_words(registry: Any, desk: Any) -> None:
    page = desk.at_counter(registry)
    problem = '{"code": "counter_busy", "title": "busy", "status": 409}'
    page.route("**/call-next", lambda route: route.fulfill(status=409, body=problem))
    press(page, " ")
    busy = "Loket ini masih memanggil atau melayani. Selesaikan dahulu nomor itu."
    expect(page.locator(".notice.trouble")).to_have_text(busy)


def test_a_page_that_first_finds_no_hub_comes_up_by_itself(registry: Any, desk: Any) -> None:
    page = desk.open(f"{registry.hub.url}/counter/")
    expect(page.locator("input[name=pin]")).to_be_visible()
    page.route("**/api/v1/session", lambda route: route.abort(), times=2)
    page.reload()
    expect(page.locator("input[name=pin]")).to_be_visible()
