"""The kiosk goes on when its hub is gone: killed, frozen, cut off, and the kiosk killed itself. In the end every paper
is exactly one ticket."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from antrean.tour.remote import RemoteWindow
from kiosk.paper.render import picture
from shared.wire import PaperInfo
from tests.support.patience import until
from tests.support.printer_emulator import PrinterEmulator
from tests.support.wholehall import QT

LONG = 60.0


class FilePrinter:
    """Counts the papers in a file that a kiosk in another network writes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.address = f"file:{file}"

    @property
    def jobs(self) -> tuple[bytes, ...]:
        data = self._file.read_bytes() if self._file.exists() else b""
        return tuple(b"\x1b@" + job for job in data.split(b"\x1b@")[1:])

    def wait_for(self, jobs: int, _: float) -> tuple[bytes, ...]:
        until(lambda: len(self.jobs) >= jobs, f"{jobs} papers are out")
        return self.jobs


@dataclass
class Entrance:
    """One kiosk with its printer, as a process that may be killed and started again."""

    name: str
    url: str
    key: str
    folder: Path
    printer: PrinterEmulator | FilePrinter
    prefix: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    remote: RemoteWindow = field(init=False)
    starts: int = 0

    def start(self) -> Entrance:
        self.starts += 1
        socket = self.folder / f"{self.name}{self.starts}"
        command = [*self.prefix, sys.executable, "-m", "antrean", "kiosk", "--hub", self.url]
        command += ["--data", str(self.folder / self.name), "--remote", str(socket), "--printer", self.printer.address]
        command += ["--geometry", "1280x720", "--reduce-motion"]
        with (self.folder / f"{self.name}.log").open("ab") as out:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=os.environ | QT | {"ANTREAN_KEY": self.key},
            )
        process = self.process
        self.remote = RemoteWindow("kiosk", socket)
        self.remote.connect(lambda: process.poll() is None)
        return self

    def kill(self) -> None:
        assert self.process is not None
        self.remote.close()
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.remote.close()
            self.process.terminate()
            self.process.wait(60)

    @property
    def state(self) -> dict[str, Any]:
        return self.remote.ask("state")

    def is_ready(self) -> None:
        """Online, and with numbers for the time when it is not."""
        until(lambda: self.state["link"] == "online" and self.state["left"].get("A", 0) > 0, "the kiosk has a reserve")

    def is_alone(self) -> None:
        until(lambda: self.state["offline"], "the kiosk notices that the hub is gone")

    def is_settled(self) -> None:
        until(lambda: self.state["link"] == "online" and self.state["settled"], "the hub knows everything")

    def visitor(self, agency: str = "dukcapil", service: str = "dukcapil.ktp") -> str:
        """Takes a number by touch; its label, once the paper is out."""
        before = len(self.printer.jobs)
        self.remote.touch(f"agency-{agency}")
        self.remote.touch(f"take-{service}")
        self.printer.wait_for(before + 1, LONG)
        until(lambda: self.state["page"] == "ticket" and not self.state["printing"], "the number is shown")
        label = str(self.state["label"])
        self.remote.touch("home")
        self.remote.wait(f"agency-{agency}")
        return label


def tokens(*printers: PrinterEmulator | FilePrinter) -> list[str]:
    """What stands behind the code of every paper that came out."""
    found = []
    for printer in printers:
        for paper in printer.jobs:
            (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture(paper, PaperInfo()))).convert("L"))
            found.append(code.text.rpartition("/t/")[2])
    return found


def line(hub: Any) -> list[str]:
    """Labels of who waits, in order of arrival."""
    with hub.client() as manager:
        tickets = manager.get("/hall").raise_for_status().json()["tickets"]
    return [one["ticket"]["label"] for one in tickets if one["step"]["state"] == "waiting"]


def on_paper(hub: Any, *printers: PrinterEmulator | FilePrinter) -> list[str]:
    """The label of every paper, as the hub knows it by the code on the paper."""
    papers = tokens(*printers)
    assert len(set(papers)) == len(papers)
    found = []
    with hub.client("") as phone:
        for token in papers:
            answer = phone.get(f"/t/{token}")
            assert answer.status_code == 200, f"a paper has no ticket: {answer.text}"
            found.append(str(answer.json()["ticket"]["label"]))
    return found


def every_paper_is_one_waiting_ticket(hub: Any, *printers: PrinterEmulator) -> list[str]:
    found, waiting = on_paper(hub, *printers), line(hub)
    assert Counter(found) == Counter(waiting), "papers and waiting tickets are the same"
    assert len(set(waiting)) == len(waiting), "a number was given twice"
    return waiting


@pytest.fixture
def make_entrance(hub: Any) -> Iterator[Callable[..., Entrance]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="away-")))

        def make(name: str = "a", **changed: Any) -> Entrance:
            printer = stack.enter_context(PrinterEmulator(host=changed.pop("printer_host", "127.0.0.1")))
            made = Entrance(name, changed.pop("url", hub.url), hub.key("kiosk", name), folder, printer, **changed)
            stack.callback(made.close)
            return made.start()

        yield make


def test_numbers_go_on_while_the_hub_is_dead_and_wait_in_the_order_of_arrival_when_it_is_back(
    hub: Any, make_entrance: Callable[..., Entrance]
) -> None:
    one = make_entrance()
    one.is_ready()
    assert one.visitor() == "A-001"
    hub.kill()
    one.is_alone()
    assert [one.visitor() for _ in range(2)] == ["A-901", "A-902"]
    assert not one.state["settled"]
    hub.start()
    one.is_settled()
    assert one.visitor() == "A-002"
    one.is_settled()
    assert every_paper_is_one_waiting_ticket(hub, one.printer) == ["A-001", "A-901", "A-902", "A-002"]


