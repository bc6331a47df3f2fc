"""The load: clients that ask one request after another over connections that stay open. A process of its own.

``python -m benchmarks.load`` reads a LoadPlan as JSON from its input and prints a LoadResult.
It speaks as little HTTP as the two servers need, so that it is not the bottleneck.
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

LOAD_SECONDS = 300.0
"""Seconds after which a load is given up."""


class LoadPlan(Struct, frozen=True):
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


class LoadResult(Struct, frozen=True):
    """How fast the requests were answered, and with what."""

    rate: float
    """Requests a second."""
    times: tuple[float, ...]
    """Seconds from each request to its answer, sorted."""
    statuses: dict[int, int]

    def quantile(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        return self.times[ceil(share * len(self.times)) - 1]


def run(plan: LoadPlan) -> LoadResult:
    """Runs it in a process of its own. Raises RuntimeError when that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        input=msgspec.json.encode(plan),
        capture_output=True,
        timeout=LOAD_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the load failed: {done.stderr.decode()[-2000:]}")
    return msgspec.json.decode(done.stdout, type=LoadResult)


class _Remaining:
    """The requests still to be sent, and what was seen of those that were answered."""

    def __init__(self, plan: LoadPlan, count: int, first: int) -> None:
        self.requests = _requests(plan, count, first)
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


def _requests(plan: LoadPlan, count: int, first: int) -> Iterator[bytes]:
    host = urlsplit(plan.url).netloc
    further = f"Authorization: Bearer {plan.key}\r\n" if plan.key else ""
    numbers = range(first, first + count)
    for path, body, number in zip(itertools.cycle(plan.paths), itertools.cycle(plan.bodies), numbers, strict=False):
        once = f"Idempotency-Key: {plan.once}-{number}\r\n" if plan.once else ""
        length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if plan.method == "POST" else ""
        yield f"{plan.method} {path} HTTP/1.1\r\nHost: {host}\r\n{further}{once}{length}\r\n{body}".encode()


class _Client(asyncio.Protocol):
    """One connection: a request, its answer, the next request."""

    transport: asyncio.Transport
    _remaining: _Remaining
    _asked = 0.0

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def work(self, remaining: _Remaining) -> None:
        self._remaining = remaining
        self._next()

    def _next(self) -> None:
        request = next(self._remaining.requests, None)
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
        self._remaining.answered(status, time.perf_counter() - self._asked)
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._remaining.done.done():
            self._remaining.done.set_exception(exc or ConnectionError("the server closed a connection"))


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def _work(plan: LoadPlan) -> LoadResult:
    host, _, port = urlsplit(plan.url).netloc.partition(":")
    loop = asyncio.get_running_loop()
    clients = [(await loop.create_connection(_Client, host, int(port)))[1] for _ in range(plan.clients)]
    for count, first in ((plan.warm, 0), (plan.count, plan.warm)):
        remaining, began = _Remaining(plan, count, first), time.perf_counter()
        if count:
            for client in clients:
                client.work(remaining)
            await remaining.done
    seconds = time.perf_counter() - began
    return LoadResult(plan.count / seconds, tuple(sorted(remaining.times)), remaining.statuses)


if __name__ == "__main__":
    found = uvloop.run(_work(msgspec.json.decode(sys.stdin.buffer.read(), type=LoadPlan)))
    sys.stdout.buffer.write(msgspec.json.encode(found))
