"""What a manager does beside watching the floor: numbers, devices, officers, keys, backups, the end of the day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.connecteddevice import a_device


def look_up(page: Page, number: str) -> None:
    page.fill("input[name=number]", number)
    page.keyboard.press("Enter")


@pytest.fixture
def office(place: Any, desk: Any) -> Any:
    """Opens a part of the office page for a manager of this test."""
    return lambda part: desk.at_the_office(place.hub, part, f"ibu-{place.agency}")


@pytest.mark.parametrize("said", ["{letter}-001", "{letter}1", "{small} 001"])
def test_a_number_is_found_however_it_is_said(place: Any, office: Any, said: str) -> None:
    place.take()
    page = office("numbers")
    look_up(page, said.format(letter=place.letter, small=place.letter.lower()))
    expect(page.locator(f"[data-visit='{place.label(1)}']")).to_contain_text("KTP elektronik")


def test_what_is_no_number_and_what_nobody_has_is_said(office: Any) -> None:
    page = office("numbers")
    look_up(page, "halo")
    expect(page.locator(".part .trouble")).to_have_text("Tulis nomornya seperti di tiket, misalnya A-013.")
    look_up(page, "A-999")
    expect(page.locator("[role=status]", has_text="Nomor itu tidak ada hari ini.")).to_be_visible()


def test_a_number_is_cancelled_only_after_a_question(place: Any, office: Any) -> None:
    place.take()
    page = office("numbers")
    look_up(page, place.label(1))
    step = page.locator(f"[data-visit='{place.label(1)}'] [data-state]")
    page.click("[data-does=cancel]")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(step).to_have_attribute("data-state", "waiting")
    page.click("[data-does=cancel]")
    page.get_by_role("dialog").get_by_role("button", name="Batalkan").click()
    expect(step).to_have_attribute("data-state", "cancelled")
    expect(page.locator("[data-does=cancel]")).to_have_count(0)


def test_a_no_show_is_brought_back_and_printed_again(place: Any, office: Any) -> None:
    place.take()
    with place.hub.client() as manager:
        manager.post(f"/counters/{place.counter}/call-next").raise_for_status()
        manager.post(f"/counters/{place.counter}/no-show").raise_for_status()
    page = office("numbers")
    look_up(page, place.label(1))
    page.click("[data-does=revive]")
    expect(page.locator("[data-state=waiting]")).to_be_visible()
    page.click("[data-does=reprint]")
    expect(page.locator(".said")).to_contain_text(f"{place.label(1)} dicetak ulang")


def test_devices_tell_their_trouble_in_plain_words(place: Any, office: Any) -> None:
    name = f"Pintu {place.letter}"
    page = office("devices")
    with a_device(place.hub, "kiosk", name, printer="paper_out", paper="out"):
        card = page.locator(f"[data-device='{name}']")
        expect(card).to_contain_text("Tersambung")
        expect(card.locator(".trouble")).to_have_text("Kertas habis. Pasang gulungan baru.")
        expect(card).to_contain_text("versi 0.1.0")
    expect(card.locator(".gone")).to_contain_text("Terputus sejak")


def test_a_pairing_code_makes_a_device_and_the_page_sees_it(place: Any, office: Any) -> None:
    page = office("devices")
    name = f"Papan {place.letter}"
    page.select_option("select[name=role]", "display")
    page.fill("input[name=device]", name)
    page.keyboard.press("Enter")
    code = page.locator("[data-code]").inner_text()
    expect(page.locator(".code")).to_contain_text(re.compile(r"Berlaku \d+ menit lagi"))
    with place.hub.client("") as device:
        assert (
            device.post("/pairing/redeem", json={"code": code}, headers={"X-Antrean": "1"})
            .raise_for_status()
            .json()["role"]
            == "display"
        )
    expect(page.locator(".code")).to_contain_text(f"{name} sudah terpasang.")


def test_a_revoked_key_stops_to_work(place: Any, office: Any) -> None:
    name = f"Lama {place.letter}"
    key = place.hub.key("kiosk", name)
    page = office("devices")
    page.locator(f"[data-key='{name}'] button").click()
    page.get_by_role("dialog").get_by_role("button", name="Cabut").click()
    expect(page.locator(f"[data-key='{name}']")).to_have_count(0)
    with place.hub.client(key) as device:
        assert device.get("/hall").status_code == 401


def test_it_is_said_whose_counters_a_programs_key_works(place: Any, office: Any) -> None:
    place.hub.key("officer", f"Panel {place.letter}", place.agency)
    place.hub.key("officer", f"Semua {place.letter}")
    page = office("devices")
    expect(page.locator(f"[data-key='Panel {place.letter}']")).to_contain_text(f"Dinas {place.letter}")
    expect(page.locator(f"[data-key='Semua {place.letter}']")).to_contain_text("Loket semua instansi")


def test_a_new_officer_can_sign_in_at_once(place: Any, office: Any, desk: Any) -> None:
    page = office("officers")
    page.get_by_role("button", name="Tambah petugas").click()
    code = f"dewi-{place.agency}"
    page.fill("input[name=name]", "Dewi")
    page.fill("input[name=officer]", code)
    page.select_option("select[name=agency]", place.agency)
    page.fill("input[name=pin]", "12")
    page.get_by_role("dialog").get_by_role("button", name="Tambah petugas").click()
    expect(page.locator("dialog .trouble")).to_have_text("PIN terdiri dari paling sedikit 6 angka.")
    page.fill("input[name=pin]", "314159")
    page.fill("input[name=again]", "314159")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-officer='{code}']")).to_contain_text(f"Dinas {place.letter}")
    counter = desk.open(f"{place.url}/counter/")
    desk.sign_in(counter, code, "314159")
    expect(counter.locator(".offer")).to_have_count(2)


def test_a_weak_pin_is_refused_in_plain_words(place: Any, office: Any) -> None:
    page = office("officers")
    code, _ = place.officer()
    page.reload()
    row = page.locator(f"[data-officer='{code}']")
    row.locator("[data-does=reset]").click()
    page.fill("input[name=pin]", "111111")
    page.fill("input[name=again]", "111111")
    page.keyboard.press("Enter")
    expect(page.locator(".part .trouble")).to_have_text(
        "PIN ini tidak dapat dipakai: pakai 6 sampai 32 angka, jangan berurutan atau sama semua."
    )


def test_a_new_pin_ends_the_old_one_and_a_removed_officer_is_gone(place: Any, office: Any) -> None:
    code, old = place.officer()
    page = office("officers")
    row = page.locator(f"[data-officer='{code}']")
    row.locator("[data-does=reset]").click()
    page.fill("input[name=pin]", "628318")
    page.fill("input[name=again]", "628318")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("PIN baru")
    with place.hub.client("") as nobody:
        answers = [
            nobody.post("/session", json={"officer": code, "pin": pin}, headers={"X-Antrean": "1"}).status_code
            for pin in (old, "628318")
        ]
    assert answers == [401, 200]
    row.locator("[data-does=remove]").click()
    page.get_by_role("dialog").get_by_role("button", name="Hapus").click()
    expect(row).to_have_count(0)


def test_a_backup_is_made_now_and_said_to_be_checked(office: Any) -> None:
    page = office("day")
    page.click("[data-does=backup]")
    expect(page.locator("[aria-labelledby=backups] .said")).to_have_text("Cadangan dibuat dan diperiksa.")
    expect(page.locator("[data-backup]")).to_contain_text("Terakhir:")


def test_closing_the_day_settles_everybody_and_shows_the_recap(registry: Any, desk: Any) -> None:
    registry.take(times=3)
    with registry.hub.client() as manager:
        manager.post("/counters/1/call-next").raise_for_status()
        manager.post("/counters/1/start").raise_for_status()
        page = desk.at_the_office(registry.hub, "day")
        expect(page.locator("[data-does=close-day]")).to_have_attribute("aria-disabled", "true")
        manager.post("/counters/1/finish").raise_for_status()
    expect(page.locator("#day ~ p").first).to_have_text("Masih ada 2 nomor yang belum selesai.")
    page.click("[data-does=close-day]")
    page.get_by_role("dialog").get_by_role("button", name="Tutup hari ini").click()
    row = page.locator("[data-service='dukcapil.ktp']")
    expect(row.locator("[data-column=served]")).to_have_text("1")
    expect(row.locator("[data-column=expired]")).to_have_text("2")
    expect(page.locator(".recap .legend")).to_have_text(
        "Dari setiap 10 orang, 9 menunggu paling lama selama waktu di kolom “tunggu 90 %”."
    )
    expect(page.locator("[data-does=close-day]")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-does=close-day]")).to_contain_text("Hari ini sudah ditutup pukul")
    registry.take()
    expect(page.locator("[data-does=close-day]")).to_have_attribute("aria-disabled", "false")
    expect(page.locator("[data-does=close-day]")).to_have_text("Tutup hari ini")


def test_the_recaps_day_is_written_day_first_and_a_mistake_is_said(many: Any, desk: Any) -> None:
    page = desk.at_the_office(many, "day", "bu-tanggal")
    field = page.locator("input[name=date]")
    expect(field).to_have_value(re.compile(r"^\d\d/\d\d/\d{4}$"))
    field.fill("11/28/2026")
    expect(page.locator(".recap .trouble")).to_contain_text("hari/bulan/tahun")
    field.fill("01/02/2999")
    expect(page.locator(".recap .trouble")).to_contain_text("belum ada")
    field.fill("02/01/2026")
    expect(page.locator(".recap .trouble")).to_have_text("")
    expect(page.locator(".recap .quiet")).to_have_text("Tidak ada ringkasan untuk tanggal itu.")


def test_a_visit_for_several_services_is_one_number_that_is_not_settled(registry: Any, desk: Any) -> None:
    with registry.hub.client() as manager:
        manager.post("/tickets", json={"services": ["dukcapil.ktp", "dukcapil.kk"]}).raise_for_status()
    registry.take()
    page = desk.at_the_office(registry.hub, "day")
    expect(page.locator("#day ~ p").first).to_have_text("Masih ada 2 nomor yang belum selesai.")


def test_a_number_that_a_program_took_bears_the_name_of_its_key(place: Any, office: Any) -> None:
    with place.hub.client(place.hub.key("manager", f"web-{place.agency}")) as program:
        program.post("/tickets", json={"service": place.service("ktp")}).raise_for_status()
    page = office("numbers")
    look_up(page, place.label(1))
    found = page.locator(f"[data-visit='{place.label(1)}']")
    expect(found).to_contain_text(f"web-{place.agency}")
    expect(found).not_to_contain_text("-key")
