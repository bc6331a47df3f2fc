"""Where the windows of one machine stand on its screens. Pure; no Qt.

Kiosk and board that were started together share out the screens: one on each, in Qt's order of screens (the primary one
first). While there are too few, a demonstration shows both side by side on the one that is there; in a hall the first
window keeps its whole screen, and the other waits unseen until its own is switched on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Rect = tuple[int, int, int, int]
"""x, y, width, height in pixels."""


@dataclass(frozen=True)
class ScreenShare:
    """Which of the windows that were started together one is."""

    index: int
    """From 0."""
    count: int
    hall: bool = False
    """Never side by side: a visitor's screen is not given away because the television is off."""

    def __str__(self) -> str:
        return f"{self.index + 1}/{self.count}{'/hall' if self.hall else ''}"


def share(written: str) -> ScreenShare | None:
    """What ``str`` of a Share wrote; None for anything else."""
    found = re.fullmatch(r"([1-9])/([1-9])(/hall)?", written)
    if found is None or int(found[1]) > int(found[2]):
        return None
    return ScreenShare(int(found[1]) - 1, int(found[2]), found[3] is not None)


@dataclass(frozen=True)
class FullScreen:
    """The window fills this place, without a frame."""

    place: Rect


@dataclass(frozen=True)
class SideBySide:
    """An ordinary window at this place."""

    place: Rect


@dataclass(frozen=True)
class Hidden:
    """Its screen is not there: the window is hidden."""


WindowPlacement = FullScreen | SideBySide | Hidden


def stand(mine: ScreenShare, screens: Sequence[Rect], usable: Rect, had_enough: bool) -> WindowPlacement | None:
    """Where a window stands; None while there is no screen at all, when nothing can be done.

    ``screens`` are whole screens in Qt's order; of several that show the same (mirrored) one counts. ``usable`` is the
    first one without the desktop's bars. ``had_enough``: this program has seen a screen for each."""
    apart = distinct(screens)
    if not apart:
        return None
    if mine.index < len(apart) and (len(apart) >= mine.count or mine.hall or had_enough):
        return FullScreen(apart[mine.index])
    if mine.hall or had_enough or mine.count != 2:
        return Hidden()
    return SideBySide(side_by_side(usable)[mine.index])


def distinct(screens: Sequence[Rect]) -> tuple[Rect, ...]:
    """The screens without those that begin where another begins: a mirrored picture."""
    return tuple({(x, y): (x, y, width, height) for x, y, width, height in reversed(screens)}.values())[::-1]


def side_by_side(place: Rect) -> tuple[Rect, Rect]:
    """Two windows of 16:9 that share one screen: beside each other on a wide one, one above the other on a tall one."""
    x, y, width, height = place
    if width >= height:
        half = width // 2
        tall = min(height, half * 9 // 16)
        top = y + (height - tall) // 2
        return (x, top, half, tall), (x + half, top, width - half, tall)
    half = height // 2
    tall = min(half, width * 9 // 16)
    return (x, y, width, tall), (x, y + half, width, tall)
