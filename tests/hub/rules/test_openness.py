"""When numbers are given: Batu's Friday, holidays, special days, absence, cut-off, quota, and any hour at all."""

from __future__ import annotations

import os
import time as clock
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hub.rules.openness import closes_today, openness, service_date
from shared.site.model import Agency, Break, Counter, Holiday, Hours, Policy, Service, Site, SpecialDay, Week, Zone
from shared.wire import ClosedReason, Openness
from tests.support.agency_answer import agency_openness

WIB = ZoneInfo("Asia/Jakarta")
PRAYER = {"id": "Salat Jumat", "en": "Friday prayers"}
DAY = Hours(time(8), time(15))
FRIDAY = Hours(time(8), time(14, 30), (Break(time(11, 30), time(13), PRAYER),))
WEEK: Week = (DAY, DAY, DAY, DAY, FRIDAY, None, None)
KTP = Service("a.ktp", "a", {"id": "KTP"}, 10)
SIM = Service("a.sim", "a", {"id": "SIM"}, 10, quota=50)
AGENCY = Agency("a", "A", {"id": "A"}, {"id": "A"}, "#0B6B63", (KTP, SIM))
SITE = Site(
    key="test",
    name={"id": "Mal"},
    kind={"id": "Mal"},
    address={"id": "Jalan"},
    timezone="Asia/Jakarta",
    week=WEEK,
    agencies=(AGENCY,),
    counters=(Counter(1, "a", ("a.ktp", "a.sim"), "hall"),),
    zones=(Zone("hall", {"id": "Aula"}),),
)


def local(text: str, zone: ZoneInfo = WIB) -> datetime:
    """ "2026-11-20 11:30" in the hall's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def ask(now: str, *, site: Site = SITE, agency: Agency = AGENCY, service: Service | None = KTP, taken: int = 0) -> str:
    """The answer as text: why, and until when in the hall's time."""
    return said(openness(site, agency, service, local(now, ZoneInfo(site.timezone)), taken, False), site)


def said(answer: Openness, site: Site = SITE) -> str:
    if answer.until is None:
        return f"{answer.why} -"
    assert answer.until.utcoffset() == timedelta(0)
    return f"{answer.why} {answer.until.astimezone(ZoneInfo(site.timezone)):%Y-%m-%d %H:%M}"


@pytest.fixture(params=["UTC", "Asia/Jakarta", "America/Los_Angeles", "Pacific/Kiritimati"])
def _machine_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    clock.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    clock.tzset()


# 16 November 2026 is a Monday, 20 November a Friday.
@pytest.mark.usefixtures("_machine_zone")
@pytest.mark.parametrize(
    ("now", "answer"),
    [
        ("2026-11-16 00:00", "not_yet 2026-11-16 08:00"),
        ("2026-11-16 07:59", "not_yet 2026-11-16 08:00"),
        ("2026-11-16 08:00", "open 2026-11-16 14:30"),
        ("2026-11-16 14:29", "open 2026-11-16 14:30"),
        ("2026-11-16 14:30", "taking_stopped 2026-11-17 08:00"),
        ("2026-11-16 14:59", "taking_stopped 2026-11-17 08:00"),
        ("2026-11-16 15:00", "closed 2026-11-17 08:00"),
        ("2026-11-16 23:59", "closed 2026-11-17 08:00"),
        ("2026-11-20 11:29", "open 2026-11-20 11:30"),
        ("2026-11-20 11:30", "break 2026-11-20 13:00"),
        ("2026-11-20 12:59", "break 2026-11-20 13:00"),
        ("2026-11-20 13:00", "open 2026-11-20 14:00"),
        ("2026-11-20 14:00", "taking_stopped 2026-11-23 08:00"),
        ("2026-11-20 14:30", "closed 2026-11-23 08:00"),
        ("2026-11-21 10:00", "closed 2026-11-23 08:00"),
        ("2026-11-22 23:59", "closed 2026-11-23 08:00"),
    ],
)
def test_a_week_at_batu_is_answered_in_the_halls_time_whatever_the_machines_zone(now: str, answer: str) -> None:
    assert ask(now) == answer


def test_a_break_says_what_it_is_for() -> None:
    assert openness(SITE, AGENCY, KTP, local("2026-11-20 12:00"), 0, False).note == PRAYER


