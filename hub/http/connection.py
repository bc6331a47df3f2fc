"""One HTTP/1.1 connection: requests are parsed by httptools (llhttp), answered in turn, and bounded while they arrive.

A request is handed on when it is there whole, so nothing behind this file waits for a client. Bounds are those of
``hub.http.limits``: a client that sends a header a byte at a time holds nothing up.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, cast

import httptools

from hub.http.limits import (
    ARRIVAL_SECONDS,
    IDLE_SECONDS,
    MOST_AHEAD,
    MOST_BODY,
    MOST_CONNECTIONS,
    MOST_HEAD,
    UNREAD_SECONDS,
)
from hub.http.request import HttpRequest
from hub.http.response import HttpResponse, encode

if TYPE_CHECKING:
    from hub.http.server import HttpServer


def _refusal(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".encode()


_NOT_HTTP = _refusal("400 Bad Request")
_TOO_LARGE = _refusal("431 Request Header Fields Too Large")
_TOO_SLOW = _refusal("408 Request Timeout")
_TOO_MANY = _refusal("503 Service Unavailable")
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class HttpConnection(asyncio.Protocol):
    """From the connection until it is closed, or until it becomes a WebSocket. The server calls ``check`` every second;
    no timer is made for a request."""

    def __init__(self, server: HttpServer) -> None:
        self._server = server
        self._now = server.now
        self._parser = httptools.HttpRequestParser(self)
        self._target = b""
        self._headers: dict[bytes, bytes] = {}
        self._head_bytes = 0
        self._in_head = True
        self._arriving: HttpRequest | None = None
        """The request whose body arrives."""
        self._current: HttpRequest | None = None
        """The request that is being answered."""
        self._waiting: deque[HttpRequest] = deque()
        self._upgrading: HttpRequest | None = None
        self._arrival: float | None = None
        """When a request that began to arrive must be there; None while none arrives. Times are the loop's, seconds."""
        self._idle: float | None = None
        """When the connection is closed unless a request begins."""
        self._body: list[bytes] = []
        """Of the request whose body arrives, in pieces as they came."""
        self._body_bytes = 0
        self._discarding = False
        """The rest of a body that is too large is thrown away."""
        self._last_taken = False
        """No further request is read from this connection."""
        self._paused = False
        """The client does not read what is written."""
        self._unread, self._unread_since = 0, 0.0
        """Bytes that the client had not taken at the last look, and since when they are as many."""
        self.address = ""

    # --- from the event loop -----------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]) if peer else "unknown"
        self._encrypted = transport.get_extra_info("sslcontext") is not None
        self._arrival = self._now() + ARRIVAL_SECONDS
        if self._server.opened(self) > MOST_CONNECTIONS:
            self._end(_TOO_MANY)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (the loop's)
        self._server.closed(self)
        self._waiting.clear()
        self._let_go()

    def data_received(self, data: bytes) -> None:
        for begin in range(0, len(data), MOST_HEAD):  # in pieces, so that a head is measured however much comes at once
            if self._last_taken or self._transport.is_closing():
                return
            piece = data[begin : begin + MOST_HEAD] if len(data) > MOST_HEAD else data
            if self._in_head:
                self._head_bytes += len(piece)
            try:
                self._parser.feed_data(piece)
            except httptools.HttpParserUpgrade as upgrade:
                self._upgrade(data[begin + upgrade.args[0] :])
                return
            except httptools.HttpParserError:
                self._end(_NOT_HTTP)
                return
            if self._in_head and self._head_bytes > MOST_HEAD:
                self._end(_TOO_LARGE)

    def eof_received(self) -> bool:
        """The client sends no more, but may wait for the answer to what it sent. Encrypted connections end here."""
        return not self._encrypted and not self._transport.is_closing() and self._close_after_last()

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._serve_next()

    # --- from the parser ---------------------------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._target, self._headers = b"", {}
        self._idle = None
        if self._arrival is None:
            self._arrival = self._now() + ARRIVAL_SECONDS

    def on_url(self, target: bytes) -> None:
        self._target += target

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._arriving is None:  # behind a chunked body there may be more, which count for nothing
            self._headers.setdefault(name.lower(), value)

    def on_headers_complete(self) -> None:
        self._in_head, self._head_bytes = False, 0
        self._body_bytes = 0
        if len(self._waiting) >= MOST_AHEAD:
            self._transport.abort()  # to close in order would wait for a client that does not read
            return
        method, target = self._parser.get_method().decode("ascii"), self._target
        if not target.startswith(b"/"):
            target = _origin_form(target)
        self._arriving = HttpRequest(
            method, str(target, "latin-1"), self._headers, self.address, encrypted=self._encrypted
        )
        if self._current is None and self._headers.get(b"expect", b"").lower() == b"100-continue":
            self._transport.write(_CONTINUE)

    def on_body(self, body: bytes) -> None:
        self._in_head = False
        request = self._arriving
        if request is None or self._discarding:
            return
        self._body_bytes += len(body)
        if self._body_bytes > MOST_BODY:
            self._body, request.body_too_large = [], True
            self._discarding = True
            self._take(request)
        else:
            self._body.append(body)

    def on_chunk_header(self) -> None:
        """Behind the last chunk there may be more headers, which the parser keeps: they are bounded as the others."""
        self._in_head, self._head_bytes = True, 0

    def on_message_complete(self) -> None:
        request, self._arriving = self._arriving, None
        self._arrival = None
        self._in_head, self._head_bytes = True, 0
        if request is None:
            return
        if self._body:
            request.body, self._body = b"".join(self._body), []
        if self._discarding:
            self._discarding, self._last_taken = False, True
            if self._current is None and not self._waiting:
                self._transport.close()
        elif self._parser.should_upgrade():
            self._upgrading = request
        else:
            # HTTP/1.0 has no connection that stays open unless the answer says so, which is not worth its while
            request.keep_alive = self._parser.should_keep_alive() and self._parser.get_http_version() != "1.0"
            self._take(request)

    # --- requests and their answers ----------------------------------------------------------------------------------

    def _take(self, request: HttpRequest) -> None:
        if self._current is None and not self._paused and not self._waiting:
            self._serve(request)
        else:
            self._waiting.append(request)

    def _serve(self, request: HttpRequest) -> None:
        self._current = request
        self._server.application.answer(request, self._reply)

    def _serve_next(self) -> None:
        if self._current is None and self._waiting and not self._paused:
            self._serve(self._waiting.popleft())

    def _reply(self, response: HttpResponse) -> None:
        request, self._current = self._current, None
        if request is None or self._transport.is_closing():
            return
        keep_alive = request.keep_alive and not self._server.stopping
        self._transport.write(
            encode(response, encrypted=self._encrypted, keep_alive=keep_alive, with_body=request.method != "HEAD")
        )
        if not keep_alive:
            self._last_taken = self._last_taken or not self._discarding
            if not self._discarding:
                self._transport.close()
        elif self._waiting:
            self._server.loop.call_soon(self._serve_next)
        elif self._arrival is None:
            self._idle = self._now() + IDLE_SECONDS

    def _upgrade(self, rest: bytes) -> None:
        """Hands the connection over to a WebSocket. Another upgrade is not done; that request is answered as any."""
        request, self._upgrading = self._upgrading, None
        if request is None:
            return
        self._last_taken = True
        if request.method != "GET" or request.headers.get(b"upgrade", b"").lower() != b"websocket":
            self._take(request)
        elif self._current is not None or self._waiting:
            self._transport.abort()
        else:
            self._server.closed(self)
            self._let_go()
            self._server.open_websocket(self._transport, request, rest)

    def _let_go(self) -> None:
        """Parser and connection know each other: without this they would wait for the collector."""
        if hasattr(self, "_parser"):
            del self._parser

    # --- from the server ---------------------------------------------------------------------------------------------

    def check(self, now: float) -> None:
        """Closes the connection when a request is late, or none has come for long; cuts it when the client does not
        read its answers, which closing in order would wait for."""
        unread = self._transport.get_write_buffer_size()
        if unread == 0 or unread != self._unread:
            self._unread, self._unread_since = unread, now
        elif now - self._unread_since >= UNREAD_SECONDS:
            self._transport.abort()
            return
        if self._arrival is not None and now >= self._arrival:
            self._arrival = None
            answered = self._discarding or (self._in_head and self._head_bytes == 0)
            self._end(b"" if answered else _TOO_SLOW)
        elif self._idle is not None and now >= self._idle:
            self._end(b"")

    def shutdown(self) -> None:
        """Closes it, after the answer that is under way."""
        if self._current is None:
            self._end(b"")

    def abort(self) -> None:
        self._transport.abort()

    def _close_after_last(self) -> bool:
        """Reads no more, and closes after the answer to the last request that came whole; False when there is none."""
        last = self._waiting[-1] if self._waiting else self._current
        if last is None:
            return False
        last.keep_alive = False
        self._last_taken, self._discarding = True, False
        return True

    def _end(self, answer: bytes) -> None:
        """Closes the connection, with an answer to what arrives. Requests that came whole before are answered first,
        and then nothing more: ``answer`` would be taken for theirs."""
        self._arrival = self._idle = None
        if self._transport.is_closing():
            return
        if self._close_after_last():
            return
        if answer:
            self._transport.write(answer)
        self._transport.close()


def _origin_form(target: bytes) -> bytes:
    """Path and query of a request target in another form: ``http://host/path``, ``*`` or ``host:port``."""
    try:
        url = httptools.parse_url(target)
    except httptools.HttpParserInvalidURLError:
        return b"/"
    path = url.path or b"/"
    return path + b"?" + url.query if url.query else path
