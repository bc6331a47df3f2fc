"""The servers under load, each a process of its own: a hub on a folder of its own, and the route that does nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from benchmarks import nothing
from hub import running_hub
from shared.wire import API

PATIENCE = 30.0
"""Seconds that a process may take to start or to stop."""


@dataclass(frozen=True)
class Hub:
    """A running hub. ``ready`` is how many seconds it took from its start to its first answer."""

    url: str
    manager: str
    """Key of a manager."""
    pid: int
    ready: float
    data: Path

    def ask(self, path: str, body: object = None, key: str | None = None) -> bytes:
        """The answer to a GET, or with ``body`` to a POST."""
        request = Request(
            self.url + API + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.manager if key is None else key}"},
        )
        with urlopen(request, timeout=PATIENCE) as reply:
            return bytes(reply.read())

    def key(self, role: str) -> str:
        """A new key for a device of this role."""
        return str(json.loads(self.ask("/keys", {"role": role, "name": "benchmark"}))["key"])


@contextmanager
def hub(data: Path, environment: Mapping[str, str] | None = None, site: str = "batu") -> Iterator[Hub]:
    """A hub of this site, its hours ignored. Raises RuntimeError, with its own words, when it does not start."""
    command = [sys.executable, "-m", "antrean", "hub", "--data", str(data), "--site", site]
    command += ["--host", "127.0.0.1", "--port", "0", "--always-open"]
    data.mkdir(parents=True, exist_ok=True)
    running_hub.remove(data)
    with (data / "hub.log").open("a") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **(environment or {})}
        )
    try:
        yield _ready(data, process, began)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _ready(data: Path, process: subprocess.Popen[bytes], began: float) -> Hub:
    while time.perf_counter() < began + PATIENCE and process.poll() is None:
        found = running_hub.read(data)
        try:
            if found is not None:
                urlopen(f"{found.url}{API}/healthz", timeout=PATIENCE).close()
                return Hub(found.url, found.key, process.pid, time.perf_counter() - began, data)
        except URLError:
            pass
        time.sleep(0.005)
    raise RuntimeError(f"the hub did not start: {(data / 'hub.log').read_text()}")


@contextmanager
def route_that_does_nothing() -> Iterator[str]:
    """The yardstick's URL, without a path."""
    with subprocess.Popen(
        [sys.executable, "-m", nothing.__name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()


@contextmanager
def constant_answer() -> Iterator[str]:
    """A server that writes the same answer to whatever comes: what the load can ask at most."""
    with subprocess.Popen(
        [sys.executable, "-m", nothing.__name__, "constant"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()
