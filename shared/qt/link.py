"""The link to the hub: keeps a stream open, folds its events into the hall, and carries requests.

A cut cable gives no signal at all, and a frozen hub accepts connections that it never answers; so the link pings,
gives up on silence, and watches over connecting as well. It never raises for anything a network can do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import msgspec
from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest, QSslError
from PySide6.QtWebSockets import QWebSocket

from shared.fold import fold
from shared.machine_time import machine_now
from shared.qt.backoff import BackOff
from shared.qt.obstacle import LinkObstacle, obstacle_of
from shared.qt.replies import Unreachable, content, outcome
from shared.qt.trust import Trust
from shared.steady_clock import steady_seconds
from shared.wire import (
    API,
    DeviceState,
    Event,
    EventMessage,
    Figures,
    FiguresChanged,
    Hall,
    Message,
    Problem,
    Snapshot,
    Tick,
)

log = logging.getLogger(__name__)

PING_MS = 500
"""Time between two pings."""
SILENCE_MS = 1_600
"""Time without a message after which the hub counts as gone."""
CONNECTING_MS = 2_000
"""Time that connecting may take."""
REQUEST_MS = 3_000
"""Time that a request may take."""
FIRST_RETRY_MS, LAST_RETRY_MS = 250, 3_000
"""Delay of the first and of the slowest further attempt to connect."""
RETRY_SPREAD = 0.3
"""Share of that delay that is left to chance: the devices of a hall do not all come back at once."""

REQUEST_ID_PROPERTY = "antreanRequestId"
"""The property of a reply that holds the id of its request."""

T = TypeVar("T")


class LinkState(StrEnum):
    CONNECTING = "connecting"
    """Never been online since the start."""
    ONLINE = "online"
    LOST = "lost"
    """Was online; trying again."""
    REFUSED = "refused"
    """The hub answers, but does not accept this device's key, or shows a certificate that this device does not trust;
    trying again all the same."""


@dataclass(frozen=True)
class _PendingRequest:
    """A request on its way."""

    request: QNetworkRequest
    method: QByteArray
    data: QByteArray
    finish: Callable[[QNetworkReply], None]
    """Is given its reply or its failure."""
    repeated: bool = False
    """Whether it was sent a second time."""


class HubLink(QObject):
    """One device's connection to the hub.

    ``hall`` is None until the first snapshot; after that it is what the hub last confirmed, kept while it is gone.
    """

    hall_changed = Signal(object)
    """Hall: after every message that changed it."""
    happened = Signal(object)
    """Event: once for each, in order, after ``hall`` has it. Not for what a snapshot brings."""
    state_changed = Signal(object)
    """LinkState."""
    ticked = Signal(object)
    """datetime (UTC): the hub's time, every second while it lives."""

    placed = Signal(object)
    """str or None: the zone that the office gave this board, with each snapshot and before ``hall_changed``."""
    received = Signal(object)
    """Message: each one, in order, after ``hall`` has it."""

    def __init__(self, url: str, key: str, parent: QObject | None = None, trust: Trust | None = None) -> None:
        """``url`` is the hub's base address, e.g. "http://127.0.0.1:8470". ``trust`` is whom to believe beside the
        system's own authorities, where it begins with https."""
        super().__init__(parent)
        self._trust = trust or Trust()
        self._state: DeviceState | None = None
        self.url = url.rstrip("/")
        self.hall: Hall | None = None
        self.state = LinkState.CONNECTING
        self.obstacle: LinkObstacle | None = None
        """What the last try met with; None while there is a connection, and before the first try has ended."""
        self._key = key
        self._decode = msgspec.json.Decoder(Message).decode
        self._network = QNetworkAccessManager(self)
        # The manager's signals and bound methods throughout: a closure that holds the very object whose signal it is
        # connected to is freed while that object is being destroyed, and destroys it a second time.
        self._network.finished.connect(self._answered)
        self._network.sslErrors.connect(self._trust.look_at)
        self._last_request_id = 0
        self._pending: dict[int, _PendingRequest] = {}
        self._socket: QWebSocket | None = None
        self._distrusted = False
        self._closed = True
        self._tick: tuple[datetime, float] | None = None
        self._back_off = BackOff(self._connect, FIRST_RETRY_MS, LAST_RETRY_MS, RETRY_SPREAD, self)
        self._watchdog = self._timer(self._gone)
        self._ping = self._timer(self._send_ping, single=False)
        self._ping.setInterval(PING_MS)

    def open(self) -> None:
        """Connects, and stays connected until ``close``."""
        self._closed = False
        self._connect()

    def close(self) -> None:
        """Whoever asked before hears nothing any more: it may be gone itself by the time the answer comes."""
        self._closed = True
        self._pending.clear()
        self._drop()
        self._back_off.stop()

    def report(self, state: DeviceState) -> None:
        """Tells the hub how this device is: now, again on every connection, and not again while nothing changes."""
        if state != self._state:
            self._state = state
            self._tell_state()

    def _tell_state(self) -> None:
        if self._socket is not None and self._state is not None and self._socket.isValid():
            self._socket.sendTextMessage(msgspec.json.encode(self._state).decode())

    def now(self) -> datetime:
        """The hub's time (UTC), carried on by this machine's steady clock, also in its sleep; this machine's own before
        the first word."""
        if self._tick is None:
            return machine_now()
        at, since = self._tick
        return at + timedelta(seconds=steady_seconds() - since)

    def request(
        self,
        method: str,
        path: str,
        answer: type[T],
        done: Callable[[T | Problem | Unreachable], None],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> None:
        """Sends one request; ``done`` gets the decoded answer, the hub's refusal, or Unreachable, exactly once, unless
        the link is closed before.

        ``path`` is below the API root ("/tickets"). ``key`` is the idempotency key: give the same one again to
        repeat a request whose answer was lost. A connection that the hub ended in the moment of asking, as it does with
        one that was idle, is asked again at once, and once: Qt does so itself for what reads, and not for a POST.
        """
        request = self._prepared(QUrl(f"{self.url}{API}{path}"))
        request.setTransferTimeout(REQUEST_MS)
        request.setRawHeader(b"Idempotency-Key", (key or uuid4().hex).encode())
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        data = QByteArray(msgspec.json.encode(body) if body is not None else b"")
        self._send(
            _PendingRequest(request, QByteArray(method.encode()), data, lambda reply: done(outcome(reply, answer)))
        )

    def _send(self, pending: _PendingRequest) -> None:
        reply = self._network.sendCustomRequest(pending.request, pending.method, pending.data)
        self._last_request_id += 1
        reply.setProperty(REQUEST_ID_PROPERTY, self._last_request_id)
        self._pending[self._last_request_id] = pending

    def fetch(self, path: str, done: Callable[[bytes | Unreachable], None]) -> None:
        """Asks for a file of the hub's, such as "/hall/logo-1.svg": ``done`` gets its bytes, or why it did not come,
        exactly once, unless the link is closed before."""
        request = self._prepared(QUrl(f"{self.url}{path}"))
        request.setTransferTimeout(REQUEST_MS)
        self._send(_PendingRequest(request, QByteArray(b"GET"), QByteArray(), lambda reply: done(content(reply))))

    def _answered(self, reply: QNetworkReply) -> None:
        reply.deleteLater()
        if (pending := self._pending.pop(reply.property(REQUEST_ID_PROPERTY), None)) is not None:
            if reply.error() is QNetworkReply.NetworkError.RemoteHostClosedError and not pending.repeated:
                self._send(replace(pending, repeated=True))
            else:
                pending.finish(reply)

    # --- the stream -------------------------------------------------------------------------------------------------

    def _timer(self, act: Callable[[], None], single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.timeout.connect(act)
        return timer

    def _prepared(self, url: QUrl) -> QNetworkRequest:
        request = QNetworkRequest(url)
        if url.scheme() in ("https", "wss"):
            request.setSslConfiguration(self._trust.configuration())
        request.setRawHeader(b"Authorization", f"Bearer {self._key}".encode())
        return request

    def _connect(self) -> None:
        self._drop()
        scheme, host, path, _, _ = urlsplit(self.url)
        query = f"after={self.hall.seq}" if self.hall else ""
        address = urlunsplit(("wss" if scheme == "https" else "ws", host, f"{path}{API}/stream", query, ""))
        socket = QWebSocket(parent=self)
        socket.connected.connect(self._connected)
        socket.disconnected.connect(self._gone)
        socket.errorOccurred.connect(self._gone)
        socket.textMessageReceived.connect(self._received)
        socket.pong.connect(self._heard)
        socket.sslErrors.connect(self._distrust)
        self._socket = socket
        self._distrusted = False
        self._watchdog.start(CONNECTING_MS)
        if scheme == "https":
            socket.setSslConfiguration(self._trust.configuration())
        socket.open(self._prepared(QUrl(address)))

    def _connected(self) -> None:
        self._watchdog.start(SILENCE_MS)
        self._ping.start()
        self._tell_state()

    def _distrust(self, errors: list[QSslError]) -> None:
        """Nothing was sent yet: the connection ends before the key leaves this machine."""
        if self._socket is not None:
            self._distrusted = not self._trust.look_at(self._socket, errors)

    def _send_ping(self) -> None:
        if self._socket is not None:
            self._socket.ping()

    def _heard(self) -> None:
        self._watchdog.start(SILENCE_MS)

    def _gone(self) -> None:
        """The connection failed, ended or fell silent, whichever signal says so first; the others find it dropped."""
        socket = self._socket
        if socket is None:
            return
        obstacle = obstacle_of(socket, self._distrusted)
        self._drop()
        if self._closed:
            return
        self.obstacle = obstacle
        refused = obstacle is not LinkObstacle.NO_ANSWER
        self._set_state(LinkState.REFUSED if refused else LinkState.LOST if self.hall else LinkState.CONNECTING)
        self._back_off.retry()

    def _drop(self) -> None:
        self._ping.stop()
        self._watchdog.stop()
        if (socket := self._socket) is not None:
            self._socket = None
            socket.blockSignals(True)
            socket.abort()
            socket.deleteLater()

    def _received(self, text: str) -> None:
        self._heard()
        try:
            message = self._decode(text)
        except msgspec.MsgspecError:
            log.exception("the hub sent what this version does not understand; asking for a snapshot")
            self.hall = None
            self._gone()
            return
        self._back_off.reset()
        match message:
            case Snapshot(hall, zone):
                self._tick = (hall.at, steady_seconds()) if self._tick is None else self._tick
                self.placed.emit(zone)
                self._replace(hall)
            case EventMessage(event):
                self._fold(event)
            case FiguresChanged(figures):
                self._refigure(figures)
            case Tick(now, _):
                self._tick = (now, steady_seconds())
                self.ticked.emit(now)
        self.obstacle = None
        self.received.emit(message)
        self._set_state(LinkState.ONLINE)

    def _replace(self, hall: Hall) -> None:
        self.hall = hall
        self.hall_changed.emit(hall)

    def _fold(self, event: Event) -> None:
        if self.hall is None or event.seq <= self.hall.seq:
            return
        self._replace(fold(self.hall, event))
        self.happened.emit(event)

    def _refigure(self, figures: Figures) -> None:
        if self.hall is not None:
            self._replace(msgspec.structs.replace(self.hall, figures=figures))

    def _set_state(self, state: LinkState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
