"""The parts that a paper is made of, from top to bottom, as frozen values; how a printer makes them is ``encode``'s."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from kiosk.paper.ascii_text import wrapped


class LetterSize(Enum):
    """How large the printer's own letters are, as (width, height) in multiples of 12 by 24 dots."""

    NORMAL = (1, 1)
    TALL = (1, 2)
    LARGE = (2, 2)

    @property
    def width(self) -> int:
        return self.value[0]

    @property
    def height(self) -> int:
        return self.value[1]


@dataclass(frozen=True)
class TextPart:
    """One line of ASCII in the printer's own letters; ``text`` never takes more columns than the paper has."""

    text: str
    size: LetterSize = LetterSize.NORMAL
    bold: bool = False
    align: Literal["left", "center"] = "center"


@dataclass(frozen=True)
class LogoPart:
    """The picture at the top: the hall's own, or a public hall's."""

    picture: bytes | None = None
    """PNG; None is the public hall's."""


@dataclass(frozen=True)
class NumberPart:
    """The ticket's label, as large as the paper allows."""

    label: str


@dataclass(frozen=True)
class QrPart:
    url: str


@dataclass(frozen=True)
class RulePart:
    """A dashed line from edge to edge."""


@dataclass(frozen=True)
class GapPart:
    """Empty paper, in dots (8 to the millimetre)."""

    dots: int


@dataclass(frozen=True)
class BarPart:
    """One line in large white letters on a black bar over the whole width; ``text`` is ASCII and fits."""

    text: str


LayoutPart = TextPart | BarPart | LogoPart | NumberPart | QrPart | RulePart | GapPart
PaperLayout = tuple[LayoutPart, ...]


def block(
    text: str,
    columns: int,
    *,
    size: LetterSize = LetterSize.NORMAL,
    bold: bool = False,
    align: Literal["left", "center"] = "center",
) -> PaperLayout:
    """``text`` as lines that fit ``columns`` of normal letters. Centred lines are made even."""
    lines = wrapped(text, columns // size.width, balanced=align == "center")
    return tuple(TextPart(line, size, bold, align) for line in lines)


def heading(text: str, columns: int, *, most: int) -> PaperLayout:
    """``text`` bold, in large letters if they fit on ``most`` lines without breaking a word, else in tall ones."""
    wide = columns // LetterSize.LARGE.width
    fits = all(len(word) <= wide for word in text.split()) and len(wrapped(text, wide)) <= most
    return block(text, columns, size=LetterSize.LARGE if fits else LetterSize.TALL, bold=True)


def bars(text: str, columns: int) -> PaperLayout:
    """``text`` as bars; for what must not be overlooked."""
    return tuple(BarPart(line) for line in wrapped(text, columns // LetterSize.LARGE.width, balanced=True))
