"""The simulation's way to the hub: the public API as kiosk and officers use it, and the hub's clock where it steers."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as local_time
from typing import Protocol, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from antrean.failure import Failed
from shared.wire import (
    API,
    Called,
    ClockTime,
    CounterState,
    DayRecap,
    Hall,
    Hold,
    Problem,
    TakeNumber,
    Ticket,
    Transfer,
)

T = TypeVar("T")
PATIENCE = 20.0
"""Seconds that a hub may take for one answer."""
NOT_FOUND = 404


class SimulationHub:
    """One manager's connection, kept open."""

    def __init__(self, url: str, key: str) -> None:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self._url = url
        self._connection = kind(parts.hostname or "127.0.0.1", parts.port, timeout=PATIENCE)
        self._headers = {"Authorization": f"Bearer {key}"}
        self._kept_open = False
        """Whether the last request went out on a connection of an earlier one."""
        self._asked = 0
        self._run = f"{time.time_ns():x}"

    def close(self) -> None:
        self._connection.close()

    def hall(self) -> Hall:
        return self._ask("GET", "/hall", None, Hall)

    def steered(self) -> datetime | None:
        """What the hub's clock shows, if it is one that can be steered."""
        status, body = self._send("GET", "/clock", None)
        return msgspec.json.decode(body, type=ClockTime).now if status != NOT_FOUND else None

    def steer(self, to: datetime) -> None:
        self._ask("POST", "/clock", ClockTime(to), ClockTime)

    def take(self, services: tuple[str, ...], priority: bool) -> Ticket:
        return self._ask("POST", "/tickets", TakeNumber(services=services, priority=priority), Ticket)

    def call_next(self, counter: int) -> Called | None:
        status, body = self._send("POST", f"/counters/{counter}/call-next", None)
        return None if status == http.client.NO_CONTENT else self._read(status, body, Called)

    def work(self, counter: int, does: str) -> None:
        """``recall``, ``start``, ``finish`` or ``no-show``."""
        self._ask("POST", f"/counters/{counter}/{does}", None, msgspec.Raw)

    def hold(self, counter: int) -> None:
        self._ask("POST", f"/counters/{counter}/hold", Hold("simulasi"), msgspec.Raw)

    def transfer(self, counter: int, service: str) -> None:
        self._ask("POST", f"/counters/{counter}/transfer", Transfer(service), msgspec.Raw)

    def revive(self, ticket: int) -> None:
        self._ask("POST", f"/tickets/{ticket}/revive", None, msgspec.Raw)

    def set_counter(self, counter: int, does: str) -> CounterState:
        """``open``, ``pause`` or ``close``."""
        return self._ask("POST", f"/counters/{counter}/{does}", None, CounterState)

    def close_day(self) -> DayRecap:
        return self._ask("POST", "/day/close", None, DayRecap)

    def _ask(self, method: str, path: str, body: msgspec.Struct | None, answer: type[T]) -> T:
        return self._read(*self._send(method, path, body), answer)

    def _read(self, status: int, body: bytes, answer: type[T]) -> T:
        """Raises Failed with the hub's own words when it refused."""
        if status >= http.client.BAD_REQUEST:
            try:
                refused = msgspec.json.decode(body, type=Problem)
            except msgspec.MsgspecError:
                raise Failed(f"{self._url} is no Antrean hub (status {status})") from None
            raise Failed(f"The hub refused: {refused.title} {refused.detail}".rstrip())
        return msgspec.json.decode(body, type=answer)

    def _send(self, method: str, path: str, body: msgspec.Struct | None) -> tuple[int, bytes]:
        """Raises Failed when the hub does not answer. A connection that was idle for longer than the hub keeps one is
        closed by it, perhaps in the moment of asking: it is asked again on a new one, with the same idempotency key."""
        self._asked += 1
        headers = (
            self._headers if method == "GET" else {**self._headers, "Idempotency-Key": f"{self._run}-{self._asked}"}
        )
        data = msgspec.json.encode(body) if body is not None else None
        try:
            try:
                return self._exchange(method, path, data, headers)
            except ConnectionError:
                if not self._kept_open:
                    raise
                self._connection.close()
                return self._exchange(method, path, data, headers)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Failed(f"The hub at {self._url} does not answer: {error}") from error

    def _exchange(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        self._kept_open = self._connection.sock is not None
        self._connection.request(method, f"{API}{path}", data, headers)
        reply = self._connection.getresponse()
        return reply.status, reply.read()


class SimulationPace(Protocol):
    """Brings simulation and hub to the same moment of the simulated day."""

    def reach(self, minute: float) -> None:
        """Returns when the hub's clock shows ``minute`` of the day (minutes since local midnight)."""

    def now(self) -> float:
        """The minute that the hub's clock shows, as far as is known."""


class SteeredPace:
    """Tells the hub what time it is: as fast as it can, or ``speed`` times as fast as real time."""

    def __init__(self, link: SimulationHub, day: date, timezone: str, speed: float | None) -> None:
        self._link, self._speed = link, speed
        self._midnight = datetime.combine(day, local_time(), ZoneInfo(timezone))
        self._minute = 0.0
        self._began: tuple[float, float] | None = None

    def reach(self, minute: float) -> None:
        if self._speed is not None:
            began, first = self._began = self._began or (time.monotonic(), minute)
            time.sleep(max(0.0, (minute - first) * 60 / self._speed - (time.monotonic() - began)))
        if minute > self._minute:
            self._minute = minute
            self._link.steer(self._midnight + timedelta(minutes=minute))

    def now(self) -> float:
        return self._minute


class RealPace:
    """For a hub with a clock of its own: the first moment is now, and time passes ``speed`` times as fast."""

    def __init__(self, speed: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._speed, self._clock = speed, clock
        self._began: tuple[float, float] | None = None

    def reach(self, minute: float) -> None:
        began, first = self._began = self._began or (self._clock(), minute)
        time.sleep(max(0.0, (minute - first) * 60 / self._speed - (self._clock() - began)))

    def now(self) -> float:
        began, first = self._began or (self._clock(), 0.0)
        return first + (self._clock() - began) / 60 * self._speed
