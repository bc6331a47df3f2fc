"""The stream over a WebSocket: who may listen, and getting messages from the fan-out to the wire."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI
from starlette.websockets import WebSocket, WebSocketDisconnect

from hub.http.callers import caller, cross_site
from hub.queue import Queue
from hub.stream import Ending, Listener
from shared.wire import API

NOT_FOR_YOU = 4401
CLOSE_CODES = {Ending.HUB_STOPS: 1012, Ending.TOO_SLOW: 1013, Ending.NOT_ANY_MORE: NOT_FOR_YOU}


def add_stream(app: FastAPI, queue: Queue) -> None:
    @app.websocket(f"{API}/stream")
    async def stream(socket: WebSocket) -> None:
        actor = caller(queue, socket)
        foreign = "origin" in socket.headers and cross_site(socket)
        if actor is None or foreign:
            await socket.close(NOT_FOR_YOU)
            return
        await socket.accept()
        after = _seq(socket.query_params.get("after", ""))
        listener = queue.stream.listen(actor.role, after, lambda: caller(queue, socket) is not None)
        sending = asyncio.create_task(_send(socket, listener))
        try:
            while (await socket.receive())["type"] != "websocket.disconnect":
                pass
        finally:
            queue.stream.leave(listener)
            sending.cancel()


def _seq(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


async def _send(socket: WebSocket, listener: Listener) -> None:
    try:
        while (text := await listener.queue.get()) is not None:
            await socket.send_text(text)
        await socket.close(CLOSE_CODES[listener.ending])
    except (WebSocketDisconnect, RuntimeError, OSError):
        return
