"""What the home page says above the agencies, and how much a search shows. Pure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.idle_timer import AWAKE
from kiosk.issuing import states
from kiosk.issuing.offline_policy import OfflineState
from kiosk.screens.screens import KioskScreens, derive
from kiosk.screens.services import MAX_FOUND
from kiosk.service_search import find
from kiosk.visitor_choices import NO_CHOICES, SheetName
from shared.wire import ClosedReason, Hall, Openness
from tests.support.scripted_hub import NOON, batu, closed_agency

LATER = NOON + timedelta(hours=3)
INVITATION = "Pilih instansi yang Anda tuju"


def shut(hall: Hall, openness: Openness, but: int = 0) -> Hall:
    for agency in hall.agencies[but:]:
        hall = closed_agency(hall, agency.code, openness)
    return hall


def screens_of(hall: Hall, lang: str = "id", offline: OfflineState | None = None) -> KioskScreens:
    return derive(hall, NO_CHOICES.with_language(lang), states.NoRequest(), None, AWAKE, NOON, offline)


@pytest.mark.parametrize(
    ("lang", "title", "below"),
    [
        ("id", "Istirahat sampai 12.41", "Nomor belum dapat diambil. Layanan dan syaratnya tetap dapat dilihat."),
        ("en", "Break until 12:41", "No numbers are given now. Services and what to bring can still be seen."),
    ],
)
def test_while_the_whole_hall_is_closed_the_title_says_why_and_until_when(lang: str, title: str, below: str) -> None:
    shown = screens_of(shut(batu(), Openness(ClosedReason.BREAK, LATER)), lang)
    assert (shown.home.title, shown.home.subtitle) == (title, below)


def test_below_the_title_of_a_holiday_stands_its_name() -> None:
    shown = screens_of(shut(batu(), Openness(ClosedReason.HOLIDAY, LATER, {"id": "Idulfitri"})))
    assert "Idulfitri" not in shown.home.title
    assert shown.home.subtitle == "Idulfitri"
    assert [card.code for card in shown.home.agencies if "Idulfitri" in card.status] == [], "said once"


def test_while_one_agency_gives_numbers_the_hall_invites() -> None:
    assert screens_of(shut(batu(), Openness(ClosedReason.BREAK, LATER), but=1)).home.title == INVITATION


def test_while_the_kiosk_goes_on_alone_the_hall_invites() -> None:
    hall = shut(batu(), Openness(ClosedReason.BREAK, LATER))
    assert screens_of(hall, offline=OfflineState(hall.service_date, {"A": 5})).home.title == INVITATION


def test_of_a_search_that_finds_nearly_everything_the_best_are_shown() -> None:
    hall = batu()
    hits = find(hall.services, hall.agencies, "k", "id")
    assert len(hits) > MAX_FOUND
    searched = derive(
        hall, NO_CHOICES.open_sheet(SheetName.SEARCH).type_key("k"), states.NoRequest(), None, AWAKE, NOON
    )
    assert [card.code for card in searched.search.found] == [service.code for service in hits[:MAX_FOUND]]
