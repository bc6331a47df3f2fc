from __future__ import annotations

from array import array
from math import cos, pi

from display.voice.chime import chime, make
from display.voice.wav import SAMPLE_RATE_HZ, envelope


def strength(samples: array[int], pitch: float) -> float:
    """How much of one pitch is in the samples (Goertzel)."""
    turn = 2 * cos(2 * pi * pitch / SAMPLE_RATE_HZ)
    before, last = 0.0, 0.0
    for sample in samples:
        before, last = last, sample + turn * last - before
    return before * before + last * last - turn * before * last


def test_the_shipped_chime_is_what_its_generator_makes():
    made, shipped = make().samples, chime().samples
    assert len(made) == len(shipped)
    assert max(abs(one - other) for one, other in zip(made, shipped, strict=True)) <= 1


def test_the_chime_has_two_tones_the_second_lower():
    samples = chime().samples
    first, second = (
        samples[int(0.05 * SAMPLE_RATE_HZ) : int(0.35 * SAMPLE_RATE_HZ)],
        samples[int(0.5 * SAMPLE_RATE_HZ) : int(0.8 * SAMPLE_RATE_HZ)],
    )
    assert strength(first, 659.26) > 20 * strength(first, 523.25)
    assert strength(second, 523.25) > 5 * strength(second, 659.26)


def test_the_chime_begins_at_once_softly_and_fades_to_silence():
    clip = chime()
    levels = envelope(clip)
    assert max(levels[:5]) > 0.3
    assert abs(clip.samples[0]) < 200
    assert levels[-1] < 0.01
    assert 0.3 < max(levels) < 0.9
    steps = [abs(after - before) for before, after in zip(clip.samples, clip.samples[1:], strict=False)]
    assert max(steps) < 0.2 * 32_767
