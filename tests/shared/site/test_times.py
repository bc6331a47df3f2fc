"""Hours of services, days and periods of agencies, quotas: what a file's lines become, and what is refused."""

from __future__ import annotations

from datetime import date, time

import pytest
from test_load import SMALL, changed, only

from shared.site.load import load_text
from shared.site.model import Break, Hours, Period, Quota, SpecialDay
from shared.site.quota import limit, quota_words

RAMADAN = """
[[period]]
name = "Ramadan"
from = 2027-02-08
until = 2027-03-08
hours = { monday-thursday = "08:00-14:00", friday = "08:00-14:30" }
"""
HEAD = "[agency.police.service.skck]"


def police(lines: str) -> str:
    """The small site with these lines in the police's table."""
    return changed("counters = 3", f"counters = 3\n{lines}")


def service(lines: str) -> str:
    return changed(HEAD, f"{HEAD}\n{lines}")


@pytest.mark.parametrize(
    "days", ["senin, rabu-kamis", "Monday, Wednesday-Thursday", "senin, Rabu-Thursday"], ids=["id", "en", "mixed"]
)
def test_days_may_be_named_in_indonesian(days: str) -> None:
    first, second = days.split(", ")
    site = load_text(
        police(f'hours = {{ {first} = "08:00-12:00", {second} = "09.00-11.00", "jum\'at" = "tutup" }}'), "f"
    )
    early, late = Hours(time(8), time(12)), Hours(time(9), time(11))
    assert site.agencies[1].week == (early, None, late, late, None, None, None)


def test_ramadan_takes_five_lines() -> None:
    short, friday = Hours(time(8), time(14)), Hours(time(8), time(14, 30))
    assert load_text(SMALL + RAMADAN, "f").periods == (
        Period(date(2027, 2, 8), date(2027, 3, 8), (short, short, short, short, friday, None, None), {"id": "Ramadan"}),
    )


def test_an_agency_has_breaks_closed_days_and_periods_of_its_own() -> None:
    lines = """breaks = [{ hours = "12:00-13:00", reason = "Istirahat" }]
special = [{ day = 2026-12-04, hours = "closed", name = "Rapat" }]
period = [{ name = "Haji", from = 2027-05-01, until = 2027-05-09, hours = { senin = "08:00-10:00" } }]
quota = 40"""
    agency = load_text(police(lines), "f").agencies[1]
    assert agency.breaks == (Break(time(12), time(13), {"id": "Istirahat"}),)
    assert agency.special == (SpecialDay(date(2026, 12, 4), None, {"id": "Rapat"}),)
    assert [period.starts for period in agency.periods] == [date(2027, 5, 1)]
    assert agency.quota == 40


def test_a_service_has_a_week_and_quotas_by_weekday_and_half_day() -> None:
    lines = """hours = { monday = "08:00-12:00" }
quota = { day = 30, monday-tuesday = 10, morning = 8, afternoon = 7, noon = "12.30" }"""
    found = load_text(service(lines), "f").service("police.skck")
    assert found is not None
    assert found.week == (Hours(time(8), time(12)), *[None] * 6)
    assert found.quota == Quota((10, 10, 30, 30, 30, 30, 30), 8, 7, time(12, 30))
    assert quota_words(found.quota) == (
        "Mon 10, Tue 10, Wed 30, Thu 30, Fri 30, Sat 30, Sun 30, 8 before 12:30 and 7 after"
    )


@pytest.mark.parametrize(
    ("weekday", "at", "most"), [(0, time(9), 8), (0, time(12), 10), (1, time(9), 8), (1, time(12), 15)]
)
def test_the_smaller_of_day_and_half_day_holds(weekday: int, at: time, most: int) -> None:
    assert limit(Quota((10, *[None] * 6), 8, 7), weekday, at) == most


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (SMALL + RAMADAN + RAMADAN.replace("02-08", "03-08", 1), "period[1].from", "until 2027-03-08"),
        (SMALL + RAMADAN.replace("2027-03-08", "2027-01-08"), "period[0].until", "not before 2027-02-08"),
        (service("quota = { morning = 5 }"), "agency.police.service.skck.quota.afternoon", "both halves"),
        (service("quota = { sennin = 5 }"), "agency.police.service.skck.quota.sennin", '"senin"'),
        (service("quota = {}"), "agency.police.service.skck.quota", "day = 30"),
        (
            service('quota = { day = 3, noon = "12:00" }'),
            "agency.police.service.skck.quota.noon",
            "morning and afternoon",
        ),
        (
            service('quota = { morning = 3, afternoon = 3, noon = "25:00" }'),
            "agency.police.service.skck.quota.noon",
            '"12:00"',
        ),
        (police("quota = 0"), "agency.police.quota", "from 1"),
        (
            police('special = [{ day = 2026-12-04, hours = "closed", breaks = ["12:00-13:00"], name = "R" }]'),
            "agency.police.special[0].breaks",
            "closed day",
        ),
        (police('breaks = ["12:00-13:00", "12:30-13:30"]'), "agency.police.breaks[1]", "do not overlap"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_place_and_cure(text: str, place: str, expected: str) -> None:
    mistake = only(text)
    assert mistake.place.replace(".[", "[") == place
    assert expected in mistake.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "Aula\nkey = "x"', "a closing quotation mark"),
        ("[zone.a]\n[zone.b]\n[zone.a]", "each table once"),
        ("name = \u201cAula\u201d", "straight quotation marks"),
        ("day = 28-12-2026", "year, month, day"),
        ("day = 08/12/2026", "year, month, day"),
        ("key = 1\nkey = 2", "each key once"),
        ("key Aula", "between"),
        ("key = Aula", "in quotation marks"),
        ('key = "a" b', "nothing more in the line"),
        ("key = [1 2]", "a comma between the entries"),
        ("key = { a = 1 b = 2 }", "a comma between the entries"),
        ("day = 2026-02-30", "a date that exists"),
        ("[zone.a", "closed by as many ]"),
        ('path = "C:\\d"', "a backslash"),
    ],
)
def test_what_is_no_toml_is_told_in_plain_words(text: str, expected: str) -> None:
    assert expected in only(text).expected


def test_a_day_is_closed_however_the_word_is_written() -> None:
    lines = 'hours = { monday = "08:00-12:00", tuesday = "Tutup", wednesday = "CLOSED" }'
    assert load_text(police(lines), "f").agencies[1].week == (Hours(time(8), time(12)), *[None] * 6)


def test_a_heading_that_stands_twice_is_named() -> None:
    assert only("[agency.a]\n[agency.b]\n[agency.a]").found == "[agency.a] a second time"
