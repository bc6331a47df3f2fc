"""Chime and words of a call are heard equally loud, near −16 LUFS and unclipped, by a meter that shares no code."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.voice.chime import chime
from display.voice.engine import EspeakProgram, Spoken, VoiceEngine
from display.voice.loudness import MAX_PEAK, TARGET_LUFS, levelled, loudness
from display.voice.process import EngineProcess
from display.voice.spoken import Goal, Utterance, utterance
from display.voice.wav import FULL_SCALE, SAMPLE_RATE_HZ, Clip, silence
from shared.wire import SpeechInfo
from tests.support.lufs import lufs, sine

pytestmark = pytest.mark.hub

ALIKE = 1.0
"""LU: so far may a live programme be from its target (EBU R 128)."""


@pytest.fixture(scope="module")
def engine() -> Iterator[VoiceEngine]:
    made = VoiceEngine()
    yield made
    made.close()


def call(lang: str, agency: str | None = None) -> Utterance:
    said = utterance(
        lang, "A-013", Goal(3), SpeechInfo(agency_spoken=agency is not None), {lang: agency} if agency else None
    )
    assert isinstance(said, Utterance)
    return said


def peak(clip: Clip) -> float:
    return max(abs(max(clip.samples)), abs(min(clip.samples))) / FULL_SCALE


def test_the_meter_finds_a_full_tone_where_the_standard_puts_it() -> None:
    """BS.1770-4: a sine of 997 Hz at full scale in one front channel is −3.01 LKFS."""
    assert lufs(sine(997, 0, 2, SAMPLE_RATE_HZ)) == pytest.approx(-3.01, abs=0.05)
    assert lufs(sine(997, -20, 2, 48_000)) == pytest.approx(-23.01, abs=0.05)


def test_the_chime_stands_at_the_loudness_that_is_wanted() -> None:
    assert lufs(chime()) == pytest.approx(TARGET_LUFS, abs=ALIKE)
    assert peak(chime()) <= MAX_PEAK


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("agency", [None, "Dinas Kependudukan dan Pencatatan Sipil"], ids=["number", "with agency"])
def test_a_call_is_as_loud_as_its_chime_and_unclipped(engine: VoiceEngine, lang: str, agency: str | None) -> None:
    spoken = engine.make(call(lang, agency), 125)
    assert isinstance(spoken, Spoken)
    assert lufs(spoken.clip) == pytest.approx(lufs(chime()), abs=ALIKE)
    assert peak(spoken.clip) <= MAX_PEAK + 1 / FULL_SCALE


def test_the_fallback_is_as_loud_as_the_engine(engine: VoiceEngine) -> None:
    fallback = VoiceEngine(EngineProcess(("/nonexistent/engine",)), EspeakProgram())
    spoken, other = engine.make(call("id"), 125), fallback.make(call("id"), 125)
    assert isinstance(spoken, Spoken)
    assert isinstance(other, Spoken)
    assert other.by == "espeak-ng"
    assert lufs(other.clip) == pytest.approx(lufs(spoken.clip), abs=ALIKE)


@pytest.mark.parametrize("share", [0.12, 0.5, 1.0], ids=lambda share: f"{share:.0%}")
def test_a_quiet_and_a_loud_voice_come_out_alike(engine: VoiceEngine, share: float) -> None:
    spoken = engine.make(call("id"), 125)
    assert isinstance(spoken, Spoken)
    other = Clip(array("h", (round(sample * share) for sample in spoken.clip.samples)))
    assert lufs(levelled(other)) == pytest.approx(TARGET_LUFS, abs=ALIKE)


def test_the_quick_measure_of_speech_agrees_with_the_meter(engine: VoiceEngine) -> None:
    for lang in ("id", "en"):
        spoken = engine.make(call(lang), 125)
        assert isinstance(spoken, Spoken)
        assert loudness(spoken.clip) == pytest.approx(lufs(spoken.clip), abs=0.4)


def test_silence_stays_silence() -> None:
    assert loudness(silence(1)) == -math.inf
    assert levelled(silence(1)).samples == silence(1).samples
    assert levelled(silence(0)).samples == silence(0).samples


@given(st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=3_000), st.integers(1, 40))
def test_no_clip_is_ever_raised_beyond_the_ceiling(samples: list[int], times: int) -> None:
    clip = Clip(array("h", samples * times))
    made = levelled(clip)
    assert len(made.samples) == len(clip.samples)
    if loudness(clip) > -math.inf:
        assert peak(made) <= MAX_PEAK + 1 / FULL_SCALE
