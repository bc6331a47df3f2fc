"""The commands that are one part each: ``hub``, ``kiosk``, ``display``."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from antrean import options
from antrean.failure import Failed


@click.command()
@options.data
@options.site
@options.host
@options.port
@options.always_open
@click.option(
    "--public-url",
    envvar="ANTREAN_PUBLIC_URL",
    metavar="URL",
    help="Base of the addresses printed on tickets. Default: this machine's address in the LAN.",
)
def hub(data: Path, site: str | None, host: str, port: int, always_open: bool, public_url: str | None) -> None:
    """Own the hall's queue and serve it over the LAN."""
    from hub.app import CannotStartError, HubSettings, run  # noqa: PLC0415 (other commands need none of it)
    from shared.site.load import WrongSite  # noqa: PLC0415

    log_to_stderr("hub")
    try:
        raise SystemExit(run(HubSettings(data, site, host, port, always_open, public_url)))
    except (CannotStartError, WrongSite) as error:
        raise Failed(str(error)) from error


def log_to_stderr(part: str) -> None:
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {part} %(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
