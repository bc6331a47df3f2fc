"""Reading ticket series and what stands on an agency's tile: how they are written, and that no two are taken for one
another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shared.labels import SERIES
from shared.site.model import Agency
from shared.site.table import Table

_TILE = re.compile(r"[A-Z0-9]{1,2}")
EXPECTED = 'one or two capital letters, or a digit and a letter: "A", "AB", "4K"'
_ALIKE = ("BCDEGPTW", "MN", "FSX", "AHK")
"""Letters whose Indonesian names sound alike in a hall: be ce de e ge pe te we, em en, ef es eks, a ha ka."""
_SOUND = {letter: group[0] for group in _ALIKE for letter in group}
_SIGHT = str.maketrans("01", "OI")


def read_tile(table: Table) -> str:
    """What stands on an agency's tile; "" after a mistake."""
    tile = table.text("letter")
    if tile is None:
        return ""
    if _TILE.fullmatch(tile) is None:
        table.wrong("letter", "one or two capital letters or digits")
        return ""
    return tile


def read_series(table: Table) -> str | None:
    """The table's own series; None without one or after a mistake."""
    series = table.text("series", needed=False)
    if series is not None and SERIES.fullmatch(series) is None:
        table.wrong("series", EXPECTED)
        return None
    return series


def check_series(top: Table, agencies: Sequence[Agency]) -> None:
    """Each series belongs to one agency, and sounds and looks like no other agency's.

    Single letters may sound alike, as files of one letter for each agency always could: the counter is always spoken.
    """
    taken: dict[str, str] = {}
    heard: dict[str, tuple[str, str]] = {}
    for agency, series, path in _each(agencies):
        if not SERIES.fullmatch(series):
            if series:
                top.notes.wrong(path, f"a series of its own, since the letter is none: {EXPECTED}", series)
            continue
        if (other := taken.setdefault(series, agency)) != agency:
            top.notes.wrong(path, f"a series of its own, agency {other} has this one", series)
            continue
        sound = _sound(series)
        known, whose = heard.setdefault(sound, (series, agency))
        if known != series and whose != agency and len(series) > 1:
            top.notes.wrong(path, f"a series that does not sound or look like {known} of agency {whose}", series)


def _each(agencies: Sequence[Agency]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Agency, series and the place in the file of every series that is used."""
    for agency in agencies:
        place = ("agency", agency.code, "letter" if agency.series is None else "series")
        yield agency.code, agency.series or agency.letter, place
        for service in agency.services:
            if service.series is not None:
                short = service.code.removeprefix(f"{agency.code}.")
                yield agency.code, service.series, ("agency", agency.code, "service", short, "series")


def _sound(series: str) -> str:
    """The same for series that are taken for one another when read or heard."""
    return "".join(_SOUND.get(letter, letter) for letter in series.translate(_SIGHT))
