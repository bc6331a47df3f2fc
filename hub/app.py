"""Wires the hub and runs it: the only place that knows all of its parts."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import ssl
import sys
from dataclasses import dataclass, field
from pathlib import Path

from hub import running_hub, tls
from hub.clock import SteeredClock, SystemClock
from hub.conditions import BackupPlan, Conditions
from hub.engine.port import CannotOpenError
from hub.http.application import HubApplication
from hub.http.clock_routes import CLOCK
from hub.http.server import BACKLOG, HttpServer
from hub.http.table import TABLE
from hub.hub import Hub
from hub.kept_site import site_for
from hub.running_hub import RunningHub
from hub.store.database import database
from hub.tls import Certificate, WrongCertificateError
from hub.views.logo import kept_logo, served
from shared.machine_time import CLOCK_SHIFT
from shared.site.model import Site
from shared.version import VERSION

if sys.platform == "win32":
    from asyncio import new_event_loop

    resource = None
else:
    import resource

    from uvloop import new_event_loop

log = logging.getLogger(__name__)

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
        listening.listen(BACKLOG)
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
        hub = Hub(settings.data, conditions)
    if certificate is not None and certificate.trouble:
        log.error("clients will not trust the certificate %s: %s", certificate.certificate, certificate.trouble)
    if certificate is not None and tls.readable_by_others(certificate.key):
        log.warning(
            "other users of this machine can read the certificate's key: chmod 600 %s, and make a new one if one of "
            "them is not to be trusted",
            certificate.key,
        )
    _let_many_connect()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _leave)
    running_hub.write(
        settings.data,
        RunningHub(
            url,
            public_url,
            hub.local_key,
            os.getpid(),
            certificate.own if certificate else None,
            str(certificate.key.resolve()) if certificate else None,
        ),
    )
    log.info("hub %s: %s at %s", VERSION, site.name["id"], url)
    try:
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(_until_told_to_stop(hub, listening, certificate.serving if certificate else None))
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


async def _until_told_to_stop(hub: Hub, listening: socket.socket, context: ssl.SSLContext | None) -> None:
    """Serves until SIGINT or SIGTERM, then finishes what is under way."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        if sys.platform == "win32":  # its loops take no handlers of signals
            signal.signal(ending, lambda _signal, _frame: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(ending, stop.set)
    steered = isinstance(hub.conditions.clock, SteeredClock)
    server = HttpServer(HubApplication(hub, (*TABLE, *CLOCK) if steered else TABLE))
    hub.start()
    try:
        await server.serve(listening, context, stop)
    finally:
        await hub.stop()


def lan_address() -> str:
    """This machine's own address in the LAN, as far as it can be told without sending anything; else loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation address: a route is looked up, no packet leaves
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
