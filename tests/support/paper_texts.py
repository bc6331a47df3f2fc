"""The words on a paper, from the bytes that a printer got."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.paper import ops
from kiosk.paper.ops import Op


def texts(found: Iterable[Op]) -> tuple[str, ...]:
    """The printed lines of letters, in order, without the empty ones."""
    lines, line = [], ""
    for op in found:
        match op:
            case ops.Text(text):
                line += text
            case ops.LineFeed() | ops.FeedLines() | ops.FeedDots():
                lines.append(line)
                line = ""
            case _:
                pass
    return tuple(filter(None, (*lines, line)))
