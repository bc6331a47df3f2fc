"""What every device with a window has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared.qt import device
from shared.qt.device import DeviceSettings, WindowedDevice, run_device
from shared.qt.pairing import Frame
from shared.qt.pairing_model import PairingEntry
from shared.wire import Role

SETTINGS = DeviceSettings(
    hub="http://127.0.0.1:1", key="k", name="device-test", geometry=(1, 2, 300, 400), data=Path("folder")
)


def test_a_device_takes_hub_and_key_from_its_pairing(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[DeviceSettings] = []

    def serve(_: object, entry: PairingEntry, frame: Frame, begin: Any) -> int:
        assert (entry.role, entry.data, frame.geometry) == (Role.KIOSK, Path("folder"), (1, 2, 300, 400))
        begin(PairingEntry(Role.KIOSK, entry.data, "https://10.0.0.2", "new", Path("ca.pem")))
        return 7

    monkeypatch.setattr(device, "serve", serve)
    monkeypatch.setattr(device, "make_application", lambda _: None)
    assert run_device(Role.KIOSK, SETTINGS, begun.append) == 7  # type: ignore[arg-type]
    (found,) = begun
    assert (found.hub, found.key, found.ca) == ("https://10.0.0.2", "new", Path("ca.pem"))
    assert (found.name, found.geometry) == (SETTINGS.name, SETTINGS.geometry)


def test_a_device_that_is_to_be_paired_again_ends_its_loop(qapp: Any) -> None:
    made = WindowedDevice(SETTINGS)
    assert not made.pairing_wanted
    made.pair_again()
    assert made.pairing_wanted
    qapp.processEvents()
    made.link.close()
