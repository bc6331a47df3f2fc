"""Ticket series: that each belongs to one agency, and that no two are taken for one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.site.model import Agency
from shared.site.values import Notes
from shared.wording.labels import SERIES, every_series

SERIES_EXPECTED = 'one or two capital letters, or a digit and a letter: "A", "AB", "4K"'
_ALIKE = ("BCDEGPTVW", "MN", "FSX", "AHK")
"""Letters whose Indonesian names sound alike in a hall: be ce de e ge pe te ve we, em en, ef es eks, a ha ka."""
_SOUND = {letter: group[0] for group in _ALIKE for letter in group}
_LOOKS_LIKE = str.maketrans("01", "OI")
_ENDS_IN = {
    **dict.fromkeys("BCDEGJPTVW", "E"),
    **dict.fromkeys("AHK", "A"),
    **dict.fromkeys("IQ", "I"),
    "O": "O",
    "U": "U",
}
"""Letter to the vowel in which its Indonesian name ends: the two are heard as one long letter (KA: "ka a")."""
_HARD_TO_READ = frozenset("IOQV01")
"""Not offered as a series that would do."""


def check_series(notes: Notes, agencies: Sequence[Agency]) -> None:
    """Each series belongs to one agency, and no two are taken for one another (``confusable``).

    Only single letters of two agencies may sound alike: there are not enough letters for a hall otherwise, and the
    counter, always spoken, tells them apart. Within one agency it does not, since its counters call both."""
    every = [series for _, series, _, _ in _each(agencies)]
    taken: dict[str, str] = {}
    known: list[tuple[str, str]] = []
    for agency, series, path, used in _each(agencies):
        if not SERIES.fullmatch(series):
            if series:
                notes.wrong(path, f"a series of its own, since the letter is none: {SERIES_EXPECTED}", series)
            continue
        if (other := taken.setdefault(series, agency)) != agency:
            notes.wrong(path, f"a series of its own, agency {other} has this one", series)
            continue
        if not used:
            continue
        for earlier, whose in known:
            if confusable(series, earlier) and (whose == agency or len(series) > 1 or len(earlier) > 1):
                of = "" if whose == agency else f" of agency {whose}"
                like = f"a series that nobody takes for {earlier}{of} when it is heard or read{_free_series(every)}"
                notes.wrong(path, like, series)
                break
        known.append((series, agency))


def confusable(one: str, other: str) -> bool:
    """Whether two different series are taken for one another: letter by letter they sound or look alike, one is the
    other with its last vowel drawn out, or one is the other behind a digit (4A: who misses the "empat" hears A)."""
    if one == other:
        return False
    short, long = sorted((one, other), key=len)
    return _sound(one) == _sound(other) or (long[0].isdigit() and long[1:] == short)


def _free_series(used: Sequence[str]) -> str:
    """A series that could stand there instead, as the end of a message; "" when there is none."""
    fit = (one for one in every_series() if not _HARD_TO_READ & set(one) and one not in used)
    free = next((one for one in fit if not any(confusable(one, other) for other in used)), None)
    return f', such as "{free}"' if free else ""


def _each(agencies: Sequence[Agency]) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """Agency, series, its place in the file, and whether numbers are given of it: not if each service has its own."""
    for agency in agencies:
        place = ("agency", agency.code, "letter" if agency.series is None else "series")
        used = not agency.services or any(service.series is None for service in agency.services)
        yield agency.code, agency.series or agency.letter, place, used
        for service in agency.services:
            if service.series is not None:
                short = service.code.removeprefix(f"{agency.code}.")
                yield agency.code, service.series, ("agency", agency.code, "service", short, "series"), True


def _sound(series: str) -> str:
    """The same for series that are taken for one another when read or heard."""
    seen = series.translate(_LOOKS_LIKE)
    heard = [seen[0], *(letter for letter in seen[1:] if letter != _ENDS_IN.get(seen[0]))]
    return "".join(_SOUND.get(letter, letter) for letter in heard)
