"""What can be wrong with a site file, said so that whoever edits it can put it right."""

from __future__ import annotations

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
