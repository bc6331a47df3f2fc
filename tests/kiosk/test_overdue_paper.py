"""A printer that says nothing holds nobody up: the visitor is asked what now, and its word counts when it comes."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from kiosk.issuing import states
from kiosk.issuing.transition import PAPER_WITHIN
from kiosk.paper.outcome import OK, JobFailed, JobOutcome, JobPrinted, PrinterStatus, PrinterTrouble
from tests.support.scripted_hub import ScriptedHub
from tests.support.visitor import Visitor


class HandPrinter:
    """Prints when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self.say: queue.Queue[JobOutcome] = queue.Queue()

    def status(self) -> PrinterStatus:
        return OK

    def print(self, data: bytes) -> JobOutcome:
        self.jobs.append(data)
        return self.say.get()


OUT = JobPrinted(confirmed=True)


@pytest.fixture
def printer() -> Iterator[HandPrinter]:
    made = HandPrinter()
    yield made
    for _ in range(9):
        made.say.put(OUT)  # nothing hangs at the end, whatever the test left


@pytest.fixture
def stuck(visitor_at: Callable[..., Visitor], scripted: ScriptedHub, printer: HandPrinter) -> Visitor:
    """A visitor whose paper does not come, at the moment when the screen says so."""
    visitor = visitor_at(scripted.url, driver=printer)
    takes(visitor)
    visitor.waits(lambda: len(printer.jobs) == 1)
    visitor.waits_longer_than(PAPER_WITHIN - 1)
    assert isinstance(visitor.kiosk.flow.state, states.AwaitingPaper)
    visitor.waits_longer_than(2)
    visitor.sees_page("trouble")
    return visitor


def takes(visitor: Visitor) -> None:
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")


def test_the_visitor_reads_the_number_and_may_note_it(
    stuck: Visitor, scripted: ScriptedHub, printer: HandPrinter
) -> None:
    stuck.settles()
    assert {"A-013", "Printer tidak menjawab."} <= set(stuck.words())
    stuck.waits(lambda: scripted.paths()[-1] == "/tickets/13/print-failed")
    stuck.touches("noted")
    stuck.sees_page("ticket")
    stuck.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")
    told = len(scripted.heard)
    printer.say.put(JobFailed(PrinterTrouble.OFFLINE, "late"))
    stuck.touches("home")
    takes(stuck)
    stuck.waits(lambda: len(printer.jobs) == 2)
    assert scripted.paths()[told:] == ["/tickets"], "that it failed after all changes nothing for a noted number"


def test_a_paper_that_comes_late_counts_and_is_shown(
    stuck: Visitor, scripted: ScriptedHub, printer: HandPrinter
) -> None:
    printer.say.put(OUT)
    stuck.sees_page("ticket")
    stuck.waits(lambda: stuck.find("paper"))
    stuck.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")


def test_trying_again_waits_for_the_paper_that_may_still_come_and_sends_no_second_one(
    stuck: Visitor, scripted: ScriptedHub, printer: HandPrinter
) -> None:
    stuck.touches("again")
    stuck.sees_page("ticket")
    printer.say.put(OUT)
    stuck.waits(lambda: isinstance(stuck.kiosk.flow.state, states.NumberIssued))
    stuck.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")
    assert len(printer.jobs) == 1


def test_once_the_printer_has_said_no_trying_again_prints_again(
    stuck: Visitor, scripted: ScriptedHub, printer: HandPrinter
) -> None:
    printer.say.put(JobFailed(PrinterTrouble.COVER_OPEN, "late", started=True))
    stuck.waits(lambda: "Tutup printer terbuka." in stuck.words())
    stuck.touches("again")
    stuck.waits(lambda: len(printer.jobs) == 2)
    assert printer.jobs[1] != printer.jobs[0], "it says that it is a reprint"
    printer.say.put(OUT)
    stuck.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")


def test_who_leaves_leaves_no_ghost_and_the_next_one_is_not_shown_the_late_paper(
    stuck: Visitor, scripted: ScriptedHub, printer: HandPrinter
) -> None:
    stuck.waits_longer_than(46)
    stuck.waits_longer_than(20)
    stuck.sees_page("home")
    stuck.waits(lambda: scripted.heard[-1].body == {"reason": "abandoned"})
    takes(stuck)
    stuck.sees_page("ticket")
    printer.say.put(OUT)
    stuck.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")
    assert stuck.kiosk.flow.screens.ticket.paper == ""
    printer.say.put(OUT)
    stuck.waits(lambda: scripted.paths()[-1] == "/tickets/14/printed")
    assert stuck.kiosk.flow.screens.ticket.paper == "image://paper/14"


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
def test_a_device_that_nobody_reads_is_a_printer_that_is_not_there(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "lp0")
    visitor = visitor_at(scripted.url, printer=f"file:{tmp_path / 'lp0'}")
    takes(visitor)
    visitor.sees_page("trouble")
    visitor.waits(lambda: "Printer tidak tersambung." in visitor.words())


def test_a_service_that_the_hall_no_longer_has_leaves_its_visitor_the_number(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub, printer: HandPrinter
) -> None:
    visitor = visitor_at(scripted.url, driver=printer)
    printer.say.put(JobFailed(PrinterTrouble.PAPER_OUT, "none"))
    takes(visitor)
    visitor.sees_page("trouble")
    services = tuple(one for one in scripted.hall.services if one.code != "dukcapil.ktp")
    scripted.show(msgspec.structs.replace(scripted.hall, services=services))
    visitor.waits(lambda: len(visitor.kiosk.link.hall.services) == len(services))
    visitor.touches("again")
    visitor.waits(lambda: "Printer sedang terganggu." in visitor.words())
    visitor.touches("noted")
    visitor.waits(lambda: scripted.paths()[-1] == "/tickets/13/printed")
