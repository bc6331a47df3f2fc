"""Letters that every receipt printer has: text of any origin made printable, and broken into lines on words.

Only ASCII leaves this file. Code pages differ between printers, and many cheap ones start in a Chinese mode in which
any byte above 127 swallows the byte after it; ASCII is the same on all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SIGNS = {
    "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{HYPHEN}": "-",
    "\N{LEFT SINGLE QUOTATION MARK}": "'", "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{PRIME}": "'",
    "\N{MODIFIER LETTER APOSTROPHE}": "'", "\N{MODIFIER LETTER TURNED COMMA}": "'", "\N{ACUTE ACCENT}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{DOUBLE PRIME}": '"',
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"', "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{MIDDLE DOT}": "-", "\N{BULLET}": "-", "\N{MULTIPLICATION SIGN}": "x", "\N{DIVISION SIGN}": "/",
    "\N{PLUS-MINUS SIGN}": "+/-", "\N{DEGREE SIGN}": " deg", "\N{FRACTION SLASH}": "/", "\N{EURO SIGN}": "EUR",
    "\N{POUND SIGN}": "GBP", "\N{YEN SIGN}": "JPY", "\N{COPYRIGHT SIGN}": "(c)", "\N{REGISTERED SIGN}": "(R)",
    "\N{RIGHTWARDS ARROW}": "->", "\N{LEFTWARDS ARROW}": "<-", "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    "\N{LATIN SMALL LETTER GLOTTAL STOP}": "'", "\N{ZERO WIDTH SPACE}": "", "\N{SOFT HYPHEN}": "",
}  # fmt: skip
_TABLE = str.maketrans(_SIGNS)


def printable(text: str) -> str:
    """``text`` in printable ASCII on one line: accents fall off, signs become their nearest, white space becomes single
    blanks. What has no Latin form at all becomes "?", so that nobody takes a shortened word for the whole."""
    plain: list[str] = []
    for char in unicodedata.normalize("NFKD", text.translate(_TABLE)).translate(_TABLE):
        if " " <= char <= "~":
            plain.append(char)
        elif char.isspace():
            plain.append(" ")
        elif unicodedata.category(char) not in {"Mn", "Cc", "Cf", "So", "Sk"}:
            plain.append("?")
    return re.sub(r" +", " ", "".join(plain)).strip()


def wrapped(text: str, columns: int, *, balanced: bool = False) -> tuple[str, ...]:
    """``text`` in lines of at most ``columns`` characters, broken between words; a word longer than a line is broken
    after its last hyphen or slash that fits, else where the line ends. No character is lost but the blanks at breaks.

    ``balanced`` makes the lines as even as their number allows: for headings."""
    if columns < 1:
        raise ValueError(f"a line of {columns} columns holds nothing")
    lines = _greedy(text.split(), columns)
    if balanced and len(lines) > 1:
        narrow = columns
        while narrow > 1 and len(_greedy(text.split(), narrow - 1)) == len(lines) and _whole(text, narrow - 1):
            narrow -= 1
        lines = _greedy(text.split(), narrow)
    return tuple(lines)


def _whole(text: str, columns: int) -> bool:
    return all(len(word) <= columns for word in text.split())


def _greedy(words: Sequence[str], columns: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        candidate = f"{line} {word}" if line else word
        if len(candidate) <= columns:
            line = candidate
            continue
        if line:
            lines.append(line)
        rest = word
        while len(rest) > columns:
            cut = max(rest.rfind("-", 0, columns), rest.rfind("/", 0, columns)) + 1 or columns
            lines.append(rest[:cut])
            rest = rest[cut:]
        line = rest
    if line:
        lines.append(line)
    return lines
