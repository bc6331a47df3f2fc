"""A hub that does what a test tells it, for what a real one cannot easily be made to do: refuse, stay mute, lose an
answer after doing the work, go away and come back on the same port."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect

from shared.wire import (
    API,
    Code,
    Estimate,
    Figures,
    FiguresChanged,
    Hall,
    Moved,
    Openness,
    Problem,
    Snapshot,
    Step,
    StepState,
    TakeNumber,
    Tick,
    Ticket,
    TicketInfo,
)
from tests.support.halls import NOON, batu, closed_agency, hall_of
from tests.support.hubprocess import free_port

__all__ = ["NOON", "ScriptedHub", "batu", "broken", "closed_agency", "hall_of", "lost", "problem"]


@dataclass(frozen=True)
class Heard:
    """One request as the hub got it."""

    path: str
    key: str
    body: Any


@dataclass
class ScriptedHub:
    """Runs in a thread of this process, on loopback. ``key`` is the only one that it accepts."""

    hall: Hall
    key: str = "kiosk-key"
    heard: list[Heard] = field(default_factory=list)
    answers: list[Callable[[Ticket], Response]] = field(default_factory=list)
    """What becomes of the next requests for a number, one after another; empty: they are answered."""
    refuse_settling: bool = False
    """True: everything about tickets that exist is answered with 503."""
    accepted: dict[str, Ticket] = field(default_factory=dict)
    """By idempotency key."""

    def __post_init__(self) -> None:
        self.port = free_port()
        self._streams: set[WebSocket] = set()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(
            self._app(), host="127.0.0.1", port=self.port, log_level="error", ws="websockets-sansio", lifespan="off"
        )
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join(10)
            self._server = None

    def show(self, hall: Hall) -> None:
        """Changes the hall and tells everybody."""
        self.hall = hall
        self._tell(Snapshot(hall))

    def figures(self, figures: Figures) -> None:
        self.hall = msgspec.structs.replace(self.hall, figures=figures)
        self._tell(FiguresChanged(figures))

    def paths(self) -> list[str]:
        return [heard.path for heard in self.heard]

    def _tell(self, message: Any) -> None:
        text = msgspec.json.encode(message).decode()
        if self._loop is not None:
            for stream in tuple(self._streams):
                asyncio.run_coroutine_threadsafe(stream.send_text(text), self._loop).result(5)

    def _app(self) -> FastAPI:
        app = FastAPI()

        @app.websocket(f"{API}/stream")
        async def stream(socket: WebSocket) -> None:
            if socket.headers.get("authorization") != f"Bearer {self.key}":
                await socket.close(4401)
                return
            await socket.accept()
            self._loop = asyncio.get_running_loop()
            self._streams.add(socket)
            try:
                await socket.send_text(msgspec.json.encode(Snapshot(self.hall)).decode())
                while True:
                    await socket.send_text(msgspec.json.encode(Tick(NOON, self.hall.seq)).decode())
                    await asyncio.sleep(0.3)
            except (WebSocketDisconnect, RuntimeError, asyncio.CancelledError):
                pass
            finally:
                self._streams.discard(socket)

        @app.post(API + "/tickets")
        async def take(request: Request) -> Response:
            body = msgspec.json.decode(await request.body(), type=TakeNumber)
            key = request.headers["idempotency-key"]
            self.heard.append(Heard("/tickets", key, body))
            ticket = self.accepted.get(key) or self._issue(body)
            if self.answers:
                answer = self.answers.pop(0)(ticket)
                if answer.headers.get("x-taken"):
                    self.accepted[key] = ticket
                return answer
            self.accepted[key] = ticket
            return _json(201, ticket)

        @app.post(API + "/tickets/{number}/{what}")
        async def settle(request: Request, number: int, what: str) -> Response:
            raw = await request.body()
            heard = Heard(
                f"/tickets/{number}/{what}", request.headers["idempotency-key"], msgspec.json.decode(raw or b"null")
            )
            self.heard.append(heard)
            if self.refuse_settling:
                return _json(503, Problem(Code.STORAGE, "disk full", 503))
            ticket = next(known for known in self.accepted.values() if known.id == number)
            state = StepState.WAITING if what == "printed" else StepState.VOID
            face = TicketInfo(**{name: getattr(ticket, name) for name in TicketInfo.__struct_fields__})
            return _json(200, Moved(face, msgspec.structs.replace(ticket.steps[0], state=state)))

        return app

    def _issue(self, body: TakeNumber) -> Ticket:
        service = next(known for known in self.hall.services if known.code == body.service)
        agency = next(known for known in self.hall.agencies if known.code == service.agency)
        number = 13 + len(self.accepted)
        return Ticket(
            id=number,
            label=f"{agency.letter}-{number:03}",
            agency=agency.code,
            service_date=self.hall.service_date,
            priority=body.priority,
            lang=body.lang,
            source="kiosk",
            issued_at=NOON,
            token="t0ken",
            url=f"{self.url}/t/t0ken",
            ahead=4,
            estimate=Estimate(12, 25),
            steps=(Step(number, number, service.code, agency.code, StepState.RESERVED, None, NOON),),
        )


def problem(code: Code, status: int, openness: Openness | None = None) -> Callable[[Ticket], Response]:
    """Refuses a number."""
    return lambda _: _json(status, Problem(code, code.value, status, openness=openness))


def lost(_: Ticket) -> Response:
    """The number is taken, but the answer is something that no kiosk can read."""
    return Response(b"<html>", 502, headers={"x-taken": "yes"})


def broken(_: Ticket) -> Response:
    """Nothing is taken, and the answer cannot be read."""
    return Response(b"<html>", 502)


def _json(status: int, answer: msgspec.Struct) -> Response:
    return Response(msgspec.json.encode(answer), status, media_type="application/json")
