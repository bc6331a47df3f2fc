"""Printers as they behave and misbehave, over real sockets, files and a pseudo terminal."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.paper.outcome import JobPrinted, PrinterCondition, PrinterTrouble
from kiosk.paper.printers import EXPECTED, AddressError, open_printer
from kiosk.paper.status_bytes import CLEARED
from kiosk.paper.transports import status_dialogue, tcp
from kiosk.paper.transports.status_dialogue import PrinterQuirks, StatusDialogue
from tests.support.printer_emulator import EmulatorBehaviour, EmulatorMechanism, EmulatorState, PrinterEmulator
from tests.support.slips import JOB, failure


@pytest.fixture
def emulator() -> Iterator[PrinterEmulator]:
    with PrinterEmulator() as printer:
        yield printer


def test_a_lan_printer_gets_every_byte_and_confirms(emulator: PrinterEmulator) -> None:
    assert open_printer(emulator.address).print(JOB) == JobPrinted(confirmed=True)
    assert emulator.wait_for(1) == (JOB,)


def test_a_roll_near_its_end_still_prints_and_says_so(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.PAPER_LOW
    printer = open_printer(emulator.address)
    assert printer.status().condition is PrinterCondition.PAPER_LOW
    assert printer.print(JOB) == JobPrinted(confirmed=True, paper_low=True)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (EmulatorState.PAPER_OUT, PrinterTrouble.PAPER_OUT),
        (EmulatorState.COVER_OPEN, PrinterTrouble.COVER_OPEN),
        (EmulatorState.OFFLINE, PrinterTrouble.OFFLINE),
        (EmulatorState.FAULT, PrinterTrouble.FAULT),
        (EmulatorState.MUTE, PrinterTrouble.MUTE),
    ],
)
@pytest.mark.slow
def test_a_printer_in_trouble_gets_no_job_and_says_why_and_later_prints(
    emulator: PrinterEmulator, state: EmulatorState, reason: PrinterTrouble
) -> None:
    emulator.behaviour.state = state
    printer = open_printer(emulator.address)
    assert printer.status().reason is reason
    assert failure(printer.print(JOB)) == (reason, False)
    emulator.behaviour.state = EmulatorState.FINE
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    assert emulator.wait_for(1) == (JOB,)


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        (EmulatorState.PAPER_OUT, PrinterTrouble.PAPER_OUT),
        (EmulatorState.COVER_OPEN, PrinterTrouble.COVER_OPEN),
        (EmulatorState.MUTE, PrinterTrouble.MUTE),
    ],
)
@pytest.mark.slow
def test_trouble_in_the_middle_of_a_job_is_noticed(
    emulator: PrinterEmulator, then: EmulatorState, reason: PrinterTrouble
) -> None:
    emulator.behaviour.fails_at, emulator.behaviour.then = 3000, then
    assert failure(open_printer(emulator.address).print(JOB)) == (reason, True)


def test_a_printer_that_dies_in_the_middle_of_a_job_is_noticed_and_used_again_when_it_is_back(
    emulator: PrinterEmulator,
) -> None:
    emulator.behaviour.dies_at = 3000
    printer = open_printer(emulator.address)
    assert failure(printer.print(JOB)) == (PrinterTrouble.OFFLINE, True)
    emulator.switch_off()
    assert failure(printer.print(JOB)) == (PrinterTrouble.UNREACHABLE, False)
    assert printer.status().reason is PrinterTrouble.UNREACHABLE
    emulator.switch_on()
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    assert emulator.wait_for(2)[-1] == JOB


def test_a_mute_printer_that_is_set_to_be_so_prints_unconfirmed(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.MUTE
    printer = open_printer(emulator.address + "?status=no")
    assert not printer.status().known
    assert printer.print(JOB) == JobPrinted(confirmed=False)
    assert emulator.wait_for(1) == (JOB,)


@pytest.mark.slow
def test_a_mute_printer_tells_the_technician_which_setting_it_may_need(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.MUTE
    assert "?status=no" in open_printer(emulator.address).status().detail


@pytest.mark.slow
def test_a_printer_that_takes_no_more_bytes_does_not_block_for_ever(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.DEAF
    reason, started = failure(open_printer(emulator.address).print(JOB * 400))
    assert (reason, started) == (PrinterTrouble.STUCK, True)


@pytest.mark.slow
def test_a_slow_printer_prints(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.SLOW
    assert open_printer(emulator.address).print(JOB) == JobPrinted(confirmed=True)
    assert emulator.wait_for(1) == (JOB,)


@pytest.mark.slow
def test_a_printer_that_answers_in_its_turn_is_waited_for_until_its_paper_is_out(emulator: PrinterEmulator) -> None:
    """Longer than a printer in its idleness has for an answer."""
    emulator.behaviour.pace = len(JOB) / 3.5
    emulator.behaviour.state = EmulatorState.IN_TURN
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    assert printer.print(JOB) == JobPrinted(confirmed=True), "and again, its pace being known"
    assert emulator.wait_for(2) == (JOB, JOB)


@pytest.mark.slow
def test_a_printer_that_falls_silent_in_a_job_is_not_said_to_have_failed(
    emulator: PrinterEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_dialogue, "PAPER_SECONDS", 0.5)
    emulator.behaviour.fails_at, emulator.behaviour.then = 200, EmulatorState.MUTE
    outcome = open_printer(emulator.address).print(JOB)
    assert failure(outcome) == (PrinterTrouble.MUTE, True)


def test_a_job_that_failed_is_dropped_so_that_nothing_of_it_comes_out_after_the_refill(
    emulator: PrinterEmulator,
) -> None:
    emulator.behaviour.fails_at, emulator.behaviour.then = 200, EmulatorState.PAPER_OUT
    printer = open_printer(emulator.address)
    assert failure(printer.print(JOB)) == (PrinterTrouble.PAPER_OUT, True)
    emulator.behaviour.state = EmulatorState.FINE
    assert printer.print(JOB + b"next") == JobPrinted(confirmed=True)
    assert emulator.wait_for(2) == (JOB[:200], JOB + b"next"), "what was printed, and nothing of the rest"


@pytest.mark.parametrize(
    "then", [EmulatorState.PAPER_OUT, EmulatorState.COVER_OPEN, EmulatorState.OFFLINE, EmulatorState.FAULT]
)
def test_a_job_that_a_printer_would_not_drop_may_come_out_later_and_its_number_counts(
    emulator: PrinterEmulator, then: EmulatorState
) -> None:
    emulator.behaviour.can_clear = False
    emulator.behaviour.fails_at, emulator.behaviour.then = 200, then
    printer = open_printer(emulator.address)
    assert failure(printer.print(JOB))[1], "begun: so the number counts"
    emulator.behaviour.state = EmulatorState.FINE
    assert emulator.wait_for(2) == (JOB[:200], JOB[200:]), "the rest comes out by itself"
    assert printer.print(JOB + b"next") == JobPrinted(confirmed=True)


class Told:
    """A line on which these words come, one at each listening, and then silence; keeps what was sent."""

    def __init__(self, *words: bytes) -> None:
        self.words, self.sent = list(words), b""

    def send(self, data: bytes) -> None:
        self.sent += data

    def receive(self, seconds: float) -> bytes:  # noqa: ARG002
        return self.words.pop(0) if self.words else b""

    def drain(self) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize("answer", [b"\x00", b"\xff", b"\x1d", b"EPSON\x00"], ids=repr)
def test_an_answer_without_the_fixed_bits_says_nothing_about_the_printer(
    monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    """python-escpos takes 0x00 for a printer that is ready and has no paper, and silence for one with paper."""
    monkeypatch.setattr(status_dialogue, "ANSWER_SECONDS", 0.05)
    assert StatusDialogue(Told(answer), PrinterQuirks()).status().reason is PrinterTrouble.MUTE


def test_a_word_about_an_earlier_job_is_not_taken_for_the_end_of_this_one() -> None:
    """A serial line keeps what a printer says after its job was given up."""
    fine, done = b"\x12", b"\x00"
    line = Told(CLEARED + fine, fine, fine, fine, b"", fine, fine, fine, fine, done, fine, fine, fine, fine)
    talk = StatusDialogue(line, PrinterQuirks())
    assert talk.status().condition is PrinterCondition.OK
    assert talk.wait_until_done().condition is PrinterCondition.OK
    assert line.words == [], "it waited for the printer's own word on this job"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what is still on its way")
def test_a_printer_that_is_not_asked_and_never_reads_is_noticed(
    emulator: PrinterEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp, "DRAIN_SECONDS", 0.5)
    emulator.behaviour.state = EmulatorState.DEAF
    outcome = open_printer(f"{emulator.address}?status=no").print(JOB * 8)
    assert failure(outcome) == (PrinterTrouble.STUCK, True)


def test_a_printer_that_is_not_asked_and_resets_in_the_middle_is_noticed(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.MUTE
    emulator.behaviour.dies_at = 300
    outcome = open_printer(f"{emulator.address}?status=no").print(JOB)
    assert failure(outcome) == (PrinterTrouble.OFFLINE, True)


@pytest.mark.slow
def test_a_printer_that_knows_few_questions_prints(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.CURT
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    assert emulator.wait_for(2) == (JOB, JOB)


def test_paper_that_runs_out_in_a_later_job_is_noticed(emulator: PrinterEmulator) -> None:
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    emulator.wait_for(1)
    emulator.behaviour.fails_at = 3000
    assert failure(printer.print(JOB)) == (PrinterTrouble.PAPER_OUT, True)


@pytest.mark.slow
def test_a_printer_that_knows_few_questions_still_reports_that_its_paper_ran_out(emulator: PrinterEmulator) -> None:
    emulator.behaviour.state = EmulatorState.CURT
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    emulator.wait_for(1)
    emulator.behaviour.fails_at = 3000
    assert failure(printer.print(JOB)) == (PrinterTrouble.PAPER_OUT, True)


def test_a_closed_port_and_an_unknown_name_are_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert failure(open_printer(f"tcp://127.0.0.1:{port}").print(JOB)) == (PrinterTrouble.UNREACHABLE, False)
    assert open_printer("tcp://printer.invalid").status().reason is PrinterTrouble.UNREACHABLE


def test_two_papers_at_once_are_printed_one_after_the_other(emulator: PrinterEmulator) -> None:
    printer = open_printer(emulator.address)
    outcomes: list[object] = []
    threads = [threading.Thread(target=lambda: outcomes.append(printer.print(JOB))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [JobPrinted(confirmed=True)] * 3
    assert emulator.wait_for(3) == (JOB, JOB, JOB)


# --- serial ---------------------------------------------------------------------------------------------------------


@contextmanager
def serial_emulator(behaviour: EmulatorBehaviour) -> Iterator[tuple[str, EmulatorMechanism]]:
    """A printer at the other end of a pseudo terminal; gives its device and its works."""
    import tty

    near, far = os.openpty()
    tty.setraw(far)
    works = EmulatorMechanism(behaviour)

    def serve() -> None:
        while data := os.read(near, 1024):
            if said := works.take(data):
                os.write(near, said)
            if data.endswith(b"\x00stop"):
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield os.ttyname(far), works
    finally:
        os.write(far, b"\x00stop")
        thread.join()
        os.close(near)
        os.close(far)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals")
def test_a_serial_printer_prints_and_reports_that_its_paper_ran_out() -> None:
    behaviour = EmulatorBehaviour()
    with serial_emulator(behaviour) as (device, works):
        printer = open_printer(f"serial://{device}?baud=115200")
        assert printer.print(JOB) == JobPrinted(confirmed=True)
        assert bytes(works.job).startswith(JOB)
        behaviour.state = EmulatorState.PAPER_OUT
        assert failure(printer.print(JOB)) == (PrinterTrouble.PAPER_OUT, False)


def test_a_serial_port_that_is_not_there_is_unreachable() -> None:
    assert failure(open_printer("serial:///dev/ttyNOPE").print(JOB)) == (PrinterTrouble.UNREACHABLE, False)


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "tcp://192.168.1.50",
        "tcp://192.168.1.50:9100",
        "tcp://[::1]:9100?status=no",
        "usb://04b8:0e28",
        "usb://0x04b8:0x0e28?status=no",
        "serial:///dev/ttyUSB0?baud=19200&flow=xonxoff",
        "serial://COM3",
        "file:/dev/usb/lp0",
        "file:papers.bin",
        "screen:",
    ],
)
def test_an_address_is_understood_without_a_printer_there(address: str) -> None:
    open_printer(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", "tcp://HOST"),
        ("192.168.1.50", "tcp://HOST"),
        ("lpt1", "screen:"),
        ("tcp://", EXPECTED["tcp"]),
        ("tcp://host:port", EXPECTED["tcp"]),
        ("tcp://host:99999", EXPECTED["tcp"]),
        ("tcp://host?sttaus=no", EXPECTED["tcp"]),
        ("tcp://host?status=maybe", EXPECTED["tcp"]),
        ("tcp://host/queue", EXPECTED["tcp"]),
        ("usb://epson", EXPECTED["usb"]),
        ("usb://04b8", EXPECTED["usb"]),
        ("serial://", EXPECTED["serial"]),
        ("serial:///dev/ttyS0?baud=fast", EXPECTED["serial"]),
        ("serial:///dev/ttyS0?baud=5", EXPECTED["serial"]),
        ("file:", EXPECTED["file"]),
        ("file:folder/", EXPECTED["file"]),
        ("cups://", EXPECTED["cups"]),
        ("win32://", EXPECTED["win32"]),
        ("screen:big", EXPECTED["screen"]),
    ],
)
def test_a_wrong_address_is_refused_with_what_was_expected(address: str, expected: str) -> None:
    with pytest.raises(AddressError) as refused:
        open_printer(address)
    assert expected in str(refused.value)
    assert repr(address) in str(refused.value)


@pytest.mark.hub
def test_a_usb_printer_that_is_not_plugged_in_is_unreachable() -> None:
    assert failure(open_printer("usb://04b8:ffff").print(JOB)) == (PrinterTrouble.UNREACHABLE, False)
