"""Wires the hub and runs it: the only place that knows all of its parts."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from hub import running_hub, tls
from hub.clock import SteeredClock, SystemClock
from hub.conditions import BackupPlan, Conditions
from hub.engine.port import CannotOpenError
from hub.http import openapi
from hub.http.dispatch import Dispatch
from hub.http.limits import PHONES, LimitedHttpProtocol
from hub.http.pages import SecurityHeaders, add_logo, add_pages
from hub.http.problems import response
from hub.http.routes import Endpoint, add
from hub.http.simulated_clock_routes import STEERING
from hub.http.stream import add_stream
from hub.http.table import TABLE
from hub.http.ticket_stream import TicketStreams
from hub.hub import Hub
from hub.kept_site import site_for
from hub.outcomes import Refused
from hub.running_hub import RunningHub
from hub.store.database import database
from hub.tls import Certificate, WrongCertificateError
from hub.views.logo import kept_logo, served
from shared.machine_time import CLOCK_SHIFT
from shared.site.model import Site
from shared.version import VERSION
from shared.wire import API, Code

if sys.platform == "win32":
    resource = None
else:
    import resource

log = logging.getLogger(__name__)

PING, PONG = 2.0, 5.0
"""Seconds between two pings to each reader of the stream, and in which it must answer; phones have their own
(``hub.http.phone_protocol``)."""

ANY_ADDRESS = {"0.0.0.0", "::", ""}  # noqa: S104 (compared with, not bound to)


@dataclass(frozen=True)
class HubSettings:
    """How the hub is started. ``site`` None takes the site that the data folder keeps."""

    data: Path
    site: str | None = None
    host: str = "0.0.0.0"  # noqa: S104 (counters and displays come over the LAN)
    port: int = 8470
    always_open: bool = False
    public_url: str | None = None
    """Base of the addresses on tickets; None takes this machine's address in the LAN."""
    backups: BackupPlan = field(default_factory=BackupPlan)
    steered: bool = False
    """The clock stands still until it is told the time. Only with ``always_open``, and not on a hall's data."""
    tls: tuple[Path, Path] | None = None
    """Files of the certificate (with those that signed it) and of its key; None serves without encryption."""


STEERED = "steered-clock"
"""Marks a data folder whose days were simulated: no hall's numbers are in it."""


class CannotStartError(Exception):
    """The hub cannot start; the message says why and what to do."""


def run(settings: HubSettings) -> int:
    """Serves until it is told to stop (SIGINT or SIGTERM). Raises CannotStartError, or WrongSite for a wrong site."""
    try:
        with database(settings.data).owned():
            _check_steering(settings)
            certificate = tls.load(*settings.tls) if settings.tls else None
            site = site_for(settings.data, settings.site)
            listening = _listen(settings.host, settings.port)
            return _serve(settings, site, listening, certificate)
    except (CannotOpenError, WrongCertificateError) as error:
        raise CannotStartError(str(error)) from error


def _check_steering(settings: HubSettings) -> None:
    """Raises CannotStartError rather than simulating days in a hall's queue, or a hall's days in a simulated one."""
    mark = settings.data / STEERED
    if settings.steered and not settings.always_open:
        raise CannotStartError("A steered clock is for demonstrations only: give --always-open as well.")
    if settings.steered and database(settings.data).exists() and not mark.exists():
        raise CannotStartError(f"{settings.data} holds a queue of real days; simulate in another folder.")
    if not settings.steered and mark.exists():
        raise CannotStartError(f"{settings.data} holds simulated days; give another folder with --data.")
    if settings.steered:
        mark.touch()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(512)
    except (OSError, OverflowError) as error:
        listening.close()
        raise CannotStartError(
            f"Cannot listen on {host or 'any address'} port {port}: {error}. Another program may use the port: "
            f"stop it, or give another with --port."
        ) from error
    return listening


