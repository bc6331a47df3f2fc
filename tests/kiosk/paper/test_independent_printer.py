"""Our papers at a receipt printer by other hands: ``emupos``, which needs Python 3.13, so Debian 12 has none for it.

It is looked for in ``.venv-emupos`` of this checkout and on the path; docs/printers.md says how to put it there.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from kiosk.paper.encode import encode
from kiosk.paper.outcome import JobPrinted, PrinterCondition, PrinterTrouble
from kiosk.paper.printers import open_printer
from kiosk.paper.receipt import receipt
from shared.wire import PaperInfo
from tests.support.hubprocess import free_port, wait_until
from tests.support.slips import PAPERS, URL, failure, slip

HERE = Path(__file__).resolve().parents[3] / ".venv-emupos" / "bin" / "emupos"
PROGRAM = str(HERE) if HERE.exists() else shutil.which("emupos")
PROFILES = ("epson-tm-t20iii", "xprinter-xp80t", "rongta-rp326")
JOB = encode(receipt(slip(demonstration=True)), PAPERS["80"])

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no emupos here (it needs Python 3.13; see docs/printers.md)")
every_profile = pytest.mark.parametrize("profile", PROFILES)


class Device:
    """One of its printers: where it is, what befalls it, and the papers that came out, the oldest first."""

    def __init__(self, api: int, name: str, port: int) -> None:
        self.port = port
        self.address = f"tcp://127.0.0.1:{port}"
        self._api = f"http://127.0.0.1:{api}/api/v1/devices/{name}"

    def _asks(self, method: str, path: str) -> bytes:
        request = urllib.request.Request(f"{self._api}/{path}", method=method)  # noqa: S310 - our own loopback
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return bytes(answer.read())

    def papers(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self._asks("GET", "receipts"))
        return found[::-1]

    def words(self) -> str:
        return self._asks("GET", "receipts/latest/text").decode()

    def picture(self) -> Image.Image:
        return Image.open(BytesIO(self._asks("GET", "receipts/latest/image"))).convert("L")

    def falls_into(self, fault: str) -> None:
        self._asks("PUT", f"faults/{fault}")

    def recovers_from(self, fault: str) -> None:
        self._asks("DELETE", f"faults/{fault}")


@pytest.fixture(scope="module")
def devices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Device]]:
    folder, api = tmp_path_factory.mktemp("emupos"), free_port()
    made = {profile: Device(api, profile, free_port()) for profile in PROFILES}
    lines = ["schema: 1", f"api: {{ host: 127.0.0.1, port: {api} }}", "devices:"]
    for profile, device in made.items():
        lines.append(f"  - {{ id: {profile}, type: printer, profile: {profile}, receipts_dir: {folder / profile},")
        lines.append(f"      connections: [{{ tcp: {{ port: {device.port} }} }}] }}")
    (folder / "emupos.yaml").write_text("\n".join(lines) + "\n")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([str(PROGRAM), "run"], cwd=folder, stdout=log, stderr=log)
    try:
        wait_until(lambda: answers(made["epson-tm-t20iii"]), "emupos answers", 120)
        yield made
    finally:
        process.terminate()
        process.wait(60)


def answers(device: Device) -> bool:
    with suppress(OSError):
        return device.papers() == []
    return False


@contextmanager
def tap(device: Device, after: int, act: Callable[[], None]) -> Iterator[str]:
    """An address in front of the printer's; once ``after`` bytes have gone through, and before more do, ``act``."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_carry, args=(server, device, after, act))
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def _carry(server: socket.socket, device: Device, after: int, act: Callable[[], None]) -> None:
    near, _ = server.accept()
    with near, socket.create_connection(("127.0.0.1", device.port)) as far:
        back = threading.Thread(target=_pour, args=(far, near))
        back.start()
        gone = 0
        while data := near.recv(512):
            far.sendall(data)
            if gone < after <= (gone := gone + len(data)):
                act()
        with suppress(OSError):
            far.shutdown(socket.SHUT_RDWR)
        back.join()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(512):
            target.sendall(data)


@every_profile
@pytest.mark.parametrize("native", [False, True], ids=["drawn", "native"])
def test_a_paper_comes_out_whole_with_a_code_that_reads(devices: dict[str, Device], profile: str, native: bool) -> None:
    device, paper = devices[profile], PaperInfo(80, 576, 48, native_qr=native)
    before = len(device.papers())
    assert open_printer(device.address).print(encode(receipt(slip(paper=paper)), paper)) == JobPrinted(confirmed=True)
    (came,) = device.papers()[before:]
    assert (came["boundary"], came["width_dots"]) == ("cut", 576)
    assert [code.text for code in zxingcpp.read_barcodes(device.picture(), try_invert=False)] == [URL]
    words = device.words().splitlines()
    assert words[1].strip() == "MPP Among Warga"
    assert words[-1].strip() == "Terima kasih. Silakan menunggu panggilan."


@every_profile
def test_a_roll_near_its_end_is_told_and_prints(devices: dict[str, Device], profile: str) -> None:
    device = devices[profile]
    device.falls_into("paper-near-end")
    try:
        printer = open_printer(device.address)
        assert printer.status().condition is PrinterCondition.PAPER_LOW
        assert printer.print(JOB) == JobPrinted(confirmed=True, paper_low=True)
    finally:
        device.recovers_from("paper-near-end")


@every_profile
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("paper-out", PrinterTrouble.PAPER_OUT),
        ("cover-open", PrinterTrouble.COVER_OPEN),
        ("offline", PrinterTrouble.OFFLINE),
    ],
)
def test_trouble_before_a_job_is_told_and_nothing_is_sent(
    devices: dict[str, Device], profile: str, fault: str, reason: PrinterTrouble
) -> None:
    device = devices[profile]
    before = len(device.papers())
    device.falls_into(fault)
    try:
        assert failure(open_printer(device.address).print(JOB)) == (reason, False)
    finally:
        device.recovers_from(fault)
    assert open_printer(device.address).print(JOB) == JobPrinted(confirmed=True)
    assert len(device.papers()) == before + 1, "one paper: nothing was left of the first"


def test_a_job_in_which_the_roll_ends_is_printed_after_the_refill_so_its_number_counts(
    devices: dict[str, Device],
) -> None:
    """It does not know the command to drop a job, as many printers do not."""
    device = devices["epson-tm-t20iii"]
    before = len(device.papers())
    with tap(device, 6000, lambda: device.falls_into("paper-out")) as address:
        try:
            assert failure(open_printer(address).print(JOB)) == (PrinterTrouble.PAPER_OUT, True)
            assert len(device.papers()) == before
        finally:
            device.recovers_from("paper-out")
    wait_until(lambda: len(device.papers()) > before, "the paper comes out by itself")
    assert [code.text for code in zxingcpp.read_barcodes(device.picture(), try_invert=False)] == [URL]
