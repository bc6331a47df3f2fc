"""The whole hall, opened and closed again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from antrean.tour.browser import installed
from tests.support.patientpages import PATIENT
from tests.support.printer_emulator import PrinterEmulator
from tests.support.wholehall import Hall, Window

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
expect.set_options(timeout=60_000)


@pytest.fixture
def hall(hub: Any) -> Iterator[Hall]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hall-")))
        voice = folder / "voice"
        printer = stack.enter_context(PrinterEmulator())
        kiosk = Window.open("kiosk", hub, folder, "--printer", printer.address)
        stack.callback(kiosk.close)
        board = Window.open("display", hub, folder, "--voice", f"file:{voice}")
        stack.callback(board.close)
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        stack.callback(browser.close)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
        page.set_default_timeout(60_000)
        page.add_init_script(PATIENT)
        yield Hall(hub, printer, kiosk, board, voice, page)
