"""Clients that do not read what they are answered: their connections are cut, without a network and a clock."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from websockets.frames import Frame, Opcode

from hub.http import websocket as module
from hub.http.connection import HttpConnection
from hub.http.limits import UNREAD_SECONDS
from hub.http.request import HttpRequest
from hub.http.server import HttpServer
from hub.http.websocket import OpenStream, WebSocket, WebSocketRoute

HEADERS = {
    b"connection": b"Upgrade",
    b"upgrade": b"websocket",
    b"sec-websocket-version": b"13",
    b"sec-websocket-key": b"dGhlIHNhbXBsZSBub25jZQ==",
}


class FullTransport(asyncio.Transport):
    """Its other side reads nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.unread = 10
        self.closing = False
        self.cut = asyncio.Event()

    def get_write_buffer_size(self) -> int:
        return self.unread

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.unread += len(data)

    def is_closing(self) -> bool:
        return self.closing

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None: ...
    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...

    def close(self) -> None:
        self.closing = True

    def abort(self) -> None:
        self.closing = True
        self.cut.set()


class OneServer:
    def now(self) -> float:
        return 0.0

    def opened(self, _connection: HttpConnection) -> int:
        return 1


def test_a_connection_whose_answer_is_not_read_is_cut() -> None:
    async def script() -> None:
        connection, transport = HttpConnection(cast("HttpServer", OneServer())), FullTransport()
        connection.connection_made(transport)
        transport.unread = 1000
        connection.check(1.0)
        transport.unread = 999
        connection.check(UNREAD_SECONDS)
        connection.check(UNREAD_SECONDS + UNREAD_SECONDS - 1)
        assert not transport.cut.is_set()
        connection.check(UNREAD_SECONDS + UNREAD_SECONDS)
        assert transport.cut.is_set()

    asyncio.run(script())


def test_a_websocket_whose_end_is_not_read_is_cut(monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "CLOSE_SECONDS", 0.0)

    async def serve(socket: WebSocket) -> None:
        await socket.accept()
        await socket.receive()

    async def script(frame: bytes | None) -> None:
        transport, streams = FullTransport(), set[OpenStream]()
        request = HttpRequest("GET", "/stream", HEADERS, "here")
        socket = WebSocket(transport, request, WebSocketRoute(serve, 0.0 if frame is None else 60.0, 0.0), streams)
        socket.begin(())
        if frame:
            socket.data_received(frame)
        await asyncio.wait_for(transport.cut.wait(), 60)

    asyncio.run(script(Frame(Opcode.CLOSE, b"\x03\xe8").serialize(mask=True)))
    asyncio.run(script(None))