def test_the_same_moment_is_another_hour_in_balangan() -> None:
    balangan = replace(SITE, timezone="Asia/Makassar")
    now = datetime(2026, 11, 16, 0, 30, tzinfo=UTC)
    assert openness(SITE, AGENCY, KTP, now, 0, False).why is ClosedReason.NOT_YET
    assert openness(balangan, AGENCY, KTP, now, 0, False).why is ClosedReason.OPEN


@pytest.mark.usefixtures("_machine_zone")
@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Jakarta", datetime(2026, 11, 16, 16, 59, tzinfo=UTC), date(2026, 11, 16)),
        ("Asia/Jakarta", datetime(2026, 11, 16, 17, 0, tzinfo=UTC), date(2026, 11, 17)),
        ("Asia/Makassar", datetime(2026, 11, 16, 16, 0, tzinfo=UTC), date(2026, 11, 17)),
        ("Asia/Makassar", local("2026-11-16 22:59"), date(2026, 11, 16)),
        ("Asia/Makassar", local("2026-11-16 23:00"), date(2026, 11, 17)),
    ],
)
def test_the_service_day_turns_at_the_halls_midnight(zone: str, moment: datetime, day: date) -> None:
    assert service_date(zone, moment) == day


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 16, 9)  # noqa: DTZ001 -- what must be refused
    for asking in (
        lambda: service_date("Asia/Jakarta", naive),
        lambda: openness(SITE, AGENCY, KTP, naive, 0, False),
        lambda: openness(SITE, AGENCY, KTP, naive, 0, True),
        lambda: closes_today(SITE, AGENCY, naive),
    ):
        with pytest.raises(ValueError, match="without a zone"):
            asking()


def test_a_holiday_names_itself_and_the_next_working_day() -> None:
    christmas = {"id": "Natal"}
    site = replace(SITE, holidays=(Holiday(date(2026, 12, 24), {"id": "Cuti"}), Holiday(date(2026, 12, 25), christmas)))
    assert ask("2026-12-25 09:00", site=site) == "holiday 2026-12-28 08:00"
    assert openness(site, AGENCY, KTP, local("2026-12-25 09:00"), 0, False).note == christmas
    assert ask("2026-12-23 16:00", site=site) == "closed 2026-12-28 08:00"


def test_a_special_day_stands_above_the_week_and_above_a_holiday() -> None:
    day = date(2026, 11, 21)
    special = SpecialDay(day, Hours(time(9), time(12)), {"id": "Hari jadi"})
    site = replace(SITE, special=(special,), holidays=(Holiday(day, {"id": "Libur"}),))
    assert ask("2026-11-21 09:30", site=site) == "open 2026-11-21 11:30"
    assert ask("2026-11-21 08:30", site=site) == "not_yet 2026-11-21 09:00"
    assert closes_today(site, AGENCY, local("2026-11-21 08:00")) == local("2026-11-21 12:00")


def test_an_agency_with_its_own_week_keeps_to_it() -> None:
    tuesdays: Week = (None, Hours(time(9), time(12)), None, None, None, None, None)
    own = replace(AGENCY, week=tuesdays)
    assert ask("2026-11-16 10:00", agency=own) == "closed 2026-11-17 09:00"
    assert ask("2026-11-17 10:00", agency=own) == "open 2026-11-17 11:30"
    special = SpecialDay(date(2026, 11, 17), Hours(time(10), time(14)), {"id": "Khusus"})
    narrowed = replace(SITE, special=(special, replace(special, day=date(2026, 11, 18))))
    assert ask("2026-11-17 09:30", agency=own, site=narrowed) == "not_yet 2026-11-17 10:00"
    assert ask("2026-11-17 10:30", agency=own, site=narrowed) == "open 2026-11-17 11:30"
    assert ask("2026-11-18 10:30", agency=own, site=narrowed) == "closed 2026-11-24 09:00"


def test_an_absent_agency_says_so_and_when_it_comes_back() -> None:
    away = replace(AGENCY, absent=(date(2026, 11, 19), date(2026, 11, 20)))
    assert ask("2026-11-19 10:00", agency=away) == "agency_absent 2026-11-23 08:00"
    assert ask("2026-11-18 16:00", agency=away) == "closed 2026-11-23 08:00"
    assert ask("2026-11-21 10:00", agency=replace(AGENCY, absent=(date(2026, 11, 21),))) == "closed 2026-11-23 08:00"
    assert closes_today(SITE, away, local("2026-11-19 10:00")) is None


