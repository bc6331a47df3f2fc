"""The servers under load, each a process of its own: a hub on a folder of its own, and the route that does nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from benchmarks import nothing
from benchmarks.builds import THIS, Build
from shared.wire import API

PROCESS_SECONDS = 30.0
"""Seconds that a process may take to start or to stop."""
RUNNING = "hub.json"
"""Where a hub tells the programs of its machine its address and a manager's key; read as a file, since the hub may be
one of another commit."""


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
        with urlopen(request, timeout=PROCESS_SECONDS) as reply:
            return bytes(reply.read())

    def key(self, role: str) -> str:
        """A new key for a device of this role."""
        return str(json.loads(self.ask("/keys", {"role": role, "name": "benchmark"}))["key"])


@contextmanager
def hub(
    data: Path, environment: Mapping[str, str] | None = None, site: str = "batu", build: Build = THIS
) -> Iterator[Hub]:
    """A hub of this site, its hours ignored. Raises RuntimeError, with its own words, when it does not start."""
    command = build.command("hub", "--data", str(data), "--site", site)
    command += ["--host", "127.0.0.1", "--port", "0", "--always-open"]
    data.mkdir(parents=True, exist_ok=True)
    (data / RUNNING).unlink(missing_ok=True)
    with (data / "hub.log").open("a") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=build.root,
            env={**build.environment, **(environment or {})},
        )
    try:
        yield _ready(data, process, began)
    finally:
        process.terminate()
        process.wait(PROCESS_SECONDS)


@contextmanager
def hub_on_fresh_file(build: Build = THIS, site: str = "batu") -> Iterator[Hub]:
    """The same in a folder that lasts as long."""
    with (
        tempfile.TemporaryDirectory(prefix="antrean-benchmark-") as folder,
        hub(Path(folder), None, site, build) as one,
    ):
        yield one


def _ready(data: Path, process: subprocess.Popen[bytes], began: float) -> Hub:
    while time.perf_counter() < began + PROCESS_SECONDS and process.poll() is None:
        try:
            found = json.loads((data / RUNNING).read_bytes())
            urlopen(f"{found['url']}{API}/healthz", timeout=PROCESS_SECONDS).close()
            return Hub(found["url"], found["key"], process.pid, time.perf_counter() - began, data)
        except (FileNotFoundError, ValueError, URLError):  # not there, half written, not listening
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
