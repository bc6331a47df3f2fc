"""The yardstick: a FastAPI route that does nothing, served by uvicorn. A process of its own.

``python -m benchmarks.nothing`` prints its port, and serves until its input ends. With ``constant`` it does not even
read what it is asked: that shows how much the load can ask at most.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from typing import cast

import uvicorn
import uvloop
from fastapi import FastAPI

PATH = "/nothing"

app = FastAPI()


@app.post(PATH)
async def nothing() -> dict[str, str]:
    return {}


class Constant(asyncio.Protocol):
    """Takes every piece that arrives for a request."""

    ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-type: application/json\r\n\r\n{}"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:  # noqa: ARG002 (whatever it is)
        self._transport.write(self.ANSWER)


async def constantly(listening: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Constant, sock=listening)
    async with server:
        await loop.run_in_executor(None, sys.stdin.read)


def listening_socket() -> socket.socket:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(512)
    print(listening.getsockname()[1], flush=True)
    return listening


def serve() -> None:
    listening = listening_socket()
    server = uvicorn.Server(
        uvicorn.Config(app, loop="uvloop", http="httptools", log_config=None, access_log=False, server_header=False)
    )

    def until_input_ends() -> None:
        sys.stdin.read()
        server.should_exit = True

    threading.Thread(target=until_input_ends, daemon=True).start()
    server.run(sockets=[listening])


if __name__ == "__main__":
    if sys.argv[1:] == ["constant"]:
        uvloop.run(constantly(listening_socket()))
    else:
        serve()
