"""What ESC/POS bytes tell a printer to do, one frozen value for each command that Antrean's papers use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Init:
    pass


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class LineFeed:
    pass


@dataclass(frozen=True)
class FeedLines:
    lines: int


@dataclass(frozen=True)
class FeedDots:
    dots: int


@dataclass(frozen=True)
class LineSpacing:
    """``dots`` None is the printer's own, 30 dots."""

    dots: int | None


@dataclass(frozen=True)
class Align:
    """0 left, 1 centre, 2 right."""

    where: int


@dataclass(frozen=True)
class Bold:
    on: bool


@dataclass(frozen=True)
class Underline:
    """Thickness in dots, 0 to 2."""

    dots: int


@dataclass(frozen=True)
class Inverse:
    on: bool


@dataclass(frozen=True)
class Magnify:
    """Multiples of the letter's width and height, each 1 to 8."""

    width: int
    height: int


@dataclass(frozen=True)
class Font:
    """0 is font A (12 by 24 dots), 1 is font B (9 by 17)."""

    number: int


@dataclass(frozen=True)
class CodePage:
    number: int


@dataclass(frozen=True)
class Raster:
    """Rows from the top, ``stride`` bytes each, the highest bit leftmost, 1 is black."""

    stride: int
    rows: int
    data: bytes


@dataclass(frozen=True)
class Columns:
    """A strip of the older bit image: ``width`` columns of ``height`` (8 or 24) dots, the highest bit on top."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True)
class QrModule:
    dots: int


@dataclass(frozen=True)
class QrLevel:
    """Error correction, 0 to 3 for L, M, Q, H."""

    level: int


@dataclass(frozen=True)
class QrModel:
    pass


@dataclass(frozen=True)
class QrStore:
    data: bytes


@dataclass(frozen=True)
class QrPrint:
    pass


@dataclass(frozen=True)
class Cut:
    partial: bool


@dataclass(frozen=True)
class AskNow:
    """DLE EOT n: answered at once, whatever else is going on. 1 printer, 2 off-line cause, 3 error, 4 paper."""

    what: int


@dataclass(frozen=True)
class AskInOrder:
    """GS r n: answered when everything before it is printed."""

    what: int


@dataclass(frozen=True)
class Unknown:
    """A command that is not in this list; the bytes that were taken for it."""

    data: bytes


SettingOp = Init | LineSpacing | Align | Bold | Underline | Inverse | Magnify | Font
PrintOp = Text | LineFeed | FeedLines | FeedDots | Raster | Columns | Cut
QrOp = QrModel | QrModule | QrLevel | QrStore | QrPrint
Op = SettingOp | CodePage | PrintOp | QrOp | AskNow | AskInOrder | Unknown
