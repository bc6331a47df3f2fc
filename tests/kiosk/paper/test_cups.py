"""Printing through a real CUPS: every job is followed, and nothing of a job that was given up comes out later."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kiosk.paper.outcome import JobFailed, JobPrinted, PrinterCondition, PrinterTrouble
from kiosk.paper.printers import Printer, open_printer
from kiosk.paper.transports import cups
from tests.support.cupsd import WHY_NOT, add_queue, cupsd, jobs, stop_queue
from tests.support.hubprocess import free_port
from tests.support.printer_emulator import EmulatorState, PrinterEmulator
from tests.support.slips import JOB, failure

pytestmark = pytest.mark.skipif(WHY_NOT != "", reason=WHY_NOT)


@pytest.fixture(scope="module")
def service() -> Iterator[Path]:
    with cupsd() as folder:
        yield folder


@pytest.fixture
def printer(service: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Printer, str, int]:
    """A queue of its own for each test, its name, and the port where its printer is, once somebody switches it on."""
    name, port = f"struk{abs(hash(request.node.name)) % 10_000}", free_port()
    add_queue(service, name, f"socket://127.0.0.1:{port}")
    monkeypatch.setenv("CUPS_SERVER", str(service / "socket"))
    return open_printer(f"cups://{name}"), name, port


def test_a_job_is_followed_until_the_printer_has_every_byte(printer: tuple[Printer, str, int], service: Path) -> None:
    queue, name, port = printer
    with PrinterEmulator(port=port) as device:
        assert queue.print(JOB) == JobPrinted(confirmed=False)
        assert device.wait_for(1) == (JOB,)
    assert queue.status().condition is PrinterCondition.OK
    assert jobs(service, name, "completed") == [f"{name}-1"]


def test_a_printer_that_is_off_is_told_and_its_job_is_not_left_in_the_queue(
    printer: tuple[Printer, str, int], service: Path
) -> None:
    queue, name, port = printer
    outcome = queue.print(JOB)
    assert isinstance(outcome, JobFailed)
    assert (outcome.reason, outcome.started) == (PrinterTrouble.UNREACHABLE, False)
    assert jobs(service, name) == []
    assert queue.status().reason is PrinterTrouble.UNREACHABLE, "the hall is told until a paper comes out again"
    with PrinterEmulator(port=port) as device:
        assert queue.print(JOB + b"after") == JobPrinted(confirmed=False)
        assert device.wait_for(1) == (JOB + b"after",), "the dead number never comes out"
    assert queue.status().condition is PrinterCondition.OK


def test_a_queue_that_was_stopped_takes_no_job(printer: tuple[Printer, str, int], service: Path) -> None:
    queue, name, _ = printer
    stop_queue(service, name)
    assert queue.status().reason is PrinterTrouble.OFFLINE
    outcome = queue.print(JOB)
    assert isinstance(outcome, JobFailed)
    assert (outcome.reason, outcome.started) == (PrinterTrouble.OFFLINE, False)
    assert jobs(service, name) == []


def test_a_printer_that_dies_in_the_middle_leaves_a_number_that_counts(
    printer: tuple[Printer, str, int], service: Path
) -> None:
    queue, name, port = printer
    with PrinterEmulator(EmulatorState.MUTE, port=port) as device:
        device.behaviour.dies_at = 300
        outcome = queue.print(JOB * 100)
    assert isinstance(outcome, JobFailed)
    assert outcome.started
    assert jobs(service, name) == []


def test_a_job_that_does_not_end_in_time_is_cancelled_and_its_number_counts(
    printer: tuple[Printer, str, int], service: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, name, port = printer
    monkeypatch.setattr(cups, "DONE_SECONDS", 2.0)
    with PrinterEmulator(EmulatorState.DEAF, port=port):
        outcome = queue.print(JOB * 100)
    assert isinstance(outcome, JobFailed)
    assert (outcome.reason, outcome.started) == (PrinterTrouble.STUCK, True)
    assert jobs(service, name) == []


@contextmanager
def holding(port: int) -> Iterator[bytearray]:
    """A printer that takes every byte and does not hang up; gives what it took."""
    held: list[socket.socket] = []
    taken = bytearray()
    with socket.create_server(("127.0.0.1", port)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    held.append(server.accept()[0])
                    while data := held[-1].recv(4096):
                        taken.extend(data)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield taken
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for one in held:
                one.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what is still on its way")
@pytest.mark.parametrize("option", ["", "/?waiteof=false"], ids=["waits", "does not wait"])
def test_a_printer_that_connects_and_never_reads_a_paper_is_told_to_the_hall(
    printer: tuple[Printer, str, int], service: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    """The service itself says that the job was sent or is done: all of it lies in this machine's send buffer."""
    queue, name, port = printer
    add_queue(service, name, f"socket://127.0.0.1:{port}{option}")
    monkeypatch.setattr(cups, "DONE_SECONDS", 5.0)
    with PrinterEmulator(EmulatorState.DEAF, port=port):
        assert failure(queue.print(JOB)) == (PrinterTrouble.STUCK, True)
        assert queue.status().reason is PrinterTrouble.STUCK
    assert jobs(service, name) == []
    with PrinterEmulator(port=port):
        assert queue.print(JOB) == JobPrinted(confirmed=False), (
            "what waits of the former job is not taken for this one's"
        )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what is still on its way")
def test_a_printer_that_never_hangs_up_prints_one_paper_after_the_other(
    printer: tuple[Printer, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service itself would hold the second job for 90 s."""
    monkeypatch.setattr(cups, "DONE_SECONDS", 60.0)
    queue, _, port = printer
    with holding(port) as taken:
        assert queue.print(JOB + b"first") == JobPrinted(confirmed=False)
        assert queue.print(JOB + b"second") == JobPrinted(confirmed=False)
        assert bytes(taken) == JOB + b"first" + JOB + b"second"


def test_a_job_that_takes_far_longer_than_those_before_is_told_and_its_number_counts(
    printer: tuple[Printer, str, int], service: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, name, port = printer
    monkeypatch.setattr(cups, "SLOW_SECONDS", 0.0)
    with PrinterEmulator(port=port):
        assert queue.print(JOB) == JobPrinted(confirmed=False)
    with holding(port):
        assert failure(queue.print(JOB)) == (PrinterTrouble.STUCK, True)
        assert "were enough" in queue.status().detail
    assert jobs(service, name) == []
