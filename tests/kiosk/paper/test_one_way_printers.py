"""Printers that cannot be asked, over real files, pipes and commands: a file or device, a print queue, the screen."""

from __future__ import annotations

import errno
import os
import select
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.paper.outcome import JobPrinted, PrinterCondition, PrinterTrouble
from kiosk.paper.printers import open_printer
from kiosk.paper.transports.failures import reason_of
from kiosk.paper.transports.one_way import ScreenPrinter
from tests.support.slips import JOB, failure


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less patience with what will not answer however long one waits."""
    monkeypatch.setattr("kiosk.paper.transports.one_way.ANSWER_SECONDS", 0.3)
    monkeypatch.setattr("kiosk.paper.transports.cups.QUEUE_SECONDS", 0.7)


def test_a_file_keeps_every_job_in_order(tmp_path: Path) -> None:
    printer = open_printer(f"file:{tmp_path / 'roll.bin'}")
    assert printer.print(JOB) == JobPrinted(confirmed=False)
    assert printer.print(b"more") == JobPrinted(confirmed=False)
    assert (tmp_path / "roll.bin").read_bytes() == JOB + b"more"


@contextmanager
def nobody() -> Iterator[None]:
    """Root may write everywhere; so be somebody else for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders")
def test_a_file_in_a_folder_that_may_not_be_written_is_refused_with_the_reason() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        printer = open_printer(f"file:{folder}/roll.bin")
        with nobody():
            assert failure(printer.print(JOB)) == (PrinterTrouble.NO_PERMISSION, False)
            assert printer.status().reason is PrinterTrouble.NO_PERMISSION
        Path(folder).chmod(0o755)


def test_a_file_whose_folder_is_missing_is_unreachable(tmp_path: Path) -> None:
    printer = open_printer(f"file:{tmp_path}/none/roll.bin")
    assert failure(printer.print(JOB)) == (PrinterTrouble.UNREACHABLE, False)
    assert printer.status().reason is PrinterTrouble.UNREACHABLE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full")
def test_a_printer_device_without_space_is_one_without_paper() -> None:
    assert failure(open_printer("file:/dev/full").print(JOB)) == (PrinterTrouble.PAPER_OUT, False)


@contextmanager
def reader(pipe: Path) -> Iterator[int]:
    """Holds a pipe open as a device does, and takes nothing by itself."""
    handle = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield handle
    finally:
        os.close(handle)


@pytest.mark.usefixtures("hurried")
@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
def test_a_device_that_takes_no_more_bytes_is_given_up(tmp_path: Path) -> None:
    """As /dev/usb/lp0 without paper, before which Linux would let us wait without end."""
    device = tmp_path / "lp0"
    os.mkfifo(device)
    printer = open_printer(f"file:{device}")
    assert failure(printer.print(JOB)) == (PrinterTrouble.UNREACHABLE, False)
    with reader(device):
        assert failure(printer.print(JOB * 400)) == (PrinterTrouble.STUCK, True)


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
def test_a_device_that_takes_its_time_gets_every_byte(tmp_path: Path) -> None:
    device, job = tmp_path / "lp0", JOB * 40
    os.mkfifo(device)
    with reader(device) as taken:
        outcomes: list[object] = []
        thread = threading.Thread(target=lambda: outcomes.append(open_printer(f"file:{device}").print(job)))
        thread.start()
        got = b""
        while len(got) < len(job):
            select.select([taken], [], [], 20)
            got += os.read(taken, 700)
        thread.join()
    assert got == job
    assert outcomes == [JobPrinted(confirmed=False)]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, PrinterTrouble.DISK_FULL),
        (errno.EDQUOT, PrinterTrouble.DISK_FULL),
        (errno.EACCES, PrinterTrouble.NO_PERMISSION),
        (errno.EROFS, PrinterTrouble.NO_PERMISSION),
        (errno.EBUSY, PrinterTrouble.BUSY),
        (errno.EAGAIN, PrinterTrouble.BUSY),
        (errno.ECONNREFUSED, PrinterTrouble.UNREACHABLE),
        (errno.ENODEV, PrinterTrouble.UNREACHABLE),
    ],
)
def test_what_the_system_says_becomes_a_reason(number: int, reason: PrinterTrouble) -> None:
    assert reason_of(OSError(number, "no")) is reason


def lp_commands(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    state: str = "is idle.  enabled",
    code: int = 0,
    hangs: bool = False,
) -> None:
    """CUPS' commands as far as printing needs them, with one queue called "struk"."""
    took = "exec sleep 600" if hangs else f'cat > "{folder}/job"; echo "$@" > "{folder}/asked"; exit {code}'
    scripts = {
        "lpstat": f'case "$1" in -p) [ "$2" = struk ] || {{ echo "lpstat: Invalid destination name" >&2; exit 1; }}; '
        f'echo "printer struk {state} since now";; esac',
        "lp": took,
    }
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS")
@pytest.mark.hub
def test_a_queue_of_the_system_gets_the_bytes_raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lp_commands(tmp_path, monkeypatch)
    assert open_printer("cups://struk").print(JOB) == JobPrinted(confirmed=False)
    assert (tmp_path / "job").read_bytes() == JOB
    assert "-d struk" in (tmp_path / "asked").read_text()
    assert "-o raw" in (tmp_path / "asked").read_text()


@pytest.mark.usefixtures("hurried")
@pytest.mark.skipif(sys.platform == "win32", reason="CUPS")
@pytest.mark.hub
def test_a_print_service_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lp_commands(tmp_path, monkeypatch, hangs=True)
    assert failure(open_printer("cups://struk").print(JOB * 400)) == (PrinterTrouble.BUSY, True)


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS")
@pytest.mark.hub
def test_trouble_with_a_queue_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lp_commands(tmp_path, monkeypatch)
    assert failure(open_printer("cups://lain").print(JOB)) == (PrinterTrouble.UNREACHABLE, False)
    lp_commands(tmp_path, monkeypatch, state="disabled")
    assert failure(open_printer("cups://struk").print(JOB)) == (PrinterTrouble.OFFLINE, False)
    lp_commands(tmp_path, monkeypatch, code=1)
    assert failure(open_printer("cups://struk").print(JOB))[0] is PrinterTrouble.UNREACHABLE
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert failure(open_printer("cups://struk").print(JOB)) == (PrinterTrouble.UNREACHABLE, False)


def test_the_screen_keeps_the_bytes_of_the_latest_paper() -> None:
    printer = open_printer("screen:")
    assert isinstance(printer, ScreenPrinter)
    assert printer.status().condition is PrinterCondition.OK
    assert printer.print(JOB) == JobPrinted(confirmed=True)
    assert printer.print(b"next") == JobPrinted(confirmed=True)
    assert printer.latest == b"next"
