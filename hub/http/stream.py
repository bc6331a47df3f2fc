"""The stream over a WebSocket: who may listen, and getting messages from the fan-out to the wire."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI
from starlette.websockets import WebSocket, WebSocketDisconnect

from hub.http.callers import caller, cross_site
from hub.queue import Queue
from hub.stream import Listener
from shared.wire import API

NO_KEY, GOING, TOO_SLOW = 4401, 1012, 1013
"""Close codes: not for you; the hub stops; resume, you are too far behind."""


def add_stream(app: FastAPI, queue: Queue) -> None:
    @app.websocket(f"{API}/stream")
    async def stream(socket: WebSocket) -> None:
        actor = caller(queue, socket)
        foreign = "origin" in socket.headers and cross_site(socket)
        if actor is None or foreign:
            await socket.close(NO_KEY)
            return
        await socket.accept()
        listener = queue.stream.listen(actor.role, _seq(socket.query_params.get("after", "")))
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
        await socket.close(TOO_SLOW if listener.cut_off else GOING)
    except (WebSocketDisconnect, RuntimeError, OSError):
        return
