"""``antrean start``: hub, kiosk and board on this machine, paired with each other and looked after."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from antrean import demonstration, options
from antrean.administration import Administration, running
from antrean.failure import Failed
from antrean.pairing import device_key, write_secret
from antrean.parts import log_to_stderr
from antrean.screen import NoScreen, Place, screens, side_by_side
from antrean.supervisor import Part, end, watch
from hub.presence import Presence
from shared.wire import Hall, Role

PATIENCE = 20.0
"""Seconds that the hub may take until it answers for the first time."""


@click.command()
@options.data
@options.site
@options.host
@options.port
@options.always_open
@options.public_url
@options.tls
@options.printer
@click.option("--zone", envvar="ANTREAN_ZONE", help="The board shows and speaks only this zone's calls.")
@click.option("--voice", envvar="ANTREAN_VOICE", default="auto", show_default=True, help="auto, none, or file:DIR.")
@click.option("--no-kiosk", is_flag=True, help="Start without the kiosk window.")
@click.option("--no-display", is_flag=True, help="Start without the board window.")
def start(
    data: Path,
    site: str | None,
    host: str,
    port: int,
    always_open: bool,
    public_url: str | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    printer: str,
    zone: str | None,
    voice: str,
    no_kiosk: bool,
    no_display: bool,
) -> None:
    """Start hub, kiosk and board on this machine; each is started again if it dies."""
    options.check_printer(printer)
    options.check_voice(voice)
    log_to_stderr("start")
    wanted = [name for name, without in (("kiosk", no_kiosk), ("display", no_display)) if not without]
    places = _places(wanted)
    asked_to_end: list[int] = []
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda number, _frame: asked_to_end.append(number))
    hub = _hub_part(data, site, host, port, always_open, public_url, options.tls_pair(tls_cert, tls_key))
    try:
        presence = _ready(data, hub, lambda: not asked_to_end)
        queue = Administration(presence)
        parts = [hub] if hub.process is not None else []
        if "kiosk" in wanted:
            parts.append(_window("kiosk", Role.KIOSK, queue, data, places.get("kiosk"), "--printer", printer))
        if "display" in wanted:
            shown = ("--zone", zone) if zone else ()
            place = places.get("display")
            parts.append(_window("display", Role.DISPLAY, queue, data, place, "--voice", voice, *shown))
        _tell(queue, presence, data, always_open)
        watch(parts, lambda: not asked_to_end)
    finally:
        end(hub)
    click.echo("Antrean has ended. The queue is kept; start it again and it goes on.")


def _places(wanted: list[str]) -> dict[str, Place]:
    """Where the windows stand: one on each screen, or both on the only one; nothing for a window that fills its own."""
    if not wanted:
        return {}
    found = screens()
    if isinstance(found, NoScreen):
        raise Failed(
            f"No screen to show windows on: {found.why}. Without one: antrean hub serves the counters, and "
            f"antrean tour --out DIR shows a whole visit in pictures."
        )
    if len(wanted) == 1:
        return {}
    if len(found) == 1:
        return dict(zip(wanted, side_by_side(found[0]), strict=True))
    return dict(zip(wanted, found, strict=False))


def _hub_part(
    data: Path,
    site: str | None,
    host: str,
    port: int,
    always_open: bool,
    public_url: str | None,
    tls: tuple[Path, Path] | None,
) -> Part:
    command = [sys.executable, "-m", "antrean", "hub", "--data", str(data), "--host", host, "--port", str(port)]
    command += ["--site", site] if site else []
    command += ["--always-open"] if always_open else []
    command += ["--public-url", public_url] if public_url else []
    command += ["--tls-cert", str(tls[0]), "--tls-key", str(tls[1])] if tls else []
    return Part("hub", command, os.environ)


def _ready(data: Path, hub: Part, wanted: Callable[[], bool]) -> Presence:
    """The hub, started or found running; raises Failed when it ends before it ever answered (it has said why)."""
    if (found := running(data)) is not None:
        click.echo(f"A hub already works on {data}, at {found.url}: this start uses it as it is.")
        return found
    hub.start(time.monotonic())
    assert hub.process is not None  # noqa: S101
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and wanted():
        if hub.process.poll() is not None:
            raise SystemExit(1)
        found = running(data)
        if found is not None and found.pid == hub.process.pid:
            hub.command = _at_port(hub.command, urlsplit(found.url).port or 0)
            return found
        time.sleep(0.05)
    if not wanted():
        raise SystemExit(0)
    raise Failed(f"The hub did not answer within {PATIENCE:.0f} s.")


def _at_port(command: Sequence[str], port: int) -> tuple[str, ...]:
    """The hub's command for its next start: a free port that it took once stays its own, for those who know it."""
    at = command.index("--port") + 1
    return (*command[:at], str(port), *command[at + 1 :])


def _window(name: str, role: Role, queue: Administration, data: Path, place: Place | None, *further: str) -> Part:
    """A kiosk or a board with a key of its own; given in the environment, where other users cannot read it."""
    command = [sys.executable, "-m", "antrean", name, "--hub", queue.url, "--data", str(data), *further]
    if place is not None:
        x, y, width, height = place
        command += ["--geometry", f"{width}x{height}+{x}+{y}"]
    environment = {**os.environ, "ANTREAN_KEY": device_key(queue, role, data)}
    if queue.certificate:
        trusted = data / "hub-certificate.pem"
        write_secret(trusted, queue.certificate)
        environment["ANTREAN_CA"] = str(trusted)
    return Part(name, command, environment, closed_by_person=True)


def _tell(queue: Administration, presence: Presence, data: Path, always_open: bool) -> None:
    click.echo(f"Counter page  {presence.public_url}/counter/")
    click.echo(f"Office page   {presence.public_url}/office/")
    click.echo(f"Data          {data}")
    if always_open and not queue.get("/hall", Hall).always_open:
        click.echo("The running hub keeps its opening hours; stop it first for a demonstration.")
    elif always_open:
        code, pin = demonstration.officer(queue, data)
        click.echo(f"Demonstration: hours are ignored. Sign in as officer {code} with the PIN {pin}.")
    click.echo("End with Ctrl+C, or by closing the windows.")
