"""What every device with a window has: its settings, its link to the hub, the tour's socket, and its life.

A room adds what is its own: kiosk and board each have settings, a window's contents and commands beyond these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from shared.qt.app import make_application
from shared.qt.device_program import DeviceProgram, serve
from shared.qt.link import HubLink
from shared.qt.pairing import Frame
from shared.qt.pairing_model import PairingEntry
from shared.qt.remote import RemoteCommand, RemoteServer
from shared.qt.trust import Trust
from shared.window_placement import ScreenShare
from shared.wire import Role


@dataclass(frozen=True, kw_only=True)
class DeviceSettings:
    """What a device is told when it starts. ``geometry`` is (x, y, width, height) in pixels; None fills the screen."""

    hub: str
    """Base address, e.g. "http://127.0.0.1:8470"."""
    key: str
    """The device's key; empty where it has none yet and is to be paired first."""
    ca: Path | None = None
    """Certificates to trust where the hub's address begins with https, beside the system's."""
    geometry: tuple[int, int, int, int] | None = None
    share: ScreenShare | None = None
    """Its share of the screens, where it was started together with another window."""
    name: str
    """The application's name."""
    remote: Path | None = None
    """A local socket on which a tour touches and takes pictures; None offers none."""
    reduce_motion: bool = False
    data: Path | None = None
    """Folder of what outlives a restart; None: what is paired is for this run only."""


Settings = TypeVar("Settings", bound=DeviceSettings)


class WindowedDevice:
    """The parts that every device has: the link, the tour's socket, and the wish to be paired again."""

    def __init__(self, settings: DeviceSettings) -> None:
        self.link = HubLink(settings.hub, settings.key, trust=Trust(settings.ca))
        self.pairing_wanted = False
        """Whether it ended its loop because it is to be paired again (``shared.qt.device_program``)."""
        self._remote_path = settings.remote
        self._remote: RemoteServer | None = None

    def listen(self, window: QQuickWindow, commands: Mapping[str, RemoteCommand]) -> None:
        """Offers the tour's socket, where one is wanted."""
        if self._remote_path is not None:
            self._remote = RemoteServer(self._remote_path, window, commands)

    def pair_again(self) -> None:
        """Ends the loop, so that the window for pairing is opened."""
        self.pairing_wanted = True
        QTimer.singleShot(0, QGuiApplication.quit)

    def stop_listening(self) -> None:
        if self._remote is not None:
            self._remote.close()
            self._remote = None


def run_device(
    role: Role,
    settings: Settings,
    begin: Callable[[Settings], DeviceProgram],
    pixels_per_mm: Callable[[], float] = lambda: 0.0,
) -> int:
    """Runs a device until its window is closed or the process is told to end; the exit code. One without a key is
    paired first; ``begin`` puts it together with what the pairing gave. ``pixels_per_mm`` is asked once the application
    is there: how fine the screen is, 0 where that is not known."""
    app = make_application(settings.name)
    frame = Frame(settings.geometry, settings.share, settings.reduce_motion, pixels_per_mm(), settings.remote)
    entry = PairingEntry(role, settings.data, settings.hub, settings.key, settings.ca)
    return serve(
        app, entry, frame, lambda paired: begin(replace(settings, hub=paired.hub, key=paired.key, ca=paired.ca))
    )
