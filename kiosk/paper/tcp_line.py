"""The line to a LAN printer, port 9100 as a rule, through python-escpos' Network."""

from __future__ import annotations

import socket
import sys
import time
from array import array
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.paper.causes import LostError, lost, reason_of
from kiosk.paper.line import PATIENCE, Link
from kiosk.paper.outcome import Trouble

if sys.platform == "linux":
    import fcntl
    import termios

DRAINS = 20.0
"""Seconds that a printer which is not asked has for taking a whole job."""
TURN = 0.1
AFTERWARDS = 0.5
"""Seconds in which a reset comes back, in any hall's network."""


@dataclass(frozen=True)
class TcpLine:
    host: str
    port: int

    def open(self) -> Link:
        from escpos.printer import Network  # noqa: PLC0415 - costs 0.2 s

        printer = Network(self.host, self.port, timeout=PATIENCE)
        try:
            # Not printer.open(): it knows no IPv6, and leaks the socket when nobody answers.
            printer.device = socket.create_connection((self.host, self.port), timeout=PATIENCE)
        except OSError as cause:
            raise LostError(reason_of(cause), f"{self.host} port {self.port}: {cause}") from cause
        return TcpLink(printer)


class TcpLink:
    def __init__(self, printer: Any) -> None:
        self._printer = printer

    def send(self, data: bytes) -> None:
        try:
            self._printer.device.settimeout(PATIENCE)
            self._printer._raw(data)
        except OSError as cause:
            raise lost(cause, "sending") from cause

    def receive(self, seconds: float) -> bytes:
        try:
            self._printer.device.settimeout(max(seconds, 0.001))
            said = bytes(self._printer._read())
        except TimeoutError:
            return b""
        except OSError as cause:
            raise lost(cause, "listening") from cause
        if not said:
            raise LostError(Trouble.OFFLINE, "the printer closed the connection")
        return said

    def drain(self) -> None:
        """Until the printer's machine has taken every byte, where the system tells (Linux), and a moment longer: one
        that closed in the middle answers what it did not take with a reset."""
        device = self._printer.device
        until = time.monotonic() + DRAINS
        try:
            while (unsent := _unsent(device)) and time.monotonic() < until:
                self._look(device, TURN)
            if unsent:
                raise LostError(Trouble.STUCK, f"sending: the printer left {unsent} bytes untaken for {DRAINS:g} s")
            self._look(device, AFTERWARDS)
        except OSError as cause:
            raise lost(cause, "sending") from cause

    def _look(self, device: socket.socket, seconds: float) -> None:
        """Waits, and raises what befell the connection meanwhile. What the printer says is of no use here."""
        device.settimeout(seconds)
        with suppress(TimeoutError):
            if device.recv(64):
                return
            trouble = device.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if trouble or _unsent(device):
                raise LostError(Trouble.OFFLINE, "sending: the printer closed the connection")

    def close(self) -> None:
        self._printer.close()


def _unsent(device: socket.socket) -> int:
    """Bytes that the printer's machine has not acknowledged; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    waiting = array("i", [0])
    fcntl.ioctl(device.fileno(), termios.TIOCOUTQ, waiting)
    return waiting[0]
