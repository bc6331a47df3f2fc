"""The line to a LAN printer, port 9100 as a rule, through python-escpos' Network."""

from __future__ import annotations

import socket
import sys
import time
from array import array
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.paper.outcome import PrinterTrouble
from kiosk.paper.transports.connection import ANSWER_SECONDS, PrinterConnection
from kiosk.paper.transports.failures import ConnectionLostError, connection_lost, reason_of

if sys.platform == "linux":
    import fcntl
    import termios

DRAIN_SECONDS = 20.0
"""Seconds that a printer which is not asked has for taking a whole job."""
POLL_SECONDS = 0.1
RESET_SECONDS = 0.5
"""Seconds in which a reset comes back, in any hall's network."""


@dataclass(frozen=True)
class TcpTransport:
    host: str
    port: int

    def open(self) -> PrinterConnection:
        from escpos.printer import Network  # noqa: PLC0415 - costs 0.2 s

        printer = Network(self.host, self.port, timeout=ANSWER_SECONDS)
        try:
            # Not printer.open(): it knows no IPv6, and leaks the socket when nobody answers.
            printer.device = socket.create_connection((self.host, self.port), timeout=ANSWER_SECONDS)
        except OSError as cause:
            raise ConnectionLostError(reason_of(cause), f"{self.host} port {self.port}: {cause}") from cause
        return TcpConnection(printer)


class TcpConnection:
    def __init__(self, printer: Any) -> None:
        self._printer = printer

    def send(self, data: bytes) -> None:
        try:
            self._printer.device.settimeout(ANSWER_SECONDS)
            self._printer._raw(data)
        except OSError as cause:
            raise connection_lost(cause, "sending") from cause

    def receive(self, seconds: float) -> bytes:
        try:
            self._printer.device.settimeout(max(seconds, 0.001))
            said = bytes(self._printer._read())
        except TimeoutError:
            return b""
        except OSError as cause:
            raise connection_lost(cause, "listening") from cause
        if not said:
            raise ConnectionLostError(PrinterTrouble.OFFLINE, "the printer closed the connection")
        return said

    def drain(self) -> None:
        """Until the printer's machine has taken every byte, where the system tells (Linux), and a moment longer: one
        that closed in the middle answers what it did not take with a reset."""
        device = self._printer.device
        until = time.monotonic() + DRAIN_SECONDS
        try:
            while (unsent := _unsent(device)) and time.monotonic() < until:
                self._look(device, POLL_SECONDS)
            if unsent:
                raise ConnectionLostError(
                    PrinterTrouble.STUCK, f"sending: the printer left {unsent} bytes untaken for {DRAIN_SECONDS:g} s"
                )
            self._look(device, RESET_SECONDS)
        except OSError as cause:
            raise connection_lost(cause, "sending") from cause

    def _look(self, device: socket.socket, seconds: float) -> None:
        """Waits, and raises what befell the connection meanwhile. What the printer says is of no use here."""
        device.settimeout(seconds)
        with suppress(TimeoutError):
            if device.recv(64):
                return
            trouble = device.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if trouble or _unsent(device):
                raise ConnectionLostError(PrinterTrouble.OFFLINE, "sending: the printer closed the connection")

    def close(self) -> None:
        self._printer.close()


def _unsent(device: socket.socket) -> int:
    """Bytes that the printer's machine has not acknowledged; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    waiting = array("i", [0])
    fcntl.ioctl(device.fileno(), termios.TIOCOUTQ, waiting)
    return waiting[0]
