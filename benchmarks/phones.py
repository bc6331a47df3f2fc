"""Phones that follow their numbers, thousands in one process: raw WebSockets, so that they are not what is measured.

``python -m benchmarks.phones`` reads a line of JSON (Follow), prints a line when every phone has heard how its ticket
stands, and when its input ends, a line of JSON (Heard). Times are those of the machine's steady clock, which is the
same in every process.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast
from urllib.parse import urlsplit

import msgspec
import uvloop
from msgspec import Struct

from benchmarks.figures import MissingError
from shared.wire import API

MOST_CONNECTING = 50
"""Phones that connect at a time."""
READY_SECONDS = 120.0
SPARE_FILES = 200
"""Open files that the process needs besides its connections."""

_ANSWER_END = b"\r\n\r\n"
_TICK = b'{"type":"tick"'
_TEXT, _CLOSE, _PING = 0x1, 0x8, 0x9
_PONG = b"\x8a\x80\x00\x00\x00\x00"


class Follow(Struct, frozen=True):
    """One phone for each token, ``an_address`` phones from each address of 127.0.0.0/8."""

    url: str
    tokens: tuple[str, ...]
    an_address: int


class Heard(Struct, frozen=True):
    """Of each phone, when it heard something new, ticks left out; and how many connections the hub ended."""

    at: tuple[tuple[float, ...], ...]
    ended: int
    bytes: int
    """What all phones have heard, ticks and frames' heads included."""


class Phones:
    """The running process, as ``following`` gives it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def heard(self) -> Heard:
        """Ends the process."""
        out, _ = self._process.communicate(timeout=READY_SECONDS)
        return msgspec.json.decode(out, type=Heard)


@contextmanager
def following(follow: Follow) -> Iterator[Phones]:
    """All phones connected. Raises RuntimeError when some cannot, MissingError where no process may have so many."""
    _must_be_allowed(len(follow.tokens) + SPARE_FILES)
    process = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(msgspec.json.encode(follow) + b"\n")
        process.stdin.flush()
        if process.stdout.readline() != b"ready\n":
            raise RuntimeError("not all phones could follow their numbers")
        yield Phones(process)
    finally:
        process.kill()
        process.wait()


def first_after(at: Sequence[float], moment: float) -> float | None:
    """The first of the times after ``moment``."""
    return next((one for one in at if one > moment), None)


def _must_be_allowed(files: int) -> None:
    if sys.platform == "win32":
        raise MissingError("Windows")
    import resource  # noqa: PLC0415 (not there on Windows)

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < files:
        raise MissingError(f"a process may have {most} open files here, {files} are needed")


class _Phone(asyncio.Protocol):
    """One connection, from the request for the upgrade on."""

    transport: asyncio.Transport

    def __init__(self, request: bytes) -> None:
        self.at: list[float] = []
        self.bytes = 0
        self.first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended = False
        self._request = request
        self._buffer = b""
        self._upgraded = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.bytes += len(data)
        self._buffer += data
        if not self._upgraded:
            head, end, rest = self._buffer.partition(_ANSWER_END)
            if not end:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self._over(f"the hub answered {head[:40]!r}")
                return
            self._buffer, self._upgraded = rest, True
        while self._frame(now):
            pass

    def _frame(self, now: float) -> bool:
        """Handles the first frame of what came; whether there was a whole one."""
        buffer = self._buffer
        if len(buffer) < 2:
            return False
        length, begin = buffer[1] & 0x7F, 2
        if length == 126:
            length, begin = int.from_bytes(buffer[2:4]), 4
        if len(buffer) < begin + length:
            return False
        opcode, self._buffer = buffer[0] & 0x0F, buffer[begin + length :]
        if opcode == _PING:
            self.transport.write(_PONG)
        elif opcode == _CLOSE:
            self._over("the hub ended the stream")
        elif opcode == _TEXT and not buffer.startswith(_TICK, begin):
            self.at.append(now)
            if not self.first.done():
                self.first.set_result(None)
        return True

    def connection_lost(self, _why: Exception | None) -> None:
        self._over("the connection was lost")

    def _over(self, why: str) -> None:
        self.ended = True
        if not self.first.done():
            self.first.set_exception(ConnectionError(why))


async def _work() -> None:
    loop = asyncio.get_running_loop()
    follow = msgspec.json.decode(await loop.run_in_executor(None, sys.stdin.buffer.readline), type=Follow)
    host, _, port = urlsplit(follow.url).netloc.partition(":")
    free = asyncio.Semaphore(MOST_CONNECTING)

    async def one(nth: int, token: str) -> _Phone:
        request = (
            f"GET {API}/t/{token}/stream HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode()
        own = f"127.0.0.{2 + nth // follow.an_address}"
        async with free:
            _, phone = await loop.create_connection(
                lambda: _Phone(request), host, int(port), local_addr=(own, 0), family=2
            )
            await phone.first
        return phone

    phones = await asyncio.gather(*(one(nth, token) for nth, token in enumerate(follow.tokens)))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    times = tuple(tuple(phone.at) for phone in phones)
    found = Heard(times, sum(phone.ended for phone in phones), sum(phone.bytes for phone in phones))
    sys.stdout.buffer.write(msgspec.json.encode(found))


def _main() -> None:
    import resource  # noqa: PLC0415 (not there on Windows)

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(_work())


if __name__ == "__main__":
    _main()
