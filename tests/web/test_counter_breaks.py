"""Breaks at a counter: why and how long, after this visitor, and by whom; and a counter that somebody else closed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from test_counter_aside import CUT_OFF, SIZES
from test_page_access import expect_accessible

from shared.texts import catalogue
from shared.wire import PauseReason
from tests.support.counterpage import MAIN, call, expect_state, expect_waiting, press, ready, rest, serve


def test_every_reason_of_a_break_is_offered_in_words(modules: Page) -> None:
    found = modules.evaluate("async () => (await import('/common/pause.js')).PAUSE_REASONS")
    assert found == [reason.value for reason in PauseReason]
    for lang in ("id", "en"):
        words = [catalogue(lang)[f"pages.pause.{reason}"] for reason in found]
        assert len(set(words)) == len(found)


def test_a_break_shows_why_how_long_already_until_when_and_who_waits(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    rest(page, "prayer", 15)
    expect(page.locator(".break .why")).to_contain_text("Ibadah")
    expect(page.locator("[data-figure=lasts] dd")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(page.locator("[data-figure=back] dd")).to_have_text(re.compile(r"^\d\d\.\d\d$"))
    expect(page.locator("[data-figure=waiting] dd")).to_have_text("0")
    place.take(times=2)
    expect(page.locator("[data-figure=waiting] dd")).to_have_text("2")
    before = page.locator("[data-figure=lasts] dd").inner_text()
    expect(page.locator("[data-figure=lasts] dd")).not_to_have_text(before)
    page.reload()
    expect(page.locator(".break .why")).to_contain_text("Ibadah")
    press(page, " ")
    expect_state(page, "Siap memanggil")


def test_a_break_needs_no_reason_and_no_time(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    press(page, "i")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".break")).to_be_visible()
    expect(page.locator("[data-figure=back]")).to_have_count(0)


def test_a_time_of_coming_back_that_is_none_or_past_is_said(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    press(page, "i")
    field = page.locator("input[name=until]")
    for written, said in (("1:30 PM", "Tulis jam 24 jam"), ("00.00", "Waktu itu sudah lewat")):
        field.fill(written)
        field.press("Enter")
        expect(page.locator("dialog .trouble")).to_contain_text(said)
        expect(field).to_be_focused()
    field.fill("23.59")
    field.press("Enter")
    expect(page.locator("[data-figure=back] dd")).to_have_text("23.59")


def test_finish_then_break_is_asked_for_while_somebody_is_served(place: Any, desk: Any) -> None:
    place.take(times=2)
    one, two = place.labels(1, 2)
    page = desk.at_counter(place)
    serve(page)
    rest(page, "documents", 10)
    expect(page.locator(".wish")).to_contain_text(f"Istirahat setelah {one} · Mengurus berkas · 10 menit")
    expect(page.locator(MAIN)).to_contain_text("Selesai, lalu istirahat")
    expect(page.locator(f"[data-ticket='{two}'] .call")).to_have_attribute("aria-disabled", "true")
    press(page, " ")
    expect(page.locator(".break .why")).to_contain_text("Mengurus berkas")
    expect(page.locator("[data-figure=waiting] dd")).to_have_text("1")
    press(page, " ")
    expect_state(page, "Siap memanggil")
    expect_waiting(page, two)


def test_the_wish_for_a_break_is_taken_back_by_the_same_key(place: Any, desk: Any) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    call(page)
    rest(page)
    expect(page.locator(".wish")).to_be_visible()
    press(page, "i")
    expect(page.locator(".wish")).to_have_count(0)
    press(page, " ")
    expect_state(page, "Sedang dilayani")
    press(page, " ")
    expect(page.locator(".current .label")).to_have_text(place.label(2))


@pytest.mark.parametrize("key", ["x", "k"])
def test_the_break_begins_when_the_called_visitor_does_not_come(place: Any, desk: Any, key: str) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    call(page)
    rest(page)
    expect(page.locator("[data-does=miss_next]")).to_have_attribute("aria-disabled", "true")
    press(page, key)
    expect(page.locator(".break")).to_be_visible()


def test_an_end_that_began_the_break_is_taken_back_from_there(place: Any, desk: Any) -> None:
    place.take(times=2)
    page = desk.at_counter(place)
    serve(page)
    rest(page, "rest")
    press(page, " ")
    expect(page.locator(".break")).to_be_visible()
    expect(page.locator("[data-does=undo]")).to_be_visible()
    press(page, "u")
    expect_state(page, "Sedang dilayani")
    expect(page.locator(".wish")).to_contain_text("Istirahat setelah")


def test_a_second_press_meant_for_the_end_does_not_end_the_break(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place, brisk=False)
    page.add_init_script(
        """window.rests = [];
        const wait = window.setTimeout.bind(window);
        window.setTimeout = (act, ms, ...given) => (ms === 600 ? rests.push(act) : wait(act, ms, ...given));"""
    )
    page.reload()
    page.wait_for_selector(".desk")
    with place.hub.client() as manager:
        for verb in ("call-next", "start"):
            manager.post(f"/counters/{place.counter}/{verb}").raise_for_status()
        manager.post(f"/counters/{place.counter}/pause", json={"after_visitor": True}).raise_for_status()
    expect(page.locator(".wish")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.locator(".break")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.locator(MAIN)).to_have_attribute("aria-disabled", "true")
    page.evaluate("rests.splice(0).forEach((act) => act())")
    expect(page.locator(MAIN)).to_have_attribute("aria-disabled", "false")
    expect(page.locator(".break")).to_be_visible()


def test_finish_and_call_next_is_taken_back_by_one_key(place: Any, desk: Any) -> None:
    place.take(times=2)
    one, two = place.labels(1, 2)
    page = desk.at_counter(place)
    serve(page)
    press(page, " ")
    expect(page.locator(".current .label")).to_have_text(two)
    expect(page.locator(".undo")).to_contain_text(f"{one} selesai, {two} dipanggil.")
    press(page, "u")
    expect(page.locator(".current .label")).to_have_text(one)
    expect_state(page, "Sedang dilayani")
    expect_waiting(page, two)


def test_a_call_to_a_free_counter_offers_no_undo(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    call(page)
    ready(page)
    expect(page.locator("[data-does=undo]")).to_have_count(0)


def test_an_officer_sees_at_once_that_a_manager_paused_the_counter(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    office = desk.at_the_office(place.hub, manager=f"ibu-{place.agency}")
    card = office.locator(f"[data-counter='{place.counter}']")
    card.get_by_role("button", name="Istirahatkan").click()
    expect(page.locator(".break .by")).to_contain_text(f"diminta oleh Ibu-{place.agency.title()}")
    expect(card.locator(".state")).to_have_text("Istirahat")
    expect(card.locator(".break")).to_contain_text("diminta Ibu")
    press(page, " ")
    expect_state(page, "Siap memanggil")


def test_a_manager_pauses_a_counter_after_its_visitor_and_both_see_it(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    serve(page)
    office = desk.at_the_office(place.hub, manager=f"ibu-{place.agency}")
    card = office.locator(f"[data-counter='{place.counter}']")
    card.get_by_role("button", name="Istirahatkan").click()
    expect(office.locator(".said")).to_have_text(f"Loket {place.counter} istirahat setelah {place.label(1)}.")
    expect(card.locator(".break")).to_contain_text("Istirahat setelah ini")
    expect(page.locator(".wish")).to_contain_text("diminta Ibu")


def test_a_manager_takes_the_wish_for_a_break_back(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    serve(page)
    office = desk.at_the_office(place.hub, manager=f"ibu-{place.agency}")
    card = office.locator(f"[data-counter='{place.counter}']")
    card.get_by_role("button", name="Istirahatkan").click()
    card.get_by_role("button", name="Batalkan istirahat").click()
    expect(office.locator(".said")).to_have_text(f"Loket {place.counter} tetap buka.")
    expect(page.locator(".wish")).to_have_count(0)
    press(page, " ")
    expect_state(page, "Siap memanggil")


def test_the_office_sees_why_and_for_how_long_a_counter_is_paused(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    office = desk.at_the_office(place.hub, manager=f"ibu-{place.agency}")
    rest(page, "toilet", 5)
    card = office.locator(f"[data-counter='{place.counter}']")
    expect(card.locator(".now")).to_contain_text("Ke toilet")
    expect(card.locator(".now .time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(card.locator(".break")).to_have_text(re.compile(r"^kembali \d\d\.\d\d$"))


def test_an_officer_whose_counter_a_manager_closed_is_told_at_once_who_and_what_to_do(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    with place.hub.signed_in(f"kepala-{place.agency}", None) as manager:
        manager.post(f"/counters/{place.counter}/close").raise_for_status()
    told = page.locator("[data-cause=manager]")
    expect(told).to_contain_text(f"Loket {place.counter} ditutup oleh Kepala-{place.agency.title()} (pengelola)")
    expect(told).to_contain_text("pilih loket di bawah")
    page.reload()
    expect(told).to_be_visible()
    page.click(f"[data-counter='{place.counter}']")
    expect_state(page, "Siap memanggil")


def test_who_closed_the_counter_is_told_although_the_first_question_got_lost(place: Any, desk: Any) -> None:
    page = desk.at_counter(place)
    ready(page)
    lost: list[str] = []

    def lose_one(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.abort()

    page.route("**/api/v1/session", lose_one)
    with place.hub.client() as program:
        program.post(f"/counters/{place.counter}/close").raise_for_status()
    expect(page.locator("[data-cause=program]")).to_contain_text(f"Loket {place.counter} ditutup oleh program")
    assert lost


def test_an_officer_is_told_that_the_day_was_closed(registry: Any, desk: Any) -> None:
    page = desk.at_counter(registry)
    with registry.hub.client() as manager:
        manager.post("/day/close").raise_for_status()
    expect(page.locator("[data-cause=day]")).to_contain_text("menutup hari layanan")
    expect(page.locator("[data-cause=day]")).to_contain_text("Bila masih ada pengunjung")


def test_the_recap_says_how_many_acts_were_taken_back(registry: Any, desk: Any) -> None:
    registry.take(times=2)
    page = desk.at_counter(registry)
    serve(page)
    press(page, " ")
    expect(page.locator(".current .label")).to_have_text(registry.label(2))
    press(page, "u")
    expect_state(page, "Sedang dilayani")
    press(page, "s")
    expect_state(page, "Siap memanggil")
    with registry.hub.client() as manager:
        manager.post("/day/close").raise_for_status()
    office = desk.at_the_office(registry.hub, "day")
    expect(office.locator("[data-undone='1']")).to_contain_text("diurungkan: 1")
    expect(office.locator("[data-service='dukcapil.ktp'] [data-column=served]")).to_have_text("1")


def test_nothing_of_a_break_is_cut_off_pale_or_too_small(place: Any, desk: Any) -> None:
    place.take(times=3)
    page = desk.at_counter(place)
    call(page)

    def look() -> None:
        expect_accessible(page)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(CUT_OFF) == [], width
        page.set_viewport_size({"width": 1366, "height": 768})

    press(page, "i")
    expect(page.get_by_role("dialog")).to_be_visible()
    look()
    page.locator("[data-reason=colleague]").click()
    page.locator("[data-minutes='60']").click()
    page.locator("dialog [type=submit]").click()
    expect(page.locator(".wish")).to_be_visible()
    look()
    press(page, "k")
    expect(page.locator(".break")).to_be_visible()
    look()
