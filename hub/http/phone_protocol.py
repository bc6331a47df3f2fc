"""The hub's side of a visitor's WebSocket (RFC 6455), as little of it as a phone that only listens needs.

Thousands of phones are connected at once, so a connection is one small object: no task, no queue, no compression, no
parser of messages. What the phone says is read only as far as the protocol itself needs it (close, ping, pong).
Whoever has a transport and the headers of the upgrade can start one; nothing here belongs to a certain server.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from binascii import Error as NotBase64Error
from collections.abc import Callable, Mapping
from struct import Struct as Packing

from hub.http.limits import CLOSE_SECONDS

PING_SECONDS, PONG_SECONDS = 30.0, 20.0
"""Between two pings to a phone, which keep its radio awake, and until it must have answered. The page itself notices a
cut connection by the ticks that do not come."""
WRITE_BUFFER_BYTES = 8 * 1024
"""What waits for a slow phone, besides what the system keeps; a few messages."""
PROTOCOL_ERROR, HUB_STOPS = 1002, 1012
"""Close codes of RFC 6455 and its registry."""

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA
_DATA = frozenset({0x0, 0x1, 0x2})
_FINAL, _RESERVED, _OPCODE = 0x80, 0x70, 0x0F
_MASKED, _LENGTH = 0x80, 0x7F
_MOST_CONTROL_BYTES, _TWO_BYTES, _EIGHT_BYTES = 125, 126, 127
_MOST_FRAMES = 64
"""That are read at once. A browser sends one now and then; whoever sends thousands wants to keep the hub busy."""
_SHORT, _LONG, _CODE = Packing("!BBH"), Packing("!BBQ"), Packing("!H")


def frame(opcode: int, payload: bytes) -> bytes:
    """One whole message as a server sends it."""
    length = len(payload)
    if length <= _MOST_CONTROL_BYTES:
        return bytes((_FINAL | opcode, length)) + payload
    if length < 1 << 16:
        return _SHORT.pack(_FINAL | opcode, _TWO_BYTES, length) + payload
    return _LONG.pack(_FINAL | opcode, _EIGHT_BYTES, length) + payload


def text_frame(payload: bytes) -> bytes:
    """The same for every phone, so one may be made for many."""
    return frame(_TEXT, payload)


def upgrade_answer(headers: Mapping[bytes, bytes]) -> bytes | None:
    """The answer that accepts the upgrade; None when the request is none of RFC 6455 (4.2.1). Names of headers are in
    small letters."""
    key = headers.get(b"sec-websocket-key", b"").strip()
    try:
        whole = len(base64.b64decode(key, validate=True)) == 16
    except NotBase64Error:
        whole = False
    if not whole or headers.get(b"sec-websocket-version", b"").strip() != b"13":
        return None
    accepted = base64.b64encode(hashlib.sha1(key + _GUID, usedforsecurity=False).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + accepted
        + b"\r\n\r\n"
    )


class PhoneConnection(asyncio.Protocol):
    """One phone's connection after its upgrade. A subclass says what becomes of what happens to it."""

    __slots__ = ("_closing", "_pinged", "_rest", "_timer", "_transport", "ready")

    def __init__(self, transport: asyncio.Transport) -> None:
        self.ready = True
        """Whether the phone takes more now."""
        self._transport = transport
        self._rest = b""
        self._closing = self._pinged = False
        self._timer = self._after(PING_SECONDS, self._ping)
        transport.set_write_buffer_limits(high=WRITE_BUFFER_BYTES)
        transport.set_protocol(self)

    def said(self) -> None:
        """The phone said something that is not the protocol's own."""

    def caught_up(self) -> None:
        """The phone takes more again, after it did not."""

    def lost(self) -> None:
        """The phone is gone. Called once."""

    def write(self, frames: bytes) -> None:
        """Sends whole frames, or the answer to the upgrade."""
        if not self._closing:
            self._transport.write(frames)

    def close(self, code: int) -> None:
        """Ends the stream; nothing is sent after this."""
        if self._closing:
            return
        self._transport.write(frame(_CLOSE, _CODE.pack(code)))
        self._closing = True
        self._timer.cancel()
        self._timer = self._after(CLOSE_SECONDS, self._transport.abort)

    def shutdown(self) -> None:
        """The hub stops and waits for nobody. (So the server calls it.)"""
        self.close(HUB_STOPS)
        self._transport.close()

    def abort(self) -> None:
        """Cuts the connection."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        have = self._rest + data
        begin = frames = 0
        while (taken := self._take(have, begin)) > 0:
            begin, frames = begin + taken, frames + 1
            if frames > _MOST_FRAMES:
                self.abort()
                taken = -1
                break
        self._rest = b"" if taken < 0 else have[begin:]

    def pause_writing(self) -> None:
        self.ready = False

    def resume_writing(self) -> None:
        self.ready = True
        self.caught_up()

    def connection_lost(self, _why: Exception | None) -> None:
        self._timer.cancel()
        self._closing = True
        self.lost()

    def _take(self, have: bytes, begin: int) -> int:
        """Handles the frame that begins there; how many bytes it had, 0 when it is not there whole, -1 when nothing
        more is read."""
        if len(have) < begin + 2:
            return 0
        first, second = have[begin], have[begin + 1]
        opcode, length = first & _OPCODE, second & _LENGTH
        if opcode in _DATA:
            self.said()
            return -1
        wrong = first & _RESERVED or not first & _FINAL or not second & _MASKED or length > _MOST_CONTROL_BYTES
        if wrong or opcode not in (_CLOSE, _PING, _PONG):
            self.close(PROTOCOL_ERROR)
            return -1
        whole = 6 + length
        frame_bytes = have[begin : begin + whole]
        if len(frame_bytes) < whole:
            return 0
        mask = frame_bytes[2:6] * (length // 4 + 1)
        self._control(opcode, bytes(one ^ other for one, other in zip(frame_bytes[6:], mask, strict=False)))
        return whole

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == _CLOSE:
            self.write(frame(_CLOSE, payload[:2]))
            self._closing = True
            self._transport.close()
        elif opcode == _PING and self.ready:
            self.write(frame(_PONG, payload))
        elif opcode == _PONG and self._pinged and not self._closing:
            self._pinged = False
            self._timer.cancel()
            self._timer = self._after(PING_SECONDS, self._ping)

    def _ping(self) -> None:
        self._pinged = True
        self._transport.write(frame(_PING, b""))
        self._timer = self._after(PONG_SECONDS, self._transport.abort)

    @staticmethod
    def _after(seconds: float, call: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, call)
