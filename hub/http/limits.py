"""The HTTP connection with bounds that uvicorn does not set: how long a request may take to arrive, how large its head
may be, how many connections one address may hold. A client that sends a header a byte at a time holds nothing up."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if sys.platform == "win32":
    from asyncio import ProactorEventLoop as Loop
else:
    from uvloop import Loop

if TYPE_CHECKING:
    from hub.http.ticket_stream import TicketStreams

ARRIVAL = 10.0
"""Seconds from the connection, or from a request's first byte, until the request is there whole; and before that for
the two sides to agree on encryption, where there is any."""
MOST_HEAD = 16 * 1024
"""Bytes of request line and headers."""
MOST_AHEAD = 64
"""Requests that a connection may send before the answers to those before them: each is kept until it is its turn, and a
client that reads no answers would fill the memory. Browsers and devices send none."""
MOST_CONNECTIONS = 256
"""From one address at once, the stream's not counted."""

PHONES = "phones"
"""Under this name the application's lifespan gives the ``TicketStreams``, which take over phones' connections."""

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_MANY = b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"

_held: Counter[str] = Counter()
"""Connections by address, of this process."""


class LimitedLoop(Loop):
    """The event loop, whose servers wait no longer for the handshake of TLS than for a request. Before it is done there
    is no protocol that could."""

    async def create_server(self, *given: Any, **named: Any) -> Any:
        if named.get("ssl") is not None:
            named.setdefault("ssl_handshake_timeout", ARRIVAL)
        return await super().create_server(*given, **named)


class LimitedHttpProtocol(HttpToolsProtocol):
    """One connection. uvicorn makes one for each, and hands it over to the WebSocket's protocol on an upgrade."""

    _arrival: asyncio.TimerHandle | None = None
    _head = 0
    _in_head = True
    _address: str | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        _held[self._address] += 1
        if _held[self._address] > MOST_CONNECTIONS:
            self._end(_TOO_MANY)
            return
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        self._leave()
        path = self.url.partition(b"?")[0].decode("latin-1")
        phones: TicketStreams | None = self.app_state.get(PHONES)
        if phones is None or not phones.takes(path):
            super().handle_websocket_upgrade()
            return
        self.connections.discard(self)
        self.parser = None  # type: ignore[assignment] # it refers back: this object would wait for the collector
        phones.serve({**self.scope, "path": path}, self.transport, self.connections)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MOST_HEAD:
            self._end(_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        if self._arrival is None:
            self._watch()

    def on_headers_complete(self) -> None:
        self._in_head, self._head = False, 0
        if len(self.pipeline) >= MOST_AHEAD:
            self.transport.abort()  # to close in order would wait for a client that does not read
        if not self.transport.is_closing():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._unwatch()
        self._in_head, self._head = True, 0
        super().on_message_complete()

    def _watch(self) -> None:
        self._arrival = self.loop.call_later(ARRIVAL, self._late)

    def _unwatch(self) -> None:
        if self._arrival is not None:
            self._arrival.cancel()
            self._arrival = None

    def _late(self) -> None:
        """Nothing whole came in time. A request whose answer is on its way gets no second one."""
        self._arrival = None
        answering = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        self._end(b"" if answering or (self._head == 0 and self._in_head) else _TOO_SLOW)

    def _end(self, answer: bytes) -> None:
        self._unwatch()
        if self.transport.is_closing():
            return
        if answer:
            self.transport.write(answer)
        self.transport.close()

    def _leave(self) -> None:
        self._unwatch()
        if self._address is None:
            return
        _held[self._address] -= 1
        if not _held[self._address]:
            del _held[self._address]
        self._address = None
