"""The tour: hub, kiosk, board and counter page started as processes, one visit walked through, everything written down.

Leaves pictures of every screen, the paper (bytes and picture), the announcement as WAV, and ``tour.json``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import wave
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from antrean import demonstration_officer
from antrean.failure import Failed
from antrean.local_hub import ManagerClient, answering_hub
from antrean.processes.supervisor import END_WITH_PARENT, ChildProcess, end_process
from antrean.tour.browser import Browser, BrowserFailedError, installed
from antrean.tour.desk import ApiDesk, PageDesk
from antrean.tour.logbook import Logbook, clear
from antrean.tour.remote import RemoteFailedError, RemoteWindow
from antrean.tour.visit import VisitFailedError, picture, until, visit
from hub.running_hub import RunningHub
from shared.version import VERSION
from shared.wire import CreateKey, Key, Role

EXPECTED = (Failed, BrowserFailedError, RemoteFailedError, VisitFailedError, OSError, wave.Error)


def give_tour(out: Path, site: str, printer: str, size: tuple[int, int]) -> bool:
    """Whether the whole visit worked; what was seen lies in ``out``. ``size`` of both screens in pixels. Raises Failed
    when ``out`` cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        clear(out)
    except OSError as error:
        raise Failed(f"{out} cannot be written: {error.strerror}") from error
    book = Logbook(out.resolve(), EXPECTED)
    ok = False
    try:
        with tempfile.TemporaryDirectory(prefix="antrean-tour-") as folder:
            _walk(book, Path(folder), site, printer, size)
        ok = True
    except EXPECTED as error:
        click.echo(f"antrean: {error}", err=True)
    file = book.write(ok, VERSION, site)
    click.echo(f"{'The whole visit worked' if ok else 'The visit failed'}: {file}")
    return ok


def _walk(book: Logbook, folder: Path, site: str, printer: str, size: tuple[int, int]) -> None:
    environment = _offscreen(folder, size)
    with ExitStack() as running_parts:
        with book.step("hub starts"):
            hub = _process(running_parts, book, "hub", environment, *_hub_options(folder, site))
            client = ManagerClient(_ready(folder, hub))
            code, pin = demonstration_officer.officer(client, folder)
        with book.step("kiosk and board start"):
            kiosk = _window(running_parts, book, "kiosk", Role.KIOSK, client, environment, folder, "--printer", printer)
            voice = f"file:{book.out / 'voice'}"
            board = _window(running_parts, book, "display", Role.DISPLAY, client, environment, folder, "--voice", voice)
        desk = _desk(running_parts, book, client, folder, code, pin)
        click.echo(f"the officer works through {desk.through}")
        try:
            visit(book, client, kiosk, board, desk)
        except EXPECTED:
            _picture_trouble(book, kiosk, board)
            raise


def _desk(
    stack: ExitStack, book: Logbook, client: ManagerClient, folder: Path, officer: str, pin: str
) -> PageDesk | ApiDesk:
    """The officer's page in a browser of this machine; through the API where there is none, or it does not start."""
    program = installed()
    if program is None:
        return ApiDesk(client, "no Chromium is installed here")
    log = stack.enter_context((book.out / "browser.log").open("wb"))
    try:
        browser = Browser(program, folder / "browser", log)
    except BrowserFailedError as error:
        return ApiDesk(client, f"{program}: {error}")
    stack.callback(browser.close)
    return PageDesk(browser, program, client.url, officer, pin, book.out)


def _picture_trouble(book: Logbook, *windows: RemoteWindow) -> None:
    """What the windows showed when the visit failed, as far as they still answer."""
    for window in windows:
        with suppress(RemoteFailedError):
            picture(book, window, f"trouble-{window.name}.png")


def _offscreen(folder: Path, size: tuple[int, int]) -> dict[str, str]:
    """Qt's screen in memory, of the size that was asked for, on every kind of machine alike."""
    file = folder / "screen.json"
    screen = {"name": "tour", "x": 0, "y": 0, "width": size[0], "height": size[1]}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [screen]}), encoding="ascii")
    platform = f"offscreen:configfile={file}"
    return {**os.environ, "QT_QPA_PLATFORM": platform, "QT_QUICK_BACKEND": "software"}


def _hub_options(folder: Path, site: str) -> tuple[str, ...]:
    return ("--data", str(folder), "--site", site, "--host", "127.0.0.1", "--port", "0", "--always-open")


def _process(
    stack: ExitStack, book: Logbook, name: str, environment: dict[str, str], *arguments: str
) -> subprocess.Popen[bytes]:
    """One part as a process of its own, its messages in OUT/NAME.log, ended with the tour."""
    log = stack.enter_context((book.out / f"{name}.log").open("wb"))
    command = [sys.executable, "-m", "antrean", name, *arguments]
    part = ChildProcess(name, command, environment)
    part.process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=environment,
        preexec_fn=END_WITH_PARENT,  # noqa: PLW1509 (one thread only)
    )
    stack.callback(end_process, part)
    return part.process


def _ready(folder: Path, hub: subprocess.Popen[bytes]) -> RunningHub:
    found = until(lambda: hub.poll() is not None or answering_hub(folder), "the hub answers")
    if hub.poll() is not None or not isinstance(found, RunningHub):
        raise Failed("the hub ended at once; hub.log says why")
    return found


def _window(
    stack: ExitStack,
    book: Logbook,
    name: str,
    role: Role,
    client: ManagerClient,
    environment: dict[str, str],
    folder: Path,
    *arguments: str,
) -> RemoteWindow:
    key = client.post("/keys", CreateKey(role, "tour"), Key).key or ""
    socket = folder / name
    places = ("--hub", client.url, "--data", str(folder), "--remote", str(socket))
    process = _process(stack, book, name, {**environment, "ANTREAN_KEY": key}, *places, *arguments)
    window = RemoteWindow(name, socket)
    stack.callback(window.close)
    window.connect(lambda: process.poll() is None)
    return window
