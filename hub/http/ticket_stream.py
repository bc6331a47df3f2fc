"""The stream of one ticket over a WebSocket, for the visitor's phone. Whoever has the token may listen; nobody says
anything here.

Tokens have 128 bits and are not to be guessed; what strangers could use up are connections. So watchers are counted
(``hub.live.ticket_watchers``), those who are told off are counted by address, since a closed WebSocket lingers for as
long as the other side likes, up to 10 s, and whoever goes on is refused before the handshake.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from fastapi import FastAPI
from starlette.websockets import WebSocket, WebSocketDisconnect

from hub.engine.database import StorageError
from hub.http.authentication import address_of, cross_site
from hub.hub import Hub
from hub.live.ticket_watchers import TicketWatcher, TicketWatchers, WatchEnd
from hub.store import tickets
from shared.wire import API, TicketInfo

UNKNOWN, NOT_UNDERSTOOD, TRY_LATER = 4404, 4400, 1013
"""Close codes: nobody has this token; you said something; the file cannot be read now."""
CLOSE_CODES = {WatchEnd.OVER: 4410, WatchEnd.TOO_MANY: 4429}
"""The visit is over, nothing will change any more; too many watch already."""
MOST_TOLD_OFF = 60
"""From one address within LINGERING."""
LINGERING = 10.0
"""Seconds, uvicorn's time for the other side to close as well."""


class TicketStreams:
    """The doors to the watchers."""

    def __init__(self, queue: Hub) -> None:
        self._queue = queue
        self._watchers = TicketWatchers(queue.reader, queue.conditions, queue.could_not_read)
        self._told_off: Counter[str] = Counter()
        queue.stream.subscribe(self._watchers.happened)

    async def serve(self, socket: WebSocket, token: str) -> None:
        """One phone, from the handshake to the end. A refusal is told by its close code, after the handshake: browsers
        do not show pages why a handshake failed."""
        address = address_of(socket)
        if "origin" in socket.headers and cross_site(socket):
            await socket.close()
            return
        found = self._begin(token, address)
        if isinstance(found, TicketWatcher) and found.parting is None:
            try:
                await self._listen(socket, found)
            finally:
                self._watchers.leave(found)
        elif self._told_off[address] >= MOST_TOLD_OFF:
            await socket.close()
        else:
            self._tell_off(address)
            await socket.accept()
            await (_send(socket, found) if isinstance(found, TicketWatcher) else socket.close(found))

    def _begin(self, token: str, address: str) -> TicketWatcher | int:
        """A watcher, or the close code for somebody who cannot be one."""
        try:
            ticket: TicketInfo | None = tickets.ticket_by_token(self._queue.reader, token)
            return self._watchers.watch(ticket, address) if ticket else UNKNOWN
        except StorageError as error:
            self._queue.could_not_read(error)
            return TRY_LATER

    async def _listen(self, socket: WebSocket, watcher: TicketWatcher) -> None:
        await socket.accept()
        sending = asyncio.create_task(_send(socket, watcher))
        try:
            said = (await socket.receive())["type"] != "websocket.disconnect"
        finally:
            sending.cancel()
        if said:
            await socket.close(NOT_UNDERSTOOD)

    def _tell_off(self, address: str) -> None:
        self._told_off[address] += 1
        asyncio.get_running_loop().call_later(LINGERING, self._forget, address)

    def _forget(self, address: str) -> None:
        self._told_off[address] -= 1
        if not self._told_off[address]:
            del self._told_off[address]


def add_ticket_stream(app: FastAPI, queue: Hub) -> None:
    streams = TicketStreams(queue)

    @app.websocket(f"{API}/t/{{token}}/stream")
    async def stream(socket: WebSocket, token: str) -> None:
        await streams.serve(socket, token)


async def _send(socket: WebSocket, watcher: TicketWatcher) -> None:
    """Goes as fast as the phone takes it."""
    try:
        while (text := await watcher.next()) is not None:
            await socket.send_text(text)
        if watcher.parting is not None:
            await socket.close(CLOSE_CODES[watcher.parting])
    except (WebSocketDisconnect, RuntimeError, OSError):
        return
