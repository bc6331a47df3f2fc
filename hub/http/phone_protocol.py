"""The WebSocket connection, sparing with phones: a ping every other second would keep their radio awake."""

from __future__ import annotations

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from shared.wire import API

PHONES = f"{API}/t/"
PING, PONG = 30.0, 20.0
"""Seconds between two pings to a phone, and in which it must answer: longer, it is gone. The page itself notices a cut
line by the ticks that do not come."""


class PhoneWebSocketProtocol(WebSocketsSansIOProtocol):
    """One connection; uvicorn makes one for each on an upgrade, with the pings that it was configured for."""

    def handle_connect(self, event: Request) -> None:
        if event.path.startswith(PHONES):
            self.ping_interval, self.ping_timeout = PING, PONG
            self.conn.available_extensions = None  # compressing would cost more memory than all the rest of a phone
        super().handle_connect(event)
