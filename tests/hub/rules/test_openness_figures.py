"""When the hall's floor, not its hours, decides whether numbers are given: closed counters and the closing time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hub.rules.openness import DayFigures, of_agency, openness
from shared.site.model import Agency, Break, Counter, Hours, Policy, Service, Site, Zone
from shared.wire import ClosedReason, Openness
from tests.support.agency_answer import agency_openness

WIB = ZoneInfo("Asia/Jakarta")
DAY = Hours(time(8), time(15), (Break(time(12), time(13)),))
KTP, KK = Service("a.ktp", "a", {"id": "KTP"}, 10), Service("a.kk", "a", {"id": "KK"}, 10, quota=5)
AGENCY = Agency("a", "A", {"id": "A"}, {"id": "A"}, "#0B6B63", (KTP, KK))
SITE = Site(
    key="test",
    name={"id": "Mal"},
    kind={"id": "Mal"},
    address={"id": "Jalan"},
    timezone="Asia/Jakarta",
    week=(DAY,) * 5 + (None, None),
    agencies=(AGENCY,),
    counters=(Counter(1, "a", ("a.ktp", "a.kk"), "hall"),),
    zones=(Zone("hall", {"id": "Aula"}),),
)
CLOSED = DayFigures(counters_closed=True)


def policy(**changes: str) -> Site:
    return replace(SITE, policy=replace(Policy(), **changes))


def at(clock: str) -> datetime:
    """On Monday, 16 November 2026, in the hall."""
    return datetime.fromisoformat(f"2026-11-16 {clock}").replace(tzinfo=WIB)


def ask(clock: str, floor: DayFigures, site: Site = SITE, service: Service = KTP) -> Openness:
    return openness(site, AGENCY, service, at(clock), floor, False)


def test_when_all_counters_have_closed_no_numbers_are_given_and_nobody_knows_until_when() -> None:
    assert ask("10:00", CLOSED) == Openness(ClosedReason.COUNTERS_CLOSED)


def test_a_hall_may_go_on_giving_numbers_while_all_counters_are_closed() -> None:
    assert ask("10:00", CLOSED, policy(when_counters_close="take")).why is ClosedReason.OPEN


@pytest.mark.parametrize(
    ("clock", "why"),
    [
        ("07:00", ClosedReason.NOT_YET),
        ("12:30", ClosedReason.BREAK),
        ("14:45", ClosedReason.TAKING_STOPPED),
        ("16:00", ClosedReason.CLOSED),
    ],
)
def test_the_hours_are_the_better_reason_than_closed_counters(clock: str, why: ClosedReason) -> None:
    assert ask(clock, CLOSED).why is why
    assert ask(clock, DayFigures(served_within=1000), policy(promise="stop")).why is why


def test_a_used_quota_is_the_better_reason_than_closed_counters() -> None:
    assert ask("10:00", DayFigures(5, counters_closed=True), service=KK).why is ClosedReason.QUOTA_USED


def test_whoever_would_not_be_served_before_closing_is_warned() -> None:
    """From 14:00 there is an hour left."""
    assert ask("14:00", DayFigures(served_within=60)) == Openness(ClosedReason.OPEN, at("14:30").astimezone(UTC))
    assert ask("14:00", DayFigures(served_within=61)) == Openness(
        ClosedReason.OPEN, at("14:30").astimezone(UTC), doubtful=True
    )


def test_a_hall_may_stop_giving_numbers_that_it_cannot_serve_until_the_next_day() -> None:
    stopped = ask("14:00", DayFigures(served_within=61), policy(promise="stop"))
    assert stopped == Openness(ClosedReason.FULL_TODAY, (at("08:00") + timedelta(days=1)).astimezone(UTC))
    assert ask("14:00", DayFigures(served_within=60), policy(promise="stop")).open


def test_a_hall_may_say_nothing_about_closing_time() -> None:
    assert not ask("14:00", DayFigures(served_within=1000), policy(promise="off")).doubtful


def test_in_a_break_nobody_is_served() -> None:
    """From 11:00 there are one hour before the break and two after it."""
    assert not ask("11:00", DayFigures(served_within=180)).doubtful
    assert ask("11:00", DayFigures(served_within=181)).doubtful
    assert not ask("11:00", DayFigures(served_within=60)).doubtful


def test_a_demonstration_knows_neither_closed_counters_nor_closing_time() -> None:
    answer = openness(policy(promise="stop"), AGENCY, KTP, at("10:00"), DayFigures(9, True, 1000), True)
    assert answer == Openness(ClosedReason.OPEN)


def test_an_agency_is_doubtful_only_when_all_of_its_open_services_are() -> None:
    sure, doubtful = Openness(ClosedReason.OPEN, at("14:30")), Openness(ClosedReason.OPEN, at("12:00"), doubtful=True)
    closed = Openness(ClosedReason.COUNTERS_CLOSED)
    assert of_agency([doubtful, sure, closed]) == sure
    assert of_agency([closed, doubtful]) == doubtful
    assert of_agency([closed]) == closed


def test_an_agency_takes_each_services_own_floor() -> None:
    floors = {"a.ktp": CLOSED, "a.kk": DayFigures(served_within=400)}
    answer = agency_openness(SITE, AGENCY, at("10:00"), floors, False)
    assert (answer.why, answer.doubtful) == (ClosedReason.OPEN, True)


@given(st.integers(0, 23), st.integers(0, 59), st.floats(0, 500), st.floats(0, 500))
def test_a_longer_line_never_makes_it_less_doubtful(hour: int, minute: int, less: float, more: float) -> None:
    less, more = sorted((less, more))
    now = f"{hour:02}:{minute:02}"
    assert ask(now, DayFigures(served_within=less)).doubtful <= ask(now, DayFigures(served_within=more)).doubtful
