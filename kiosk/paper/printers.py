"""The port to a printer, and finding the right one for an address as the operator writes it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from kiosk.paper.outcome import JobOutcome, PrinterStatus
from kiosk.paper.transports.cups import CupsPrinter
from kiosk.paper.transports.escpos import EscposPrinter
from kiosk.paper.transports.one_way import FilePrinter, ScreenPrinter
from kiosk.paper.transports.serial_port import SerialTransport
from kiosk.paper.transports.tcp import TcpTransport

EXPECTED = {
    "tcp": "tcp://HOST or tcp://HOST:PORT (9100 if left out), with ?status=no for a printer that never answers",
    "usb": "usb://VID:PID in hexadecimal as lsusb shows, e.g. usb://04b8:0e28, with ?status=no if it never answers",
    "serial": "serial://DEVICE, e.g. serial:///dev/ttyUSB0?baud=19200 or serial://COM3, with baud=, flow=xonxoff or"
    " dsrdtr, status=no",
    "file": "file:PATH, e.g. file:/dev/usb/lp0 or file:papers.bin",
    "cups": "cups://QUEUE, a print queue of this machine (not on Windows)",
    "win32": "win32://NAME, a printer of this machine (only on Windows)",
    "screen": "screen: (no paper; the ticket is shown on the screen)",
}


class Printer(Protocol):
    """One printer. Calls may come from any thread, one job at a time; both take seconds at the worst, so never call
    them on the screen's thread. Nothing that a printer does wrong raises."""

    def print(self, data: bytes) -> JobOutcome:
        """Prints one job. ``Printed`` only when the printer took all of it and, where it can be asked, has no
        trouble afterwards."""

    def status(self) -> PrinterStatus: ...


class AddressError(ValueError):
    """A printer address that cannot be meant; its text says what was expected."""

    def __init__(self, address: str, expected: str) -> None:
        super().__init__(f"printer address {address!r}: expected {expected}")


def open_printer(address: str) -> Printer:
    """The printer at ``address``; nothing is connected yet, so one that is switched off may come later.

    Raises AddressError where the address cannot be meant, with what was expected."""
    scheme, colon, _ = address.partition(":")
    opener = _OPENERS.get(scheme)
    if opener is None or not colon:
        raise AddressError(address, "one of " + "; ".join(EXPECTED.values()))
    try:
        parts = urlsplit(address)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        return opener(parts, options)
    except ValueError as wrong:
        raise AddressError(address, EXPECTED[scheme]) from wrong


def _tcp(parts: SplitResult, options: Mapping[str, str]) -> Printer:
    _only(options, "status")
    if not parts.hostname or parts.path.strip("/") or parts.username is not None:
        raise ValueError("host")
    return EscposPrinter(TcpTransport(parts.hostname, parts.port or 9100), asks=_asks(options))


def _usb(parts: SplitResult, options: Mapping[str, str]) -> Printer:
    _only(options, "status")
    found = re.fullmatch(r"(?:0x)?([0-9a-f]{1,4}):(?:0x)?([0-9a-f]{1,4})", parts.netloc.lower())
    if found is None or parts.path.strip("/"):
        raise ValueError("ids")
    from kiosk.paper.transports.usb_port import UsbTransport  # noqa: PLC0415 - needs libusb's Python side, and 0.2 s

    return EscposPrinter(UsbTransport(int(found[1], 16), int(found[2], 16)), asks=_asks(options))


def _serial(parts: SplitResult, options: Mapping[str, str]) -> Printer:
    _only(options, "baud", "flow", "status")
    device = unquote(parts.netloc + parts.path)
    baud, flow = int(options.get("baud", "9600")), options.get("flow", "dsrdtr")
    if not device or not 300 <= baud <= 921_600 or flow not in {"dsrdtr", "xonxoff"}:
        raise ValueError("device, baud or flow")
    return EscposPrinter(SerialTransport(device, baud, xonxoff=flow == "xonxoff"), asks=_asks(options))


def _file(parts: SplitResult, _options: Mapping[str, str]) -> Printer:
    written = parts.geturl().partition(":")[2]
    path = re.sub(r"^//(?=/)", "", written)
    if not path or path.endswith("/"):
        raise ValueError("path")
    return FilePrinter(Path(path).expanduser())


def _cups(parts: SplitResult, options: Mapping[str, str]) -> Printer:
    _only(options)
    queue = unquote(parts.netloc)
    if not queue or parts.path.strip("/") or sys.platform == "win32":
        raise ValueError("queue")
    return CupsPrinter(queue)


def _win32(parts: SplitResult, options: Mapping[str, str]) -> Printer:
    _only(options)
    name = unquote(parts.netloc + parts.path)
    if not name or sys.platform != "win32":
        raise ValueError("name")
    from kiosk.paper.transports.windows import WindowsPrinter  # noqa: PLC0415 - only there on Windows

    return WindowsPrinter(name)


def _screen(parts: SplitResult, options: Mapping[str, str]) -> Printer:
    _only(options)
    if parts.netloc or parts.path:
        raise ValueError("nothing after screen:")
    return ScreenPrinter()


def _only(options: Mapping[str, str], *known: str) -> None:
    if set(options) - set(known):
        raise ValueError("option")


def _asks(options: Mapping[str, str]) -> bool:
    said = options.get("status", "yes")
    if said not in {"yes", "no"}:
        raise ValueError("status")
    return said == "yes"


_OPENERS: dict[str, Callable[[SplitResult, Mapping[str, str]], Printer]] = {
    "tcp": _tcp,
    "usb": _usb,
    "serial": _serial,
    "file": _file,
    "cups": _cups,
    "win32": _win32,
    "screen": _screen,
}
