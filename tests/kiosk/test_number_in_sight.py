"""A visitor always sees the own number and what can be done about it, by whatever way it was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from kiosk.issuing import states
from kiosk.paper import ops
from kiosk.paper.decode import decode
from shared.qt.link import LinkState
from shared.wire import ClosedReason, Code, Openness
from tests.support.printer_emulator import EmulatorState, PrinterEmulator
from tests.support.scripted_hub import ScriptedHub, broken, problem
from tests.support.visitor import Visitor


@pytest.fixture
def paperless(visitor_at: Callable[..., Visitor], scripted: ScriptedHub) -> Iterator[Visitor]:
    """A visitor before a kiosk whose printer has no paper."""
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        yield visitor_at(scripted.url, printer=printer.address)


LONG = "http://antrean-mpp-samarinda.local:8470/t/Wq3kT9vXcLr2mZpA8sYd1g"


def codes(visitor: Visitor, folder: Path) -> list[str]:
    """What a phone reads on the screen."""
    visitor.settles()
    visitor.picture(folder / "screen.png")
    with Image.open(folder / "screen.png") as screen:
        return [code.text for code in zxingcpp.read_barcodes(screen.convert("L"), try_invert=False)]


def takes_from_search(visitor: Visitor) -> None:
    visitor.touches("search")
    for letter in "ktp":
        visitor.touches(f"key-{letter}")
    visitor.touches("take-dukcapil.ktp")


def takes(visitor: Visitor) -> None:
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")


def loses(visitor: Visitor, hub: ScriptedHub) -> None:
    """The hub goes, for longer than a restart takes. The kiosk has no reserve."""
    hub.stop()
    visitor.waits(lambda: visitor.kiosk.link.state is LinkState.LOST)
    visitor.waits_longer_than(3)
    visitor.settles()


def sees(visitor: Visitor, name: str) -> bool:
    """Whether a touch at its middle reaches it: nothing lies above."""
    visitor.waits(lambda: visitor.find(name) is not None)
    visitor.settles()
    return bool(visitor.find("key-k") is None and visitor.find(name).isEnabled())


def test_a_number_taken_from_search_is_shown(visitor: Visitor) -> None:
    takes_from_search(visitor)
    visitor.waits(lambda: isinstance(visitor.kiosk.flow.state, states.NumberIssued))
    assert sees(visitor, "label")
    assert visitor.find("label").property("text") == "A-013"
    visitor.touches("home")
    visitor.sees_page("home")
    assert visitor.kiosk.flow.screens.frame.sheet == "none"


def test_a_number_taken_from_search_whose_paper_did_not_come_can_be_noted(
    paperless: Visitor, scripted: ScriptedHub
) -> None:
    takes_from_search(paperless)
    paperless.waits(lambda: isinstance(paperless.kiosk.flow.state, states.PaperMissing))
    assert sees(paperless, "kept-label")
    assert paperless.find("kept-label").property("text") == "A-013"
    paperless.touches("noted")
    paperless.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")


@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920)], ids=["wide", "tall"])
def test_a_number_without_paper_has_its_code_on_the_screen_until_its_visitor_is_done(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub, tmp_path: Path, size: tuple[int, int]
) -> None:
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(scripted.url, size=size, printer=printer.address)
        takes(visitor)
        visitor.sees_page("trouble")
        assert codes(visitor, tmp_path) == [visitor.kiosk.flow.state.ticket.url]
        visitor.touches("noted")
        visitor.sees_page("ticket")
        assert codes(visitor, tmp_path) == [visitor.kiosk.flow.state.ticket.url]
        visitor.touches("home")
        visitor.sees_page("home")
        assert codes(visitor, tmp_path) == []


@pytest.mark.parametrize("size", [(1366, 768), (1080, 1920)], ids=["wide", "tall"])
def test_a_number_of_four_digits_and_its_code_fit_in_the_easy_mode_too(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    issue = scripted._issue
    monkeypatch.setattr(scripted, "_issue", lambda body: replace(issue(body), label="M-1288", url=LONG))
    with PrinterEmulator(EmulatorState.PAPER_OUT) as printer:
        visitor = visitor_at(scripted.url, size=size, printer=printer.address)
        visitor.sees_page("home")
        visitor.kiosk.flow.speak("en")
        visitor.kiosk.flow.toggle_easy()
        visitor.kiosk.flow.take("dukcapil.ktp")
        visitor.sees_page("trouble")
        visitor.settles()
        assert visitor.find("kept-label").property("text") == "M-1288"
        assert visitor.find("code").property("module") >= 3, "pixels: what a phone reads from an arm's length"
        assert visitor.misfits() == []


def test_a_number_whose_paper_is_out_has_its_code_there_only(visitor: Visitor) -> None:
    takes(visitor)
    visitor.waits(lambda: isinstance(visitor.kiosk.flow.state, states.NumberIssued))
    assert visitor.find("code") is None


def test_a_number_whose_paper_was_begun_counts_though_its_visitor_goes_and_the_rest_comes_out_later(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub
) -> None:
    with PrinterEmulator() as printer:
        printer.behaviour.can_clear = False
        printer.behaviour.fails_at = 3000
        visitor = visitor_at(scripted.url, printer=printer.address)
        takes(visitor)
        visitor.sees_page("trouble")
        assert {"Tiket tidak tercetak utuh", "Printer kehabisan kertas."} <= set(visitor.words())
        visitor.kiosk.flow.go_home()
        visitor.waits(lambda: visitor.kiosk.outbox.settled)
        printer.behaviour.state = EmulatorState.FINE
        piece, rest = printer.wait_for(2)
        assert visitor.kiosk.flow.state == states.NoRequest()
    assert len(piece) == 3000
    assert [op for op in decode(piece + rest) if isinstance(op, ops.Cut)], "a whole paper, in two pieces"
    assert scripted.paths() == ["/tickets", "/tickets/13/printed"], "its number is not taken back"


def test_a_refusal_of_a_service_found_by_search_is_said_once_and_leads_back_to_what_was_found(
    visitor: Visitor, scripted: ScriptedHub
) -> None:
    scripted.answers.append(problem(Code.CLOSED, 409, Openness(ClosedReason.CLOSED)))
    takes_from_search(visitor)
    assert sees(visitor, "leave")
    visitor.touches("leave")
    visitor.waits(lambda: visitor.find("take-dukcapil.ktp"))
    assert visitor.kiosk.flow.screens.search.query == "ktp"
    assert scripted.paths() == ["/tickets"]


def test_a_hub_that_does_not_answer_a_search_is_said_so(visitor: Visitor, scripted: ScriptedHub) -> None:
    scripted.answers += [broken] * 6
    takes_from_search(visitor)
    assert sees(visitor, "again")
    visitor.touches("again")
    visitor.sees_page("ticket")


def test_a_number_stays_in_sight_when_the_hub_goes(visitor: Visitor, scripted: ScriptedHub) -> None:
    takes(visitor)
    visitor.waits(lambda: visitor.find("paper"))
    loses(visitor, scripted)
    assert sees(visitor, "label")
    assert visitor.find("label").property("text") == "A-013"
    number = visitor.kiosk.flow.screens.ticket
    assert (bool(number.service), bool(number.agency), bool(number.counters)) == (True, True, True)
    visitor.touches("home")
    visitor.sees_page("away")


def test_a_number_without_paper_can_be_noted_though_the_hub_has_gone_and_it_is_told_later(
    paperless: Visitor, scripted: ScriptedHub
) -> None:
    takes(paperless)
    paperless.sees_page("trouble")
    loses(paperless, scripted)
    assert sees(paperless, "kept-label")
    assert "Printer kehabisan kertas." in paperless.words()
    paperless.waits_longer_than(43)
    paperless.touches("warning-noted")
    paperless.sees_page("ticket")
    scripted.start()
    paperless.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")


def test_while_a_number_is_asked_for_the_services_stay_and_who_gets_no_answer_may_try_again(
    visitor: Visitor, scripted: ScriptedHub
) -> None:
    visitor.touches("agency-dukcapil")
    visitor.waits(lambda: visitor.find("take-dukcapil.ktp"))
    scripted.stop()
    visitor.touches("take-dukcapil.ktp")
    loses(visitor, scripted)
    screens = visitor.kiosk.flow.screens
    assert screens.frame.page in {"services", "trouble"}
    assert screens.services.services
    assert screens.services.name
    assert sees(visitor, "again")
    scripted.start()
    visitor.waits(lambda: visitor.kiosk.link.state is LinkState.ONLINE)
    visitor.touches("again")
    visitor.sees_page("ticket")
