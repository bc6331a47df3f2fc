"""The sites that come with the program: whole, readable on a kiosk, and true to what is known of the halls."""

from __future__ import annotations

from datetime import date, time
from itertools import combinations

import pytest

from shared.site.check import describe
from shared.site.colour import contrast
from shared.site.load import FOLDER, bundled, load_site, load_text
from shared.site.model import Site
from shared.texts import Translations

EVERY = ["batu", "batu:opening", "balangan", "samarinda"]


@pytest.fixture(params=EVERY)
def site(request: pytest.FixtureRequest) -> Site:
    return load_site(str(request.param))


def every_text(site: Site) -> list[Translations]:
    found = [site.name, site.kind, site.address, *site.board.info, *site.board.ticker, site.paper.closing]
    found += [words for place in site.facilities for words in (place.name, place.where) if words]
    found += [words for agency in site.agencies for words in (agency.short, agency.name)]
    for agency in site.agencies:
        for service in agency.services:
            found += [service.name, *service.bring, *([service.detail] if service.detail else [])]
    return found


def test_both_halls_come_with_the_program() -> None:
    assert set(bundled()) == {"batu", "balangan", "samarinda"}


def test_batu_has_its_22_agencies_and_28_counters() -> None:
    site = load_site("batu")
    assert len(site.agencies) == 22
    assert [counter.number for counter in site.counters] == list(range(1, 29))
    assert site.timezone == "Asia/Jakarta"
    friday = site.week[4]
    assert friday is not None
    assert [(pause.starts, pause.ends) for pause in friday.breaks] == [(time(11, 30), time(13))]
    assert site.speech.languages == ("id",)


def test_samarinda_has_its_43_agencies_on_three_floors_that_are_told() -> None:
    site = load_site("samarinda")
    assert len(site.agencies) == 43
    assert {zone.floor for zone in site.zones} == {1, 2, 3}
    assert site.tells_floor
    assert not site.tells_zone
    assert {counter.name["id"] for counter in site.counters if counter.name} >= {"1A", "4B"}
    assert "2S" in site.series


def test_batus_opening_has_the_three_agencies_of_its_first_day() -> None:
    site = load_site("batu:opening")
    assert [agency.code for agency in site.agencies] == ["dukcapil", "dpmptsp", "bapenda"]
    assert [counter.number for counter in site.counters] == list(range(1, 9))


def test_balangan_has_18_agencies_and_21_counters_in_central_time() -> None:
    site = load_site("balangan")
    assert (len(site.agencies), len(site.counters), site.timezone) == (18, 21, "Asia/Makassar")
    assert {counter.zone for counter in site.counters} == {zone.code for zone in site.zones}


def test_letters_that_look_or_sound_like_others_are_not_used(site: Site) -> None:
    assert not {agency.letter for agency in site.agencies} & set("IOQV")


def test_white_letters_are_readable_on_every_agencys_colour(site: Site) -> None:
    for agency in site.agencies:
        assert contrast(agency.colour, "#FFFFFF") >= 4.5, agency.code
    for one, other in combinations(site.agencies, 2):
        assert one.colour != other.colour, (one.code, other.code)


def test_names_are_short_enough_for_a_row_of_the_kiosk(site: Site) -> None:
    for agency in site.agencies:
        assert all(len(text) <= 20 for text in agency.short.values()), agency.short
        for service in agency.services:
            assert all(len(text) <= 27 for text in service.name.values()), service.name


def test_every_service_says_what_to_bring_and_has_words_to_find_it_by(site: Site) -> None:
    for agency in site.agencies:
        for service in agency.services:
            assert service.bring, service.code
            assert service.keywords, service.code
            assert all(len(word) > 1 for word in service.keywords), service.code


def test_indonesian_is_spelt_as_it_is_written_today(site: Site) -> None:
    for words in every_text(site):
        assert not {"antrian", "silahkan"} & set(words["id"].lower().split()), words


def test_no_text_has_blanks_around_it(site: Site) -> None:
    for words in every_text(site):
        assert all(text == text.strip() for text in words.values()), words


def test_the_fixed_holidays_of_both_years_are_there(site: Site) -> None:
    days = {holiday.day for holiday in site.holidays}
    for year in (2026, 2027):
        assert {date(year, month, day) for month, day in ((1, 1), (5, 1), (6, 1), (8, 17), (12, 25))} <= days


@pytest.mark.parametrize("name", ["batu", "balangan"])
def test_every_agency_in_the_file_says_on_what_it_rests(name: str) -> None:
    lines = (FOLDER / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    heads = [nth for nth, line in enumerate(lines) if line.startswith("[agency.") and ".service." not in line]
    assert len(heads) == len(load_site(name).agencies)
    for nth in heads:
        comment: list[str] = []
        while lines[nth - 1 - len(comment)].startswith("#"):
            comment.append(lines[nth - 1 - len(comment)])
        said = " ".join(comment).lower()
        assert "agency" in said, lines[nth]
        assert "services: " in said or "services:" in said or "and services" in said, lines[nth]
        assert any(word in said for word in ("source", "assumed", "planned", "hint")), lines[nth]


def test_the_summary_names_what_a_technician_wants_to_check() -> None:
    said = describe(load_site("batu"))
    for part in (
        "MPP Among Warga (batu)",
        "Asia/Jakarta",
        "Mon-Thu 08:00-15:00, Fri 08:00-14:30 (break 11:30-13:00)",
        "22 agencies, 79 services, 28 counters",
        "counter 1–4, 7 services",
        "polres.sim 50 a day",
        "25 in 2026",
    ):
        assert part in said
    assert "\n\n" not in said


def test_the_check_tells_series_floors_and_names_of_counters_back() -> None:
    said = describe(load_site("samarinda"))
    assert "lantai2 (floor\u00a02)" in said
    assert "visitors are told the floor of a counter" in said
    assert "called 1: 1A, 45: 1B, 46: 1C" in said
    assert "own series: polresta.sim 2S" in said


def test_the_check_tells_periods_special_days_breaks_and_the_rota_back_however_far_ahead() -> None:
    text = (FOLDER / "batu.toml").read_text(encoding="utf-8")
    hall = """
[[special]]
day = 2027-12-24
hours = "closed"
name = "Rapat"

[[period]]
name = "Ramadan"
from = 2027-02-08
until = 2027-03-08
hours = { monday-thursday = "08:00-14:00" }

[[agency.dukcapil.special]]
day = 2027-05-03
hours = "08:00-11:00"
name = "Sosialisasi"

[counter.1]
breaks = ["12:00-12:30"]
"""
    own = '[agency.dukcapil]\nbreaks = ["10:00-10:15"]\nabsent = [2027-06-01, 2027-06-02]'
    site = load_text(text.replace("[agency.dukcapil]", own) + hall, "f")
    said = describe(site).splitlines()
    for line in (
        "  special     2027-12-24 closed (Rapat)",
        "  period      2027-02-08 to 2027-03-08 Mon-Thu 08:00-14:00 (Ramadan)",
        "        special     2027-05-03 08:00-11:00 (Sosialisasi)",
        "        breaks      10:00-10:15",
        "        absent      on 2 days, the last 2027-06-02",
        "        rota        counter 1 away 12:00-12:30",
    ):
        assert line in said, said
