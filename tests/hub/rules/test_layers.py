"""Layers of hours: agency over hall, periods over weeks, a service's week within its agency's, and quotas."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_openness import AGENCY, DAY, KTP, SITE, ask, local, said

from hub.rules.openness import DayFigures, openness
from shared.site.days import Shut, hours_on
from shared.site.model import Agency, Break, Holiday, Hours, Period, Quota, Site, SpecialDay, Week
from shared.wire import ClosedReason
from tests.support.agency_answer import agency_openness

# 16 November 2026 is a Monday.
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
SHORT = Hours(time(9), time(12))
SHORT_WEEK: Week = (SHORT, SHORT, SHORT, SHORT, SHORT, None, None)
WHOLE = Hours(time(8), time(16), (Break(time(12), time(13)),))
RAMADAN = Period(MONDAY, TUESDAY, SHORT_WEEK, {"id": "Ramadan"})
LONG = replace(RAMADAN, week=(WHOLE,) * 7)
MONDAYS = replace(KTP, week=(Hours(time(7), time(12)), *[None] * 6))


def spoken(site: Site, agency: Agency, day: date = MONDAY) -> str:
    found = hours_on(site, agency, None, day)
    if isinstance(found, Shut):
        return found.why
    pauses = "".join(
        f" -{pause.starts:%H}-{pause.ends:%H}" for pause in sorted(found.breaks, key=lambda one: one.starts)
    )
    return f"{found.opens:%H}-{found.closes:%H}{pauses}"


@pytest.mark.parametrize(
    ("site", "agency", "hours"),
    [
        (replace(SITE, periods=(RAMADAN,)), AGENCY, "09-12"),
        (replace(SITE, periods=(RAMADAN,)), replace(AGENCY, week=(WHOLE,) * 7), "09-12"),
        (
            replace(SITE, periods=(RAMADAN,)),
            replace(AGENCY, periods=(replace(RAMADAN, week=(WHOLE,) * 7),)),
            "08-16 -12-13",
        ),
        (SITE, replace(AGENCY, periods=(RAMADAN,), week=(WHOLE,) * 7), "09-12"),
        (replace(SITE, week=(WHOLE,) * 7), replace(AGENCY, week=(DAY,) * 7), "08-15"),
        (replace(SITE, week=(WHOLE,) * 7), AGENCY, "08-16 -12-13"),
        (SITE, replace(AGENCY, breaks=(Break(time(12), time(13)),)), "08-15 -12-13"),
        (SITE, replace(AGENCY, breaks=(Break(time(14), time(17)),)), "08-15 -14-15"),
        (SITE, replace(AGENCY, special=(SpecialDay(MONDAY, None, {"id": "Rapat"}),)), "absent"),
        (replace(SITE, special=(SpecialDay(MONDAY, None, {"id": "Banjir"}),)), AGENCY, "holiday"),
        (
            replace(SITE, holidays=(Holiday(MONDAY, {"id": "Libur"}),)),
            replace(AGENCY, special=(SpecialDay(MONDAY, SHORT, {"id": "Layanan khusus"}),)),
            "09-12",
        ),
        (replace(SITE, periods=(RAMADAN,), holidays=(Holiday(MONDAY, {"id": "Libur"}),)), AGENCY, "holiday"),
    ],
    ids=[
        "the hall's period replaces its week",
        "the hall's period cuts an agency's own week",
        "an agency's period stands above the hall's",
        "an agency's period replaces its week",
        "an agency's week replaces the hall's with its breaks",
        "without a week it has the hall's break",
        "an agency's break is in each of its days",
        "a break beyond closing is cut",
        "a closed day of an agency",
        "a closed day of the hall",
        "an agency's special day stands above a holiday",
        "a holiday stands above a period",
    ],
)
def test_each_layer_of_hours_has_its_place(site: Site, agency: Agency, hours: str) -> None:
    assert spoken(site, agency) == hours


def test_a_period_ends_with_its_last_day() -> None:
    site = replace(SITE, periods=(RAMADAN,))
    assert ask("2026-11-17 10:00", site=site) == "open 2026-11-17 11:30"
    assert ask("2026-11-17 12:00", site=site) == "closed 2026-11-18 08:00"


def test_a_closed_day_says_its_name() -> None:
    closed = replace(AGENCY, special=(SpecialDay(MONDAY, None, {"id": "Rapat"}),))
    answer = openness(SITE, closed, KTP, local("2026-11-16 09:00"), 0, False)
    assert (answer.why, answer.note) == (ClosedReason.AGENCY_ABSENT, {"id": "Rapat"})
    assert said(answer) == "agency_absent 2026-11-17 08:00"


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        ("2026-11-16 07:30", "not_yet 2026-11-16 08:00"),
        ("2026-11-16 08:00", "open 2026-11-16 11:30"),
        ("2026-11-16 11:45", "taking_stopped 2026-11-23 08:00"),
        ("2026-11-17 09:00", "closed 2026-11-23 08:00"),
    ],
)
def test_a_services_week_is_cut_by_its_agencys(now: str, answer: str) -> None:
    assert ask(now, service=MONDAYS) == answer


@pytest.mark.parametrize(
    ("quota", "now", "taken", "answer"),
    [
        (Quota((5, *[9] * 6)), "2026-11-16 09:00", 5, "quota_used 2026-11-17 08:00"),
        (Quota((5, *[9] * 6)), "2026-11-17 09:00", 5, "open 2026-11-17 14:30"),
        (Quota(morning=3, afternoon=2), "2026-11-16 09:00", 2, "open 2026-11-16 14:30"),
        (Quota(morning=3, afternoon=2), "2026-11-16 09:00", 3, "morning_used 2026-11-16 12:00"),
        (Quota(morning=3, afternoon=2), "2026-11-16 12:00", 3, "open 2026-11-16 14:30"),
        (Quota(morning=3, afternoon=2), "2026-11-16 12:00", 5, "quota_used 2026-11-17 08:00"),
        (Quota(morning=3, afternoon=2), "2026-11-20 09:00", 3, "morning_used 2026-11-20 13:00"),
        (Quota(morning=3, afternoon=2, noon=time(15)), "2026-11-16 09:00", 3, "quota_used 2026-11-17 08:00"),
        (Quota((3, *[None] * 6), 3, 2), "2026-11-16 09:00", 3, "quota_used 2026-11-17 08:00"),
    ],
)
def test_quotas_hold_by_weekday_and_by_half_day(quota: Quota, now: str, taken: int, answer: str) -> None:
    assert ask(now, service=replace(KTP, quota=quota), taken=taken) == answer


def test_an_agencys_quota_counts_all_its_services_together() -> None:
    agency = replace(AGENCY, quota=10)
    now = local("2026-11-16 09:00")
    assert openness(SITE, agency, KTP, now, DayFigures(4, agency_taken=9), False).open
    assert (
        said(openness(SITE, agency, KTP, now, DayFigures(4, agency_taken=10), False)) == "quota_used 2026-11-17 08:00"
    )
    assert said(agency_openness(SITE, agency, now, {"a.ktp": 4, "a.sim": 6}, False)) == "quota_used 2026-11-17 08:00"


_weeks = st.lists(st.sampled_from([None, DAY, SHORT, WHOLE]), min_size=7, max_size=7).map(tuple)
_maybe = st.none() | _weeks
_days = st.integers(0, 13).map(lambda nth: MONDAY + timedelta(days=nth))


@given(_weeks, _maybe, _maybe, _maybe, _maybe, _days, st.integers(0, 24 * 12 - 1))
def test_numbers_are_given_exactly_when_every_layer_that_holds_is_open(
    hall: Week,
    halls_period: Week | None,
    own: Week | None,
    own_period: Week | None,
    services: Week | None,
    day: date,
    five_minutes: int,
) -> None:
    """Against a plain model that asks each layer for the minute itself."""
    until = MONDAY + timedelta(days=6)
    site = replace(SITE, week=hall, periods=(Period(MONDAY, until, halls_period, {"id": "P"}),) if halls_period else ())
    agency = replace(AGENCY, week=own, periods=(Period(MONDAY, until, own_period, {"id": "P"}),) if own_period else ())
    site = replace(site, policy=replace(site.policy, stop_taking_minutes=0))
    layers = [own_period] if own_period and day <= until else [own] if own else []
    if halls_period and day <= until:
        layers += [] if own_period else [halls_period]
    elif not layers:
        layers = [hall]
    layers += [services] if services else []
    at = time(five_minutes // 12, five_minutes % 12 * 5)
    hours = [layer[day.weekday()] for layer in layers if layer is not None]
    expected = all(
        one is not None
        and one.opens <= at < one.closes
        and not any(pause.starts <= at < pause.ends for pause in one.breaks)
        for one in hours
    )
    now = datetime.combine(day, at, local("2026-11-16 00:00").tzinfo).astimezone(UTC)
    assert openness(site, agency, replace(KTP, week=services), now, 0, False).open is expected
