"""Words stay in their boxes: every page, both languages, 22 agencies, long names, small, large and upright screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.issuing.outbox import PrintFailure
from shared.site.load import load_site
from shared.wire import ClosedReason, Code, Hall, Openness
from tests.support.scripted_hub import ScriptedHub, batu, closed_agency, hall_of, problem
from tests.support.visitor import Visitor, broken, scrolls

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]
TOMORROW = datetime(2022, 9, 20, 1, 0, tzinfo=UTC)


def tried(hall: Hall) -> Hall:
    """Some agencies closed in every way there is, with long names beside them."""
    for agency, why in zip(
        hall.agencies[3:], [why for why in ClosedReason if why is not ClosedReason.OPEN], strict=False
    ):
        note = (
            {"id": "Hari Raya Idulfitri 1443 Hijriah", "en": "Eid al-Fitr 1443 AH"}
            if why is ClosedReason.HOLIDAY
            else None
        )
        hall = closed_agency(hall, agency.code, Openness(why, TOMORROW, note))
    return hall


def stretched(hall: Hall) -> Hall:
    """The longest names that a site may have."""
    name = "Dinas Koperasi, Usaha Mikro, Perindustrian, Perdagangan dan Ketenagakerjaan Kabupaten Hulu Sungai Utara"
    agencies = tuple(
        msgspec.structs.replace(one, short={"id": "BPJS Ketenagakerjaan"}, name={"id": name}) for one in hall.agencies
    )
    long = {"id": "Persetujuan bangunan gedung dan sertifikat laik fungsi untuk rumah susun"}
    papers = ({"id": "Surat keterangan kehilangan dari kepolisian yang masih berlaku"},) * 4
    services = tuple(msgspec.structs.replace(one, name=long, detail=long, bring=papers) for one in hall.services)
    return msgspec.structs.replace(hall, agencies=agencies, services=services)


@pytest.mark.parametrize("easy", [False, True], ids=["ordinary", "easy"])
@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_word_is_broken_inside_on_the_small_tiles_of_a_large_hall(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int], easy: bool
) -> None:
    hub = make_scripted(hall_of(load_site("samarinda"), always_open=True))
    visitor = visitor_at(hub.url, size=size)
    visitor.sees_page("home")
    if easy:
        visitor.kiosk.flow.toggle_easy()
    visitor.settles()
    assert [word for item in visitor.texts() if (word := broken(item))] == []


@pytest.mark.parametrize("easy", [False, True], ids=["ordinary", "easy"])
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_on_every_page_all_words_fit(
    visitor_at: Callable[..., Visitor],
    make_scripted: Callable[..., ScriptedHub],
    tmp_path: Path,
    size: tuple[int, int],
    lang: str,
    easy: bool,
) -> None:
    hub = make_scripted(tried(batu(always_open=True)))
    visitor = visitor_at(hub.url, size=size)
    visitor.sees_page("home")
    model, found = visitor.kiosk.flow, list[str]()
    hub.answers.append(problem(Code.CLOSED, 409, Openness(ClosedReason.AGENCY_ABSENT, TOMORROW)))

    def begins() -> None:
        model.speak(lang)
        if easy:
            model.toggle_easy()

    def looks(name: str) -> None:
        visitor.settles()
        visitor.picture(tmp_path / f"{name}.png")
        found.extend(f"{name}: {misfit}" for misfit in visitor.misfits())

    begins()
    looks("home")
    model.toggle_priority()
    looks("priority")
    for sheet in ("facilities", "information", "search"):
        model.open_sheet(sheet)
        looks(sheet)
    for letter in "surat":
        model.type_key(letter)
    looks("found")
    for agency in (0, 2, 4, 7):
        model.choose(hub.hall.agencies[agency].code)
        looks(f"services-{agency}")
    model.choose("dukcapil")
    model.take("dukcapil.ktp")
    visitor.sees_page("trouble")
    looks("refused")
    model.leave()
    model.take("dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    looks("ticket")
    model.go_home()
    begins()
    visitor.kiosk.outbox._job_for = lambda _: lambda: PrintFailure("paper_out")
    model.take("dukcapil.ktp")
    visitor.sees_page("trouble")
    looks("unprinted")
    visitor.waits_longer_than(46)
    looks("warning")
    model.noted()
    visitor.sees_page("ticket")
    looks("noted")
    assert found == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_longest_names_fit_too(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int]
) -> None:
    visitor = visitor_at(make_scripted(stretched(tried(batu()))).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    found = visitor.misfits()
    visitor.kiosk.flow.choose("dukcapil")
    visitor.settles()
    assert found + visitor.misfits() == []


def official_names(visitor: Visitor) -> dict[str, QQuickItem]:
    """What stands below the agencies' short names, by what it says."""
    return {str(item.property("text")): item for item in visitor.items() if item.objectName() == "second"}


