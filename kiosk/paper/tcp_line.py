"""The line to a LAN printer, port 9100 as a rule, through python-escpos' Network."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Any

from kiosk.paper.causes import LostError, lost, reason_of
from kiosk.paper.line import PATIENCE, Link
from kiosk.paper.outcome import Trouble


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

    def close(self) -> None:
        self._printer.close()
