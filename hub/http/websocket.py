"""One WebSocket: framing by ``websockets`` (sans-I/O), pings, flow control, and messages for the one who serves it."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, MutableSet
from dataclasses import dataclass
from typing import Any, Protocol, Unpack

from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.http11 import Request as Handshake
from websockets.protocol import State
from websockets.server import ServerProtocol

from hub.http.limits import CLOSE_SECONDS, MOST_BODY
from hub.http.request import HttpRequest

log = logging.getLogger(__name__)
_library_log = logging.getLogger(f"{__name__}.library")
_library_log.setLevel(logging.WARNING)
"""Of ``websockets``. It tells of each connection, also of those of strangers, who could fill the log with that."""

_COMPRESSION = (
    ServerPerMessageDeflateFactory(
        server_max_window_bits=12, client_max_window_bits=12, compress_settings={"memLevel": 5}
    ),
)
_PING_TIMEOUT, _INTERNAL_ERROR, _INVALID_DATA, _RESTART = 1011, 1011, 1007, 1012
"""Close codes (RFC 6455, 7.4.1, and IANA's registry)."""


class OpenStream(Protocol):
    """A WebSocket that is open, of whichever kind."""

    def shutdown(self) -> None:
        """The hub stops: says so, and closes."""

    def abort(self) -> None:
        """Cuts the connection."""


Upgrade = Callable[[asyncio.Transport, HttpRequest, MutableSet[OpenStream], Unpack[tuple[Any, ...]]], None]
"""Takes over the transport of a request for a WebSocket; called with the request, the set that the stream is in while
it is open, and the values of the path."""


@dataclass(frozen=True)
class WebSocketRoute:
    """Who serves the WebSockets of an address, and how they are kept. Calling it is an ``Upgrade``."""

    serve: Callable[..., Awaitable[None]]
    """Called with the WebSocket and the values of the path. It accepts, or refuses; when it returns, the WebSocket is
    closed."""
    ping_seconds: float
    """Between two pings."""
    pong_seconds: float
    """In which a ping must be answered."""

    def __call__(
        self, transport: asyncio.Transport, request: HttpRequest, streams: MutableSet[OpenStream], *values: object
    ) -> None:
        WebSocket(transport, request, self, streams).begin(values)


class WebSocketClosedError(Exception):
    """The other side is gone, or the WebSocket is closed: nothing can be sent."""


class WebSocket(asyncio.Protocol):
    """``request`` is the one that asked for the upgrade."""

    def __init__(
        self,
        transport: asyncio.Transport,
        request: HttpRequest,
        route: WebSocketRoute,
        streams: MutableSet[OpenStream],
    ) -> None:
        self.request = request
        self._transport = transport
        self._route = route
        self._streams = streams
        self._task: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._wire = ServerProtocol(extensions=_COMPRESSION, max_size=MOST_BODY, logger=_library_log)
        self._handshake: Handshake | None = None
        self._accepted = False
        self._early = b""
        """What came before the handshake was answered."""
        self._ended = False
        """Nothing more will be received."""
        self._messages: deque[str | bytes] = deque()
        self._fragments: list[bytes] = []
        self._text = True
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._paused = False
        self._timer: asyncio.TimerHandle | None = None
        """Until the next ping, the answer to the last one, or the other side's close."""
        self._ping = b""
        self._pings = 0

    # --- for the one who serves it -----------------------------------------------------------------------------------

    async def accept(self) -> None:
        """Answers the handshake. Raises WebSocketClosedError when it was none."""
        if self._handshake is None:
            raise WebSocketClosedError
        answer = self._wire.accept(self._handshake)
        self._wire.send_response(answer)
        self._flush()
        if self._wire.state is not State.OPEN:
            self._end()
            raise WebSocketClosedError
        self._accepted = True
        self._ping_later()
        if self._early:
            early, self._early = self._early, b""
            self._transport.resume_reading()
            self.data_received(early)

    async def refuse(self) -> None:
        """Answers the handshake with 403."""
        self._wire.send_response(self._wire.reject(403, ""))
        self._flush()
        self._end()

    async def receive(self) -> str | bytes | None:
        """The next message; None when no more will come."""
        while not self._messages:
            if self._ended:
                return None
            self._reader = self._loop.create_future()
            await self._reader
        message = self._messages.popleft()
        if not self._messages and not self._transport.is_closing():
            self._transport.resume_reading()
        return message

    async def send(self, text: str) -> None:
        """Waits while the client does not read. Raises WebSocketClosedError when it is gone."""
        if self._paused:
            self._writer = self._loop.create_future()
            await self._writer
        if not self._open():
            raise WebSocketClosedError
        self._wire.send_text(text.encode())
        self._flush()

    async def close(self, code: int) -> None:
        """Says why, and waits (CLOSE_SECONDS, not here) for the other side to close as well."""
        if not self._open():
            return
        self._stop_timer()
        self._wire.send_close(code)
        self._flush()
        self._stop_receiving()
        self._transport.resume_reading()
        self._timer = self._loop.call_later(CLOSE_SECONDS, self._transport.abort)

    # --- from the server ---------------------------------------------------------------------------------------------

    def begin(self, values: tuple[object, ...]) -> None:
        """Begins to serve."""
        head = "".join(
            f"{str(name, 'latin-1')}: {str(value, 'latin-1')}\r\n" for name, value in self.request.headers.items()
        )
        self._wire.receive_data(f"GET {self.request.target} HTTP/1.1\r\n{head}\r\n".encode("latin-1"))
        for event in self._wire.events_received():
            if isinstance(event, Handshake):
                self._handshake = event
        if self._handshake is None:  # what the parser takes for none is answered by it
            self._flush()
            self._transport.close()
            return
        self._transport.set_protocol(self)
        self._streams.add(self)
        self._task = self._loop.create_task(self._serve(values))

    def shutdown(self) -> None:
        if self._accepted and self._open():
            self._wire.send_close(_RESTART)
            self._flush()
        self._end()

    def abort(self) -> None:
        self._transport.abort()
        if self._task is not None:
            self._task.cancel()

    async def _serve(self, values: tuple[object, ...]) -> None:
        code = 1000
        try:
            await self._route.serve(self, *values)
        except WebSocketClosedError:
            pass
        except Exception:
            log.exception("a WebSocket of %s failed", self.request.path.rpartition("/")[2])
            code = _INTERNAL_ERROR
        if not self._accepted and not self._ended:
            await self.refuse()
        await self.close(code)

    # --- from the event loop -----------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        if not self._accepted:  # it may be refused yet, in HTTP
            self._early += data
            self._transport.pause_reading()
            return
        self._wire.receive_data(data)
        for event in self._wire.events_received():
            if isinstance(event, Frame):
                self._received(event)
        self._flush()
        if self._wire.parser_exc is not None:
            self._end()

    def eof_received(self) -> None:
        self._end()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (the loop's)
        self._end()
        self._stop_timer()
        self._wake(self._writer)
        self._streams.discard(self)

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._wake(self._writer)

    # --- frames ------------------------------------------------------------------------------------------------------

    def _received(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CLOSE:
            self._end()
        elif frame.opcode is Opcode.PONG:
            if self._ping and bytes(frame.data) == self._ping:
                self._ping_later()
        elif frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            if frame.opcode is not Opcode.CONT:
                self._text, self._fragments = frame.opcode is Opcode.TEXT, []
            self._fragments.append(bytes(frame.data))
            if frame.fin:
                self._message(b"".join(self._fragments))

    def _message(self, data: bytes) -> None:
        self._fragments = []
        if self._ended:
            return
        try:
            self._messages.append(data.decode() if self._text else data)
        except UnicodeDecodeError:
            self._wire.fail(_INVALID_DATA)
            return
        self._transport.pause_reading()  # until it is taken: who sends faster than is read waits
        self._wake(self._reader)

    def _ping_later(self) -> None:
        self._stop_timer()
        self._ping = b""
        self._timer = self._loop.call_later(self._route.ping_seconds, self._send_ping)

    def _send_ping(self) -> None:
        if not self._open():
            return
        self._pings += 1
        self._ping = self._pings.to_bytes(4, "big")
        self._wire.send_ping(self._ping)
        self._flush()
        self._timer = self._loop.call_later(self._route.pong_seconds, self._no_pong)

    def _no_pong(self) -> None:
        if self._open():
            self._wire.fail(_PING_TIMEOUT, "keepalive ping timeout")
            self._flush()
        self._end()

    # --- the end -----------------------------------------------------------------------------------------------------

    def _open(self) -> bool:
        return self._accepted and self._wire.state is State.OPEN and not self._transport.is_closing()

    def _flush(self) -> None:
        data = b"".join(self._wire.data_to_send())
        if data and not self._transport.is_closing():
            self._transport.write(data)

    def _stop_receiving(self) -> None:
        self._ended = True
        self._wake(self._reader)

    def _end(self) -> None:
        self._flush()
        self._stop_receiving()
        if self._transport.is_closing():
            return
        self._stop_timer()
        self._transport.close()
        self._timer = self._loop.call_later(CLOSE_SECONDS, self._transport.abort)  # when what was sent is not read

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @staticmethod
    def _wake(waiting: asyncio.Future[None] | None) -> None:
        if waiting is not None and not waiting.done():
            waiting.set_result(None)
