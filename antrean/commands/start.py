"""``antrean start``: hub, kiosk and board on this machine, paired with each other and looked after.

The hub comes first and needs no screen: counters work although a monitor is dark, or nobody has signed in yet.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click

from antrean import demonstration_officer
from antrean.commands import options
from antrean.commands.parts import log_to_stderr
from antrean.local_device_keys import device_key
from antrean.local_hub import ManagerClient, answering_hub
from antrean.processes.screens import Screens, screens
from antrean.processes.supervisor import ChildProcess, end_process, supervise
from antrean.processes.window_locks import locked_windows
from hub.running_hub import RunningHub
from shared.secret_file import write_secret
from shared.window_placement import ScreenShare, distinct
from shared.wire import Hall, Role

SLOW_START_SECONDS = 20.0
"""Seconds until it is said that the hub takes long to answer for the first time. It is waited for as long as it lives:
a large queue file of an older version takes minutes to be brought up to date, and would begin anew every time."""
WRONG_USAGE = 2
"""The hub's exit code where one of its settings is wrong: ``start`` hands the environment on as it is."""
SCREEN_POLL_SECONDS = 3.0
"""Seconds between two looks for a screen while there is none."""


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
@click.option(
    "--reopen",
    envvar="ANTREAN_REOPEN",
    is_flag=True,
    help="Open a window again that somebody closed: for a hall, where nobody should.",
)
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
    reopen: bool,
) -> None:
    """Start hub, kiosk and board on this machine; each is started again if it dies."""
    options.check_printer(printer)
    options.voice_of(voice)
    log_to_stderr("start")
    wanted = [name for name, without in (("kiosk", no_kiosk), ("display", no_display)) if not without]
    further = {"kiosk": ["--printer", printer], "display": ["--voice", voice, *(["--zone", zone] if zone else [])]}
    asked_to_end: list[int] = []
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda number, _frame: asked_to_end.append(number))

    def going() -> bool:
        return not asked_to_end

    hub = _hub_part(data, site, host, port, always_open, public_url, options.tls_pair(tls_cert, tls_key))
    with locked_windows(data, wanted), _ended_with(hub):
        presence = _ready(data, hub, going)
        client = ManagerClient(presence)
        parts = [hub] if hub.process is not None else []

        def open_windows(on: Screens) -> None:
            shares = _shares(wanted, reopen)
            parts.extend(_window(name, client, data, on, shares.get(name), further[name], reopen) for name in wanted)
            if reopen and len(distinct(on.places)) < len(shares):
                click.echo("There is one screen: the kiosk has it, the board opens when a second one is switched on.")

        screen = screens() if wanted else Screens((), os.environ)
        if isinstance(screen, Screens):
            open_windows(screen)
            _tell(client, presence, data, always_open)
        else:
            _tell(client, presence, data, always_open)
            click.echo(
                f"No screen to show windows on yet: {screen.why}. The hub serves the counters meanwhile; the windows "
                f"open when there is one. Where there is none: antrean hub, or a visit in pictures by antrean tour."
            )
            if (later := _awaited(parts, going)) is not None:
                open_windows(later)
        supervise(parts, going)
    click.echo("Antrean has ended. The queue is kept; start it again and it goes on.")


@contextmanager
def _ended_with(hub: ChildProcess) -> Iterator[None]:
    try:
        yield
    finally:
        end_process(hub)


def _awaited(parts: Sequence[ChildProcess], going: Callable[[], bool]) -> Screens | None:
    """The screens, once there are some; looks after ``parts`` meanwhile. None when told to end before."""
    due = time.monotonic() + SCREEN_POLL_SECONDS
    while going():
        now = time.monotonic()
        for part in parts:
            part.look(now)
        if now >= due:
            found = screens()
            if isinstance(found, Screens):
                return found
            due = time.monotonic() + SCREEN_POLL_SECONDS
        time.sleep(0.2)
    return None


def _shares(wanted: Sequence[str], hall: bool) -> dict[str, ScreenShare]:
    """Which windows share out the screens; nothing for a window that fills its own."""
    if len(wanted) < 2:
        return {}
    return {name: ScreenShare(index, len(wanted), hall) for index, name in enumerate(wanted)}


def _hub_part(
    data: Path,
    site: str | None,
    host: str,
    port: int,
    always_open: bool,
    public_url: str | None,
    tls: tuple[Path, Path] | None,
) -> ChildProcess:
    command = [sys.executable, "-m", "antrean", "hub", "--data", str(data), "--host", host, "--port", str(port)]
    command += ["--site", site] if site else []
    command += ["--always-open"] if always_open else []
    command += ["--public-url", public_url] if public_url else []
    command += ["--tls-cert", str(tls[0]), "--tls-key", str(tls[1])] if tls else []
    return ChildProcess("hub", command, os.environ)


def _ready(data: Path, hub: ChildProcess, wanted: Callable[[], bool]) -> RunningHub:
    """The hub, started or found running; ends with it when it ends before it ever answered (it has said why)."""
    if (found := answering_hub(data)) is not None:
        click.echo(f"A hub already works on {data}, at {found.url}: this start uses it as it is.")
        return found
    hub.start(time.monotonic())
    assert hub.process is not None  # noqa: S101
    patient_until = time.monotonic() + SLOW_START_SECONDS
    while wanted():
        if (code := hub.process.poll()) is not None:
            raise SystemExit(WRONG_USAGE if code == WRONG_USAGE else 1)
        found = answering_hub(data)
        if found is not None and found.pid == hub.process.pid:
            hub.command = _at_port(hub.command, urlsplit(found.url).port or 0)
            return found
        if time.monotonic() >= patient_until:
            click.echo("The hub does not answer yet: a large queue file of an older version may take minutes.")
            patient_until = math.inf
        time.sleep(0.05)
    raise SystemExit(0)


def _at_port(command: Sequence[str], port: int) -> tuple[str, ...]:
    """The hub's command for its next start: a free port that it took once stays its own, for those who know it."""
    at = command.index("--port") + 1
    return (*command[:at], str(port), *command[at + 1 :])


def _window(
    name: str,
    client: ManagerClient,
    data: Path,
    screen: Screens,
    share: ScreenShare | None,
    further: list[str],
    reopen: bool,
) -> ChildProcess:
    """A kiosk or a board with a key of its own; given in the environment, where other users cannot read it."""
    command = [sys.executable, "-m", "antrean", name, "--hub", client.url, "--data", str(data), *further]
    if share is not None:
        command += ["--share", str(share)]
    environment = {**screen.environment, "ANTREAN_KEY": device_key(client, Role(name), data)}
    if client.certificate:
        trusted = data / "hub-certificate.pem"
        write_secret(trusted, client.certificate)
        environment["ANTREAN_CA"] = str(trusted)
    return ChildProcess(name, command, environment, closed_by_person=not reopen)


def _tell(client: ManagerClient, presence: RunningHub, data: Path, always_open: bool) -> None:
    click.echo(f"Counter page  {presence.public_url}/counter/")
    click.echo(f"Office page   {presence.public_url}/office/")
    click.echo(f"Data          {data}")
    if always_open and not client.get("/hall", Hall).always_open:
        click.echo("The running hub keeps its opening hours; stop it first for a demonstration.")
    elif always_open:
        code, pin = demonstration_officer.officer(client, data)
        click.echo(f"Demonstration: hours are ignored. Sign in as officer {code} with the PIN {pin}.")
    click.echo("End with Ctrl+C, or by closing the windows.")
