"""``antrean site``: check a site file, put it into the data folder, get it out again."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

import click
import msgspec

from antrean.commands import options
from antrean.failure import Failed
from antrean.local_hub import answering_hub
from hub.engine.port import CannotOpenError
from hub.kept_site import keep_site, kept_text
from hub.views.logo import kept_logo
from shared.machine_time import machine_now
from shared.site.check import describe
from shared.site.fortnight import fortnight
from shared.site.load import load_site, load_text
from shared.site.logo import Logo
from shared.site.mistakes import WrongSite
from shared.site.warnings import warnings_of


@click.group()
def site() -> None:
    """Site files: what a hall is. docs/sites.md tells how to write one."""


@site.command()
@options.as_json
@click.argument("source", metavar="FILE|NAME")
def check(as_json: bool, source: str) -> None:
    """Check a site file and list every mistake, or say what the site is, its next 14 days, and what is doubtful."""
    try:
        found = load_site(source)
    except WrongSite as error:
        if as_json:
            click.echo(msgspec.json.encode(error.mistakes).decode())
            raise SystemExit(1) from error
        raise Failed(str(error)) from error
    today = machine_now().astimezone(ZoneInfo(found.timezone)).date()
    warnings = warnings_of(found, today)
    if as_json:
        click.echo(msgspec.json.encode({**msgspec.to_builtins(found), "warnings": warnings}).decode())
        return
    click.echo("\n".join((describe(found), "  the next 14 days:", *fortnight(found, today))))
    if warnings:
        click.echo("\n".join(("Warnings; the file can be used:", *(f"  {warning}" for warning in warnings))))


@site.command()
@options.data
@click.argument("source", metavar="FILE|NAME")
def load(data: Path, source: str) -> None:
    """Put a site into the data folder; the hub takes it at its next start."""
    if answering_hub(data) is not None:
        raise Failed("The hub is running on this data folder. Stop it, load the site, and start it again.")
    try:
        loaded = keep_site(data, source)
    except (CannotOpenError, WrongSite) as error:
        raise Failed(str(error)) from error
    click.echo(f"{loaded.name['id']} is the site of {data} from the next start on.")


@site.command()
@options.data
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def save(data: Path, file: Path) -> None:
    """Write the data folder's site to FILE, to be edited and loaded again. An existing FILE is not touched."""
    try:
        text = kept_text(data)
        with file.open("x", encoding="utf-8") as out:
            _write(file, out, text)
    except CannotOpenError as error:
        raise Failed(str(error)) from error
    except FileExistsError as error:
        raise Failed(f"{file} exists already; give another name.") from error
    except OSError as error:
        raise Failed(f"{file} cannot be written: {error.strerror}") from error
    click.echo(f"Site written to {file}{_with_logo(data, file)}.")


def _with_logo(data: Path, file: Path) -> str:
    """Writes the picture beside the site file, where there is none yet; what is said of it."""
    try:
        site = load_text(file.read_text(encoding="utf-8"), file.name)
    except WrongSite:  # to be put right where it was written
        return ""
    found = kept_logo(data, site)
    if not isinstance(found, Logo) or site.logo is None:
        return "" if found is None else f", without {site.logo}: {found}"
    picture = file.parent / site.logo
    try:
        with picture.open("xb") as out:
            out.write(found.data)
    except FileExistsError:
        return f"; {picture} was there already and is left as it is"
    except OSError as error:
        return f", but not {picture}: {error.strerror}"
    return f" and {picture}"


def _write(file: Path, out: TextIO, text: str) -> None:
    """Leaves no half a file behind, as where the disk is full."""
    try:
        out.write(text)
        out.flush()
    except OSError:
        file.unlink(missing_ok=True)
        raise