def test_a_request_to_a_frozen_hub_ends_in_one_number_of_the_reserve_and_none_of_the_hub(
    hub: Any, make_entrance: Callable[..., Entrance]
) -> None:
    """The hub may have the request, and answers it after it is thawed: nobody may wait twice."""
    one = make_entrance()
    one.is_ready()
    one.remote.touch("agency-dukcapil")
    one.remote.wait("take-dukcapil.ktp")
    hub.freeze()
    one.remote.touch("take-dukcapil.ktp")
    one.printer.wait_for(1, LONG)
    until(lambda: one.state["page"] == "ticket" and one.state["label"] == "A-901", "the reserve gave the number")
    hub.thaw()
    one.is_settled()
    assert every_paper_is_one_waiting_ticket(hub, one.printer) == ["A-901"]
    with hub.client() as manager:
        states = [one["step"]["state"] for one in manager.get("/hall").json()["tickets"]]
    assert states == ["waiting"], "what the hub made of the first request is void"


def test_a_kiosk_killed_again_and_again_while_the_hub_is_away_loses_no_paper(
    hub: Any, make_entrance: Callable[..., Entrance]
) -> None:
    one = make_entrance()
    one.is_ready()
    given = [one.visitor()]
    hub.kill()
    one.is_alone()
    given.append(one.visitor())
    one.kill()
    one.start()  # without a hub: the hall is known from the journal
    one.is_alone()
    given.append(one.visitor())
    one.remote.touch("agency-dukcapil")
    one.remote.wait("take-dukcapil.ktp")
    one.remote.touch("take-dukcapil.ktp")
    one.printer.wait_for(4, LONG)
    one.kill()  # as the paper falls: the kiosk may not know yet that it is out
    one.start()
    hub.start()
    one.is_settled()
    assert given == ["A-001", "A-901", "A-902"]
    assert every_paper_is_one_waiting_ticket(hub, one.printer) == ["A-001", "A-901", "A-902", "A-903"]


def test_two_kiosks_give_different_numbers_while_the_hub_is_away(
    hub: Any, make_entrance: Callable[..., Entrance]
) -> None:
    one, two = make_entrance("a"), make_entrance("b")
    one.is_ready()
    two.is_ready()
    hub.kill()
    one.is_alone()
    two.is_alone()
    given = [one.visitor(), two.visitor(), one.visitor(), two.visitor()]
    assert len(set(given)) == 4
    hub.start()
    one.is_settled()
    two.is_settled()
    assert every_paper_is_one_waiting_ticket(hub, one.printer, two.printer) == given


class Cable:
    """Two network namespaces' worth of cable: this one and one in which a kiosk runs. Needs root."""

    def __init__(self) -> None:
        self.space, self.here, self.there = (f"an{os.getpid() % 100000}{end}" for end in ("", "h", "t"))
        subnet = os.getpid() % 250
        self.hub, self.kiosk = f"10.213.{subnet}.1", f"10.213.{subnet}.2"

    def lay(self) -> None:
        ip("netns", "add", self.space)
        ip("link", "add", self.here, "type", "veth", "peer", "name", self.there, "netns", self.space)
        ip("addr", "add", f"{self.hub}/30", "dev", self.here)
        ip("link", "set", self.here, "up")
        ip("-n", self.space, "addr", "add", f"{self.kiosk}/30", "dev", self.there)
        ip("-n", self.space, "link", "set", self.there, "up")
        ip("-n", self.space, "link", "set", "lo", "up")

    def cut(self) -> None:
        ip("link", "set", self.here, "down")

    def mend(self) -> None:
        ip("link", "set", self.here, "up")

    def take_up(self) -> None:
        subprocess.run(["ip", "link", "del", self.here], check=False, capture_output=True)
        subprocess.run(["ip", "netns", "del", self.space], check=False, capture_output=True)


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


@pytest.fixture
def cable() -> Iterator[Cable]:
    laid = Cable()
    try:
        laid.lay()
    except FileNotFoundError:
        pytest.skip("there is no program ip here (package iproute2), so no cable can be cut")
    except subprocess.CalledProcessError as error:
        laid.take_up()
        pytest.skip(f"this user may not make a network of its own: {error.stderr.strip()}")
    yield laid
    laid.take_up()


def test_a_cut_cable_stops_nobody(cable: Cable, make_hub: Callable[..., Any]) -> None:
    """The hub lives on and gives numbers at the other entrance; the kiosk behind the cut cable gives its own."""
    hub = make_hub(host="0.0.0.0")  # noqa: S104 - in a network of its own
    hub.start()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cut-")))
        file = folder / "papers"
        one = Entrance("a", f"http://{cable.hub}:{hub.port}", hub.key("kiosk", "a"), folder, FilePrinter(file))
        one.prefix = ("ip", "netns", "exec", cable.space)
        stack.callback(one.close)
        one.start()
        one.is_ready()
        assert one.visitor() == "A-001"
        cable.cut()
        one.is_alone()
        assert one.visitor() == "A-901"
        assert hub.take()["label"] == "A-002"
        assert one.visitor() == "A-902"
        cable.mend()
        one.is_settled()
        assert line(hub) == ["A-001", "A-901", "A-002", "A-902"]
        assert on_paper(hub, one.printer) == ["A-001", "A-901", "A-902"]
