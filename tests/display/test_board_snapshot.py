"""What the board shows, by tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from display.notices import notices, ticker
from display.recent_calls import RecentCalls, with_hall
from display.snapshot import BoardInputs, BoardPage, BoardSnapshot, PanelContents, board_snapshot, without_hall
from shared.site.model import Zone
from shared.wire import BoardInfo, Call, ClosedReason, Hall, Openness
from tests.support.boardhalls import NOW, call, hall, site


def shown(seen: Hall, zone: str | None = None, **moment: object) -> BoardSnapshot:
    given_moment: dict[str, object] = {"now": NOW, "memory": with_hall(RecentCalls(zone), seen), **moment}
    return board_snapshot(seen, BoardInputs(**given_moment))  # type: ignore[arg-type]


def placed(seen: Hall) -> Hall:
    """The hall on two floors, its third counter with a name."""
    zones = (Zone("utama", {"id": "Sayap barat"}, 2), Zone("timur", {"id": "Lobi"}, 1))
    counters = tuple(replace(one, name={"id": "Teratai"}) if one.number == 3 else one for one in seen.counters)
    return replace(seen, site=replace(seen.site, zones=zones, tells_floor=True, tells_zone=True), counters=counters)


def test_before_the_first_call_the_panel_invites() -> None:
    seen = shown(hall())
    assert (seen.panel, seen.call, seen.others) == (PanelContents.IDLE, None, ())


def test_the_call_on_stage_stands_in_the_panel_with_counter_agency_and_service() -> None:
    one = call(1, "A-013", 3)
    seen = shown(hall(calls=(one,)), shown=one, highlighted=True)
    assert seen.panel is PanelContents.CALLING
    assert seen.call is not None
    assert (seen.call.label, seen.call.counter, seen.call.agency) == ("A-013", "3", "Dispendukcapil")
    assert seen.call.service == "Perekaman & cetak KTP-el"


def test_a_board_that_starts_in_the_middle_of_the_day_shows_the_last_call_without_calling_it() -> None:
    seen = shown(hall(calls=(call(1, announced=True), call(2, "U-002", 5, announced=True))))
    assert seen.panel is PanelContents.LAST
    assert seen.call is not None
    assert seen.call.label == "U-002"


def test_a_call_is_shown_with_the_counters_name_and_with_its_floor_and_zone() -> None:
    found = shown(placed(hall(calls=(call(1, counter=3),))))
    assert found.call is not None
    assert (found.call.counter, found.call.where) == ("Teratai", "lantai\u00a02 · Sayap barat")


def test_a_board_of_one_zone_does_not_tell_where_its_visitors_are_already() -> None:
    found = shown(placed(hall(calls=(call(1, counter=3),))), zone="utama")
    assert found.call is not None
    assert found.call.where == ""


def test_other_calls_are_the_latest_of_each_ticket_without_the_one_in_the_panel() -> None:
    calls = (
        call(1, "A-001", 1, ticket=1),
        call(2, "U-001", 3, ticket=2),
        call(3, "A-001", 1, nth=2, ticket=1),
        call(4, "D-001", 5, ticket=3),
        call(5, "U-001", 9, nth=2, ticket=2),
    )
    seen = shown(hall(calls=calls), shown=calls[3], highlighted=True)
    assert [(row.label, row.counter) for row in seen.others] == [("U-001", "9"), ("A-001", "1")]


def test_a_call_that_waits_for_its_turn_is_listed_at_once_but_has_not_the_panel() -> None:
    calls = (call(1, "A-001"), call(2, "A-002", 5))
    seen = shown(hall(calls=calls), shown=calls[0], highlighted=True, pending=frozenset({2}))
    assert seen.call is not None
    assert seen.call.label == "A-001"
    assert [row.label for row in seen.others] == ["A-002"]
    assert next(row for row in seen.serving if row.letter == "A").label == "A-002"
    assert shown(hall(calls=calls[1:]), pending=frozenset({2})).panel is PanelContents.IDLE


def test_every_agency_is_listed_with_its_last_number() -> None:
    seen = shown(hall(22, calls=(call(1, "A-001"), call(2, "A-002"), call(3, "Z-001", 22))))
    assert len(seen.serving) == 22
    assert {row.letter: row.label for row in seen.serving if row.label} == {"A": "A-002", "Z": "Z-001"}


def test_the_agency_that_is_being_called_is_marked_only_while_it_is_called() -> None:
    one = call(1, "U-001")
    marked = [row.letter for row in shown(hall(calls=(one,)), shown=one, highlighted=True).serving if row.current]
    assert marked == ["U"]
    assert not any(row.current for row in shown(hall(calls=(one,)), shown=one).serving)


def test_a_zone_shows_only_its_own_calls_and_agencies() -> None:
    calls = (call(1, "A-001", 3), call(2, "U-001", 4))
    seen = shown(hall(22, calls=calls), zone="timur")
    assert seen.zone == "Zona Timur"
    assert seen.call is not None
    assert seen.call.label == "U-001"
    assert {row.letter for row in seen.serving} == {
        agency.letter for place, agency in enumerate(hall(22).agencies, 1) if place % 2 == 0
    }


@pytest.mark.parametrize(
    ("zones", "named"), [(None, "utama, timur"), ((), "tidak ada")], ids=["other zones", "no zones at all"]
)
def test_a_board_for_a_zone_that_the_hall_does_not_have_says_so_and_which_it_has(
    zones: tuple[()] | None, named: str
) -> None:
    seen = hall() if zones is None else hall(site=site(zones=zones))
    made = shown(replace(seen, calls=(call(1),)), zone="gudang")
    assert (made.page, made.call, made.serving) == (BoardPage.NO_ZONE, None, ())
    assert made.technician is not None
    assert '"gudang"' in made.technician.first
    assert made.technician.first.endswith(f"{named}.")
    assert shown(seen).page is BoardPage.BOARD


@pytest.mark.parametrize(
    ("why", "until", "invited"),
    [
        (ClosedReason.OPEN, None, True),
        (ClosedReason.NOT_YET, None, True),
        (ClosedReason.BREAK, NOW + timedelta(hours=1), True),
        (ClosedReason.NOT_YET, NOW + timedelta(days=1), False),
        (ClosedReason.CLOSED, None, False),
        (ClosedReason.CLOSED, NOW + timedelta(hours=2), True),
        (ClosedReason.HOLIDAY, NOW + timedelta(days=1), False),
        (ClosedReason.AGENCY_ABSENT, None, False),
        (ClosedReason.COUNTERS_CLOSED, None, False),
    ],
)
def test_a_board_invites_nobody_to_take_a_number_on_a_day_on_which_none_is_called_any_more(
    why: ClosedReason, until: datetime | None, invited: bool
) -> None:
    seen = hall(3, why=why)
    agencies = tuple(replace(agency, openness=Openness(why, until)) for agency in seen.figures.agencies)
    assert shown(replace(seen, figures=replace(seen.figures, agencies=agencies))).invites is invited


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (ClosedReason.OPEN, ""),
        (ClosedReason.QUOTA_USED, ""),
        (ClosedReason.TAKING_STOPPED, ""),
        (ClosedReason.NOT_YET, "Belum buka"),
        (ClosedReason.BREAK, "Istirahat"),
        (ClosedReason.CLOSED, "Tutup"),
        (ClosedReason.HOLIDAY, "Libur"),
        (ClosedReason.AGENCY_ABSENT, "Tidak hadir"),
    ],
)
def test_an_agency_that_calls_nobody_says_why(why: ClosedReason, words: str) -> None:
    assert shown(hall(3, why=why)).serving[0].status == words


def test_a_demonstration_shows_no_closed_agency_and_says_that_it_is_one() -> None:
    seen = shown(hall(3, why=ClosedReason.HOLIDAY, always_open=True))
    assert seen.demo
    assert seen.serving[0].status == ""
    assert seen.shut == ""


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Layanan belum dibuka"),
        (datetime(2026, 9, 21, 1, tzinfo=UTC), "Layanan belum dibuka. Buka pukul 08.00."),
        (datetime(2026, 9, 22, 1, tzinfo=UTC), "Layanan belum dibuka. Buka Selasa pukul 08.00."),
    ],
    ids=["nobody knows", "today", "another day"],
)
def test_a_shut_hall_says_when_it_opens_in_its_own_time(until: datetime | None, words: str) -> None:
    seen = hall(3, why=ClosedReason.NOT_YET)
    agencies = tuple(
        replace(agency, openness=Openness(ClosedReason.NOT_YET, until)) for agency in seen.figures.agencies
    )
    assert shown(replace(seen, figures=replace(seen.figures, agencies=agencies))).shut == words


def test_a_break_stands_in_the_panel_and_not_the_last_number_once_that_has_settled() -> None:
    one = call(1, "A-013", 3, announced=True)
    seen = hall(12, (one,), why=ClosedReason.BREAK)
    assert shown(seen, shown=one, highlighted=True).panel is PanelContents.CALLING
    rests = shown(seen, shown=one)
    assert (rests.panel, rests.call, rests.shut) == (PanelContents.IDLE, None, "Layanan sedang istirahat")
    assert [other.label for other in rests.others] == ["A-013"], "who missed it still finds it"


def test_a_shut_hall_says_why_in_the_sites_second_language_too() -> None:
    seen = hall(3, why=ClosedReason.BREAK)
    opens = Openness(ClosedReason.BREAK, datetime(2026, 9, 21, 6, tzinfo=UTC))
    agencies = tuple(replace(agency, openness=opens) for agency in seen.figures.agencies)
    seen = replace(seen, figures=replace(seen.figures, agencies=agencies))
    rests = shown(seen)
    assert rests.shut == "Layanan sedang istirahat. Buka pukul 13.00."
    assert "13:00" in rests.shut_second
    assert "break" in rests.shut_second
    assert shown(replace(seen, site=site(languages=("id",)))).shut_second == ""


@pytest.mark.parametrize(
    ("waiting", "panel", "status"),
    [(3, PanelContents.LAST, ""), (0, PanelContents.IDLE, "Tutup")],
    ids=["some wait", "nobody waits"],
)
def test_after_closing_the_board_says_so_only_when_everybody_with_a_number_was_called(
    waiting: int, panel: PanelContents, status: str
) -> None:
    seen = hall(1, (call(1, "A-013", 1, announced=True),), why=ClosedReason.CLOSED)
    agencies = tuple(replace(agency, waiting=waiting) for agency in seen.figures.agencies)
    rests = shown(replace(seen, figures=replace(seen.figures, agencies=agencies)))
    assert (rests.panel, rests.serving[0].status) == (panel, status)


def test_one_open_agency_keeps_the_hall_from_being_called_shut() -> None:
    seen = hall(3, why=ClosedReason.CLOSED)
    first, *others = seen.figures.agencies
    agencies = (replace(first, openness=Openness(ClosedReason.OPEN)), *others)
    assert shown(replace(seen, figures=replace(seen.figures, agencies=agencies))).shut == ""


@pytest.mark.parametrize(
    ("zone", "clock", "date"),
    [
        ("Asia/Jakarta", "09:41", "Senin, 21 September 2026"),
        ("Asia/Makassar", "10:41", "Senin, 21 September 2026"),
        ("Pacific/Honolulu", "16:41", "Minggu, 20 September 2026"),
    ],
)
def test_clock_and_date_are_those_of_the_hall_and_not_of_the_machine(zone: str, clock: str, date: str) -> None:
    seen = shown(hall(site=site(timezone=zone)))
    assert (seen.clock, seen.date) == (clock, date)


def test_a_lost_hub_leaves_everything_standing_and_says_since_when() -> None:
    one = call(1)
    before, after = shown(hall(calls=(one,))), shown(hall(calls=(one,)), lost_since=NOW - timedelta(minutes=2))
    assert after.stale == "09.39"
    assert after.call == before.call
    assert after.serving == before.serving


def test_a_site_of_one_language_has_no_second_one_on_its_board() -> None:
    assert not shown(hall(site=site(languages=("id",)))).second
    assert {notice.second for notice in notices(hall(site=site(languages=("id",))))} == {""}


def test_a_site_without_notices_explains_how_the_hall_works() -> None:
    found = notices(hall(site=site(board=BoardInfo())))
    assert found
    assert all(notice.first and notice.second for notice in found)


def test_the_ticker_has_the_sites_lines_the_closing_time_and_the_facilities() -> None:
    assert ticker(hall(), NOW) == (
        "Istirahat Jumat 11.30–13.00",
        "Layanan hari ini sampai pukul 15.00",
        "Loket informasi di pintu utama",
        "Ruang laktasi: sisi timur lantai 2",
        "Pusat ATM: lobi lantai 1",
    )


def test_the_ticker_of_a_closed_hall_or_a_demonstration_promises_no_closing_time() -> None:
    late = NOW + timedelta(hours=9)
    assert not any("sampai pukul" in line for line in ticker(hall(), late))
    assert not any("sampai pukul" in line for line in ticker(hall(always_open=True), NOW))


def test_a_board_without_a_hub_says_which_trouble_it_has() -> None:
    assert without_hall(BoardPage.WAITING, NOW).page is BoardPage.WAITING
    assert without_hall(BoardPage.REFUSED, NOW).page is BoardPage.REFUSED


def test_a_call_of_an_agency_that_the_site_no_longer_has_is_still_shown() -> None:
    seen = shown(hall(3, calls=(call(1, "Z-001", 5),)))
    assert seen.call is not None
    assert (seen.call.label, seen.call.agency) == ("Z-001", "")


@given(
    st.lists(
        st.tuples(st.sampled_from("AUD"), st.integers(1, 6), st.integers(1, 40)),
        max_size=60,
    ),
    st.data(),
)
def test_no_ticket_stands_twice_among_panel_and_other_calls(
    made: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    calls: tuple[Call, ...] = tuple(
        call(number, f"{letter}-{ticket:03d}", counter, ticket=ticket)
        for number, (letter, ticket, counter) in enumerate(made, 1)
    )
    on_stage = data.draw(st.sampled_from(calls)) if calls else None
    seen = shown(hall(3, calls=calls), shown=on_stage, highlighted=True)
    labels = [row.key for row in seen.others] + ([seen.call.key] if seen.call else [])
    tickets = [next(known.ticket for known in calls if known.id == key) for key in labels]
    assert len(tickets) == len(set(tickets))
