"""A real hub as a process of its own, and clients of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from hub import running_hub
from shared.wire import API

PATIENCE = 60.0
"""Seconds until a test gives up waiting for something that should have come."""


def wait_until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """The first true answer of ``condition``; fails with ``what`` when none comes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.01)
    raise AssertionError(f"waited {seconds:.0f} s in vain until {what}")


OURS, OF_ONE_WORKER = 12_000, 2_000
"""Our ports lie below those that systems give away by themselves."""


def _ports() -> Iterator[int]:
    """In turn, those of this worker of the run."""
    lowest = OURS + OF_ONE_WORKER * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 10)
    for place in count(os.getpid()):
        yield lowest + place % OF_ONE_WORKER


_port = _ports()


def free_port() -> int:
    """One that stays free until it is used, and while a hub is away: nobody else is given it meanwhile, as a port that
    the system chose may be given to any other program or test."""
    for port in _port:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("there is always a next one")


@dataclass
class HubProcess:
    """One ``antrean hub`` of its own, which a test may stop, kill, freeze and start again on the same file and port."""

    data: Path
    site: str = "batu"
    """"": the one that the folder keeps."""
    always_open: bool = True
    host: str = "127.0.0.1"
    """Where it listens; 127.0.0.1 is always among it."""
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    further: tuple[str, ...] = ()
    """More options of ``antrean hub``."""
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, wait: bool = True) -> HubProcess:
        command = [sys.executable, "-m", "antrean", "hub", "--data", str(self.data)]
        command += ["--site", self.site] if self.site else []
        command += ["--host", self.host, "--port", str(self.port)]
        command += ["--always-open"] if self.always_open else []
        command += self.further
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "hub.log").open("a") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True, env=os.environ | self.environment
            )
        if wait:
            wait_until(self.answers, f"the hub answers; it said: {self.said()}")
        return self

    def said(self) -> str:
        return (self.data / "hub.log").read_text()

    def answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"the hub ended: {self.said()}")
        try:
            return httpx.get(f"{self.url}{API}/healthz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """Like a cut of the power, for this process."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"the hub did not stop when told to: {self.said()}") from None

    def freeze(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    # --- asking it ---------------------------------------------------------------------------------------------------

    @property
    def manager_key(self) -> str:
        found = running_hub.read(self.data)
        assert found is not None, "the hub is not running"
        return found.key

    def client(self, key: str | None = None) -> httpx.Client:
        """A client below the API's root: with this key, or the machine's own manager key; ``""`` is none."""
        given = self.manager_key if key is None else key
        headers = {"Authorization": f"Bearer {given}"} if given else {}
        return httpx.Client(base_url=f"{self.url}{API}", headers=headers, timeout=PATIENCE)

    def key(self, role: str, name: str = "test", agency: str | None = None) -> str:
        """A new key for a device of this role, or for a program that works the counters of this agency."""
        body = {"role": role, "name": name, "agency": agency}
        with self.client() as manager:
            return str(manager.post("/keys", json=body).raise_for_status().json()["key"])

    def officer(self, code: str = "sari", agency: str | None = "dukcapil", pin: str = "271828") -> tuple[str, str]:
        """A new officer (manager without agency): code and PIN."""
        body = {"officer": code, "name": code.title(), "pin": pin, "agency": agency}
        with self.client() as manager:
            manager.post("/officers", json=body).raise_for_status()
        return code, pin

    def signed_in(self, code: str = "sari", agency: str | None = "dukcapil") -> httpx.Client:
        """A client with the session of a new officer, as the counter page has it."""
        officer, pin = self.officer(code, agency)
        with self.client("") as nobody:
            session = nobody.post("/session", json={"officer": officer, "pin": pin}, headers={"X-Antrean": "1"})
            cookies = dict(session.raise_for_status().cookies)
        return httpx.Client(base_url=f"{self.url}{API}", headers={"X-Antrean": "1"}, cookies=cookies, timeout=PATIENCE)

    def take(self, service: str = "dukcapil.ktp", **body: Any) -> dict[str, Any]:
        """Takes a number as this machine's manager: the ticket."""
        with self.client() as manager:
            reply = manager.post("/tickets", json={"service": service, **body}).raise_for_status()
        return dict(reply.json())
