"""``antrean tour``: one whole visit on the real processes and windows, with no screen and no sound card.

Leaves pictures of every screen, the paper (bytes and picture), the announcement as WAV, and ``tour.json``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import wave
from contextlib import ExitStack
from pathlib import Path

import click

from antrean import demonstration, options
from antrean.administration import Administration, running
from antrean.failure import Failed
from antrean.logbook import Logbook
from antrean.remote import RemoteFailedError, RemoteWindow
from antrean.supervisor import Part, end
from antrean.version import VERSION
from antrean.visit import VisitFailedError, until, visit
from hub.presence import Presence
from shared.wire import CreateKey, Key, Role

EXPECTED = (Failed, RemoteFailedError, VisitFailedError, OSError, wave.Error)


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("tour"), show_default=True, help="Folder."
)
@options.site
@options.printer
@click.option("--size", default="1920x1080", show_default=True, help="WIDTHxHEIGHT of both screens.")
@click.option("--always-open", is_flag=True, default=True, hidden=True)
def tour(out: Path, site: str | None, printer: str, size: str, always_open: bool) -> None:  # noqa: ARG001
    """Walk through a whole visit and leave its pictures, paper and sound in a folder."""
    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise click.UsageError(f"--size {size!r}: expected WIDTHxHEIGHT, e.g. 1080x1920")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failed(f"{out} cannot be written: {error.strerror}") from error
    book = Logbook(out.resolve(), EXPECTED)
    ok = False
    try:
        with tempfile.TemporaryDirectory(prefix="antrean-tour-") as folder:
            _walk(book, Path(folder), site or "batu", printer, (int(width), int(height)))
        ok = True
    except EXPECTED as error:
        click.echo(f"antrean: {error}", err=True)
    file = book.write(ok, VERSION, site or "batu")
    click.echo(f"{'The whole visit worked' if ok else 'The visit failed'}: {file}")
    raise SystemExit(0 if ok else 1)


def _walk(book: Logbook, folder: Path, site: str, printer: str, size: tuple[int, int]) -> None:
    environment = _offscreen(folder, size)
    with ExitStack() as running_parts:
        with book.step("hub starts"):
            hub = _process(running_parts, book, "hub", environment, *_hub_options(folder, site))
            queue = Administration(_ready(folder, hub))
            demonstration.officer(queue, folder)
        with book.step("kiosk and board start"):
            kiosk = _window(running_parts, book, "kiosk", Role.KIOSK, queue, environment, folder, "--printer", printer)
            voice = f"file:{book.out / 'voice'}"
            board = _window(running_parts, book, "display", Role.DISPLAY, queue, environment, folder, "--voice", voice)
        visit(book, queue, kiosk, board)


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
    part = Part(name, command, environment)
    part.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
    stack.callback(end, part)
    return part.process


def _ready(folder: Path, hub: subprocess.Popen[bytes]) -> Presence:
    found = until(lambda: hub.poll() is not None or running(folder), "the hub answers")
    if hub.poll() is not None or not isinstance(found, Presence):
        raise Failed("the hub ended at once; hub.log says why")
    return found


def _window(
    stack: ExitStack,
    book: Logbook,
    name: str,
    role: Role,
    queue: Administration,
    environment: dict[str, str],
    folder: Path,
    *arguments: str,
) -> RemoteWindow:
    key = queue.post("/keys", CreateKey(role, "tour"), Key).key or ""
    socket = folder / name
    _process(
        stack, book, name, {**environment, "ANTREAN_KEY": key}, "--hub", queue.url, "--remote", str(socket), *arguments
    )
    window = RemoteWindow(name, socket)
    stack.callback(window.close)
    window.connect()
    return window
