"""Talking to the queue of a data folder from its own machine: through the running hub, or a moment's hub of our own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.request import Request
from uuid import uuid4

import msgspec

from antrean.failure import Failed
from antrean.hub_client import ask
from hub import running_hub
from hub.running_hub import RunningHub
from hub.tls import trusting
from shared.wire import API, Code, Key, Problem

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds that a hub may take until it answers for the first time."""
ANSWER = 5.0
"""Seconds that a hub which runs may take over an answer."""
_SAID_BY_DETAIL = frozenset({Code.BAD_REQUEST, Code.WEAK_PIN})


class ManagerClient:
    """A manager's requests to one hub."""

    def __init__(self, found: RunningHub) -> None:
        self.url = found.url
        self._key = found.key
        self.certificate = found.certificate
        self._tls = trusting(found.certificate) if found.certificate else None

    def get(self, path: str, answer: type[T]) -> T:
        return self._ask("GET", path, None, answer)

    def post(self, path: str, body: msgspec.Struct | None, answer: type[T], patience: float = 10) -> T:
        """``patience`` in seconds."""
        return self._ask("POST", path, body, answer, patience)

    def delete(self, path: str) -> None:
        self._ask("DELETE", path, None, type(None))

    def accepts(self, key: str) -> bool:
        """Whether the hub knows a device's key. Raises Failed when it does not answer."""
        request = Request(f"{self.url}{API}/hall", headers={"Authorization": f"Bearer {key}"})  # noqa: S310
        return not isinstance(ask(request, msgspec.Raw, 10, self._tls), Problem)

    def _ask(self, method: str, path: str, body: msgspec.Struct | None, answer: type[T], patience: float = 10) -> T:
        """Raises Failed with the hub's own words when it refuses or does not answer."""
        request = Request(  # noqa: S310 (the address comes from our own hub.json)
            f"{self.url}{API}{path}",
            method=method,
            data=msgspec.json.encode(body) if body is not None else None,
            headers={"Authorization": f"Bearer {self._key}", "Idempotency-Key": uuid4().hex},
        )
        found = ask(request, answer, patience, self._tls)
        if isinstance(found, Problem):
            raise Failed(_words(found))
        return found


def _words(problem: Problem) -> str:
    """What a technician reads of a refusal: where its detail says all, the title would only hide it."""
    if problem.code in _SAID_BY_DETAIL and problem.detail:
        return problem.detail
    return f"{problem.title}: {problem.detail}" if problem.detail else problem.title


def answering_hub(data: Path) -> RunningHub | None:
    """The hub that works on this data folder, if it lives.

    It must know this folder's key: after a crash another hub may listen where ours did."""
    found = running_hub.read(data)
    if found is None:
        return None
    asked = Request(f"{found.url}{API}/keys", headers={"Authorization": f"Bearer {found.key}"})  # noqa: S310
    try:
        keys = ask(asked, tuple[Key, ...], ANSWER, trusting(found.certificate) if found.certificate else None)
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
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if own.poll() is not None:
            said = own.stderr.read() if own.stderr else ""
            raise Failed(said.strip().removeprefix("antrean: ") or "the hub ended at once")
        if (found := answering_hub(data)) is not None and found.pid == own.pid:
            return found
        time.sleep(0.05)
    raise Failed(f"the hub did not start within {PATIENCE:.0f} s")