@pytest.mark.parametrize(
    ("now", "taken", "answer"),
    [
        ("2026-11-20 07:00", 50, "quota_used 2026-11-23 08:00"),
        ("2026-11-20 09:00", 49, "open 2026-11-20 11:30"),
        ("2026-11-20 09:00", 50, "quota_used 2026-11-23 08:00"),
        ("2026-11-20 12:00", 51, "quota_used 2026-11-23 08:00"),
        ("2026-11-20 14:10", 50, "taking_stopped 2026-11-23 08:00"),
        ("2026-11-20 15:00", 50, "closed 2026-11-23 08:00"),
    ],
)
def test_a_used_quota_lasts_until_the_next_day_of_service(now: str, taken: int, answer: str) -> None:
    assert ask(now, service=SIM, taken=taken) == answer


def test_several_breaks_in_a_day_each_end_by_themselves() -> None:
    hours = Hours(time(8), time(16), (Break(time(12), time(13)), Break(time(10), time(10, 15))))
    site = replace(SITE, week=(hours, *WEEK[1:]))
    assert ask("2026-11-16 10:05", site=site) == "break 2026-11-16 10:15"
    assert ask("2026-11-16 10:15", site=site) == "open 2026-11-16 12:00"
    assert ask("2026-11-16 12:30", site=site) == "break 2026-11-16 13:00"


def test_breaks_that_touch_are_one() -> None:
    hours = Hours(time(8), time(16), (Break(time(10), time(11)), Break(time(11), time(12))))
    assert ask("2026-11-16 10:30", site=replace(SITE, week=(hours, *WEEK[1:]))) == "break 2026-11-16 12:00"


def test_a_short_break_within_a_longer_one_does_not_end_it() -> None:
    own = replace(AGENCY, week=(Hours(time(8), time(16), (Break(time(10), time(10, 30)),)), *WEEK[1:]))
    longer = Hours(time(8), time(16), (Break(time(9), time(12)),))
    site = replace(SITE, special=(SpecialDay(date(2026, 11, 16), longer, {"id": "Rapat"}),))
    assert ask("2026-11-16 10:10", site=site, agency=own) == "break 2026-11-16 12:00"
    assert ask("2026-11-16 11:00", site=site, agency=own) == "break 2026-11-16 12:00"


def test_a_break_that_runs_into_the_cut_off_lasts_until_the_next_day() -> None:
    hours = Hours(time(8), time(15), (Break(time(14), time(14, 45)),))
    site = replace(SITE, week=(hours, *WEEK[1:]))
    assert ask("2026-11-16 14:10", site=site) == "break 2026-11-17 08:00"
    assert ask("2026-11-16 14:40", site=site) == "taking_stopped 2026-11-17 08:00"


def test_a_day_shorter_than_the_cut_off_gives_no_numbers() -> None:
    site = replace(SITE, week=(Hours(time(8), time(8, 20)), *WEEK[1:]))
    assert ask("2026-11-16 07:00", site=site) == "closed 2026-11-17 08:00"
    assert ask("2026-11-16 08:10", site=site) == "closed 2026-11-17 08:00"


def test_without_a_cut_off_numbers_are_given_until_closing() -> None:
    site = replace(SITE, policy=Policy(stop_taking_minutes=0))
    assert ask("2026-11-16 14:59", site=site) == "open 2026-11-16 15:00"
    assert ask("2026-11-16 15:00", site=site) == "closed 2026-11-17 08:00"


def test_an_agency_that_never_opens_says_no_day() -> None:
    assert ask("2026-11-16 10:00", agency=replace(AGENCY, week=(None,) * 7)) == "closed -"


def test_the_next_opening_is_looked_for_sixty_days_ahead_and_no_further() -> None:
    start = date(2026, 11, 16)
    away = [start + timedelta(days=ahead) for ahead in range(60)]
    assert ask("2026-11-16 10:00", agency=replace(AGENCY, absent=tuple(away))) == "agency_absent 2027-01-15 08:00"
    away.append(start + timedelta(days=60))
    assert ask("2026-11-16 10:00", agency=replace(AGENCY, absent=tuple(away))) == "agency_absent -"


