"""Visits that do not go straight on: put back, held, sent on, missed and back again, several services at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.counterpage import MAIN, call, expect_state, expect_waiting, hold, press, ready, serve


def send_on(page: Page, typed: str, note: str) -> None:
    press(page, "t")
    expect(page.locator("input[name=search]")).to_be_focused()
    page.keyboard.insert_text(typed)
    page.keyboard.press("Enter")
    expect(page.locator("input[name=note]")).to_be_focused()
    page.keyboard.insert_text(note)
    page.keyboard.press("Enter")


def visit(place: Any, *services: str) -> None:
    """One visit for several services."""
    with place.hub.client() as manager:
        manager.post("/tickets", json={"services": services}).raise_for_status()


def test_a_visitor_put_back_waits_again_and_the_next_one_is_called_instead(place: Any, desk: Any) -> None:
    place.take(times=2)
    one, two = place.labels(1, 2)
    page = desk.at_counter(place)
    call(page)
    press(page, "r")
    expect(page.locator(".timers")).to_contain_text("2×")
    press(page, "k")
    expect_state(page, "Siap memanggil")
    expect_waiting(page, two, one)
    call(page)
    expect(page.locator(".current .label")).to_have_text(two)


def test_calls_before_a_put_back_do_not_count_towards_the_limit(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    call(page)
    for times in ("2×", "3×"):
        press(page, "r")
        expect(page.locator(".timers")).to_contain_text(times)
    press(page, "k")
    expect_state(page, "Siap memanggil")
    call(page)
    ready(page)
    expect(page.locator("[data-does=recall]")).to_have_attribute("aria-disabled", "false")
    press(page, "r")
    expect(page.locator(".timers")).to_contain_text("5×")


def test_a_held_visitor_is_listed_with_what_is_missing_and_called_again_by_key(place: Any, desk: Any) -> None:
    place.take(times=2)
    one, two = place.labels(1, 2)
    page = desk.at_counter(place)
    serve(page)
    press(page, "h")
    page.get_by_role("button", name="Fotokopi KK").click()
    page.get_by_role("button", name="30 menit").click()
    page.get_by_role("button", name="Tunda", exact=True).click()
    expect_state(page, "Siap memanggil")
    row = page.locator(f"[data-held='{one}']")
    expect(row).to_contain_text("Fotokopi KK")
    expect(row.locator(".time")).to_have_text(re.compile(r"^kembali \d\d\.\d\d$"))
    expect_waiting(page, two)
    press(page, "d")
    expect(row.locator(".call")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".current .label")).to_have_text(one)
    expect(page.locator(".why")).to_have_text("Kembali setelah ditunda")
    expect(page.locator(".remarks .note")).to_contain_text("Fotokopi KK")
    expect(page.locator("[data-held]")).to_have_count(0)


def test_nobody_is_held_without_saying_what_is_missing(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    serve(page)
    press(page, "h")
    expect(page.locator("input[name=note]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog .trouble")).to_have_text("Tulis atau pilih dahulu apa yang perlu dilengkapi.")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect_state(page, "Sedang dilayani")
    expect(page.locator(MAIN)).to_be_focused()


def test_a_time_that_is_none_is_said_and_the_halls_way_of_writing_it_is_taken(place: Any, desk: Any) -> None:
    place.take()
    page = desk.at_counter(place)
    serve(page)
    press(page, "h")
    page.locator("input[name=note]").fill("Pas foto")
    back = page.locator("input[name=until]")
    back.fill("1:30 PM")
    back.press("Enter")
    expect(page.locator("dialog .trouble")).to_have_text("Tulis jam 24 jam, misalnya 13.30, atau kosongkan.")
    expect(back).to_be_focused()
    back.fill("23.59")
    back.press("Enter")
    expect(page.locator(f"[data-held='{place.label(1)}'] .time")).to_have_text("kembali 23.59")


@pytest.mark.parametrize("key", ["h", "t", "?"])
def test_the_key_after_the_one_that_opens_a_dialog_cannot_reach_the_page_below(place: Any, desk: Any, key: str) -> None:
    place.take()
    page = desk.at_counter(place)
    serve(page)
    ready(page)
    focused_in = page.evaluate(
        """async (key) => {
            const shown = new Promise((resolve) => {
                const seen = new MutationObserver(() => document.querySelector("dialog") && resolve(seen.disconnect()));
                seen.observe(document.body, { childList: true, subtree: true });
            });
            const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(pressed);
            await shown; // nothing has been painted yet
            return document.activeElement.closest("dialog[open]") !== null;
        }""",
        key,
    )
    assert focused_in
    expect_state(page, "Sedang dilayani")


@pytest.mark.parametrize("key", ["h", "t", "?"])
def test_a_dialog_keeps_the_focus_inside(place: Any, desk: Any, key: str) -> None:
    place.take()
    page = desk.at_counter(place)
    serve(page)
    press(page, key)
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_visitor_sent_on_keeps_the_number_and_the_next_officer_reads_from_where_and_why(
    place: Any, other: Any, desk: Any
) -> None:
    place.take()
    label = place.label(1)
    page = desk.at_counter(place)
    there = desk.at_counter(other)
    serve(page)
    send_on(page, f"kelakuan {other.letter}", "Sudah rekam sidik jari")
    expect_state(page, "Siap memanggil")
    expect_waiting(there, label)
    expect(there.locator(f"[data-ticket='{label}']")).to_contain_text("Sudah rekam sidik jari")
    expect(there.locator(f"[data-ticket='{label}'] .badge")).to_have_text("Alihan")
    call(there)
    expect(there.locator(".remarks .from")).to_have_text(f"Dialihkan dari Dinas {place.letter}, loket {place.counter}")
    expect(there.locator(".remarks .note")).to_have_text("“Sudah rekam sidik jari”")


def test_whoever_sends_on_sees_how_many_wait_there_and_whether_a_counter_is_open(
    place: Any, other: Any, desk: Any
) -> None:
    place.take()
    other.take("kk", times=2)
    page = desk.at_counter(place)
    call(page)
    press(page, "t")
    row = page.locator(f"[data-service='{other.service('kk')}']")
    expect(row).to_contain_text("2 menunggu")
    expect(row).to_contain_text("Belum ada loket buka")
    expect(page.locator(f"[data-service='{place.service('ktp')}']")).to_have_count(0)
    desk.at_counter(other)
    expect(row).to_contain_text("Buka")
    page.keyboard.insert_text("bukan apa-apa")
    expect(page.locator("dialog")).to_contain_text("Tidak ada layanan seperti itu.")
    page.get_by_role("button", name="Alihkan", exact=True).click()
    expect(page.locator("dialog .trouble")).to_have_text("Pilih dahulu layanan tujuannya.")


def test_a_no_show_is_one_press_and_one_more_brings_the_visitor_back(place: Any, desk: Any) -> None:
    place.take()
    label = place.label(1)
    page = desk.at_counter(place)
    call(page)
    press(page, "x")
    expect_state(page, "Siap memanggil")
    expect(page.locator(".missed summary")).to_contain_text("1 hari ini")
    page.reload()
    page.wait_for_selector(".missed")
    press(page, "n")
    expect(page.locator(f"[data-missed='{label}'] button")).to_be_focused()
    page.keyboard.press("Enter")
    expect_waiting(page, label)
    expect(page.locator(".missed")).to_have_count(0)


def test_a_visit_with_several_services_says_so_and_is_never_at_two_counters(place: Any, other: Any, desk: Any) -> None:
    visit(place, place.service("ktp"), place.service("kk"), other.service("skck"))
    label = place.label(1)
    page = desk.at_counter(place)
    there = desk.at_counter(other)
    expect_waiting(page, label)
    expect(page.locator(f"[data-ticket='{label}'] .service")).to_contain_text("KTP elektronik, Kartu Keluarga")
    expect(page.locator("#waiting + .quiet")).to_contain_text("1 orang")
    call(page)
    expect(page.locator(".remarks .also")).to_have_text(
        f"Juga: Kartu Keluarga, SKCK {other.letter} di Dinas {other.letter}"
    )
    row = there.locator(f"[data-ticket='{label}']")
    expect(row.locator(".time")).to_have_text(f"di loket {place.counter}")
    expect(row.locator(".call")).to_have_attribute("aria-disabled", "true")
    press(page, " ")
    expect_state(page, "Sedang dilayani")
    expect(page.locator(MAIN)).to_have_attribute("data-does", "finish")


def test_arrow_keys_go_through_the_lists(place: Any, desk: Any) -> None:
    place.take(times=3)
    page = desk.at_counter(place)
    serve(page)
    hold(page, "Meterai")
    press(page, "m")
    for name in (f"Panggil {place.label(2)}", f"Panggil {place.label(3)}", f"Panggil {place.label(1)}"):
        expect(page.get_by_role("button", name=name)).to_be_focused()
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name=f"Panggil {place.label(3)}")).to_be_focused()


CUT_OFF = """() => {
    const outside = [];
    for (const card of document.querySelectorAll(".card")) {
        const frame = card.getBoundingClientRect();
        for (const part of card.querySelectorAll("button, .label, dd, dt, .about, .remarks, .service")) {
            const box = part.getBoundingClientRect();
            const below = card.matches(".current") && box.bottom > frame.bottom + 1;
            if (box.right > frame.right + 1 || below) outside.push(part.textContent);
        }
        if (card.matches("dialog") && card.scrollWidth > card.clientWidth) outside.push("the dialog scrolls sideways");
    }
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) outside.push("the page scrolls sideways");
    if (innerWidth > 900 && root.scrollHeight > innerHeight) outside.push("the page scrolls");
    return outside;
}"""
SIZES = [(1366, 768), (1280, 720), (390, 844)]


def test_nothing_is_cut_off_however_much_there_is_to_show(place: Any, other: Any, desk: Any) -> None:
    place.take(times=12, priority=True)
    page = desk.at_counter(place)
    for _ in range(3):
        serve(page)
        hold(page, "Surat keterangan dari kelurahan tempat tinggal yang lama")
    for _ in range(3):
        call(page)
        press(page, "x")
        expect_state(page, "Siap memanggil")
    page.locator(".missed summary").click()
    there = desk.at_counter(other)
    visit(other, other.service("ktp"), other.service("kk"))
    serve(there)
    send_on(there, f"keluarga {place.letter}", "Sudah membayar, bukti setor ada pada pemohon, mohon dicek lagi")
    expect_state(there, "Siap memanggil")
    ready(page)
    row = page.locator(f"[data-ticket='{other.label(1)}']", has_text="Sudah membayar")
    row.locator(".call").click()
    expect(page.locator(".remarks .from")).to_contain_text(f"Dinas {other.letter}")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("[data-does=no_show]")).to_be_visible()
        assert page.evaluate(CUT_OFF) == [], width
    press(page, " ")
    expect_state(page, "Sedang dilayani")
    for key in ("h", "t", "?"):
        press(page, key)
        expect(page.locator("dialog")).to_be_visible()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(CUT_OFF) == [], (key, width)
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)


def test_a_long_note_of_a_held_visitor_can_be_read_whatever_many_wait(place: Any, desk: Any) -> None:
    place.take(times=14)
    page = desk.at_counter(place)
    serve(page)
    hold(page, "Surat keterangan kehilangan dari kepolisian yang masih berlaku dan fotokopi akta perkawinan orang tua")
    shown = page.locator(".held li")
    expect(shown).to_be_visible()
    box, room = shown.bounding_box(), page.locator(".held").bounding_box()
    assert box is not None
    assert room is not None
    assert box["y"] + box["height"] <= room["y"] + room["height"] + 1
    whole, inside = page.locator(".held ol").evaluate("list => [list.scrollHeight, list.clientHeight]")
    assert whole <= inside + 1
    expect(page.locator(f"[data-ticket='{place.label(2)}']")).to_be_in_viewport()
