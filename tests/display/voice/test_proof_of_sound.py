"""From a call to what comes out of a sound server, with the real engine, the real player and real threads."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from display.voice.announcer import Announcer
from display.voice.chime import chime
from display.voice.engine import Spoken, VoiceEngine
from display.voice.loudness import TARGET_LUFS
from display.voice.player import PAPLAY, StreamPlayer
from display.voice.sound import Played
from display.voice.speaker import whole
from display.voice.spoken import sentences
from display.voice.wav import FULL_SCALE, SAMPLE_RATE_HZ, Clip, envelope
from tests.support.lufs import lufs
from tests.support.null_sink import Hall, recorded_hall
from tests.support.voice_samples import DUKCAPIL, call, called, site, snapshot

pytestmark = pytest.mark.alone
"""A sound server in real time: on a machine that is busy with other tests its recording gets holes."""
WHOLE = 0.9
"""Likeness of what was heard to what was said; a hole or a cut sentence leaves 0.2 to 0.7."""
SILENT = 0.05
"""Most of full scale beside what was said; a hole moves a sentence's end out of its place."""
RECORDINGS = 3
"""One without holes is proof enough: the machine below may be shared, and makes holes of its own."""


def likeness(one: list[float], other: list[float]) -> float:
    """Correlation of two envelopes of one length: 1 the same, 0 unlike."""
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    top = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    square = sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    return float(top / square**0.5) if square else 0.0


def found(wanted: list[float], heard: list[float]) -> tuple[float, int]:
    """How alike the best place in the recording is, and where it is, in windows of 10 ms."""
    places = range(len(heard) - len(wanted) + 1)
    return max((likeness(wanted, heard[place : place + len(wanted)]), place) for place in places)


def expected(engine: VoiceEngine, number: int) -> list[float]:
    said = sentences(call(number), site(), DUKCAPIL)[0]
    spoken = engine.make(said, site().speech.words_per_minute)
    assert isinstance(spoken, Spoken)
    return envelope(whole((spoken,)))


def announced(hall: Hall, qtbot: QtBot) -> list[float]:
    """Two calls at once, and what the hall heard of them."""
    announcer = Announcer("utama", StreamPlayer())
    confirmed: list[int] = []
    announcer.spoken.connect(lambda one: confirmed.append(one.id))
    with qtbot.waitSignal(announcer.idle, timeout=60_000):
        announcer.take(snapshot(call(28)))
        announcer.take(called(call(96)))
    announcer.close()
    assert confirmed == [28, 96]
    hall.listen_on(2.5)
    return envelope(hall.heard())


def test_two_calls_at_once_are_heard_whole_one_after_the_other_chime_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    engine = VoiceEngine()
    first, second, never = (expected(engine, number) for number in (28, 96, 55))
    engine.close()
    for recording in range(RECORDINGS):
        with recorded_hall(tmp_path / str(recording), monkeypatch) as hall:
            heard = announced(hall, qtbot)
        (like_first, at_first), (like_second, at_second) = found(first, heard), found(second, heard)
        between = heard[at_first + len(first) : at_second]
        outside = max((*heard[:at_first], *between, *heard[at_second + len(second) :]))
        if min(like_first, like_second) > WHOLE and outside < SILENT:
            break
    assert like_first > WHOLE
    assert like_second > WHOLE
    assert found(never, heard)[0] < min(like_first, like_second) - 0.05
    assert at_first + len(first) <= at_second + 5
    assert outside < SILENT


def test_the_hall_hears_chime_and_words_equally_loud_and_unclipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = VoiceEngine()
    spoken = engine.make(sentences(call(28), site(), DUKCAPIL)[0], site().speech.words_per_minute)
    engine.close()
    assert isinstance(spoken, Spoken)
    said = whole((spoken,))
    for recording in range(RECORDINGS):
        with recorded_hall(tmp_path / str(recording), monkeypatch) as hall:
            assert isinstance(StreamPlayer([PAPLAY]).announce("28", (said,)), Played)
            hall.listen_on(1)
            heard = hall.heard()
        like, window = found(envelope(said), envelope(heard))
        if like > WHOLE:
            break
    begin = window * SAMPLE_RATE_HZ // 100
    words = begin + len(chime().samples)
    tones, sentence = Clip(heard.samples[begin:words]), Clip(heard.samples[words : begin + len(said.samples)])
    assert lufs(tones) == pytest.approx(TARGET_LUFS, abs=1.5)
    assert lufs(sentence) == pytest.approx(lufs(tones), abs=1.5)
    assert max(envelope(heard)) * FULL_SCALE < FULL_SCALE - 1


def test_a_sound_server_that_goes_away_is_no_device_and_its_return_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with recorded_hall(tmp_path / "hall", monkeypatch) as hall:
        assert hall.heard().seconds > 0
        player = StreamPlayer([PAPLAY])
        assert player.probe() is None
        monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent/socket")
        silent = player.probe()
        assert silent is not None
        assert silent.reason == "no_device"
        monkeypatch.setenv("PULSE_SERVER", hall.server)
        assert player.probe() is None


def test_a_suspended_sink_that_takes_sound_without_end_is_told_as_stuck_and_its_return_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """paplay (16.1) plays to a suspended sink for ever and never fails."""
    with recorded_hall(tmp_path / "hall", monkeypatch) as hall:
        assert hall.heard().seconds > 0
        subprocess.run(("pactl", "suspend-sink", "hall", "1"), check=True, timeout=60)
        stuck = StreamPlayer([PAPLAY], grace_seconds=1.0).probe()
        assert stuck is not None
        assert stuck.reason == "stuck"
        subprocess.run(("pactl", "suspend-sink", "hall", "0"), check=True, timeout=60)
        assert StreamPlayer([PAPLAY]).probe() is None
