"""Words stay in their places on the pages: counters with long names on several floors, series of two letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.counterpage import press, ready
from tests.support.fitting import misfits
from tests.support.hubprocess import HubProcess

SITE = """
key = "long"
name = "MPP Kabupaten Penajam Paser Utara"
kind = "Mal Pelayanan Publik"
address = "Jalan Satu"
timezone = "{zone}"
[hours]
monday-sunday = "00:00-23:59"
[zone.one]
name = "Lobi"
floor = 1
[zone.three]
name = "Ruang layanan lantai 3"
floor = 3
[agency.dukcapil]
letter = "MW"
short = "Dinas Kependudukan"
name = "Dinas Kependudukan dan Pencatatan Sipil"
colour = "#0B6B63"
counters = "12-13"
zone = "three"
[agency.dukcapil.service.ktp]
name = {{ id = "Perekaman dan cetak KTP elektronik", en = "Electronic ID card" }}
minutes = 10
[agency.bpjs]
letter = "KM"
short = "BPJS Ketenagakerjaan"
name = "BPJS Ketenagakerjaan"
colour = "#234495"
counters = "1"
zone = "one"
[agency.bpjs.service.klaim]
name = {{ id = "Klaim jaminan hari tua", en = "Old-age claim" }}
minutes = 10
[counter.12]
name = {{ id = "Kependudukan Utama 1", en = "Civil Registration 1" }}
"""
WAITING = 12
PHONES = ((390, 844), (320, 640))
DESKS = ((1366, 768), (1024, 768), (320, 640))
LANGUAGES = pytest.mark.parametrize("lang", ["id", "en"])


@pytest.fixture(scope="module")
def long_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    folder = tmp_path_factory.mktemp("long")
    (folder / "long.toml").write_text(SITE.format(zone="Asia/Jakarta"), encoding="utf-8")
    made = HubProcess(data=folder / "data", site=str(folder / "long.toml"))
    yield made.start()
    made.stop()


def sizes(all_of_them: tuple[tuple[int, int], ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("size", all_of_them, ids=lambda size: f"{size[0]}x{size[1]}")


def speaks(page: Page, lang: str) -> None:
    page.get_by_role("button", name=lang.upper(), exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", lang)


@LANGUAGES
@sizes(PHONES)
def test_on_a_phone_no_counters_name_is_torn_and_nothing_moves_sideways(
    long_names: HubProcess, desk: Any, size: tuple[int, int], lang: str
) -> None:
    mine = long_names.take("dukcapil.ktp", lang=lang, priority=True)
    page: Page = desk.open(f"{long_names.url}/t/{mine['token']}", width=size[0], height=size[1])
    found: list[str] = []

    def looks(state: str) -> None:
        expect(page.locator(f"main.{state}")).to_be_visible()
        found.extend(f"{state}: {misfit}" for misfit in misfits(page))

    looks("waiting")
    with long_names.client() as manager:

        def does(what: str, **body: Any) -> None:
            manager.post(f"/counters/12/{what}", json=body or None).raise_for_status()

        does("open")
        does("call", ticket=mine["id"])
        looks("called")
        does("start")
        looks("serving")
        does("hold", note="Fotokopi KK dan surat pengantar dari kelurahan")
        looks("held")
        does("resume", ticket=mine["id"])
        does("no-show")
        looks("no_show")
        does("close")
    assert found == []


def test_whoever_fetches_a_paper_reads_on_the_phone_on_which_floor_to_come_back(
    long_names: HubProcess, desk: Any
) -> None:
    mine = long_names.take("dukcapil.ktp")
    page: Page = desk.open(f"{long_names.url}/t/{mine['token']}", width=360, height=740)
    with long_names.client() as manager:
        manager.post("/counters/12/open").raise_for_status()
        manager.post("/counters/12/call", json={"ticket": mine["id"]}).raise_for_status()
        manager.post("/counters/12/start").raise_for_status()
        manager.post("/counters/12/hold", json={"note": "Fotokopi KK"}).raise_for_status()
        manager.post("/counters/12/close").raise_for_status()
    expect(page.locator("main.held dl")).to_contain_text("Kependudukan Utama 1 · lantai 3")


@LANGUAGES
@sizes(DESKS)
def test_on_the_counter_page_all_words_fit_and_the_waiting_list_is_seen(
    long_names: HubProcess, desk: Any, size: tuple[int, int], lang: str
) -> None:
    for _ in range(WAITING):
        long_names.take("dukcapil.ktp")
    found: list[str] = []
    with long_names.signed_in(f"sari-{lang}-{size[0]}", "dukcapil") as client:
        page: Page = desk.open(f"{long_names.url}/counter/", session=client, width=size[0], height=size[1])

    def looks(name: str) -> None:
        found.extend(f"{name}: {misfit}" for misfit in misfits(page))

    expect(page.locator("[data-counter='12']")).to_be_visible()
    speaks(page, lang)
    looks("choose")
    page.locator("[data-counter='12']").click()
    ready(page)
    looks("idle")
    press(page, " ")
    expect(page.locator(".actions [data-does=miss_next]")).to_be_visible()
    ready(page)
    looks("called")
    press(page, " ")
    expect(page.locator(".actions [data-does=hold]")).to_be_visible()
    ready(page)
    looks("serving")
    for key in "htc":
        press(page, key)
        expect(page.get_by_role("dialog")).to_be_visible()
        looks(f"dialog {key}")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "s")
    expect(page.locator(".undo button")).to_be_visible()
    looks("undo")
    if size[0] < 900:
        rows = page.locator(".waiting li")
        card = page.locator(".waiting").bounding_box()
        last = rows.last.bounding_box()
        assert card is not None
        assert last is not None
        assert last["y"] + last["height"] <= card["y"] + card["height"] + 1, "the last who waits can be read"
    with long_names.client() as manager:
        manager.post("/counters/12/close").raise_for_status()
    assert found == []


@LANGUAGES
@sizes(PHONES[1:])
def test_the_office_page_never_moves_sideways(
    long_names: HubProcess, desk: Any, size: tuple[int, int], lang: str
) -> None:
    page: Page = desk.at_the_office(long_names, manager=f"ibu-{lang}-{size[0]}", width=size[0], height=size[1])
    speaks(page, lang)
    found: list[str] = []
    for part in ("floor", "numbers", "devices", "officers", "day"):
        page.evaluate(f"location.hash = '{part}'")
        expect(page.locator("[aria-current=page]")).to_have_attribute("href", f"#{part}")
        found.extend(f"{part}: {misfit}" for misfit in misfits(page))
    assert found == []


def test_the_office_tells_the_floor_of_each_counter(long_names: HubProcess, desk: Any) -> None:
    page: Page = desk.at_the_office(long_names, manager="ibu-floor")
    expect(page.locator("[data-counter='12'] header")).to_contain_text("Dinas Kependudukan · lantai 3")
