"""A kiosk or a board as a process of its own, and a person in front of its window."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from antrean.tour.remote import RemoteFailedError, RemoteWindow
from tests.support.commandline import environment
from tests.support.hubprocess import PATIENCE, HubProcess, wait_until

QT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


class DeviceWindow:
    """``antrean kiosk`` or ``antrean display``; windows come one after another, each is connected to anew."""

    def __init__(self, role: str, folder: Path, *more: str, **env: str) -> None:
        self.role, self.data, self.path = role, folder / role, folder / f"{role}.sock"
        command = [sys.executable, "-m", "antrean", role, "--data", str(self.data), "--remote", str(self.path)]
        command += ["--geometry", "1280x720", "--reduce-motion", *more]
        command += ["--voice", "none"] if role == "display" else []
        self.log = folder / f"{role}.log"
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(QT | env)
            )
        self._window: RemoteWindow | None = None

    def sees(self, name: str) -> None:
        """Waits until the item is to be seen, in whichever window stands then."""

        def seen() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            with suppress(RemoteFailedError):
                if self._window is None:
                    self._window = RemoteWindow(self.role, self.path)
                    self._window.connect(lambda: self.process.poll() is None)
                self._window.wait(name, 2)
                return True
            if self._window is not None:
                self._window.close()
            self._window = None
            return False

        wait_until(seen, f"{name} is to be seen; {self.log}", 2 * PATIENCE)

    def touch(self, name: str) -> None:
        self.sees(name)
        assert self._window is not None
        self._window.ask("touch", object=name)

    def types(self, signs: str) -> None:
        for sign in signs.lower().replace("-", ""):
            self.touch(f"key-{sign}")

    def writes_address(self, address: str) -> None:
        self.touch("address")
        self.touch("key-clear")
        for sign in address:
            self.touch(f"key-{sign}")

    def state(self) -> dict[str, Any]:
        assert self._window is not None
        return self._window.ask("pairing")

    def is_told(self, words: str) -> dict[str, Any]:
        """Waits until the window says so; what else it says then."""

        def told() -> dict[str, Any] | None:
            found = self.state()
            return found if words in found["trouble"] else None

        found = wait_until(told, f"{words!r} is said; it says {self.state()}")
        assert isinstance(found, dict)
        return found

    def end(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE)


def offered(hub: HubProcess, role: str, name: str) -> str:
    with hub.client() as manager:
        return str(manager.post("/pairing", json={"role": role, "name": name}).raise_for_status().json()["code"])


def there(hub: HubProcess, name: str) -> dict[str, Any] | None:
    """The device, as the office sees it, once it is connected."""
    with hub.client() as manager:
        found = [one for one in manager.get("/hall").json()["devices"] if one["name"] == name and one["connected"]]
    return dict(found[0]) if found else None