def test_an_agency_is_open_while_one_of_its_services_is() -> None:
    now = local("2026-11-16 09:00")
    assert said(agency_openness(SITE, AGENCY, now, {"a.sim": 50}, False)) == "open 2026-11-16 14:30"
    only = replace(AGENCY, services=(SIM,))
    assert said(agency_openness(SITE, only, now, {"a.sim": 50}, False)) == "quota_used 2026-11-17 08:00"
    assert said(agency_openness(SITE, AGENCY, local("2026-11-21 09:00"), {}, False)) == "closed 2026-11-23 08:00"
    assert said(agency_openness(SITE, replace(AGENCY, services=()), now, {}, False)) == "open 2026-11-16 14:30"


def test_closing_time_is_known_all_day_and_absent_on_days_without_hours() -> None:
    for now in ("2026-11-20 00:00", "2026-11-20 12:00", "2026-11-20 23:59"):
        assert closes_today(SITE, AGENCY, local(now)) == local("2026-11-20 14:30")
    assert closes_today(SITE, AGENCY, local("2026-11-21 09:00")) is None


# --- any week, any moment -------------------------------------------------------------------------------------------

_minutes = st.integers(0, 24 * 60 - 1)


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


@st.composite
def _hours(draw: st.DrawFn) -> Hours:
    cuts = sorted(draw(st.sets(_minutes, min_size=2, max_size=8)))
    inner = cuts[1:-1]
    breaks = [Break(_time(starts), _time(ends)) for starts, ends in zip(inner[::2], inner[1::2], strict=False)]
    return Hours(_time(cuts[0]), _time(cuts[-1]), tuple(draw(st.permutations(breaks))))


_weeks = st.lists(st.none() | _hours(), min_size=7, max_size=7).map(tuple)
_dates = st.dates(date(2026, 3, 1), date(2026, 12, 31))
_zones = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC"])
_moments = st.datetimes(datetime(2026, 3, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def _sites(draw: st.DrawFn) -> tuple[Site, Agency]:
    agency = replace(
        AGENCY,
        week=draw(st.none() | _weeks),
        absent=tuple(draw(st.sets(_dates, max_size=3))),
    )
    site = replace(
        SITE,
        timezone=draw(_zones),
        week=draw(_weeks),
        holidays=tuple(Holiday(day, {"id": "Libur"}) for day in draw(st.sets(_dates, max_size=3))),
        special=tuple(SpecialDay(day, draw(_hours()), {"id": "Khusus"}) for day in draw(st.sets(_dates, max_size=2))),
        policy=Policy(stop_taking_minutes=draw(st.integers(0, 90))),
    )
    return site, agency


@given(_sites(), _moments, st.integers(0, 60))
@pytest.mark.slow
def test_an_answer_holds_until_it_says_and_is_another_then(
    made: tuple[Site, Agency], now: datetime, taken: int
) -> None:
    site, agency = made
    answer = openness(site, agency, SIM, now, taken, False)
    if answer.until is None:
        assert not answer.open
        return
    assert answer.until > now
    just_before = openness(site, agency, SIM, answer.until - timedelta(microseconds=1), taken, False)
    same_day = service_date(site.timezone, answer.until) == service_date(site.timezone, now)
    then = openness(site, agency, SIM, answer.until, taken if same_day else 0, False)
    if answer.open:
        assert just_before.open
        assert not then.open
    else:
        assert then.open
        assert not just_before.open or not same_day


@given(_sites(), _moments, st.integers(0, 60))
def test_always_open_is_always_open(made: tuple[Site, Agency], now: datetime, taken: int) -> None:
    site, agency = made
    assert openness(site, agency, SIM, now, taken, True) == Openness(ClosedReason.OPEN)
    assert agency_openness(site, agency, now, {SIM.code: taken}, True).open


@given(_sites(), _moments)
@pytest.mark.slow
def test_no_number_is_given_outside_the_hours_or_after_the_cut_off(made: tuple[Site, Agency], now: datetime) -> None:
    site, agency = made
    if openness(site, agency, KTP, now, 0, False).open:
        closes = closes_today(site, agency, now)
        assert closes is not None
        assert now < closes - timedelta(minutes=site.policy.stop_taking_minutes)
