"""Whole visits by touch, before a scripted hub: everything that a visitor can meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from shared.wire import ClosedReason, Code, Estimate, Openness, ServiceFigures, TakeNumber
from tests.support.printer_emulator import EmulatorState, PrinterEmulator
from tests.support.scripted_hub import ScriptedHub, batu, broken, closed_agency, lost, problem
from tests.support.visitor import Visitor

LUNCH = Openness(ClosedReason.BREAK, datetime(2022, 9, 19, 6, 0, tzinfo=UTC))


def test_two_touches_give_a_printed_number(visitor: Visitor, scripted: ScriptedHub) -> None:
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")
    visitor.touches("take-dukcapil.ktp")
    visitor.sees_page("ticket")
    visitor.waits(lambda: visitor.find("paper"))
    assert visitor.find("label").property("text") == "A-013"
    visitor.waits(lambda: scripted.paths() == ["/tickets", "/tickets/13/printed"])
    assert scripted.heard[0].body == TakeNumber(service="dukcapil.ktp", lang="id", reserve=True)


def test_the_paper_on_the_screen_is_made_of_the_bytes_that_the_printer_got(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub, tmp_path: Path
) -> None:
    visitor = visitor_at(scripted.url, printer=f"file:{tmp_path / 'papers.bin'}")
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    paper = visitor.kiosk.preview.last
    assert paper is not None
    assert (tmp_path / "papers.bin").read_bytes() == paper.data
    assert paper.png.startswith(b"\x89PNG")


def test_what_to_bring_stands_before_the_number_is_taken(visitor: Visitor) -> None:
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")
    visitor.settles()
    assert "KK asli · KTP lama atau surat kehilangan" in visitor.words()


def test_two_quick_touches_on_two_services_give_one_number(visitor: Visitor, scripted: ScriptedHub) -> None:
    visitor.touches("agency-dukcapil")
    visitor.waits(lambda: visitor.find("take-dukcapil.kk"))
    visitor.settles()
    one, other = visitor.middle("take-dukcapil.ktp"), visitor.middle("take-dukcapil.kk")
    visitor.presses_and_releases(one)
    visitor.presses_and_releases(other)
    visitor.presses_and_releases(one)
    visitor.waits(lambda: scripted.paths() == ["/tickets", "/tickets/13/printed"])
    assert len(scripted.accepted) == 1


def test_everything_speaks_the_other_language_at_once_and_so_does_the_number(
    visitor: Visitor, scripted: ScriptedHub
) -> None:
    assert "Pilih instansi yang Anda tuju" in visitor.words()
    visitor.touches("language-en")
    visitor.waits(lambda: "Where do you need to go?" in visitor.words())
    assert "Monday, 19 September" in visitor.words()
    assert "<b>7</b> waiting · ± <b>18</b> min" in visitor.words()
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: scripted.heard)
    assert scripted.heard[0].body.lang == "en"


def test_priority_is_recorded_with_the_number_and_can_be_taken_back(visitor: Visitor, scripted: ScriptedHub) -> None:
    visitor.touches("priority")
    visitor.touches("priority")
    visitor.touches("priority")
    visitor.touches("agency-dukcapil")
    visitor.waits(lambda: visitor.find("priority-mark"))
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: scripted.heard)
    assert scripted.heard[0].body.priority is True


def test_an_untouched_screen_warns_and_then_forgets_everything(visitor: Visitor) -> None:
    visitor.touches("language-en")
    visitor.touches("priority")
    visitor.touches("search")
    visitor.touches("key-k")
    visitor.waits_longer_than(45)
    visitor.waits(lambda: visitor.find("idle-warning"))
    visitor.waits_longer_than(20)
    visitor.sees_page("home")
    screens = visitor.kiosk.flow.screens
    frame = screens.frame
    found = (frame.lang, frame.priority, screens.search.query, frame.sheet, screens.idle.warning)
    assert found == ("id", False, "", "none", False)


def test_who_needs_more_time_gets_it_by_a_touch(visitor: Visitor) -> None:
    visitor.touches("agency-dukcapil")
    visitor.waits_longer_than(46)
    visitor.waits(lambda: visitor.find("more-time"))
    visitor.touches("more-time")
    visitor.waits(lambda: not visitor.kiosk.flow.screens.idle.warning)
    visitor.waits_longer_than(40)
    assert visitor.kiosk.flow.screens.frame.page == "services"


def test_a_number_can_be_noted_while_the_screen_asks_whether_anybody_is_there(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub
) -> None:
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(scripted.url, printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.sees_page("trouble")
        visitor.waits_longer_than(46)
        visitor.touches("warning-noted")
        visitor.sees_page("ticket")
    visitor.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")


def test_start_over_forgets_everything_at_once(visitor: Visitor) -> None:
    visitor.touches("easy")
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")
    visitor.waits_longer_than(46)
    visitor.touches("start-over")
    visitor.sees_page("home")
    assert not visitor.kiosk.flow.screens.frame.easy


def test_a_fresh_home_page_never_warns(visitor: Visitor) -> None:
    visitor.waits_longer_than(10_000)
    assert not visitor.kiosk.flow.screens.idle.warning


def test_the_number_goes_away_by_itself_so_that_the_next_visitor_finds_the_home_page(visitor: Visitor) -> None:
    visitor.touches("language-en")
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    visitor.waits_longer_than(13)
    visitor.sees_page("home")
    assert visitor.kiosk.flow.screens.frame.lang == "id"


def test_without_paper_the_visitor_is_told_and_tries_again(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub
) -> None:
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(scripted.url, printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.sees_page("trouble")
        visitor.settles()
        assert "Printer kehabisan kertas." in visitor.words()
        assert "A-013" in visitor.words()
        visitor.waits(lambda: scripted.paths()[-1] == "/tickets/13/print-failed")
        assert scripted.heard[-1].body == {"reason": "paper_out"}
        printer.behaviour.state = EmulatorState.FINE
        visitor.touches("again")
        visitor.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")
        visitor.sees_page("ticket")
        assert len(printer.wait_for(1)) == 1
    assert scripted.paths().count("/tickets") == 1


def test_a_noted_number_counts_without_paper(visitor_at: Callable[..., Visitor], scripted: ScriptedHub) -> None:
    with PrinterEmulator(EmulatorState.COVER_OPEN) as printer:
        visitor = visitor_at(scripted.url, printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.touches("noted")
        visitor.sees_page("ticket")
    visitor.waits(lambda: scripted.paths() == ["/tickets", "/tickets/13/print-failed", "/tickets/13/printed"])


def test_nobody_waits_behind_a_number_whose_visitor_walked_away(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub
) -> None:
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(scripted.url, printer=printer.address)
        visitor.touches("agency-dukcapil")
        visitor.touches("take-dukcapil.ktp")
        visitor.sees_page("trouble")
        visitor.waits_longer_than(45)
        visitor.waits(lambda: visitor.find("warning-noted"))
        visitor.waits_longer_than(20)
        visitor.sees_page("home")
    visitor.waits(lambda: [heard.body for heard in scripted.heard][-1] == {"reason": "abandoned"})
    assert "/tickets/13/printed" not in scripted.paths()


def test_a_lost_answer_is_asked_for_again_and_makes_no_second_number(visitor: Visitor, scripted: ScriptedHub) -> None:
    scripted.answers.append(lost)
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.sees_page("ticket")
    visitor.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")
    keys = {heard.key for heard in scripted.heard if heard.path == "/tickets"}
    assert (len(keys), len(scripted.accepted)) == (1, 1)


def test_a_hub_that_never_answers_is_said_so_and_the_way_on_is_shown(visitor: Visitor, scripted: ScriptedHub) -> None:
    scripted.answers += [broken] * 6
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.sees_page("trouble")
    visitor.touches("again")
    visitor.sees_page("ticket")
    assert len({heard.key for heard in scripted.heard if heard.path == "/tickets"}) == 1


def test_a_number_that_may_exist_is_given_back_when_its_visitor_leaves(visitor: Visitor, scripted: ScriptedHub) -> None:
    scripted.answers += [lost] * 6
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.touches("leave")
    visitor.sees_page("services")
    visitor.waits(lambda: scripted.paths()[-1] == "/tickets/13/print-failed")
    assert scripted.heard[-1].body == {"reason": "abandoned"}


def test_that_a_number_counts_is_told_until_the_hub_has_it(visitor: Visitor, scripted: ScriptedHub) -> None:
    scripted.refuse_settling = True
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: scripted.paths().count("/tickets/13/printed") >= 2)
    assert not visitor.kiosk.outbox.settled
    scripted.refuse_settling = False
    visitor.waits(lambda: visitor.kiosk.outbox.settled)
    assert len({heard.key for heard in scripted.heard if heard.path == "/tickets/13/printed"}) == 1


@pytest.mark.parametrize("code", [Code.CLOSED, Code.STORAGE, Code.UNKNOWN_SERVICE])
def test_a_refusal_says_why_and_leads_back(visitor: Visitor, scripted: ScriptedHub, code: Code) -> None:
    scripted.answers.append(problem(code, 409, LUNCH if code is Code.CLOSED else None))
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.sees_page("trouble")
    if code is Code.CLOSED:
        assert "Istirahat sampai 13.00. Silakan ambil nomor setelah istirahat." in visitor.words()
    assert "Kembali ke awal" not in visitor.words(), "that is not where the button leads"
    visitor.touches("leave")
    visitor.sees_page("services")


def test_a_closed_agency_says_until_when_and_gives_no_number(visitor: Visitor, scripted: ScriptedHub) -> None:
    scripted.show(closed_agency(scripted.hall, "dukcapil", LUNCH))
    visitor.waits(lambda: "Istirahat sampai 13.00" in visitor.words())
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")
    visitor.settles()
    visitor.presses_and_releases(visitor.middle("take-dukcapil.ktp"))
    visitor.settles()
    assert visitor.kiosk.flow.screens.frame.page == "services"
    assert scripted.heard == []


def test_figures_change_in_place_while_somebody_reads(visitor: Visitor, scripted: ScriptedHub) -> None:
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")
    visitor.settles()
    button = visitor.find("take-dukcapil.ktp")
    figures = scripted.hall.figures
    services = (
        ServiceFigures("dukcapil.ktp", Openness(ClosedReason.OPEN), 99, Estimate(30, 60)),
        *(known for known in figures.services if known.code != "dukcapil.ktp"),
    )
    scripted.figures(msgspec.structs.replace(figures, services=services))
    visitor.waits(lambda: "<b>99</b> menunggu" in visitor.words())
    assert visitor.find("take-dukcapil.ktp") is button


def test_a_search_finds_the_service_and_takes_its_number(visitor: Visitor, scripted: ScriptedHub) -> None:
    visitor.touches("search")
    for letter in "akta":
        visitor.touches(f"key-{letter}")
    visitor.touches("key-erase")
    visitor.waits(lambda: visitor.find("query").property("text") == "akt")
    visitor.touches("take-dukcapil.birth")
    visitor.sees_page("ticket")
    assert scripted.heard[0].body.service == "dukcapil.birth"


def test_a_search_without_result_says_what_to_do(visitor: Visitor) -> None:
    visitor.touches("search")
    for letter in "zzqx":
        visitor.touches(f"key-{letter}")
    visitor.waits(lambda: any("loket informasi" in words for words in visitor.words()))
    visitor.touches("close")
    visitor.waits(lambda: visitor.kiosk.flow.screens.frame.sheet == "none")


@pytest.mark.parametrize("sheet", ["facilities", "information"])
def test_a_sheet_opens_and_closes(visitor: Visitor, sheet: str) -> None:
    visitor.touches(sheet)
    visitor.waits(lambda: visitor.kiosk.flow.screens.frame.sheet == sheet)
    visitor.touches("close")
    visitor.waits(lambda: visitor.kiosk.flow.screens.frame.sheet == "none")
    assert visitor.kiosk.flow.screens.frame.page == "home"


def test_a_kiosk_before_its_hub_says_so_and_comes_up_by_itself(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    hub = make_scripted(start=False)
    visitor = visitor_at(hub.url)
    visitor.waits(lambda: "Antrean sedang disiapkan…" in visitor.words())
    hub.start()
    visitor.sees_page("home")


def test_a_hub_that_stays_away_is_said_so_and_its_return_needs_no_touch(
    visitor: Visitor, scripted: ScriptedHub
) -> None:
    visitor.touches("agency-dukcapil")
    visitor.sees_page("services")
    scripted.stop()
    visitor.waits(lambda: visitor.kiosk.link.state.value == "lost")
    assert visitor.kiosk.flow.screens.frame.page == "services"
    visitor.waits_longer_than(3)
    visitor.waits(lambda: "Sambungan ke antrean terputus" in visitor.words())
    scripted.start()
    visitor.sees_page("services")


def test_a_wrong_key_is_said_so_that_staff_can_pair_the_screen(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub
) -> None:
    visitor = visitor_at(scripted.url, key="wrong")
    visitor.waits(lambda: "Layar ini sedang tidak melayani" in visitor.words())


def test_every_page_says_that_it_is_a_demonstration(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    visitor = visitor_at(make_scripted(batu(always_open=True)).url)
    visitor.sees_page("home")
    assert "Mode peragaan" in visitor.words()
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.sees_page("ticket")
    assert "Mode peragaan" in visitor.words()
