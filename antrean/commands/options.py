"""The options that several commands share, each declared once, also as ``ANTREAN_*`` in the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from display.voice_choice import VoiceChoice

F = TypeVar("F", bound=Callable[..., object])
PORT = 8470
EVERYWHERE = "0.0.0.0"  # noqa: S104 (counters and displays come over the LAN)


def data_folder() -> Path:
    """Where data lies unless told otherwise: the system's place for a user's application data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Antrean"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Antrean"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "antrean"


def data(command: F) -> F:
    return click.option(
        "--data",
        envvar="ANTREAN_DATA",
        type=click.Path(file_okay=False, path_type=Path),
        default=data_folder,
        show_default="the system's place for application data",
        help="Folder of the queue file and everything else that is kept.",
    )(command)


def site(command: F) -> F:
    return click.option(
        "--site",
        envvar="ANTREAN_SITE",
        metavar="FILE|NAME",
        help="A site file, or a bundled site: batu, batu:opening, balangan, samarinda. "
        "Kept in the data folder for later starts.",
    )(command)


def host(command: F) -> F:
    return click.option(
        "--host",
        envvar="ANTREAN_HOST",
        default=EVERYWHERE,
        show_default=True,
        help="Address to listen on.",
    )(command)


def port(command: F) -> F:
    return click.option(
        "--port",
        envvar="ANTREAN_PORT",
        type=click.IntRange(0, 65535),
        default=PORT,
        show_default=True,
        help="Port to listen on; 0 takes a free one.",
    )(command)


def always_open(command: F) -> F:
    return click.option(
        "--always-open",
        envvar="ANTREAN_ALWAYS_OPEN",
        is_flag=True,
        help="Ignore opening hours, for demonstrations and tests; every screen says so.",
    )(command)


class HubAddress(click.ParamType[str]):
    """``http://HOST:PORT`` or ``https://HOST:PORT``; a path in front of the API, or of tickets, may follow."""

    name = "URL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            found = urlsplit(str(value))
            meant = found.scheme in ("http", "https") and bool(found.hostname) and found.port != 0
        except ValueError:
            meant = False
        if not meant or found.query or found.fragment:
            self.fail(f"{value!r}: expected http://HOST:PORT or https://HOST:PORT", param, ctx)
        return str(value)


def hub_url(command: F) -> F:
    return click.option(
        "--hub",
        "hub_url",
        envvar="ANTREAN_HUB",
        type=HubAddress(),
        metavar="URL",
        default=f"http://127.0.0.1:{PORT}",
        show_default=True,
        help="Address of the hub.",
    )(command)


def key(command: F) -> F:
    return click.option(
        "--key",
        envvar="ANTREAN_KEY",
        metavar="KEY",
        help="This device's key (antrean key create), instead of pairing; better given as ANTREAN_KEY.",
    )(command)


def public_url(command: F) -> F:
    return click.option(
        "--public-url",
        envvar="ANTREAN_PUBLIC_URL",
        type=HubAddress(),
        metavar="URL",
        help="Base of the addresses printed on tickets. Default: this machine's address in the LAN.",
    )(command)


def backups(command: F) -> F:
    """When the hub makes backups by itself, how many days it keeps, and where. ``antrean start`` hands on the
    environment."""
    for option in (
        click.option(
            "--backup-folder",
            envvar="ANTREAN_BACKUP_FOLDER",
            type=click.Path(file_okay=False, path_type=Path),
            show_default="backups in the data folder",
            help="Folder of the daily backups; better on another disk.",
        ),
        click.option(
            "--backups-kept",
            envvar="ANTREAN_BACKUPS_KEPT",
            type=click.IntRange(1),
            default=14,
            show_default=True,
            help="Days whose last backup is kept.",
        ),
        click.option(
            "--backup-at",
            envvar="ANTREAN_BACKUP_AT",
            type=TimeOfDay(),
            default="02:00",
            show_default=True,
            help="Hall time of the daily backup; a hub that is off then makes it when it starts.",
        ),
    ):
        command = option(command)
    return command


class TimeOfDay(click.ParamType[time]):
    """``HH:MM``, in the hall's zone."""

    name = "HH:MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(str(value), "%H:%M").time()  # noqa: DTZ007 (a time of day has no zone)
        except ValueError:
            self.fail(f"{value!r}: expected HH:MM, e.g. 02:00", param, ctx)


def tls(command: F) -> F:
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for option in (
        click.option(
            "--tls-key", envvar="ANTREAN_TLS_KEY", metavar="FILE", type=file, help="The certificate's key (PEM)."
        ),
        click.option(
            "--tls-cert",
            envvar="ANTREAN_TLS_CERT",
            metavar="FILE",
            type=file,
            help="Certificate (PEM, with those that signed it): the hub serves https:// only. See antrean tls.",
        ),
    ):
        command = option(command)
    return command


def tls_pair(certificate: Path | None, key: Path | None) -> tuple[Path, Path] | None:
    """Both or neither. Raises UsageError for one without the other."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise click.UsageError("Give --tls-cert and --tls-key together.")
    return certificate, key


def printer(command: F) -> F:
    return click.option(
        "--printer",
        envvar="ANTREAN_PRINTER",
        metavar="ADDRESS",
        default="screen:",
        show_default=True,
        help="tcp://HOST:PORT, usb://VID:PID, serial://DEV, file:PATH, cups://QUEUE, win32://NAME, or screen: to "
        "show the paper in the window.",
    )(command)


def check_printer(address: str) -> None:
    """Raises BadParameter (exit 2) for an address that cannot be meant; nothing is connected."""
    from kiosk.paper.printers import AddressError, open_printer  # noqa: PLC0415 (a hub needs no printer)

    try:
        open_printer(address)
    except AddressError as error:
        raise click.BadParameter(str(error), param_hint="'--printer'") from error


def voice_of(voice: str) -> VoiceChoice:
    """Raises BadParameter (exit 2) for a voice that cannot be meant."""
    from display.voice_choice import VoiceError, voice_choice  # noqa: PLC0415

    try:
        return voice_choice(voice)
    except VoiceError as error:
        raise click.BadParameter(str(error), param_hint="'--voice'") from error


def as_json(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for programs.")(command)
