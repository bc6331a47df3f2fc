"""A board in a hall of 60 agencies: everything fits, wide and upright, and every agency has its turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from display.app import BoardWindow
from display.recent_calls import RecentCalls, with_hall
from display.settings import BoardTimes
from display.snapshot import BoardInputs, board_snapshot
from shared.site.load import load_text
from shared.wire import Hall
from shared.wording.labels import label
from tests.support.boardhalls import NOW, call
from tests.support.boardtexts import find, found, misfits
from tests.support.halls import hall_of
from tests.support.largesite import AGENCIES, large_site

SIZES = [(1366, 768), (1920, 1080), (1080, 1920)]


@pytest.fixture(scope="module")
def large() -> Hall:
    """Every agency has called somebody, the last with the longest number."""
    site = load_text(large_site(), "large.toml")
    hall = hall_of(site)
    calls = []
    for nth, agency in enumerate(site.agencies, 1):
        counter = next(one for one in site.counters if one.agency == agency.code)
        spoken = call(nth, label(agency.letter, 999 + nth), counter.number, announced=True)
        calls.append(replace(spoken, agency=agency.code, service=agency.services[0].code, zone=counter.zone))
    return replace(hall, calls=tuple(reversed(calls)), at=NOW, service_date=NOW.date())


def show(window: BoardWindow, hall: Hall, calling: bool) -> None:
    shown = hall.calls[0] if calling else None
    window.show(
        board_snapshot(
            hall, BoardInputs(now=NOW, memory=with_hall(RecentCalls(), hall), shown=shown, highlighted=calling)
        )
    )


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_fits_on_the_board_of_a_hall_of_60_agencies(
    opened: Callable[..., BoardWindow], large: Hall, size: tuple[int, int]
) -> None:
    window = opened(size)
    for calling in (False, True):
        show(window, large, calling)
        assert misfits(window.window) == []


def test_a_board_too_small_for_60_agencies_turns_its_pages_until_all_were_shown(
    opened: Callable[..., BoardWindow], large: Hall, qtbot: QtBot
) -> None:
    window = opened((1366, 768), times=BoardTimes(page=0.05))
    show(window, large, calling=True)
    window.window.grabWindow()
    assert int(find(window.window, "servingGrid").property("pages")) > 1
    seen: set[str] = set()

    def all_seen() -> bool:
        seen.update(one.code for one in large.agencies if found(window.window, f"agency-{one.letter}"))
        return len(seen) == AGENCIES

    qtbot.waitUntil(all_seen, timeout=60_000)
