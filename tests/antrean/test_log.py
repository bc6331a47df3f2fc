"""What the parts write to their logs."""

from __future__ import annotations

import subprocess
import sys

from tests.support.printer_emulator import PrinterEmulator

LOOKS_AT_A_PRINTER = """
import logging, sys
from antrean.commands.parts import log_to_stderr
log_to_stderr("kiosk")
from kiosk.paper.printers import open_printer
assert open_printer(sys.argv[1]).status().reason is None
logging.getLogger("kiosk.issuing.ticket_printer").info("own words")
logging.getLogger().warning("somebody's warning")
"""


def test_a_look_at_the_printer_leaves_no_line_in_the_log_and_ones_own_words_and_warnings_stay() -> None:
    with PrinterEmulator() as printer:
        ran = subprocess.run(
            [sys.executable, "-c", LOOKS_AT_A_PRINTER, printer.address],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    told = [line.split(maxsplit=2)[2] for line in ran.stderr.splitlines()]
    assert told == ["kiosk INFO kiosk.issuing.ticket_printer: own words", "kiosk WARNING root: somebody's warning"]
