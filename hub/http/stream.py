"""The stream over a WebSocket: who may listen, for how long, and getting messages between the wire and the hub."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass

import msgspec

from hub.actors import Actor
from hub.http.authentication import cross_site_stream, listener
from hub.http.websocket import WebSocket, WebSocketClosedError, WebSocketRoute
from hub.hub import Hub
from hub.live.hall_stream import StreamEnd, StreamListener
from hub.roles import DEVICES
from shared.wire import DeviceState

log = logging.getLogger(__name__)

NOT_FOR_YOU, NOT_UNDERSTOOD = 4401, 4400
"""Close codes: no key or session that is good; you sent what the contract has not."""
CLOSE_CODES = {StreamEnd.HUB_STOPS: 1012, StreamEnd.TOO_SLOW: 1013, StreamEnd.NOT_ANY_MORE: NOT_FOR_YOU}
PING_SECONDS, PONG_SECONDS = 2.0, 5.0
"""Between two pings to each reader of the stream, and in which it must answer."""
MOST_STREAMS = 200
"""From one address at once."""


@dataclass(eq=False)
class _Connection:
    socket: WebSocket
    actor: Actor
    listener: StreamListener


class Streams:
    """All open streams. Each stays open only while its key or session would still open it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._open: set[_Connection] = set()
        self._decode = msgspec.json.Decoder(DeviceState).decode
        hub.access_changes.subscribe(self.check)

    def check(self) -> None:
        """Ends the streams of those who may not listen any more: key revoked or replaced, session over."""
        for one in tuple(self._open):
            if listener(self._hub, one.socket.request) != one.actor:
                self._hub.stream.refuse(one.listener)

    def may_open(self, socket: WebSocket) -> Actor | None:
        actor = listener(self._hub, socket.request)
        if actor is None or cross_site_stream(socket.request):
            return None
        address = socket.request.address
        there = Counter(one.socket.request.address for one in self._open)
        if there[address] >= MOST_STREAMS:
            log.warning("%d streams from %s: no more of them", MOST_STREAMS, address)
            return None
        return actor

    async def serve(self, socket: WebSocket, actor: Actor, after: int | None) -> None:
        """Sends to and hears from one stream until it ends."""
        devices, key = self._hub.devices, actor.key if actor.role in DEVICES else None
        listener = self._hub.stream.listen(actor.role, after, key)
        connection = _Connection(socket, actor, listener)
        self._open.add(connection)
        sending = asyncio.create_task(_send(socket, listener))
        if key is not None:
            devices.came(key, actor.address)
        try:
            while (message := await socket.receive()) is not None:
                if key is not None and not self._heard(key, message):
                    await socket.close(NOT_UNDERSTOOD)
                    break
        finally:
            self._open.discard(connection)
            self._hub.stream.leave(listener)
            sending.cancel()
            if key is not None:
                devices.went(key)

    def _heard(self, key: int, message: str | bytes) -> bool:
        """Takes a device's report; False for anything else."""
        try:
            self._hub.devices.told(key, self._decode(message if isinstance(message, str) else ""))
        except (msgspec.MsgspecError, RecursionError):  # the latter of what is nested thousands of times
            return False
        return True


def stream_route(hub: Hub) -> WebSocketRoute:
    streams = Streams(hub)

    async def serve(socket: WebSocket) -> None:
        actor = streams.may_open(socket)
        if actor is None:
            await socket.refuse()
            return
        await socket.accept()
        await streams.serve(socket, actor, _seq(socket.request.query().get("after", "")))

    return WebSocketRoute(serve, PING_SECONDS, PONG_SECONDS)


def _seq(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


async def _send(socket: WebSocket, listener: StreamListener) -> None:
    try:
        while (text := await listener.queue.get()) is not None:
            await socket.send(text)
        await socket.close(CLOSE_CODES[listener.ending])
    except WebSocketClosedError:
        return
