"""The stream of one ticket over a WebSocket, for the visitor's phone. Whoever has the token may listen; nothing is to
be said here.

Tokens have 128 bits and cannot be guessed; what strangers could use up are connections. So watchers are counted
(``hub.live.ticket_watchers``), refusals are counted by address, since a closed WebSocket lingers for as long as the
other side likes, up to 10 s, and whoever goes on is refused before the handshake.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import MutableSet

from hub.engine.database import StorageError
from hub.http.authentication import cross_site_stream
from hub.http.limits import CLOSE_SECONDS
from hub.http.phone_protocol import PhoneConnection, text_frame, upgrade_answer
from hub.http.request import HttpRequest
from hub.http.websocket import OpenStream
from hub.hub import Hub
from hub.live.ticket_watcher import TicketWatcher, WatchEnd
from hub.live.ticket_watchers import TicketWatchers
from hub.store import tickets
from shared.wire import TicketInfo

UNKNOWN, NOT_UNDERSTOOD, TRY_LATER = 4404, 4400, 1013
"""Close codes: nobody has this token; you said something; the file cannot be read now."""
CLOSE_CODES = {WatchEnd.OVER: 4410, WatchEnd.TOO_MANY: 4429}
"""The visit is over, nothing will change any more; too many watch already."""
MOST_REFUSED = 60
"""From one address within CLOSE_SECONDS."""

_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_BAD_REQUEST = (
    b"HTTP/1.1 400 Bad Request\r\nsec-websocket-version: 13\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
)


class TicketStreams:
    """From a phone's upgrade to the end of its stream. Lives on the event loop."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._watchers = TicketWatchers(hub.reader, hub.conditions, hub.could_not_read)
        self._refused: Counter[str] = Counter()
        hub.stream.subscribe(self._watchers.happened)

    def serve(
        self, transport: asyncio.Transport, request: HttpRequest, streams: MutableSet[OpenStream], token: str
    ) -> None:
        """Takes over the transport of a phone that asked for an upgrade. While the phone is there, it is one of
        ``streams``.

        A refusal is told by its close code, after the handshake: browsers do not show pages why a handshake failed."""
        answer = upgrade_answer(request.headers)
        if answer is None or cross_site_stream(request):
            _refuse(transport, _BAD_REQUEST if answer is None else _FORBIDDEN)
            return
        address = request.address
        found = self._watcher(token, address)
        watching = isinstance(found, TicketWatcher) and found.ended is None
        if not watching and self._refused[address] >= MOST_REFUSED:
            _refuse(transport, _FORBIDDEN)
            return
        phone = _Phone(transport, self._watchers, streams)
        phone.write(answer)
        if isinstance(found, TicketWatcher):
            phone.follow(found)
        else:
            phone.close(found)
        if not watching:
            self._count_refusal(address)

    def _watcher(self, token: str, address: str) -> TicketWatcher | int:
        """A watcher, or the close code for somebody who cannot be one."""
        try:
            ticket: TicketInfo | None = tickets.ticket_by_token(self._hub.reader, token)
            return self._watchers.watch(ticket, address) if ticket else UNKNOWN
        except StorageError as error:
            self._hub.could_not_read(error)
            return TRY_LATER

    def _count_refusal(self, address: str) -> None:
        self._refused[address] += 1
        asyncio.get_running_loop().call_later(CLOSE_SECONDS, self._forget, address)

    def _forget(self, address: str) -> None:
        self._refused[address] -= 1
        if not self._refused[address]:
            del self._refused[address]


class _Phone(PhoneConnection):
    """One phone, from the handshake to its end."""

    __slots__ = ("_streams", "_watcher", "_watchers")

    def __init__(self, transport: asyncio.Transport, watchers: TicketWatchers, streams: MutableSet[OpenStream]) -> None:
        super().__init__(transport)
        self._watchers = watchers
        self._watcher: TicketWatcher | None = None
        self._streams = streams
        streams.add(self)

    def follow(self, watcher: TicketWatcher) -> None:
        """Tells how the ticket stands now and, unless that was all, whatever its watcher hears."""
        if watcher.ended is not WatchEnd.TOO_MANY:
            self.tell(watcher.whole())
        if watcher.ended is not None:
            self.end(watcher.ended)
        else:
            self._watcher, watcher.phone = watcher, self

    def tell(self, text: bytes) -> None:
        self.write(text_frame(text))

    def end(self, why: WatchEnd) -> None:
        self.close(CLOSE_CODES[why])

    def said(self) -> None:
        self._leave()
        self.close(NOT_UNDERSTOOD)

    def caught_up(self) -> None:
        if self._watcher is not None:
            self._watcher.catch_up()

    def lost(self) -> None:
        self._leave()
        self._streams.discard(self)

    def _leave(self) -> None:
        if self._watcher is not None:
            self._watchers.leave(self._watcher)
            self._watcher = None


def _refuse(transport: asyncio.Transport, answer: bytes) -> None:
    transport.write(answer)
    transport.close()
