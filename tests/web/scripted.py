"""A scripted hub for what the real one does only in bad luck: silence, lost answers, calls nobody heard, big days.

It serves the pages and the same words of ``shared.wire``, but has no rules: a test sets the hall and pushes messages.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from shared.fold import fold
from shared.resources import ASSETS
from shared.site.model import Board, Kiosk, Paper, Policy, Speech, Zone
from shared.texts import catalogue
from shared.wire import (
    AgencyFace,
    AgencyFigures,
    Call,
    Called,
    CounterDay,
    CounterFace,
    CounterState,
    Estimate,
    Event,
    Figures,
    Hall,
    Happened,
    Message,
    Moved,
    Officer,
    Openness,
    OpenTicket,
    Role,
    ServiceFace,
    Session,
    SiteFace,
    Snapshot,
    Step,
    StepState,
    Tick,
    TicketFace,
    Why,
)

WEB = Path(__file__).parents[2] / "web"
POLICY = "default-src 'self'; style-src 'self'; connect-src 'self' ws: wss:"
TODAY = date(2026, 11, 21)


def now() -> datetime:
    return datetime.now(UTC)


def a_hall(waiting: int = 6, always_open: bool = False) -> Hall:
    """MPP Among Warga with one agency of four counters; A-001 … wait since a few minutes."""
    services = tuple(
        ServiceFace(f"dukcapil.{code}", "dukcapil", {"id": idn, "en": en}, None, bring, ())
        for code, idn, en, bring in (
            ("ktp", "KTP elektronik", "Identity card", ({"id": "KK asli", "en": "family card"}, {"id": "KTP lama"})),
            ("kk", "Kartu Keluarga", "Family card", ({"id": "KK lama"},)),
            ("akta", "Akta kelahiran", "Birth certificate", ()),
        )
    )
    agencies = (
        AgencyFace("dukcapil", "A", {"id": "Disdukcapil"}, {"id": "Dinas Kependudukan dan Pencatatan Sipil"}, "#1F5FA8"),
        AgencyFace("samsat", "B", {"id": "Samsat"}, {"id": "Kantor Bersama Samsat Kota Batu"}, "#9A3B12"),
    )
    open_now = Openness(Why.OPEN)
    figures = Figures(
        (
            AgencyFigures("dukcapil", open_now, waiting, Estimate(12, 17), now() + timedelta(hours=5)),
            AgencyFigures("samsat", Openness(Why.AGENCY_ABSENT, now() + timedelta(days=1)), 0, Estimate(0, 0)),
        ),
        (),
    )
    codes = tuple(service.code for service in services)
    counters = tuple(
        CounterFace(number, "dukcapil", codes, "utama", CounterState.CLOSED, None) for number in (1, 2, 3, 4)
    )
    site = SiteFace(
        key="batu",
        name={"id": "MPP Among Warga"},
        kind={"id": "Mal Pelayanan Publik · Kota Batu"},
        address={"id": "Jl. Panglima Sudirman 507"},
        timezone="Asia/Jakarta",
        languages=("id", "en"),
        accent=None,
        information=None,
        facilities=(),
        zones=(Zone("utama", {"id": "Ruang utama"}),),
        policy=Policy(),
        speech=Speech(),
        paper=Paper(),
        kiosk=Kiosk(),
        board=Board(),
    )
    tickets = tuple(a_ticket(n, services[n % 3 - 1], minutes=2 * (waiting - n) + 1) for n in range(1, waiting + 1))
    day = (CounterDay(3, 23, 2, 312.0, 708.0),)
    return Hall(1, now(), TODAY, always_open, site, agencies, services, figures, counters, (), tickets, day)


def a_ticket(number: int, service: ServiceFace, minutes: int = 0) -> OpenTicket:
    at = now() - timedelta(minutes=minutes)
    ticket = TicketFace(number, f"A-{number:03}", "dukcapil", TODAY, number % 4 == 2, "id", "kiosk:Pintu utama", at)
    return OpenTicket(ticket, Step(number, number, service.code, "dukcapil", StepState.WAITING, None, at))


class ScriptedHub:
    """``hall`` is what the next snapshot says; ``tell`` sends to all pages and keeps the hall up to date.

    ``silent`` stops ticks and answers on open connections; ``swallow`` counts answers to be thrown away after the
    command was done; ``commands`` lists what arrived as (path, key)."""

    def __init__(self) -> None:
        self.hall = a_hall()
        self.session: Session | None = None
        self.silent = False
        self.swallow = 0
        self.heard = True
        self.commands: list[tuple[str, str]] = []
        self.done: dict[str, Response] = {}
        self.visit: dict[str, Any] | None = None
        self._sockets: set[WebSocket] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.app = self._app()
        self.url = ""

    # --- said by the test -------------------------------------------------------------------------------------------

    def tell(self, *messages: Message) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self._tell(*messages), self._loop).result(5)

    def happen(self, **what: Any) -> None:
        """One event that touches ``what`` (ticket, step, call, counter, day)."""
        self.tell(Happened(self._event(**what)))

    def sit(self, number: int, name: str = "Petugas A3") -> None:
        """Somebody signs in and has counter ``number`` open."""
        self.session = Session(name.lower(), name, Role.OFFICER, "dukcapil", number, (1, 2, 3, 4))
        self.hall = msgspec.structs.replace(
            self.hall,
            counters=tuple(
                msgspec.structs.replace(one, state=CounterState.OPEN, officer=name) if one.number == number else one
                for one in self.hall.counters
            ),
        )

    # --- the hub's side ---------------------------------------------------------------------------------------------

    def _event(self, **what: Any) -> Event:
        event = Event(self.hall.seq + 1, now(), "test.happened", "hub", **what)
        self.hall = fold(self.hall, event)
        return event

    async def _tell(self, *messages: Message) -> None:
        if self.silent:
            return
        for message in messages:
            if isinstance(message, Snapshot):
                self.hall = message.hall
            for socket in list(self._sockets):
                with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                    await socket.send_text(msgspec.json.encode(message).decode())

    def _step(self, number: int, state: StepState) -> OpenTicket | None:
        found = [
            one
            for one in self.hall.tickets or ()
            if one.step.state is state and (state is StepState.WAITING or one.step.counter == number)
        ]
        return found[0] if found else None

    async def _command(self, number: int, name: str, body: bytes) -> Response:
        called, serving = self._step(number, StepState.CALLED), self._step(number, StepState.SERVING)
        if name in ("open", "pause", "close"):
            return await self._seat(number, name)
        if name in ("call-next", "call"):
            if serving:
                await self._move(serving, StepState.SERVED, ended_at=now())
            wanted = msgspec.json.decode(body)["ticket"] if name == "call" else None
            waiting = [one for one in self.hall.tickets or () if one.step.state is StepState.WAITING]
            chosen = next((one for one in waiting if wanted in (None, one.ticket.id)), None)
            return Response(status_code=204) if chosen is None else await self._call(number, chosen, bool(wanted))
        if name == "recall" and called:
            return await self._call(number, called)
        states = {"start": StepState.SERVING, "finish": StepState.SERVED, "no-show": StepState.NO_SHOW}
        current = called or serving
        assert current is not None
        stamp = {"started_at": now()} if name == "start" else {"ended_at": now()}
        return await self._move(current, states[name], **stamp)

    async def _seat(self, number: int, name: str) -> Response:
        assert self.session is not None
        state = {"open": CounterState.OPEN, "pause": CounterState.PAUSED, "close": CounterState.CLOSED}[name]
        here = None if name == "close" else number
        self.session = msgspec.structs.replace(self.session, counter=here)
        face = next(one for one in self.hall.counters if one.number == number)
        face = msgspec.structs.replace(face, state=state, officer=self.session.name if here else None)
        await self._tell(Happened(self._event(counter=face)))
        return _json(face)

    async def _call(self, number: int, chosen: OpenTicket, by_hand: bool = False) -> Response:
        step = msgspec.structs.replace(
            chosen.step,
            state=StepState.CALLED,
            counter=number,
            called_at=chosen.step.called_at or now(),
            calls=chosen.step.calls + 1,
            why="chosen" if by_hand else "regular",
        )
        ticket = chosen.ticket
        call = Call(
            self.hall.seq + 1000, ticket.id, step.id, ticket.label, ticket.agency, step.service, number, "utama",
            step.calls, now(), announced_at=now() if self.heard else None,
        )  # fmt: skip
        await self._tell(Happened(self._event(ticket=ticket, step=step, call=call)))
        return _json(Called(ticket, step, call, step.why or ""))

    async def _move(self, current: OpenTicket, state: StepState, **stamps: datetime) -> Response:
        step = msgspec.structs.replace(current.step, state=state, **stamps)
        await self._tell(Happened(self._event(ticket=current.ticket, step=step)))
        return _json(Moved(current.ticket, step))

    def _app(self) -> FastAPI:
        app = FastAPI()

        @app.middleware("http")
        async def guard(request: Request, call_next: Callable[[Request], Any]) -> Any:
            response = await call_next(request)
            response.headers["Content-Security-Policy"] = POLICY
            return response

        @app.get("/api/v1/session")
        async def who() -> Response:
            return _json(self.session) if self.session else _problem(401, "unauthorized")

        @app.post("/api/v1/session")
        async def sign_in(request: Request) -> Response:
            given = msgspec.json.decode(await request.body())
            if given["pin"] != "4711":
                return _problem(401, "wrong_sign_in")
            self.session = Session("a3", "Petugas A3", Role.OFFICER, "dukcapil", None, (1, 2, 3, 4))
            return _json(self.session)

        @app.delete("/api/v1/session")
        async def sign_out() -> Response:
            self.session = None
            return Response(status_code=204)

        @app.get("/api/v1/officers")
        async def officers() -> Response:
            return _json([Officer("a3", "Petugas A3", Role.OFFICER, "dukcapil"), Officer("ibu", "Ibu", Role.MANAGER, None)])

        @app.get("/api/v1/texts/{lang}")
        async def texts(lang: str) -> Response:
            return _json(dict(catalogue(lang)))

        @app.get("/api/v1/t/{token}")
        async def visit(token: str) -> Response:
            if self.visit is None or token != "rahasia":
                return _problem(404, "unknown_ticket")
            return _json({**self.visit, "now": now()})

        @app.post("/api/v1/counters/{number}/{name}")
        async def command(number: int, name: str, request: Request) -> Response:
            key = request.headers["idempotency-key"]
            self.commands.append((f"{number}/{name}", key))
            if key not in self.done:
                self.done[key] = await self._command(number, name, await request.body())
            if self.swallow > 0:
                self.swallow -= 1
                return Response("lost on the way", status_code=502)
            return self.done[key]

        @app.websocket("/api/v1/stream")
        async def stream(socket: WebSocket) -> None:
            if self.session is None:
                await socket.close(4401)
                return
            await socket.accept()
            self._loop = asyncio.get_running_loop()
            if self.silent:
                await socket.receive()
                return
            await socket.send_text(msgspec.json.encode(Snapshot(self.hall)).decode())
            self._sockets.add(socket)
            try:
                while True:
                    if not self.silent:
                        await socket.send_text(msgspec.json.encode(Tick(now(), self.hall.seq)).decode())
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(socket.receive_text(), 1)
            except (WebSocketDisconnect, RuntimeError):
                self._sockets.discard(socket)

        @app.get("/t/{token}")
        async def ticket_page(token: str) -> FileResponse:  # noqa: ARG001
            return FileResponse(WEB / "ticket" / "index.html")

        app.mount("/assets/fonts", StaticFiles(directory=ASSETS / "fonts"))
        app.mount("/assets/icons", StaticFiles(directory=ASSETS / "icons"))
        for room in ("counter", "office", "ticket", "common", "vendor"):
            app.mount(f"/{room}", StaticFiles(directory=WEB / room, html=True, check_dir=False))
        return app

    @contextlib.contextmanager
    def running(self) -> Iterator[ScriptedHub]:
        config = uvicorn.Config(self.app, "127.0.0.1", 0, log_level="error", ws="websockets-sansio", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        self.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(5)


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _problem(status: int, code: str) -> Response:
    body = {"code": code, "title": code, "status": status, "type": "about:blank"}
    return Response(msgspec.json.encode(body), status_code=status, media_type="application/problem+json")
