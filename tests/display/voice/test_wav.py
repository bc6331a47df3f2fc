import io
import wave
from array import array

from hypothesis import given
from hypothesis import strategies as st

from display.voice.wav import (
    FULL_SCALE,
    SAMPLE_RATE_HZ,
    Clip,
    envelope,
    joined,
    mixed,
    read,
    silence,
    trimmed,
    write,
)


def tone(seconds: float, level: float = 0.5) -> Clip:
    return Clip(array("h", [round(level * FULL_SCALE)] * round(seconds * SAMPLE_RATE_HZ)))


@given(st.lists(st.integers(-FULL_SCALE, FULL_SCALE), max_size=500))
def test_what_is_written_is_read_back(samples):
    assert read(write(Clip(array("h", samples)))) == Clip(array("h", samples))


def test_a_stereo_wav_of_another_rate_is_read_as_mono_of_ours():
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(array("h", [8000, 4000] * 44_100).tobytes())
    clip = read(out.getvalue())
    assert isinstance(clip, Clip)
    assert clip.seconds == 1.0
    assert set(clip.samples) == {6000}


def test_what_is_no_wav_is_refused_with_what_is_wrong():
    assert read(b"") == "not a WAV: it ends too soon"
    assert "not a WAV" in str(read(b"RIFFnothing"))


def test_silence_at_the_ends_is_cut_and_silence_within_stays():
    clip = joined((silence(1.0), tone(0.5), silence(0.4), tone(0.5), silence(1.0)))
    assert abs(trimmed(clip, before=0.0, after=0.0).seconds - 1.4) < 0.02


def test_a_silent_clip_is_trimmed_to_nothing():
    assert trimmed(silence(1.0)).seconds == 0


def test_clips_are_mixed_at_their_seconds_and_add_up_within_full_scale():
    levels = envelope(mixed(((0.0, tone(0.2)), (0.5, tone(0.2)), (0.6, tone(0.2, 0.8)))))
    assert [round(levels[int(at * 100)], 1) for at in (0.1, 0.3, 0.55, 0.65, 0.75)] == [0.5, 0.0, 0.5, 1.0, 0.8]
