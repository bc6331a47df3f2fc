"""The line to a printer on a serial port, through python-escpos' Serial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from serial import SerialException, SerialTimeoutException  # type: ignore[import-untyped]

from kiosk.paper.outcome import PrinterTrouble
from kiosk.paper.transports.connection import ANSWER_SECONDS, PrinterConnection, open_device
from kiosk.paper.transports.failures import ConnectionLostError, connection_lost


@dataclass(frozen=True)
class SerialTransport:
    device: str
    baud: int = 9600
    xonxoff: bool = False

    def open(self) -> PrinterConnection:
        from escpos.printer import Serial  # noqa: PLC0415 - costs 0.2 s

        printer = Serial(self.device, baudrate=self.baud, timeout=ANSWER_SECONDS, xonxoff=self.xonxoff)
        open_device(printer)
        return SerialConnection(printer)


class SerialConnection:
    def __init__(self, printer: Any) -> None:
        self._printer = printer
        self._second = printer.baudrate / 10
        """Bytes that the line carries in a second: eight bits, start and stop."""

    def send(self, data: bytes) -> None:
        try:
            self._printer.device.write_timeout = ANSWER_SECONDS + len(data) / self._second
            self._printer._raw(data)
        except SerialTimeoutException as cause:
            raise ConnectionLostError(PrinterTrouble.STUCK, "sending: the printer takes no more bytes") from cause
        except (SerialException, OSError) as cause:
            raise connection_lost(cause, "sending") from cause

    def receive(self, seconds: float) -> bytes:
        device = self._printer.device
        try:
            device.timeout = seconds
            first = bytes(device.read(1))
            return first + bytes(device.read(device.in_waiting)) if first else b""
        except (SerialException, OSError) as cause:
            raise connection_lost(cause, "listening") from cause

    def drain(self) -> None:
        """Every send waits until its bytes are taken."""

    def close(self) -> None:
        device = self._printer.device
        try:
            if device.out_waiting:
                device.reset_output_buffer()  # else closing waits for a printer that takes nothing
            self._printer.close()
        except (SerialException, OSError):
            self._printer._device = False  # the port is gone, and with it what there was to close
