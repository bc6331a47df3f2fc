"""The line to a USB printer, through python-escpos' Usb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import usb.core
import usb.util
from escpos.printer import Usb

from kiosk.paper.outcome import PrinterTrouble
from kiosk.paper.transports.connection import ANSWER_SECONDS, PrinterConnection, open_device
from kiosk.paper.transports.failures import ConnectionLostError, connection_lost

PRINTER_CLASS = 7


class NoResetUsb(Usb):  # type: ignore[misc]
    """A Usb that finds its endpoints by itself, and does not reset the printer, which would drop a running job."""

    def _configure_usb(self) -> None:
        device: Any = self.device
        try:
            configuration = device.get_active_configuration()
        except usb.core.USBError:
            device.set_configuration()
            configuration = device.get_active_configuration()
        interfaces = list(configuration)
        chosen = next((found for found in interfaces if found.bInterfaceClass == PRINTER_CLASS), interfaces[0])
        for endpoint in chosen:
            if usb.util.endpoint_type(endpoint.bmAttributes) != usb.util.ENDPOINT_TYPE_BULK:
                continue
            if usb.util.endpoint_direction(endpoint.bEndpointAddress) == usb.util.ENDPOINT_IN:
                self.in_ep = endpoint.bEndpointAddress
            else:
                self.out_ep = endpoint.bEndpointAddress


@dataclass(frozen=True)
class UsbTransport:
    vendor: int
    product: int

    def open(self) -> PrinterConnection:
        printer = NoResetUsb(self.vendor, self.product, timeout=int(ANSWER_SECONDS * 1000))
        try:
            open_device(printer)
        except usb.core.NoBackendError as cause:
            raise ConnectionLostError(PrinterTrouble.UNREACHABLE, f"libusb 1.0 is missing: {cause}") from cause
        return UsbConnection(printer)


class UsbConnection:
    def __init__(self, printer: NoResetUsb) -> None:
        self._printer = printer

    def send(self, data: bytes) -> None:
        try:
            self._printer._raw(data)
        except usb.core.USBTimeoutError as cause:
            raise ConnectionLostError(PrinterTrouble.STUCK, "sending: the printer takes no more bytes") from cause
        except usb.core.USBError as cause:
            raise connection_lost(cause, "sending") from cause

    def receive(self, seconds: float) -> bytes:
        try:
            return bytes(self._printer.device.read(self._printer.in_ep, 16, timeout=max(1, int(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as cause:
            raise connection_lost(cause, "listening") from cause

    def drain(self) -> None:
        """Every send waits until its bytes are taken."""

    def close(self) -> None:
        self._printer.close()
