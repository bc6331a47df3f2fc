"""``antrean tour``, as the command line knows it; the tour itself is imported only when it is given."""

from __future__ import annotations

import re
from pathlib import Path

import click

from antrean.commands import options


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("tour"), show_default=True, help="Folder."
)
@options.site
@options.printer
@click.option("--size", default="1920x1080", show_default=True, help="WIDTHxHEIGHT of both screens.")
def tour(out: Path, site: str | None, printer: str, size: str) -> None:
    """Walk through a whole visit and leave its pictures, paper and sound in a folder."""
    from antrean.tour.whole_visit import give_tour  # noqa: PLC0415 (a hub needs neither Qt nor a browser's driver)

    options.check_printer(printer)
    raise SystemExit(0 if give_tour(out, site or "batu", printer, _size(size)) else 1)


def _size(size: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", size)
    if found is None:
        raise click.BadParameter(f"{size!r}: expected WIDTHxHEIGHT, e.g. 1080x1920", param_hint="'--size'")
    return int(found[1]), int(found[2])
