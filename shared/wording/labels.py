"""Ticket labels such as "A-013": the one place that writes and reads them.

A label is a series, a dash and a number of three to six digits: longer ones are a card's or a passport's.
``web/common/labels.js`` reads them the same way for the pages; the cases of ``tests/shared/wording/labels.json`` hold
both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from string import ascii_uppercase, digits

SERIES = re.compile(r"[A-Z]{1,2}|[0-9][A-Z]")
"""One capital letter, two, or a digit and a capital letter: "A", "AB", "4K"."""
DIGITS = 3
"""A number is written with at least so many."""
_LABEL = re.compile(r"([A-Z]{1,2}|[0-9][A-Z])-([0-9]{3,6})")
_TYPED = re.compile(r"(?:([A-Z]{1,2}|[0-9][A-Z])[\s.·-]*)?([0-9]{1,6})")


def label(series: str, number: int) -> str:
    """What stands on the paper: ``label("AB", 13)`` is "AB-013"."""
    return f"{series}-{number:0{DIGITS}d}"


def every_series() -> Iterator[str]:
    """Every series that a hall may have, in no order that matters."""
    yield from ascii_uppercase
    for first, second in product(ascii_uppercase + digits, ascii_uppercase):
        yield first + second


def parse(text: str) -> tuple[str, int] | None:
    """Series and number of a label exactly as ``label`` writes it; None for anything else."""
    found = _LABEL.fullmatch(text)
    return (found[1], int(found[2])) if found else None


def typed(text: str) -> tuple[str | None, int] | None:
    """Series and number as a person types them: "a13", "A 13", "4k-7", "AB.013"; without a series ("13") it is None.

    A digit, a letter and digits are a series with a digit ("4k7" is 4K-007). None when it is no ticket's number."""
    found = _TYPED.fullmatch(text.strip().upper())
    return (found[1], int(found[2])) if found else None
