"""What can be wrong with a site file, said so that whoever edits it can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct


class Mistake(Struct, frozen=True):
    """One thing to put right. ``place`` is the dotted path in the file, empty for the file as a whole."""

    file: str
    place: str
    expected: str
    found: str
    line: int | None = None
    """Counted from 1; None where no line can be named."""

    def __str__(self) -> str:
        at = self.file if self.line is None else f"{self.file}, line {self.line}"
        return ": ".join(part for part in (at, self.place, f"expected {self.expected}, found {self.found}") if part)


class WrongSite(Exception):  # noqa: N818 -- what it says is the file's state
    """A site file that cannot be used, with every mistake in it, in the order of the file's lines."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is probably a misspelling of."""
    return next(iter(get_close_matches(word.lower(), sorted(known), 1, 0.6)), None)


def meant(word: str, known: Iterable[str]) -> str:
    """' (did you mean "letter"?)' where something known is near ``word``, else the known words, else nothing."""
    names = sorted(known)
    if (close := near(word, names)) is not None:
        return f' (did you mean "{close}"?)'
    return f": {listed(names)}" if names else ""


def listed(names: Iterable[str]) -> str:
    """'"a", "b"'."""
    return ", ".join(f'"{name}"' for name in names)


def shown(value: object) -> str:
    """A value of the file as a mistake quotes it; None is nothing."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    try:
        return str(value)
    except ValueError:  # an integer written in hex may have more digits than Python turns into text
        return "a number of very many digits"
