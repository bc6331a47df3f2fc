"""Colours of a site and their contrast, by the rule of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""

from __future__ import annotations

import re

WHITE = "#FFFFFF"
PAGE_GROUND = "#F6F4EF"
"""The ground of the kiosk's and the pages' theme, on which the accent stands as text."""
MIN_CONTRAST = 4.5

SOFT_SHARE = 0.14
"""Share of the accent in its soft ground, on white; the theme and the pages mix it alike."""
DARKEN_FACTOR = 0.98
"""By which a colour is darkened at a time."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def is_colour(text: str) -> bool:
    """Whether ``text`` is "#RRGGBB"."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Contrast of two "#RRGGBB" colours, from 1 (same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def soft(accent: str) -> str:
    """The accent's own pale ground."""
    return "#" + "".join(f"{round(255 + (part - 255) * SOFT_SHARE):02X}" for part in _parts(accent))


def readable(accent: str) -> str:
    """The accent, or as much darker a one as people need: it is read on white, on the theme's paper and on its own soft
    ground, and white is read on it."""
    parts = _parts(accent)
    while min(contrast(accent, ground) for ground in (WHITE, PAGE_GROUND, soft(accent))) < MIN_CONTRAST:
        parts = tuple(part * DARKEN_FACTOR for part in parts)
        accent = "#" + "".join(f"{round(part):02X}" for part in parts)
    return accent


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
