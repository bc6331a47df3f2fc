"""The load: clients that ask one request after another over connections that stay open. A process of its own.

``python -m benchmarks.load`` reads an Errand as JSON from its input and prints a Yield. It speaks as little HTTP as the
two servers need, so that it is not the bottleneck.
"""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from math import ceil
from typing import cast
from urllib.parse import urlsplit

import msgspec
import uvloop
from msgspec import Struct

PATIENCE = 300.0
"""Seconds after which a load is given up."""


class Errand(Struct, frozen=True):
    """``count`` requests by ``clients`` at once, after ``warm`` that do not count. Paths and bodies go round."""

    url: str
    paths: tuple[str, ...]
    clients: int
    count: int
    warm: int = 0
    method: str = "POST"
    bodies: tuple[str, ...] = ("",)
    key: str = ""
    once: str = ""
    """Begin of the idempotency keys; none are sent when it is empty."""


class Yield(Struct, frozen=True):
    """What came of it."""

    rate: float
    """Requests a second."""
    times: tuple[float, ...]
    """Seconds from each request to its answer, sorted."""
    statuses: dict[int, int]

    def quantile(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        return self.times[ceil(share * len(self.times)) - 1]


def run(errand: Errand) -> Yield:
    """Has it done by a process of its own. Raises RuntimeError when that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        input=msgspec.json.encode(errand),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the load failed: {done.stderr.decode()[-2000:]}")
    return msgspec.json.decode(done.stdout, type=Yield)


class _Ration:
    """The requests still to be sent, and what was seen of those that were answered."""

    def __init__(self, errand: Errand, count: int, first: int) -> None:
        self.requests = _requests(errand, count, first)
        self.left = count
        self.times: list[float] = []
        self.statuses: dict[int, int] = {}
        self.done = asyncio.get_running_loop().create_future()

    def answered(self, status: int, seconds: float) -> None:
        self.times.append(seconds)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.left -= 1
        if self.left == 0:
            self.done.set_result(None)


def _requests(errand: Errand, count: int, first: int) -> Iterator[bytes]:
    host = urlsplit(errand.url).netloc
    further = f"Authorization: Bearer {errand.key}\r\n" if errand.key else ""
    numbers = range(first, first + count)
    for path, body, number in zip(itertools.cycle(errand.paths), itertools.cycle(errand.bodies), numbers, strict=False):
        once = f"Idempotency-Key: {errand.once}-{number}\r\n" if errand.once else ""
        length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if errand.method == "POST" else ""
        yield f"{errand.method} {path} HTTP/1.1\r\nHost: {host}\r\n{further}{once}{length}\r\n{body}".encode()


class _Client(asyncio.Protocol):
    """One connection: a request, its answer, the next request."""

    transport: asyncio.Transport
    _ration: _Ration
    _asked = 0.0

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def work(self, ration: _Ration) -> None:
        self._ration = ration
        self._next()

    def _next(self) -> None:
        request = next(self._ration.requests, None)
        if request is not None:
            self._asked = time.perf_counter()
            self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0 or len(self._buffer) < head + 4 + _length(self._buffer[:head]):
            return
        status = int(self._buffer[9:12])
        self._buffer = b""
        self._ration.answered(status, time.perf_counter() - self._asked)
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._ration.done.done():
            self._ration.done.set_exception(exc or ConnectionError("the server closed a connection"))


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def _work(errand: Errand) -> Yield:
    host, _, port = urlsplit(errand.url).netloc.partition(":")
    loop = asyncio.get_running_loop()
    clients = [(await loop.create_connection(_Client, host, int(port)))[1] for _ in range(errand.clients)]
    for count, first in ((errand.warm, 0), (errand.count, errand.warm)):
        ration, began = _Ration(errand, count, first), time.perf_counter()
        if count:
            for client in clients:
                client.work(ration)
            await ration.done
    seconds = time.perf_counter() - began
    return Yield(errand.count / seconds, tuple(sorted(ration.times)), ration.statuses)


if __name__ == "__main__":
    found = uvloop.run(_work(msgspec.json.decode(sys.stdin.buffer.read(), type=Errand)))
    sys.stdout.buffer.write(msgspec.json.encode(found))
