"""What the check warns of in files that are right, and its calendar of two weeks."""

from __future__ import annotations

from datetime import date

import pytest
from test_load import SMALL, changed
from test_times import RAMADAN, police, service

from shared.site.fortnight import fortnight
from shared.site.load import load_site, load_text
from shared.site.warnings import warnings_of

NOW = date(2026, 11, 2)


def told(text: str, today: date = NOW) -> str:
    return "\n".join(str(warning) for warning in warnings_of(load_text(text, "f"), today))


def floors(name: str) -> str:
    """The small site with a second zone of this name on the second floor."""
    hall = changed("[zone.hall]", "[zone.hall]\nfloor = 1").replace("counters = 3", 'counters = 3\nzone = "up"')
    return f'{hall}\n[zone.up]\nname = "{name}"\nfloor = 2\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SMALL, "holiday: no holidays of 20"),
        (
            SMALL + '[[special]]\nday = 2024-01-02\nhours = "08:00-09:00"\nname = "x"\n',
            "special: 1 of more than a year ago",
        ),
        (police("absent = [2025-01-02]"), "agency.police.absent: 1 of more than a year ago"),
        (police('hours = { sunday = "08:00-12:00" }'), "agency.police.hours: never meet the hall's"),
        (service('hours = { sunday = "08:00-12:00" }'), "agency.police.service.skck.hours: never meet the agency's"),
        (SMALL + '[[special]]\nday = 2026-12-02\nhours = "08:00-08:20"\nname = "x"\n', "special: open for 20 minutes"),
        (police('hours = { monday = "08:00-08:30" }'), "agency.police.hours: open for 30 minutes"),
        (police('breaks = ["12:00-13:00", "20:00-21:00"]'), "agency.police.breaks: 20:00-21:00 is outside"),
        (service('quota = { morning = 5, afternoon = 5, noon = "15:00" }'), "skck.quota: always closed from 15:00 on"),
        (service('quota = { morning = 5, afternoon = 5, noon = "08:00" }'), "skck.quota: always opens after 08:00"),
        (changed("[zone.hall]", '[zone.hall]\nfloor = "2"'), "zone.hall.floor: told as"),
        (service("quota = 1"), "agency.police.service.skck.quota: only 1"),
        (police("quota = { day = 50, friday = 2 }"), "agency.police.quota: only 2"),
        (service('detail = "a\\u0007b"'), "U+0007"),
        (service('bring = ["Surat"]'), "no English"),
        (changed('name = { id = "MPP Kecil"', f'name = {{ id = "MPP {"Kecil " * 8}"'), "name: 52 characters in id"),
        (changed('keywords = ["KTP", "e-ktp"]', ""), "no keywords, found by name only: ktp"),
        (floors("Lantai 2"), 'zone.up.name: visitors would read "lantai 2 · Lantai 2"'),
        (floors("Sayap utara"), "no English: zone."),
        (SMALL + '\n[counter.1]\nname = "Loket Teratai"\n', 'counter.1.name: visitors would read "Loket Loket'),
    ],
)
def test_the_check_warns_of_what_is_probably_not_meant(text: str, said: str) -> None:
    assert said in told(text)


def test_breaks_half_days_and_short_days_that_have_their_hours_are_not_warned_of() -> None:
    lines = """hours = { monday = "08:00-12:00", friday = "13:00-15:00" }
quota = { morning = 5, afternoon = 5 }
breaks = ["08:30-09:00", "14:00-14:15"]"""
    said = told(police(lines) + RAMADAN)
    assert "police.quota" not in said
    assert "police.breaks" not in said
    assert "minutes" not in said


def test_many_services_without_keywords_are_one_warning() -> None:
    text = changed('keywords = ["KTP", "e-ktp"]', "")
    for nth, series in enumerate("CEFG"):
        text += f"""
[agency.more{nth}]
letter = "{series}"
short = "X"
name = "X"
colour = "#0B6B63"
counters = {20 + nth}
[agency.more{nth}.service.x]
name = "X"
minutes = 5
"""
    said = [str(warning) for warning in warnings_of(load_text(text, "f"), NOW) if "by name only" in warning.text]
    assert len(said) == 1
    assert said[0].startswith(
        "keywords: 7 services have none, found by name only: registry.ktp, registry.kk, police.skck"
    )
    assert said[0].endswith(" and 2 more")


def test_a_zone_with_a_name_of_its_own_is_no_cause_for_a_warning() -> None:
    assert "visitors would read" not in told(floors("Sayap utara"))
    assert "visitors would read" not in told(floors("Lantai 2") + "[where]\nzone = false\n")


@pytest.mark.parametrize("name", ["batu", "balangan"])
def test_a_bundled_hall_gives_no_warning_but_of_english(name: str) -> None:
    assert [warning.place for warning in warnings_of(load_site(name), NOW) if warning.place != "languages"] == []


def test_from_november_a_missing_next_year_is_warned_of() -> None:
    text = f'calendar = "id"\n{SMALL}'
    assert "no holidays of 2028" not in told(text, date(2027, 10, 31))
    assert "no holidays of 2028 are known" in told(text, date(2027, 11, 1))


def test_the_calendar_tells_each_day_and_who_differs() -> None:
    text = police('special = [{ day = 2027-02-09, hours = "closed", name = "Rapat" }]') + RAMADAN
    lines = fortnight(load_text(f'calendar = "id"\n{text}', "f"), date(2027, 2, 5))
    assert sum(not line.startswith("      ") for line in lines) == 14
    assert lines[0].startswith("  Fri 2027-02-05  holiday (")
    assert "  Mon 2027-02-08  08:00-14:00" in lines
    at = lines.index("  Tue 2027-02-09  08:00-14:00")
    assert lines[at + 1].startswith("      absent (Rapat): ")


def test_the_calendar_names_services_with_days_of_their_own() -> None:
    lines = fortnight(load_text(service('hours = { monday = "08:00-11:00" }'), "f"), date(2026, 11, 2))
    assert lines[:2] == ("  Mon 2026-11-02  08:00-15:00", "      08:00-11:00: police.skck")
    assert lines[3] == "      closed: police.skck"
