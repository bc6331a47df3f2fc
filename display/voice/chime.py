"""The two-tone chime that comes before every call: how it is made, and where the made one lies.

``python -m display.voice.chime FILE`` writes it; ``assets/sounds/chime.wav`` is held to this function by a test.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache
from math import exp, pi, sin
from pathlib import Path

from display.voice.wav import FULL_SCALE, SAMPLE_RATE_HZ, Clip, read, write
from shared.resources import ASSETS

FILE = ASSETS / "sounds" / "chime.wav"

_TONES = ((0.0, 659.26), (0.42, 523.25))
"""Start in seconds and pitch in hertz: E5, then C5."""
_OVERTONES = ((1.0, 1.0, 1.0), (2.0, 0.28, 1.7), (3.0, 0.10, 2.6), (4.16, 0.04, 4.0))
"""Times the pitch, share of the loudness, how much faster it fades: a soft bell."""
_ATTACK = 0.008
_FADE = 0.34
_SECONDS = 1.35
_PEAK = 0.6


def make() -> Clip:
    """The chime: soft attack, two falling tones that ring into each other, ending in silence."""
    levels = [
        sum(_tone(index / SAMPLE_RATE_HZ - start, pitch) for start, pitch in _TONES)
        for index in range(int(_SECONDS * SAMPLE_RATE_HZ))
    ]
    tail = int(0.15 * SAMPLE_RATE_HZ)
    for index in range(1, tail + 1):
        levels[-index] *= (index - 1) / tail
    top = max(abs(level) for level in levels)
    return Clip(array("h", (round(level / top * _PEAK * FULL_SCALE) for level in levels)))


def _tone(at: float, pitch: float) -> float:
    if at < 0:
        return 0.0
    rise = min(1.0, at / _ATTACK)
    return rise * sum(
        share * exp(-at / _FADE * faster) * sin(2 * pi * pitch * times * at) for times, share, faster in _OVERTONES
    )


@cache
def chime() -> Clip:
    """The chime as it was shipped."""
    clip = read(FILE.read_bytes())
    if isinstance(clip, str):
        raise ValueError(f"{FILE}: {clip}")
    return clip


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(write(make()))
