"""National calendars: the decrees' days, what a site does with them, and when the next year is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_load import SMALL, mistakes

from shared.site.calendars import calendars, countries, holidays_of, missing_year
from shared.site.load import load_site, load_text
from shared.site.model import Site


def site(lines: str) -> Site:
    return load_text(f"{lines}\n{SMALL}", "small.toml")


def days(of: Site) -> dict[date, str]:
    return {holiday.day: holiday.name["id"] for holiday in of.holidays}


@pytest.mark.parametrize(("year", "holidays", "leave"), [(2026, 17, 8), (2027, 18, 8)])
def test_each_year_has_as_many_days_as_its_decree_says(year: int, holidays: int, leave: int) -> None:
    (calendar,) = [one for one in calendars("id") if one.year == year]
    assert sum(not day.leave for day in calendar.days) == holidays
    assert sum(day.leave for day in calendar.days) == leave
    assert calendar.decree.startswith("SKB ")
    assert all(day.day.year == year and set(day.name) == {"id", "en"} for day in calendar.days)
    assert [day.day for day in calendar.days] == sorted({day.day for day in calendar.days})


def test_the_days_agree_with_the_package_holidays_where_it_is_installed() -> None:
    """Run on 2026-11-28 with holidays 0.109: no difference in either year (docs/adr/0017)."""
    holidays = pytest.importorskip("holidays")
    for year in (2026, 2027):
        theirs = holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
        assert {one.day for one in holidays_of("id", True) if one.day.year == year} == set(theirs)


@pytest.mark.parametrize("name", ["batu", "balangan"])
def test_both_bundled_halls_are_closed_on_every_day_of_both_decrees(name: str) -> None:
    assert {holiday.day for holiday in load_site(name).holidays} >= {one.day for one in holidays_of("id", True)}


def test_a_hall_may_work_on_days_of_joint_leave() -> None:
    known = days(site('calendar = "id"\njoint_leave = false'))
    assert date(2027, 2, 5) not in known
    assert date(2027, 2, 6) in known


def test_a_day_that_the_minister_moved_is_moved() -> None:
    moved = '\n[[holiday]]\nday = 2027-03-16\nname = "Idulfitri"\n'
    known = days(load_text(f'calendar = "id"\nworkdays = [2027-03-10]\n{SMALL}{moved}', "small.toml"))
    assert date(2027, 3, 10) not in known
    assert known[date(2027, 3, 16)] == "Idulfitri"
    assert list(known) == sorted(known)


def test_the_sites_own_name_stands_above_the_calendars() -> None:
    own = '\n[[holiday]]\nday = 2027-08-17\nname = "HUT RI"\n'
    known = days(load_text(f'calendar = "id"\n{SMALL}{own}', "small.toml"))
    assert known[date(2027, 8, 17)] == "HUT RI"


@pytest.mark.parametrize(
    ("lines", "place", "expected"),
    [
        ('calendar = "my"', "calendar", "a calendar that comes with the program"),
        ('calendar = "id"\nworkdays = [2027-03-13]', "workdays[0]", "a day of the calendar"),
        ("workdays = [2027-03-10]", "workdays[0]", 'calendar = "id"'),
        ('calendar = "id"\nworkdays = [2031-03-10]', "workdays[0]", "a day of the calendar"),
    ],
)
def test_a_calendar_that_is_not_there_is_named_with_a_cure(lines: str, place: str, expected: str) -> None:
    (mistake,) = mistakes(f"{lines}\n{SMALL}")
    assert mistake.place.replace(".[", "[") == place
    assert expected in mistake.expected


@pytest.mark.parametrize(
    ("lines", "today", "missing"),
    [
        ('calendar = "id"', date(2026, 11, 1), None),
        ('calendar = "id"', date(2027, 10, 31), None),
        ('calendar = "id"', date(2027, 11, 1), 2028),
        ('calendar = "id"', date(2028, 1, 1), 2028),
        ("", date(2026, 10, 31), 2026),
    ],
)
def test_a_missing_year_is_told_from_november_on(lines: str, today: date, missing: int | None) -> None:
    assert missing_year(site(lines), today) == missing


def test_a_few_days_of_its_own_do_not_make_a_year_of_a_hall_with_a_calendar() -> None:
    own = '\n[[holiday]]\nday = 2028-08-17\nname = "HUT RI"\n'
    assert missing_year(load_text(f'calendar = "id"\n{SMALL}{own}', "x.toml"), date(2027, 12, 1)) == 2028


def test_every_calendar_file_is_named_by_country_and_year() -> None:
    folder = Path(__file__).parents[3] / "assets" / "calendars"
    assert countries() == ("id",)
    assert {path.stem for path in folder.iterdir()} == {f"id-{calendar.year}" for calendar in calendars("id")}
