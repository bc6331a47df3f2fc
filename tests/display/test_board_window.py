"""The board's window: what stands in it, in all sizes. A warning of QML fails the test (``qt_log_level_fail``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QTextLayout
from pytestqt.qtbot import QtBot

from display.app import BoardWindow
from display.notices import for_technician
from display.recent_calls import RecentCalls, with_hall
from display.settings import BoardTimes
from display.snapshot import BoardInputs, BoardPage, BoardSnapshot, board_snapshot, without_hall
from shared.wire import BoardInfo, Call, ClosedReason, Hall, Openness
from tests.support.boardhalls import LONG, NAMES, NOW, call, hall, site
from tests.support.boardtexts import CAPITAL, Seen, find, found, misfits, texts

WIDE = ((1280, 720), (1366, 768), (1920, 1080), (1920, 1200), (3840, 2160))
UPRIGHT = ((720, 1280), (1080, 1920), (2160, 3840))
SIZES = WIDE + UPRIGHT

USUAL = BoardTimes()
PATIENCE = 60_000
"""Milliseconds."""
Open = Callable[..., BoardWindow]


def full(agencies: int = 22, label: str = "", counter: int = 0, thousands: bool = False) -> Hall:
    """A hall in which every agency has called somebody twice; the last call is ``label`` to ``counter``."""
    more = 1_000 if thousands else 0
    calls: list[Call] = []
    for number in range(1, agencies * 2 + 1):
        letter = NAMES[(number - 1) % agencies][0]
        calls.append(call(number, f"{letter}-{more + number:03d}", 1 + number % 99, announced=True))
    if label:
        calls.append(call(len(calls) + 1, label, counter, announced=True))
    return hall(agencies, tuple(calls))


def calling(seen: Hall, **moment: object) -> BoardSnapshot:
    values: dict[str, object] = {"now": NOW, "memory": with_hall(RecentCalls(), seen), "highlighted": True, **moment}
    return board_snapshot(seen, BoardInputs(shown=seen.calls[0], **values))  # type: ignore[arg-type]


def crowded() -> BoardSnapshot:
    """Everything long at once, and everything out of the ordinary."""
    name = {"id": "Mal Pelayanan Publik Kabupaten Penajam Paser Utara"}
    info = {
        "id": f"{LONG} membuka layanan setiap Selasa dan Kamis pukul 08.00 sampai 11.00",
        "en": f"{LONG} on Tuesdays",
    }
    place = site(name=name, kind=name, board=BoardInfo(info=(info,), ticker=tuple({"id": LONG} for _ in range(5))))
    seen = replace(full(26, "W-1013", 99, thousands=True), site=place, always_open=True)
    agencies = tuple(replace(agency, short={"id": "BPJS Ketenagakerjaan"}) for agency in seen.agencies)
    services = tuple(replace(service, name={"id": LONG}) for service in seen.services)
    return calling(replace(seen, agencies=agencies, services=services), mute=True, lost_since=NOW)


def idle(why: ClosedReason = ClosedReason.OPEN, agencies: int = 22, note: str = "") -> BoardSnapshot:
    seen = hall(agencies, why=why)
    if note:
        opens = NOW + timedelta(days=3)
        figures = tuple(
            replace(one, openness=Openness(why, opens, {"id": note, "en": note})) for one in seen.figures.agencies
        )
        seen = replace(seen, figures=replace(seen.figures, agencies=figures))
    return board_snapshot(seen, BoardInputs(now=NOW, memory=with_hall(RecentCalls(), seen)))


LONG_NOTE = "seluruh pegawai mengikuti upacara peringatan hari jadi kota dan rapat koordinasi tahunan"
HUB = "https://antrean.mpp-among-warga.batukota.go.id:8470"

BOARDS = {
    "three agencies": lambda: calling(full(3, "A-013", 3)),
    "six agencies": lambda: calling(full(6, "A-013", 3)),
    "twelve agencies": lambda: calling(full(12, "A-013", 3)),
    "all agencies": lambda: calling(full(22, "Z-999", 28)),
    "numbers beyond a thousand": lambda: calling(full(22, "M-1013", 99, thousands=True)),
    "everything long": crowded,
    "nothing called yet": idle,
    "a shut hall": lambda: idle(ClosedReason.AGENCY_ABSENT),
    "a small shut hall": lambda: idle(ClosedReason.NOT_YET, 4),
    "no hub": lambda: without_hall(BoardPage.WAITING, NOW),
    "unknown key": lambda: without_hall(BoardPage.REFUSED, NOW, for_technician("key", HUB)),
    "wrong certificate": lambda: without_hall(BoardPage.UNTRUSTED, NOW, for_technician("certificate", HUB)),
    "no answer": lambda: without_hall(BoardPage.WAITING, NOW, for_technician("no_answer", HUB)),
    "unknown zone": lambda: board_snapshot(hall(3), BoardInputs(now=NOW, memory=RecentCalls("depan"))),
    "a hall shut for the day": lambda: idle(ClosedReason.HOLIDAY, 3),
    "a long reason": lambda: idle(ClosedReason.AGENCY_ABSENT, note=LONG_NOTE),
    "key withdrawn": lambda: calling(full(3), lost_since=NOW, technician=for_technician("key", HUB)),
}


def settled(shown: BoardWindow) -> list[Seen]:
    shown.window.grabWindow()
    return texts(shown.window)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_text_leaves_its_box_or_the_window_or_touches_another(opened: Open, size: tuple[int, int]) -> None:
    shown = opened(size)
    for name, made in BOARDS.items():
        shown.show(made())
        assert [(name, said) for said in misfits(shown.window)] == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("label", "counter"), [("A-013", 3), ("A-1013", 21), ("W-1013", 99), ("M-999", 48)], ids=str)
def test_the_number_is_large_enough_for_the_back_of_the_hall(
    opened: Open, size: tuple[int, int], label: str, counter: int
) -> None:
    shown = opened(size)
    shown.show(calling(full(22, label, counter)))
    shown.window.grabWindow()
    wide, high = (1920, 1080) if size[0] > size[1] else (1080, 1920)
    scale = min(size[0] / wide, size[1] / high)
    for name, least in (("calledNumber", 170), ("calledCounter", 160)):
        item = find(shown.window, name)
        capital = float(item.property("contentHeight")) / 1.3 * CAPITAL
        assert capital >= least * scale - 1, (name, label, capital / scale)


def test_the_window_says_what_the_board_says(opened: Open) -> None:
    shown = opened()
    shown.show(calling(full(22, "A-013", 3)))
    shown.window.grabWindow()
    assert find(shown.window, "calledNumber").property("text") == "A-013"
    assert find(shown.window, "calledCounter").property("text") == "3"
    assert find(shown.window, "calledPurpose").property("text") == "Dispendukcapil · Perekaman & cetak KTP-el"
    assert find(shown.window, "clock").property("text") == "09:41"
    assert {f"agency-{letter}" for letter, *_ in NAMES[:22]} <= {
        item for item in (f"agency-{letter}" for letter, *_ in NAMES) if found(shown.window, item)
    }


def test_a_board_of_a_shut_day_sends_nobody_to_the_ticket_machine(opened: Open) -> None:
    shown = opened()

    def words() -> str:
        return " ".join(one.text for one in settled(shown))

    shown.show(idle(ClosedReason.NOT_YET))
    assert "Ambil nomor di mesin antrean" in words()
    shown.show(idle(ClosedReason.AGENCY_ABSENT))
    assert "Tidak ada layanan hari ini" in words()
    assert "Ambil nomor" not in words()
    assert "Nomor yang dipanggil" not in words()


def test_an_agency_that_has_called_today_and_is_shut_now_says_so_in_words(opened: Open) -> None:
    seen = full(12, "A-013", 3)
    first, *others = seen.figures.agencies
    first = replace(first, openness=Openness(ClosedReason.BREAK, NOW + timedelta(hours=1)))
    rests = replace(seen, figures=replace(seen.figures, agencies=(first, *others)))
    shown = opened()
    shown.show(board_snapshot(rests, BoardInputs(now=NOW, memory=with_hall(RecentCalls(), rests))))
    row = find(shown.window, "agency-A")
    around = row.mapRectToScene(QRectF(0, 0, row.width(), row.height()))
    said = [one.text for one in settled(shown) if around.contains(one.painted)]
    assert said == ["A", "Dispendukcapil", "Istirahat"]


@pytest.mark.parametrize(
    ("sign", "made"),
    [
        ("demoSign", lambda: calling(replace(full(3), always_open=True))),
        ("muteSign", lambda: calling(full(3), mute=True)),
        ("staleText", lambda: calling(full(3), lost_since=NOW)),
        ("idlePanel", idle),
        ("waitingPage", lambda: without_hall(BoardPage.WAITING, NOW)),
    ],
)
def test_what_is_out_of_the_ordinary_shows_only_then(
    opened: Open, sign: str, made: Callable[[], BoardSnapshot]
) -> None:
    shown = opened()
    shown.show(calling(full(3)))
    assert not found(shown.window, sign)
    shown.show(made())
    shown.window.grabWindow()
    assert found(shown.window, sign)
    shown.show(calling(full(3)))
    shown.window.grabWindow()
    assert not found(shown.window, sign)


def pulsing(shown: BoardWindow) -> bool:
    return bool(find(shown.window, "calledPanel").property("pulsing"))


def test_every_call_and_repeat_pulses_and_then_stands_still(opened: Open, qtbot: QtBot) -> None:
    shown = opened(reduce_motion=False)
    before = full(3)
    for number, label in ((60, "A-013"), (61, "A-013"), (62, "U-004")):
        shown.show(calling(replace(before, calls=(call(number, label), *before.calls))))
        assert pulsing(shown)
        qtbot.waitUntil(lambda: not pulsing(shown), timeout=PATIENCE)
        assert find(shown.window, "calledNumber").scale() == 1


def test_with_reduced_motion_nothing_pulses_and_nothing_scrolls(opened: Open) -> None:
    shown = opened()
    shown.show(crowded())
    assert not pulsing(shown)
    shown.show(calling(full(22)))
    shown.window.grabWindow()
    ticker = find(shown.window, "ticker")
    assert ticker.property("overflowing")
    assert not ticker.property("scrolling")
    assert found(shown.window, "tickerLine")


def test_the_last_call_does_not_pulse(opened: Open) -> None:
    shown = opened(reduce_motion=False)
    seen = full(3)
    shown.show(board_snapshot(seen, BoardInputs(now=NOW, memory=with_hall(RecentCalls(), seen))))
    assert not pulsing(shown)


def test_more_agencies_than_fit_turn_pages_and_all_are_seen(opened: Open, qtbot: QtBot) -> None:
    shown = opened((1280, 720), times=BoardTimes(page=0.05))
    seen = full(26)
    doubled = tuple(replace(agency, code=agency.code + "2", letter=agency.letter.lower()) for agency in seen.agencies)
    shown.show(calling(replace(seen, agencies=(*seen.agencies, *doubled))))
    wanted = {f"agency-{agency.letter}" for agency in (*seen.agencies, *doubled)}
    met: set[str] = set()

    def all_met() -> bool:
        met.update(name for name in wanted if found(shown.window, name))
        return met == wanted

    qtbot.waitUntil(all_met, timeout=PATIENCE)
    assert find(shown.window, "servingGrid").property("pages") > 1


def test_notices_take_turns(opened: Open, qtbot: QtBot) -> None:
    shown = opened(times=BoardTimes(info=0.05))
    shown.show(calling(full(3)))
    met: set[str] = set()

    def both() -> bool:
        met.add(find(shown.window, "notice").property("text"))
        return len(met) == 2

    qtbot.waitUntil(both, timeout=PATIENCE)


def test_a_site_s_own_accent_colours_the_board(opened: Open) -> None:
    shown = opened()
    seen = full(3)
    shown.show(calling(replace(seen, site=replace(seen.site, accent="#1D4E89"))))
    shown.window.grabWindow()
    assert find(shown.window, "infoPanel").property("color").name().upper() == "#1D4E89"


def test_the_heading_of_the_other_calls_stands_in_the_second_language_too(opened: Open) -> None:
    window = opened()
    window.show(calling(full(6, "A-013", 3)))
    assert "Other calls" in {seen.text for seen in texts(window.window)}


def test_no_line_of_the_halls_name_ends_at_a_hyphen(opened: Open) -> None:
    window = opened((1080, 1920))
    seen = full(3, "A-013", 3)
    window.show(calling(replace(seen, site=replace(seen.site, name={"id": "MPP-SAMARINDA"}))))
    title = find(window.window, "hallTitle")
    layout = QTextLayout(title.property("text"))
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(QFontMetricsF(layout.font()).horizontalAdvance("MPP-SAM"))
    layout.endLayout()
    assert first.textLength() == len(title.property("text"))
