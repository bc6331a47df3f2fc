"""The stream over a WebSocket: who may listen, for how long, and getting messages between the wire and the hub."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass

import msgspec
from fastapi import FastAPI
from starlette.websockets import WebSocket, WebSocketDisconnect

from hub.actors import Actor
from hub.http.authentication import address_of, caller, cross_site
from hub.hub import Hub
from hub.live.hall_stream import StreamEnd, StreamListener
from hub.roles import DEVICES
from shared.wire import API, DeviceState

log = logging.getLogger(__name__)

NOT_FOR_YOU, NOT_UNDERSTOOD = 4401, 4400
"""Close codes: no key or session that is good; you sent what the contract has not."""
CLOSE_CODES = {StreamEnd.HUB_STOPS: 1012, StreamEnd.TOO_SLOW: 1013, StreamEnd.NOT_ANY_MORE: NOT_FOR_YOU}
MOST_STREAMS = 200
"""From one address at once."""


@dataclass(eq=False)
class _Connection:
    socket: WebSocket
    actor: Actor
    listener: StreamListener


class Streams:
    """All open streams. Each stays open only while its key or session would still open it."""

    def __init__(self, queue: Hub) -> None:
        self._queue = queue
        self._open: set[_Connection] = set()
        self._decode = msgspec.json.Decoder(DeviceState).decode
        queue.access_changes.subscribe(self.check)

    def check(self) -> None:
        """Ends the streams of those who may not listen any more: key revoked or replaced, session over."""
        for one in tuple(self._open):
            if caller(self._queue, one.socket) != one.actor:
                self._queue.stream.refuse(one.listener)

    def may_open(self, socket: WebSocket) -> Actor | None:
        actor = caller(self._queue, socket)
        if actor is None or ("origin" in socket.headers and cross_site(socket)):
            return None
        there = Counter(address_of(one.socket) for one in self._open)
        if there[address_of(socket)] >= MOST_STREAMS:
            log.warning("%d streams from %s: no more of them", MOST_STREAMS, address_of(socket))
            return None
        return actor

    async def serve(self, socket: WebSocket, actor: Actor, after: int | None) -> None:
        """Sends to and hears from one stream until it ends."""
        devices, key = self._queue.devices, actor.key if actor.role in DEVICES else None
        listener = self._queue.stream.listen(actor.role, after, key)
        connection = _Connection(socket, actor, listener)
        self._open.add(connection)
        sending = asyncio.create_task(_send(socket, listener))
        if key is not None:
            devices.came(key, actor.address)
        try:
            while (message := await socket.receive())["type"] != "websocket.disconnect":
                if key is not None and not self._heard(key, message.get("text")):
                    await socket.close(NOT_UNDERSTOOD)
                    break
        finally:
            self._open.discard(connection)
            self._queue.stream.leave(listener)
            sending.cancel()
            if key is not None:
                devices.went(key)

    def _heard(self, key: int, text: str | None) -> bool:
        """Takes a device's report; False for anything else."""
        try:
            self._queue.devices.told(key, self._decode(text or ""))
        except (msgspec.MsgspecError, RecursionError):  # the latter of what is nested thousands of times
            return False
        return True


def add_stream(app: FastAPI, queue: Hub) -> None:
    streams = Streams(queue)

    @app.websocket(f"{API}/stream")
    async def stream(socket: WebSocket) -> None:
        actor = streams.may_open(socket)
        if actor is None:
            await socket.close(NOT_FOR_YOU)
            return
        await socket.accept()
        await streams.serve(socket, actor, _seq(socket.query_params.get("after", "")))


def _seq(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


async def _send(socket: WebSocket, listener: StreamListener) -> None:
    try:
        while (text := await listener.queue.get()) is not None:
            await socket.send_text(text)
        await socket.close(CLOSE_CODES[listener.ending])
    except (WebSocketDisconnect, RuntimeError, OSError):
        return
