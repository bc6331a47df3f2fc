"""The commands that are one part each: ``hub``, ``kiosk``, ``display``.

Each imports its part only when it runs: a hub needs no Qt, a kiosk no database.
"""

from __future__ import annotations

import logging
import re
from datetime import time
from pathlib import Path

import click

from antrean import device_credentials
from antrean.commands import options
from antrean.failure import Failed
from antrean.processes.screens import why_no_screen
from shared.window_placement import ScreenShare, share
from shared.wire import Role

Geometry = tuple[int, int, int, int]


class GeometryType(click.ParamType[Geometry]):
    """``WIDTHxHEIGHT+X+Y``, as windows are placed since X11; left of or above the first screen "+-1920+0"."""

    name = "geometry"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Geometry:
        found = re.fullmatch(r"(\d{2,5})x(\d{2,5})(?:\+(-?\d{1,5})\+(-?\d{1,5}))?", str(value))
        if found is None:
            self.fail(f"{value!r}: expected WIDTHxHEIGHT or WIDTHxHEIGHT+X+Y, e.g. 1080x1920+0+0", param, ctx)
        width, height, x, y = (int(part or 0) for part in found.groups())
        return x, y, width, height


geometry_option = click.option(
    "--geometry", envvar="ANTREAN_GEOMETRY", type=GeometryType(), help="WIDTHxHEIGHT+X+Y. Default: the whole screen."
)


class ShareType(click.ParamType[ScreenShare]):
    """Which window of how many: "2/2", or "2/2/hall"."""

    name = "share"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> ScreenShare:
        return share(str(value)) or self.fail(f"{value!r}: expected INDEX/COUNT or INDEX/COUNT/hall", param, ctx)


share_option = click.option("--share", "share_of_screens", type=ShareType(), hidden=True)
remote_option = click.option("--remote", type=click.Path(path_type=Path), hidden=True)
reduce_motion_option = click.option(
    "--reduce-motion", envvar="ANTREAN_REDUCE_MOTION", is_flag=True, help="Nothing slides, fades or pulses."
)


@click.command()
@options.data
@options.site
@options.host
@options.port
@options.always_open
@options.public_url
@options.backups
@options.tls
@click.option("--clock", type=click.Choice(["system", "steered"]), default="system", hidden=True)
def hub(
    data: Path,
    site: str | None,
    host: str,
    port: int,
    always_open: bool,
    public_url: str | None,
    backup_at: time,
    backups_kept: int,
    backup_folder: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    clock: str,
) -> None:
    """Own the hall's queue and serve it over the LAN."""
    from hub.app import CannotStartError, HubSettings, run  # noqa: PLC0415
    from hub.conditions import BackupPlan  # noqa: PLC0415
    from shared.site.load import WrongSite  # noqa: PLC0415

    log_to_stderr("hub")
    settings = HubSettings(
        data,
        site,
        host,
        port,
        always_open,
        public_url,
        backups=BackupPlan(backup_at, backups_kept, backup_folder),
        steered=clock == "steered",
        tls=options.tls_pair(tls_cert, tls_key),
    )
    try:
        raise SystemExit(run(settings))
    except (CannotStartError, WrongSite) as error:
        raise Failed(str(error)) from error


@click.command()
@device_credentials.device_options
@options.printer
@geometry_option
@share_option
@click.option(
    "--pixels-per-mm",
    envvar="ANTREAN_PIXELS_PER_MM",
    type=click.FloatRange(1, 40),
    help="How fine the screen is, where it does not say so itself; touch targets become 20 mm.",
)
@reduce_motion_option
@remote_option
def kiosk(
    data: Path,
    hub_url: str,
    key: str | None,
    pair: str | None,
    ca: Path | None,
    printer: str,
    geometry: Geometry | None,
    share_of_screens: ScreenShare | None,
    pixels_per_mm: float | None,
    reduce_motion: bool,
    remote: Path | None,
) -> None:
    """The entrance: visitors choose, take a number, and get it on paper."""
    from kiosk.app import run  # noqa: PLC0415
    from kiosk.settings import KioskSettings  # noqa: PLC0415

    options.check_printer(printer)
    joined = device_credentials.device_credentials(Role.KIOSK, data, hub_url, key, pair, ca)
    _need_screen()
    log_to_stderr("kiosk")
    settings = KioskSettings(
        hub=joined.hub,
        key=joined.key,
        ca=joined.ca,
        printer=printer,
        geometry=geometry,
        share=share_of_screens,
        pixels_per_mm=pixels_per_mm,
        reduce_motion=reduce_motion,
        remote=remote,
        data=data,
    )
    raise SystemExit(run(settings))


@click.command()
@device_credentials.device_options
@click.option("--zone", envvar="ANTREAN_ZONE", help="Show and speak only this zone's calls.")
@click.option(
    "--voice",
    envvar="ANTREAN_VOICE",
    default="auto",
    show_default=True,
    help="auto, none, or file:DIR to write announcements as WAV files instead of playing them.",
)
@geometry_option
@share_option
@reduce_motion_option
@remote_option
def display(
    data: Path,
    hub_url: str,
    key: str | None,
    pair: str | None,
    ca: Path | None,
    zone: str | None,
    voice: str,
    geometry: Geometry | None,
    share_of_screens: ScreenShare | None,
    reduce_motion: bool,
    remote: Path | None,
) -> None:
    """The hall board: shows the called numbers and speaks them."""
    from display.app import run  # noqa: PLC0415
    from display.settings import DisplaySettings  # noqa: PLC0415

    chosen = options.voice_of(voice)
    joined = device_credentials.device_credentials(Role.DISPLAY, data, hub_url, key, pair, ca)
    _need_screen()
    log_to_stderr("display")
    settings = DisplaySettings(
        hub=joined.hub,
        key=joined.key,
        ca=joined.ca,
        zone=zone,
        voice=chosen,
        geometry=geometry,
        share=share_of_screens,
        reduce_motion=reduce_motion,
        remote=remote,
        data=data,
    )
    raise SystemExit(run(settings))


def _need_screen() -> None:
    """Qt itself would abort without a word to a user. Raises Failed."""
    if why := why_no_screen():
        raise Failed(f"No screen to show a window on: {why}.")


def log_to_stderr(part: str) -> None:
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {part} %(levelname)s %(name)s: %(message)s")
    # python-escpos tells of every connection through the root logger itself; a logger's filter sees no others' records.
    logging.getLogger().addFilter(lambda record: record.levelno >= logging.WARNING)
