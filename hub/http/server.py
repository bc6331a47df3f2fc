"""The HTTP server: takes connections on one socket, watches over their time, and ends them in order."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Callable
from typing import Protocol

from hub.http.connection import HttpConnection
from hub.http.limits import ARRIVAL_SECONDS
from hub.http.request import HttpRequest
from hub.http.response import HttpResponse
from hub.http.websocket import OpenStream, Upgrade

CHECK_SECONDS = 1.0
"""Between two looks at which connections are late."""
GRACE_SECONDS = 2.0
"""In which answers that are under way are finished when the server stops."""
BACKLOG = 512
"""Connections that the system keeps until they are taken."""


class Application(Protocol):
    """What answers."""

    def answer(self, request: HttpRequest, reply: Callable[[HttpResponse], None]) -> None:
        """Calls ``reply`` once, now or later, on the loop; never raises."""

    def upgrade(self, request: HttpRequest) -> tuple[Upgrade, tuple[object, ...]] | None:
        """Who serves a WebSocket at the request's path, with the path's values; None when nobody does."""


class HttpServer:
    """Made on a running loop."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.loop = asyncio.get_running_loop()
        self.now = self.loop.time
        self.stopping = False
        self._connections: set[HttpConnection] = set()
        self._held: Counter[str] = Counter()
        """Connections by address."""
        self._streams: set[OpenStream] = set()

    async def serve(self, listening: socket.socket, context: ssl.SSLContext | None, stop: asyncio.Event) -> None:
        """Until ``stop`` is set. Afterwards no connection is open."""
        server = await self.loop.create_server(
            lambda: HttpConnection(self),
            sock=listening,
            ssl=context,
            ssl_handshake_timeout=ARRIVAL_SECONDS if context else None,
            backlog=BACKLOG,
        )
        checking = self.loop.create_task(self._check())
        try:
            await stop.wait()
        finally:
            self.stopping = True
            server.close()
            checking.cancel()
            await self._close_all()

    async def _check(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            now = self.now()
            for connection in tuple(self._connections):
                connection.check(now)

    async def _close_all(self) -> None:
        for connection in tuple(self._connections):
            connection.shutdown()
        for stream in tuple(self._streams):
            stream.shutdown()
        until = self.now() + GRACE_SECONDS
        while (self._connections or self._streams) and self.now() < until:
            await asyncio.sleep(0.01)
        for one in (*self._connections, *self._streams):
            one.abort()

    # --- from the connections ----------------------------------------------------------------------------------------

    def opened(self, connection: HttpConnection) -> int:
        """How many its address holds now."""
        self._connections.add(connection)
        self._held[connection.address] += 1
        return self._held[connection.address]

    def closed(self, connection: HttpConnection) -> None:
        """It ended, or became a WebSocket; may be told twice."""
        if connection not in self._connections:
            return
        self._connections.discard(connection)
        self._held[connection.address] -= 1
        if not self._held[connection.address]:
            del self._held[connection.address]

    def open_websocket(self, transport: asyncio.Transport, request: HttpRequest, rest: bytes) -> None:
        """Hands the transport to who serves the address; ``rest`` came behind the request."""
        found = self.application.upgrade(request)
        if found is None:
            transport.write(_FORBIDDEN)
            transport.close()
            return
        upgrade, values = found
        upgrade(transport, request, self._streams, *values)
        protocol = transport.get_protocol()
        if rest and isinstance(protocol, asyncio.Protocol) and not transport.is_closing():
            protocol.data_received(rest)


_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
"""As browsers are told that a WebSocket cannot be opened."""
