"""How loud a sentence is, and bringing it to the loudness of the chime without clipping. Pure.

Target and ceiling: AES TD1004.1.15-10 (Audio Engineering Society, loudness of streams and files) asks for no more than
−16 LUFS and for peaks of no more than −1 dB of full scale; we take both limits, for a hall is noisy. Broadcasting's
−23 LUFS (EBU R 128) leaves room for music that no call has. LUFS are those of ITU-R BS.1770-4, integrated and gated.

Measured with a whole BS.1770 meter (espeak-ng 1.51, a call at 150 words a minute, amplitude 100): Indonesian −20.1 to
−21.3 LUFS, English −20.0 to −20.9, peaks −2.2 dB; the chime −16.1, peak −4.4. So a call's words were 4 to 5 LU below
its chime, and no gain alone brings them up: their peaks have to be held down.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from operator import mul

from display.voice.wav import FULL_SCALE, Clip

TARGET_LUFS = -16.0
"""LUFS."""
MAX_PEAK = 10 ** (-1.0 / 20)
"""Highest peak, as a share of full scale: −1 dB."""
MAX_GAIN_DB = 20.0
"""Decibels: what is quieter than that is left quieter, for its noise would be lifted with it."""
SPEECH = 0.75
"""LU by which BS.1770's weighting of frequencies finds speech louder than its plain power: 0.7 to 0.9 in sentences of
both languages. Filtering every sample, as a meter does, would cost more than all the rest of a sentence."""
WINDOW = 0.005
"""Seconds in which power and peak are looked for; the gain changes from one to the next by a straight line."""
BLOCK, STEP = 80, 20
"""Windows in a block of BS.1770 (0.4 s), and from one block's beginning to the next's."""
ABSOLUTE, RELATIVE = -70.0, -10.0
"""BS.1770's gates: LUFS below which a block counts as silence, and LU below the others' mean."""
AROUND = 2
"""Windows before and after a peak in which the gain is down already."""
ROUNDS = 4
"""Holding peaks down costs loudness, which is added again."""


def loudness(clip: Clip) -> float:
    """LUFS of a clip of speech; −inf for silence."""
    return _loudness([_power(part) for part in _windows(clip)])


def levelled(clip: Clip, target: float = TARGET_LUFS) -> Clip:
    """The clip at ``target`` LUFS, no peak above CEILING."""
    windows = _windows(clip)
    powers = [_power(part) for part in windows]
    now = _loudness(powers)
    if now == -math.inf:
        return clip
    tops = [max(abs(max(part)), abs(min(part))) / FULL_SCALE for part in windows]
    decibels, gains = 0.0, [1.0] * len(windows)
    for _ in range(ROUNDS):
        decibels = min(MAX_GAIN_DB, decibels + target - now)
        gains = _gains(tops, 10 ** (decibels / 20))
        now = _loudness([power * gain * gain for power, gain in zip(powers, gains, strict=True)])
    return _raised(windows, gains, clip.rate)


def _windows(clip: Clip) -> list[array[int]]:
    window = max(1, round(WINDOW * clip.rate))
    return [clip.samples[at : at + window] for at in range(0, len(clip.samples), window)]


def _power(part: array[int]) -> float:
    """The mean square of samples between −1 and 1."""
    total: int = sum(map(mul, part, part))
    return total / (len(part) * FULL_SCALE * FULL_SCALE)


def _loudness(powers: Sequence[float]) -> float:
    """LUFS, from the power of each window."""
    blocks = [powers[at : at + BLOCK] for at in range(0, max(1, len(powers) - BLOCK + 1), STEP)]
    heard = [power for power in (_mean(block) for block in blocks) if _lufs(power) > ABSOLUTE]
    if not heard:
        return -math.inf
    gate = _lufs(_mean(heard)) + RELATIVE
    return _lufs(_mean([power for power in heard if _lufs(power) >= gate]))


def _lufs(power: float) -> float:
    """0.691 is BS.1770's."""
    return 10 * math.log10(power) - 0.691 + SPEECH if power > 0 else -math.inf


def _gains(tops: Sequence[float], gain: float) -> list[float]:
    """What each window is multiplied with: ``gain``, less around those peaks that would stand above CEILING."""
    allowed = [min(gain, MAX_PEAK / top) if top else gain for top in tops]
    return _around(_around(allowed, AROUND, min), 1, _mean)


def _raised(windows: Sequence[array[int]], gains: Sequence[float], rate: int) -> Clip:
    loud = array("h")
    before = gains[0] if gains else 1.0
    for part, after in zip(windows, gains, strict=True):
        slope = (after - before) / len(part)
        loud.extend([round(sample * (before + slope * place)) for place, sample in enumerate(part, 1)])
        before = after
    return Clip(loud, rate)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _around(values: Sequence[float], reach: int, of: Callable[[Sequence[float]], float]) -> list[float]:
    """For each value what ``of`` makes of it and its neighbours, ``reach`` on each side."""
    return [of(values[max(0, at - reach) : at + reach + 1]) for at in range(len(values))]
