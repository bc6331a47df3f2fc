"""Times and dates; ``web/common/moments.js`` is held to the same cases in ``tests/web/test_twins.py``."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from shared.wording.moments import clock, day, day_of_year, moment

CASES = json.loads(Path(__file__).with_name("moments.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("lang", "at", "zone", "said"), CASES["clock"])
def test_times_are_those_of_the_hall_and_not_of_the_machine(lang: str, at: str, zone: str, said: str) -> None:
    assert clock(lang, datetime.fromisoformat(at), ZoneInfo(zone)) == said


@pytest.mark.parametrize(("lang", "at", "now", "zone", "said"), CASES["moment"])
def test_a_moment_is_said_as_somebody_standing_there_would(lang: str, at: str, now: str, zone: str, said: str) -> None:
    assert moment(lang, datetime.fromisoformat(at), datetime.fromisoformat(now), ZoneInfo(zone)) == said


def test_a_day_is_said_with_its_weekday_and_with_its_year_where_that_matters() -> None:
    assert day("id", date(2022, 9, 19)) == "Senin, 19 September"
    assert day_of_year("en", date(2022, 9, 19)) == "Monday, 19 September 2022"