@pytest.mark.parametrize("size", SIZES[1:], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_official_names_of_a_hall_of_22_agencies_stand_whole(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int]
) -> None:
    visitor = visitor_at(make_scripted(batu()).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    names = official_names(visitor)
    assert "Dinas Koperasi, Usaha Mikro, Perindustrian dan Perdagangan Kota Batu" in names
    assert [said for said, item in names.items() if item.property("truncated")] == []
    assert visitor.misfits() == []


@pytest.mark.parametrize("hall", ["batu", "balangan"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_an_official_name_is_cut_off_only_when_a_second_line_does_not_help(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int], hall: str
) -> None:
    visitor = visitor_at(make_scripted(hall_of(load_site(hall), True)).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    names = official_names(visitor).values()
    assert len(names) > 15
    cut = [item for item in names if item.property("truncated")]
    assert all(int(item.property("lineCount")) >= 2 for item in cut)
    assert len(cut) <= 4
    assert visitor.misfits() == []


def test_22_agencies_and_help_stand_on_a_small_screen_in_letters_that_can_be_read(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    visitor = visitor_at(make_scripted(batu()).url, size=(1366, 768))
    visitor.sees_page("home")
    visitor.settles()
    tiles = [item for item in visitor.items() if item.objectName().startswith("agency-")]
    assert len(tiles) == 22
    assert not any(scrolls(item) for item in (*tiles, visitor.find("information")))
    small = {said for said, item in official_names(visitor).items() if item.property("font").pixelSize() < 12}
    assert len(small) <= 1
    assert visitor.misfits() == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_why_an_agency_is_closed_can_be_read_however_long_it_is(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int]
) -> None:
    visitor = visitor_at(make_scripted(tried(batu())).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    said = next(item for item in visitor.texts() if "Idulfitri" in str(item.property("text")))
    least = next(item for item in visitor.texts() if item.property("text") == "Buka besok 08.00")
    assert float(said.property("contentHeight")) > 1.5 * float(least.property("contentHeight")), "it takes two lines"
    assert visitor.misfits() == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_three_agencies_fill_the_screen_with_larger_cards(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int]
) -> None:
    visitor = visitor_at(make_scripted(hall_of(load_site("batu:opening"))).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    assert visitor.misfits() == []
    assert visitor.find("agency-dukcapil").height() > size[1] * 0.13


def test_a_list_that_all_but_fits_is_seen_whole_and_does_not_slide(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    visitor = visitor_at(make_scripted(hall_of(load_site("batu:opening"), True)).url, size=(1366, 768))
    visitor.sees_page("home")
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")
    visitor.settles()
    takes = [item for item in visitor.items() if item.objectName().startswith("take-")]
    assert len(takes) == 7
    assert not any(scrolls(item) for item in takes)
    assert visitor.misfits() == []


def test_everything_to_touch_is_twenty_millimetres_where_the_screen_is_known(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    finer = 5.57  # a 15.6-inch screen: 20 mm are 111 pixels, and 22 agencies no longer fit without sliding
    visitor = visitor_at(make_scripted(batu()).url, size=(1920, 1080), pixels_per_mm=finer)
    visitor.sees_page("home")
    visitor.settles()
    small = [
        f"{item.objectName()}: {item.width():.0f} x {item.height():.0f}"
        for item in visitor.items()
        if item.inherits("QQuickAbstractButton") and min(item.width(), item.height()) < 20 * finer - 1
    ]
    assert small == []
    assert visitor.misfits() == []


@pytest.mark.parametrize("site", ["batu", "samarinda"])
def test_in_easy_mode_all_that_can_be_touched_is_in_the_lower_half_of_an_upright_screen(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], site: str
) -> None:
    visitor = visitor_at(make_scripted(hall_of(load_site(site))).url, size=(1080, 1920))
    visitor.sees_page("home")
    visitor.touches("easy")
    visitor.kiosk.outbox._job_for = lambda _: lambda: PrintFailure("paper_out")
    too_high: list[str] = []

    def looks(name: str) -> None:
        visitor.settles()
        for item in visitor.items():
            middle = item.mapToScene(item.boundingRect().center()).y()
            if item.inherits("QQuickAbstractButton") and item.isEnabled() and middle < 960 and not scrolls(item):
                too_high.append(f"{name}: {item.objectName()} at {middle:.0f}")

    looks("home")
    for sheet in ("facilities", "information", "search"):
        visitor.kiosk.flow.open_sheet(sheet)
        looks(sheet)
    visitor.kiosk.flow.choose("dukcapil")
    looks("services")
    visitor.touches("take-dukcapil.ktp")
    visitor.sees_page("trouble")
    looks("unprinted")
    visitor.waits_longer_than(46)
    looks("warning")
    visitor.touches("warning-noted")
    visitor.sees_page("ticket")
    looks("ticket")
    assert too_high == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_sign_of_the_demonstration_leaves_a_long_hall_name_free(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int]
) -> None:
    visitor = visitor_at(make_scripted(hall_of(load_site("balangan"), True)).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    assert visitor.misfits() == []
    sign = visitor.find("demonstration")
    assert sign is not None
    name = next(item for item in visitor.texts() if item.property("text") == "MPP Kabupaten Balangan")
    painted = name.mapRectToScene(QRectF(0, 0, name.property("contentWidth"), name.height()))
    assert not painted.intersects(sign.parentItem().mapRectToScene(sign.parentItem().boundingRect()))


@pytest.mark.parametrize("easy", [False, True], ids=["ordinary", "easy"])
@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_hall_of_43_agencies_with_series_of_two_letters_fits_on_three_floors(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int], easy: bool
) -> None:
    hub = make_scripted(hall_of(load_site("samarinda")))
    visitor = visitor_at(hub.url, size=size)
    visitor.sees_page("home")
    model, found = visitor.kiosk.flow, list[str]()
    if easy:
        model.toggle_easy()

    def looks(name: str) -> None:
        visitor.settles()
        found.extend(f"{name}: {misfit}" for misfit in visitor.misfits())

    looks("home")
    model.choose("dukcapil")
    looks("services")
    assert any("lantai\u00a03" in said for said in visitor.words()), "the floor stands beside the counter"
    model.take("dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    looks("ticket")
    model.go_home()
    note = {"id": "Cuti bersama Hari Raya Idulfitri 1447 Hijriah"}
    for agency in hub.hall.agencies:
        hub.hall = closed_agency(hub.hall, agency.code, Openness(ClosedReason.HOLIDAY, TOMORROW, note))
    hub.show(hub.hall)
    visitor.waits(lambda: model.screens.home.title.startswith("Libur"))
    looks("holiday")
    assert found == []


@pytest.mark.parametrize("demonstration", [False, True])
def test_in_easy_mode_the_clock_stands_at_the_edge_that_everything_else_keeps(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], demonstration: bool
) -> None:
    visitor = visitor_at(make_scripted(batu(always_open=demonstration)).url, size=(1080, 1920))
    visitor.sees_page("home")
    visitor.kiosk.flow.toggle_easy()
    visitor.settles()
    clock = next(item for item in visitor.texts() if item.property("text") == visitor.kiosk.flow.screens.frame.clock)
    right = clock.mapToScene(QPointF(clock.width(), 0)).x()
    assert right == pytest.approx(1040, abs=2)
    assert visitor.misfits() == []


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1080, 1920)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_name_of_a_holiday_that_closes_the_whole_hall_stands_whole(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub], size: tuple[int, int]
) -> None:
    hall = hall_of(load_site("balangan"))
    note = {"id": "Cuti bersama Hari Raya Idulfitri 1447 Hijriah"}
    for agency in hall.agencies:
        hall = closed_agency(hall, agency.code, Openness(ClosedReason.HOLIDAY, TOMORROW + timedelta(days=20), note))
    visitor = visitor_at(make_scripted(hall).url, size=size)
    visitor.sees_page("home")
    visitor.settles()
    assert note["id"] in visitor.words()
    assert visitor.misfits() == []
