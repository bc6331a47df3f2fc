"""A small hall for whole visits: hub, kiosk and board as processes, a printer on the LAN, and an officer's browser."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from antrean.tour.remote import RemoteWindow
from kiosk.paper.render import picture
from shared.wire import PaperInfo
from tests.support.patience import until
from tests.support.printer_emulator import PrinterEmulator

MAIN = ".main-action"
LABEL = ".current .label"
QT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


@dataclass
class Window:
    """A part with a window, as a process of its own."""

    process: subprocess.Popen[bytes]
    remote: RemoteWindow
    log: Path

    @classmethod
    def open(cls, name: str, hub: Any, folder: Path, *arguments: str) -> Window:
        """``folder`` has a short path: the names of sockets may have some hundred letters only."""
        socket, log = folder / name, folder / f"{name}.log"
        command = [sys.executable, "-m", "antrean", name, "--hub", hub.url, "--remote", str(socket)]
        command += ["--data", str(folder / f"{name}-data")]
        command += ["--geometry", "1280x720", "--reduce-motion", *arguments]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=os.environ | QT | {"ANTREAN_KEY": hub.key(name)},
            )
        window = cls(process, RemoteWindow(name, socket), log)
        try:
            window.remote.connect(lambda: process.poll() is None)
        except BaseException:
            window.close()
            raise
        return window

    def state(self) -> dict[str, Any]:
        return self.remote.ask("state")

    def is_online(self) -> bool:
        return bool(self.state()["link"] == "online")

    def close(self) -> None:
        self.remote.close()
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"it did not end when told to: {self.log.read_text()}") from None


@dataclass
class Hall:
    hub: Any
    printer: PrinterEmulator
    kiosk: Window
    board: Window
    voice: Path
    page: Page
    papers: int = field(default=0)

    def visitor_takes_a_number(self) -> str:
        """By touch, from the home page on; the label, once its paper is out and the hub knows."""
        kiosk = self.kiosk.remote
        kiosk.touch("agency-dukcapil")
        kiosk.touch("take-dukcapil.ktp")
        self.papers += 1
        paper = self.printer.wait_for(self.papers, 60)[-1]
        until(lambda: self.kiosk.state()["page"] == "ticket", "the kiosk shows the number")
        label = str(self.kiosk.state()["label"])
        assert self.label_behind_the_code_on(paper) == label, "the paper has another number"
        until(lambda: self.kiosk.state()["settled"], "the kiosk told the hub that the paper is out")
        kiosk.touch("home")
        kiosk.wait("agency-dukcapil")
        return label

    def label_behind_the_code_on(self, paper: bytes) -> str:
        """What the visitor's phone is told of the number, by the address that stands on the paper."""
        (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture(paper, PaperInfo()))).convert("L"))
        with self.hub.client("") as phone:
            answer = phone.get("/t/" + code.text.rpartition("/t/")[2])
        return str(answer.raise_for_status().json()["ticket"]["label"])

    def officer_sits_down(self, counter: int) -> None:
        officer, pin = self.hub.officer()
        self.page.goto(f"{self.hub.url}/counter/")
        self.page.fill("input[name=officer]", officer)
        self.page.fill("input[name=pin]", pin)
        self.page.keyboard.press("Enter")
        self.page.click(f"[data-counter='{counter}']")
        self.page.wait_for_selector(".desk")

    def officer_presses_space(self) -> None:
        expect(self.page.locator(MAIN)).to_have_attribute("aria-disabled", "false")
        self.page.keyboard.press(" ")

    def sees_and_hears(self, label: str, counter: int) -> None:
        """The board shows the call, it is spoken, and the officer is told so."""

        def shown() -> bool:
            state = self.board.state()
            return (state["label"], state["counter"]) == (label, str(counter))

        until(shown, f"the board shows {label}")
        until(lambda: list(self.voice.glob(f"call-{self.board.state()['call']}.wav")), f"{label} is spoken")
        expect(self.page.locator(".heard.yes")).to_be_visible()
        self.board.remote.wait("calledNumber")
