"""Printers as they behave and misbehave, over real sockets, files and a pseudo terminal."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.paper import conversation, tcp_line
from kiosk.paper.conversation import Conversation, Manners
from kiosk.paper.emulator import Emulator, Mechanism, Mood, Temper
from kiosk.paper.outcome import Condition, Printed, Trouble
from kiosk.paper.printers import EXPECTED, AddressError, open_printer
from kiosk.paper.realtime import CLEARED
from tests.support.slips import JOB, failure


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as printer:
        yield printer


def test_a_lan_printer_gets_every_byte_and_confirms(emulator: Emulator) -> None:
    assert open_printer(emulator.address).print(JOB) == Printed(confirmed=True)
    assert emulator.wait_for(1) == (JOB,)


def test_a_roll_near_its_end_still_prints_and_says_so(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.PAPER_LOW
    printer = open_printer(emulator.address)
    assert printer.status().condition is Condition.PAPER_LOW
    assert printer.print(JOB) == Printed(confirmed=True, paper_low=True)


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        (Mood.PAPER_OUT, Trouble.PAPER_OUT),
        (Mood.COVER_OPEN, Trouble.COVER_OPEN),
        (Mood.OFFLINE, Trouble.OFFLINE),
        (Mood.FAULT, Trouble.FAULT),
        (Mood.MUTE, Trouble.MUTE),
    ],
)
def test_a_printer_in_trouble_gets_no_job_and_says_why_and_later_prints(
    emulator: Emulator, mood: Mood, reason: Trouble
) -> None:
    emulator.temper.mood = mood
    printer = open_printer(emulator.address)
    assert printer.status().reason is reason
    assert failure(printer.print(JOB)) == (reason, False)
    emulator.temper.mood = Mood.FINE
    assert printer.print(JOB) == Printed(confirmed=True)
    assert emulator.wait_for(1) == (JOB,)


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        (Mood.PAPER_OUT, Trouble.PAPER_OUT),
        (Mood.COVER_OPEN, Trouble.COVER_OPEN),
        (Mood.MUTE, Trouble.MUTE),
    ],
)
def test_trouble_in_the_middle_of_a_job_is_noticed(emulator: Emulator, turns: Mood, reason: Trouble) -> None:
    emulator.temper.turns_at, emulator.temper.turns = 3000, turns
    assert failure(open_printer(emulator.address).print(JOB)) == (reason, True)


def test_a_printer_that_dies_in_the_middle_of_a_job_is_noticed_and_used_again_when_it_is_back(
    emulator: Emulator,
) -> None:
    emulator.temper.dies_at = 3000
    printer = open_printer(emulator.address)
    assert failure(printer.print(JOB)) == (Trouble.OFFLINE, True)
    emulator.switch_off()
    assert failure(printer.print(JOB)) == (Trouble.UNREACHABLE, False)
    assert printer.status().reason is Trouble.UNREACHABLE
    emulator.switch_on()
    assert printer.print(JOB) == Printed(confirmed=True)
    assert emulator.wait_for(2)[-1] == JOB


def test_a_mute_printer_that_is_set_to_be_so_prints_unconfirmed(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.MUTE
    printer = open_printer(emulator.address + "?status=no")
    assert not printer.status().known
    assert printer.print(JOB) == Printed(confirmed=False)
    assert emulator.wait_for(1) == (JOB,)


def test_a_mute_printer_tells_the_technician_which_setting_it_may_need(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.MUTE
    assert "?status=no" in open_printer(emulator.address).status().detail


def test_a_printer_that_takes_no_more_bytes_does_not_block_for_ever(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.DEAF
    reason, started = failure(open_printer(emulator.address).print(JOB * 400))
    assert (reason, started) == (Trouble.STUCK, True)


def test_a_slow_printer_prints(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.SLOW
    assert open_printer(emulator.address).print(JOB) == Printed(confirmed=True)
    assert emulator.wait_for(1) == (JOB,)


def test_a_printer_that_answers_in_its_turn_is_waited_for_until_its_paper_is_out(emulator: Emulator) -> None:
    """Longer than a printer in its idleness has for an answer."""
    emulator.temper.pace = len(JOB) / 3.5
    emulator.temper.mood = Mood.IN_TURN
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == Printed(confirmed=True)
    assert printer.print(JOB) == Printed(confirmed=True), "and again, its pace being known"
    assert emulator.wait_for(2) == (JOB, JOB)


def test_a_printer_that_falls_silent_in_a_job_is_not_said_to_have_failed(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "PAPER_TAKES", 0.5)
    emulator.temper.turns_at, emulator.temper.turns = 200, Mood.MUTE
    outcome = open_printer(emulator.address).print(JOB)
    assert failure(outcome) == (Trouble.MUTE, True)


def test_a_job_that_failed_is_dropped_so_that_nothing_of_it_comes_out_after_the_refill(emulator: Emulator) -> None:
    emulator.temper.turns_at, emulator.temper.turns = 200, Mood.PAPER_OUT
    printer = open_printer(emulator.address)
    assert failure(printer.print(JOB)) == (Trouble.PAPER_OUT, True)
    emulator.temper.mood = Mood.FINE
    assert printer.print(JOB + b"next") == Printed(confirmed=True)
    assert emulator.wait_for(2) == (JOB[:200], JOB + b"next"), "what was printed, and nothing of the rest"


@pytest.mark.parametrize("turns", [Mood.PAPER_OUT, Mood.COVER_OPEN, Mood.OFFLINE, Mood.FAULT])
def test_a_job_that_a_printer_would_not_drop_may_come_out_later_and_its_number_counts(
    emulator: Emulator, turns: Mood
) -> None:
    emulator.temper.drops = False
    emulator.temper.turns_at, emulator.temper.turns = 200, turns
    printer = open_printer(emulator.address)
    assert failure(printer.print(JOB))[1], "begun: so the number counts"
    emulator.temper.mood = Mood.FINE
    assert emulator.wait_for(2) == (JOB[:200], JOB[200:]), "the rest comes out by itself"
    assert printer.print(JOB + b"next") == Printed(confirmed=True)


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
    monkeypatch.setattr(conversation, "PATIENCE", 0.05)
    assert Conversation(Told(answer), Manners()).status().reason is Trouble.MUTE


def test_a_word_about_an_earlier_job_is_not_taken_for_the_end_of_this_one() -> None:
    """A serial line keeps what a printer says after its job was given up."""
    fine, done = b"\x12", b"\x00"
    line = Told(CLEARED + fine, fine, fine, fine, b"", fine, fine, fine, fine, done, fine, fine, fine, fine)
    talk = Conversation(line, Manners())
    assert talk.status().condition is Condition.OK
    assert talk.until_done().condition is Condition.OK
    assert line.words == [], "it waited for the printer's own word on this job"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what is still on its way")
def test_a_printer_that_is_not_asked_and_never_reads_is_noticed(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp_line, "DRAINS", 0.5)
    emulator.temper.mood = Mood.DEAF
    outcome = open_printer(f"{emulator.address}?status=no").print(JOB * 8)
    assert failure(outcome) == (Trouble.STUCK, True)


def test_a_printer_that_is_not_asked_and_resets_in_the_middle_is_noticed(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.MUTE
    emulator.temper.dies_at = 300
    outcome = open_printer(f"{emulator.address}?status=no").print(JOB)
    assert failure(outcome) == (Trouble.OFFLINE, True)


def test_a_printer_that_knows_few_questions_prints(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.CURT
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == Printed(confirmed=True)
    assert printer.print(JOB) == Printed(confirmed=True)
    assert emulator.wait_for(2) == (JOB, JOB)


def test_paper_that_runs_out_in_a_later_job_is_noticed(emulator: Emulator) -> None:
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == Printed(confirmed=True)
    emulator.wait_for(1)
    emulator.temper.turns_at = 3000
    assert failure(printer.print(JOB)) == (Trouble.PAPER_OUT, True)


def test_a_printer_that_knows_few_questions_still_reports_that_its_paper_ran_out(emulator: Emulator) -> None:
    emulator.temper.mood = Mood.CURT
    printer = open_printer(emulator.address)
    assert printer.print(JOB) == Printed(confirmed=True)
    emulator.wait_for(1)
    emulator.temper.turns_at = 3000
    assert failure(printer.print(JOB)) == (Trouble.PAPER_OUT, True)


def test_a_closed_port_and_an_unknown_name_are_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert failure(open_printer(f"tcp://127.0.0.1:{port}").print(JOB)) == (Trouble.UNREACHABLE, False)
    assert open_printer("tcp://printer.invalid").status().reason is Trouble.UNREACHABLE


def test_two_papers_at_once_are_printed_one_after_the_other(emulator: Emulator) -> None:
    printer = open_printer(emulator.address)
    outcomes: list[object] = []
    threads = [threading.Thread(target=lambda: outcomes.append(printer.print(JOB))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Printed(confirmed=True)] * 3
    assert emulator.wait_for(3) == (JOB, JOB, JOB)


# --- serial ---------------------------------------------------------------------------------------------------------


@contextmanager
def serial_emulator(temper: Temper) -> Iterator[tuple[str, Mechanism]]:
    """A printer at the other end of a pseudo terminal; gives its device and its works."""
    import tty

    near, far = os.openpty()
    tty.setraw(far)
    works = Mechanism(temper)

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
    temper = Temper()
    with serial_emulator(temper) as (device, works):
        printer = open_printer(f"serial://{device}?baud=115200")
        assert printer.print(JOB) == Printed(confirmed=True)
        assert bytes(works.job).startswith(JOB)
        temper.mood = Mood.PAPER_OUT
        assert failure(printer.print(JOB)) == (Trouble.PAPER_OUT, False)


def test_a_serial_port_that_is_not_there_is_unreachable() -> None:
    assert failure(open_printer("serial:///dev/ttyNOPE").print(JOB)) == (Trouble.UNREACHABLE, False)


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


def test_a_usb_printer_that_is_not_plugged_in_is_unreachable() -> None:
    assert failure(open_printer("usb://04b8:ffff").print(JOB)) == (Trouble.UNREACHABLE, False)
