"""Sound as samples: reading and writing WAV, joining, mixing and measuring. Pure; nothing is played here."""

from __future__ import annotations

import io
import wave
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

SAMPLE_RATE_HZ = 22_050
"""Samples a second of everything that is mixed; what the engine gives."""
FULL_SCALE = 32_767
AUDIBLE = 0.012
"""Share of full scale above which a 10 ms window counts as sound (−38 dB)."""


@dataclass(frozen=True)
class Clip:
    """Mono, 16 bits, ``rate`` samples a second."""

    samples: array[int]
    rate: int = SAMPLE_RATE_HZ

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def read(data: bytes) -> Clip | str:
    """The clip in a WAV of 16 bits, its channels joined into one, at RATE; or what is wrong with it."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            if file.getsampwidth() != 2:
                return f"{8 * file.getsampwidth()} bits a sample, expected 16"
            channels, rate = file.getnchannels(), file.getframerate()
            samples = array("h", file.readframes(file.getnframes())[: file.getnframes() * channels * 2])
    except (wave.Error, EOFError) as error:
        return f"not a WAV: {str(error) or 'it ends too soon'}"
    if channels > 1:
        samples = array("h", (sum(samples[i : i + channels]) // channels for i in range(0, len(samples), channels)))
    return Clip(resampled(samples, rate), SAMPLE_RATE_HZ)


def resampled(samples: array[int], rate: int) -> array[int]:
    """The samples at RATE, by straight lines between neighbours."""
    if rate == SAMPLE_RATE_HZ or not samples:
        return samples
    last = len(samples) - 1
    found = array("h")
    for index in range(len(samples) * SAMPLE_RATE_HZ // rate):
        place = index * rate / SAMPLE_RATE_HZ
        left = min(int(place), last)
        right = min(left + 1, last)
        found.append(round(samples[left] + (samples[right] - samples[left]) * (place - left)))
    return found


def write(clip: Clip) -> bytes:
    """The clip as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        file.writeframes(clip.samples.tobytes())
    return out.getvalue()


def silence(seconds: float) -> Clip:
    return Clip(array("h", bytes(2 * max(0, round(seconds * SAMPLE_RATE_HZ)))))


def faint(seconds: float) -> Clip:
    """The least that is not silence (−90 dB): nobody hears it, and an output that sleeps during silence wakes up."""
    return Clip(array("h", [1, -1] * max(0, round(seconds * SAMPLE_RATE_HZ / 2))))


def joined(clips: Iterable[Clip]) -> Clip:
    """One after another; all at RATE."""
    samples = array("h")
    for clip in clips:
        samples.extend(clip.samples)
    return Clip(samples)


def mixed(parts: Iterable[tuple[float, Clip]]) -> Clip:
    """What is heard when each clip starts at its second; where they overlap they add up, within full scale."""
    samples = array("h")
    for start, clip in parts:
        first = max(0, round(start * SAMPLE_RATE_HZ))
        end = first + len(clip.samples)
        if end > len(samples):
            samples.extend(array("h", bytes(2 * (end - len(samples)))))
        if not any(samples[first:end]):
            samples[first:end] = clip.samples
        else:
            for offset, sample in enumerate(clip.samples):
                samples[first + offset] = max(-FULL_SCALE, min(FULL_SCALE, samples[first + offset] + sample))
    return Clip(samples)


def envelope(clip: Clip) -> list[float]:
    """The loudest sample of each 10 ms, as a share of full scale."""
    step = clip.rate // 100
    samples = clip.samples
    return [
        max(abs(max(window)), abs(min(window))) / FULL_SCALE
        for window in (samples[start : start + step] for start in range(0, len(samples), step))
    ]


def trimmed(clip: Clip, before: float = 0.02, after: float = 0.12) -> Clip:
    """Without the silence at both ends, except so many seconds of it; a clip with no sound becomes empty."""
    loud = [index for index, level in enumerate(envelope(clip)) if level >= AUDIBLE]
    if not loud:
        return Clip(array("h"), clip.rate)
    step = clip.rate // 100
    first = max(0, loud[0] * step - round(before * clip.rate))
    last = (loud[-1] + 1) * step + round(after * clip.rate)
    return Clip(clip.samples[first:last], clip.rate)
