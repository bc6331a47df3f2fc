"""The port to a printer's device: a ``PrinterTransport`` knows the address, a ``PrinterConnection`` is open."""

from __future__ import annotations

from typing import Any, Protocol

from kiosk.paper.transports.failures import ConnectionLostError, reason_of

ANSWER_SECONDS = 2.0
"""Seconds that a printer has for an answer or for taking the next bytes."""


class PrinterConnection(Protocol):
    """One open connection. Every method raises ``ConnectionLostError`` where the device fails, and nothing
    else for that."""

    def send(self, data: bytes) -> None:
        """Hands over all of ``data``, at most about a kilobyte, within ``ANSWER_SECONDS``."""

    def receive(self, seconds: float) -> bytes:
        """What the printer said, waiting up to ``seconds`` for the first byte; empty if it said nothing."""

    def drain(self) -> None:
        """Waits until what was sent has left this machine, as far as the way can tell; for printers that are not asked
        how they are."""

    def close(self) -> None: ...


class PrinterTransport(Protocol):
    def open(self) -> PrinterConnection:
        """Raises ``ConnectionLostError`` where the printer cannot be reached."""


def open_device(printer: Any) -> None:
    """Opens a python-escpos ``printer``; where it finds none, ``ConnectionLostError`` says what was beneath."""
    from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415 - costs 0.2 s

    try:
        printer.open()
    except DeviceNotFoundError as failed:
        cause = failed.__cause__ or failed.__context__
        raise ConnectionLostError(reason_of(cause), " ".join(str(failed).split())) from failed