def _serve(settings: HubSettings, site: Site, listening: socket.socket, certificate: Certificate | None) -> int:
    port = listening.getsockname()[1]
    here = "127.0.0.1" if settings.host in ANY_ADDRESS else settings.host
    scheme = "https" if certificate else "http"
    url = f"{scheme}://{_in_url(here)}:{port}"
    lan = lan_address() if settings.host in ANY_ADDRESS else settings.host
    public_url = (settings.public_url or f"{scheme}://{_in_url(lan)}:{port}").rstrip("/")
    clock = SteeredClock(SystemClock().now()) if settings.steered else SystemClock()
    if CLOCK_SHIFT:
        log.warning("ANTREAN_CLOCK_SHIFT is set: the hub's time is the machine's and %s", CLOCK_SHIFT)
    logo = kept_logo(settings.data, site)
    if isinstance(logo, str):
        log.error("the hall is shown without its logo: %s", logo)
        logo = None
    conditions = Conditions(served(site, logo), settings.always_open, public_url, clock, settings.backups, logo)
    with database(settings.data).translated_errors():
        queue = Hub(settings.data, conditions)
    app = make_app(queue)
    if certificate is not None and certificate.trouble:
        log.error("clients will not trust the certificate %s: %s", certificate.certificate, certificate.trouble)
    if certificate is not None and tls.readable_by_others(certificate.key):
        log.warning(
            "other users of this machine can read the certificate's key: chmod 600 %s, and make a new one if one of "
            "them is not to be trusted",
            certificate.key,
        )
    _let_many_connect()
    config = uvicorn.Config(
        app,
        loop="hub.http.limits:LimitedLoop",
        http=LimitedHttpProtocol,
        ws="websockets-sansio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
        ws_max_size=64 * 1024,
        ws_ping_interval=PING,
        ws_ping_timeout=PONG,
        ssl_certfile=certificate.certificate if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    server = uvicorn.Server(config)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _leave)  # uvicorn stops in order, then raises the signal again
    running_hub.write(
        settings.data,
        RunningHub(
            url,
            public_url,
            queue.local_key,
            os.getpid(),
            certificate.own if certificate else None,
            str(certificate.key.resolve()) if certificate else None,
        ),
    )
    log.info("hub %s: %s at %s", VERSION, site.name["id"], url)
    try:
        server.run(sockets=[listening])
    finally:
        running_hub.remove(settings.data)
    return 0


def _in_url(host: str) -> str:
    """The host as addresses have it: one of IPv6 in brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]" if ":" in host else host


def _let_many_connect() -> None:
    """As many open connections as the system lets this user have: many slow clients must not use up the few."""
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def lan_address() -> str:
    """This machine's own address in the LAN, as far as it can be told without sending anything; else loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation address: a route is looked up, no packet leaves
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def make_app(queue: Hub) -> ASGIApp:
    """The application over a queue; its lifespan starts and stops the queue. The table's calls do not pass through the
    framework: they are most of what is asked, and it would take as long as the hub itself."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[dict[str, object]]:
        queue.start()
        yield {PHONES: TicketStreams(queue)}
        await queue.stop()

    app = FastAPI(title="Antrean", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None)
    table = (*TABLE, *STEERING) if isinstance(queue.conditions.clock, SteeredClock) else TABLE
    described, components = openapi.describe(table)
    endpoints = [Endpoint(queue, route) for route in table]
    for endpoint, description in zip(endpoints, described, strict=True):
        add(app, endpoint, description)
    openapi.install(app, components)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> RedirectResponse:
        return RedirectResponse(f"{API}/healthz")

    add_stream(app, queue)
    add_pages(app, lambda: queue.conditions.site.accent)
    add_logo(app, queue.conditions.logo)

    @app.exception_handler(404)
    async def not_found(_request: Request, _error: Exception) -> Response:
        return response(Refused(Code.NOT_FOUND))

    @app.exception_handler(405)
    async def not_allowed(_request: Request, _error: Exception) -> Response:
        return response(Refused(Code.NOT_FOUND, "not with this method"))

    return SecurityHeaders(Dispatch(app, endpoints))
