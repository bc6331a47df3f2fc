"""Talking to the queue of a data folder from its own machine: through the running hub, or a moment's hub of our own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from antrean.failure import Failed
from antrean.hub_client import ANSWER_SECONDS, HubClient
from hub import running_hub
from hub.running_hub import RunningHub
from hub.tls import trusting
from shared.wire import Key, Problem

READY_SECONDS = 60.0
"""That a hub may take until it answers for the first time."""
FOUND_SECONDS = 5.0
"""That a hub which runs may take over the answer by which it is known."""


class ManagerClient(HubClient):
    """A manager's requests to a hub of this machine, whose certificate is trusted as its data folder names it."""

    def __init__(self, found: RunningHub, seconds: float = ANSWER_SECONDS) -> None:
        self.certificate = found.certificate
        self._trust = trusting(found.certificate) if found.certificate else None
        super().__init__(found.url, found.key, self._trust, seconds)

    def accepts(self, key: str) -> bool:
        """Whether the hub knows a device's key. Raises Failed when it does not answer."""
        return not isinstance(HubClient(self.url, key, self._trust).ask("GET", "/hall", msgspec.Raw), Problem)


def answering_hub(data: Path) -> RunningHub | None:
    """The hub that works on this data folder, if it lives.

    It must know this folder's key: after a crash another hub may listen where ours did."""
    found = running_hub.read(data)
    if found is None:
        return None
    try:
        keys = ManagerClient(found, FOUND_SECONDS).ask("GET", "/keys", tuple[Key, ...])
    except Failed:
        return None
    return None if isinstance(keys, Problem) else found


@contextmanager
def manager_client(data: Path) -> Iterator[ManagerClient]:
    """The queue of ``data``, whether or not its hub runs. Raises Failed when there is none to be had."""
    if (found := answering_hub(data)) is not None:
        yield ManagerClient(found)
        return
    command = [sys.executable, "-m", "antrean", "hub", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as own:
        try:
            yield ManagerClient(wait_for(data, own))
        finally:
            own.terminate()


def wait_for(data: Path, own: subprocess.Popen[str]) -> RunningHub:
    """The hub that was started as ``own`` on ``data``, once it answers. Raises Failed with its own words if it ends."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if own.poll() is not None:
            said = own.stderr.read() if own.stderr else ""
            raise Failed(said.strip().removeprefix("antrean: ") or "the hub ended at once")
        if (found := answering_hub(data)) is not None and found.pid == own.pid:
            return found
        time.sleep(0.05)
    raise Failed(f"the hub did not start within {READY_SECONDS:.0f} s")
