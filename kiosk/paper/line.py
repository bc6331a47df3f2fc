"""The narrow way to a printer that can answer: a ``Line`` knows where it is, a ``Link`` is an open connection."""

from __future__ import annotations

from typing import Any, Protocol

from kiosk.paper.causes import LostError, reason_of

PATIENCE = 2.0
"""Seconds that a printer has for an answer or for taking the next bytes."""


class Link(Protocol):
    """One open connection. Every method raises ``LostError`` where the line fails, and nothing else for that."""

    def send(self, data: bytes) -> None:
        """Hands over all of ``data``, at most about a kilobyte, within ``PATIENCE``."""

    def receive(self, seconds: float) -> bytes:
        """What the printer said, waiting up to ``seconds`` for the first byte; empty if it said nothing."""

    def drain(self) -> None:
        """Waits until what was sent has left this machine, as far as the way can tell; for printers that are not asked
        how they are."""

    def close(self) -> None: ...


class Line(Protocol):
    def open(self) -> Link:
        """Raises ``LostError`` where the printer cannot be reached."""


def reach(printer: Any) -> None:
    """Opens a python-escpos ``printer``; where it finds none, ``LostError`` says what was beneath."""
    from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415 - costs 0.2 s

    try:
        printer.open()
    except DeviceNotFoundError as failed:
        cause = failed.__cause__ or failed.__context__
        raise LostError(reason_of(cause), " ".join(str(failed).split())) from failed
