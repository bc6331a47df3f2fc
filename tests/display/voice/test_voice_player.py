"""Players that fail, hang or are absent, each a real process; files instead of a loudspeaker."""

from __future__ import annotations

import stat
import threading
from array import array
from pathlib import Path

import pytest

from display.voice.chime import chime
from display.voice.clipplayer import ClipPlayer
from display.voice.engine import VoiceEngine
from display.voice.player import StreamPlayer, sound_for, system_sound
from display.voice.process import EngineProcess
from display.voice.sound import NoSound, Played, SilenceReason, Silent, SoundFile
from display.voice.speaker import Speaker
from display.voice.spoken import Utterance
from display.voice.wav import SAMPLE_RATE_HZ, Clip, envelope, read, silence
from display.voice_choice import VoiceError, voice_choice

pytestmark = pytest.mark.hub

TONE = Clip(array("h", [12_000, -12_000] * (SAMPLE_RATE_HZ // 10)))
NO_SINK = ("/nonexistent/pactl",)
BUSY = 2.0
"""Seconds that a player which does as it should may take to end, on a machine that is busy with other tests."""


def program(tmp_path: Path, name: str, script: str) -> tuple[str]:
    path = tmp_path / name
    path.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return (str(path),)


def test_an_announcement_is_one_stream_with_its_clips_in_order_and_no_gap(tmp_path):
    player = StreamPlayer([program(tmp_path, "play", f"cat > {tmp_path}/heard")], default_sink=NO_SINK)
    assert player.announce("1", iter((TONE, silence(0.1), TONE))) == Played(TONE.seconds * 2 + 0.1)
    expected = TONE.samples + silence(0.1).samples + TONE.samples
    assert (tmp_path / "heard").read_bytes() == expected.tobytes()


def test_the_first_clip_is_with_the_player_before_the_second_is_made(tmp_path):
    player = StreamPlayer(
        [program(tmp_path, "play", f"head -c 4 > {tmp_path}/first; cat >/dev/null")], default_sink=NO_SINK
    )
    seen: list[bool] = []

    def clips():
        yield TONE
        for _ in range(1000):
            if (tmp_path / "first").exists() and (tmp_path / "first").stat().st_size:
                break
            threading.Event().wait(0.01)
        seen.append((tmp_path / "first").read_bytes() == TONE.samples[:2].tobytes())
        yield TONE

    assert isinstance(player.announce("1", clips()), Played)
    assert seen == [True]


def test_a_player_that_fails_is_followed_by_the_next_which_plays_from_the_first_tone_and_is_kept(tmp_path):
    broken = program(tmp_path, "broken", f"echo x >> {tmp_path}/asked; echo no device >&2; exit 1")
    works = program(tmp_path, "works", f"cat > {tmp_path}/heard")
    player = StreamPlayer([broken, works], default_sink=NO_SINK)
    assert isinstance(player.announce("1", iter((TONE, TONE))), Played)
    assert (tmp_path / "heard").read_bytes() == (TONE.samples + TONE.samples).tobytes()
    assert isinstance(player.announce("2", iter((TONE,))), Played)
    assert (tmp_path / "asked").read_text() == "x\n"


def test_a_player_that_reads_everything_and_then_fails_was_not_heard(tmp_path):
    player = StreamPlayer([program(tmp_path, "late", "cat >/dev/null; echo gone >&2; exit 1")], default_sink=NO_SINK)
    outcome = player.announce("1", iter((TONE,)))
    assert isinstance(outcome, Silent)
    assert outcome.reason is SilenceReason.NO_DEVICE
    assert "gone" in outcome.detail


def test_a_device_that_went_in_the_middle_left_the_call_unheard(tmp_path):
    """The player succeeds: the sound server has moved what it plays to a dummy."""
    play = program(tmp_path, "play", f"cat >/dev/null; touch {tmp_path}/gone")
    sink = program(tmp_path, "sink", f"test -e {tmp_path}/gone && echo auto_null || echo alsa_output.hdmi")
    outcome = StreamPlayer([play], default_sink=sink).announce("1", iter((TONE, TONE)))
    assert isinstance(outcome, Silent)
    assert outcome.reason is SilenceReason.NO_DEVICE


@pytest.mark.parametrize(
    "script", ["exec sleep 600", "cat >/dev/null; exec sleep 600"], ids=["reads nothing", "never ends"]
)
def test_a_player_that_hangs_is_ended_and_staff_are_told(tmp_path, script):
    player = StreamPlayer([program(tmp_path, "hangs", script)], grace_seconds=0.3, default_sink=NO_SINK)
    outcome = player.announce("1", iter([TONE] * 10))
    assert isinstance(outcome, Silent)
    assert outcome.reason is SilenceReason.STUCK


def test_a_player_that_has_played_all_it_got_may_wait_for_the_next_clip_as_long_as_that_takes(tmp_path):
    """An engine that hangs keeps its sentence back for longer than a player may take to end."""
    script = f"cat > {tmp_path}/heard"
    player = StreamPlayer([program(tmp_path, "play", script)], grace_seconds=BUSY, default_sink=NO_SINK)

    def clips():
        yield TONE
        threading.Event().wait(TONE.seconds + BUSY + 0.5)
        yield TONE

    assert player.announce("1", clips()) == Played(TONE.seconds * 2)
    assert (tmp_path / "heard").read_bytes() == (TONE.samples * 2).tobytes()


def test_an_output_that_slept_is_woken_before_the_chime_and_not_again_soon_after(tmp_path):
    sink = program(tmp_path, "play", f"cat > {tmp_path}/heard")
    now = [100.0]
    speaker = Speaker(VoiceEngine(), StreamPlayer([sink], default_sink=NO_SINK), lambda _: None, lambda: now[0])
    lead = round(0.5 * SAMPLE_RATE_HZ) * 2
    leads = []
    for passed in (0.0, 2.0, 60.0):
        now[0] += passed
        speaker.announce("1", (), 125, 0.5)
        played = (tmp_path / "heard").read_bytes()
        leads.append(len(played) - len(chime().samples) * 2)
        assert played.endswith(chime().samples.tobytes())
    speaker.close()
    assert leads == [pytest.approx(lead, abs=4), 0, pytest.approx(lead, abs=4)]


def test_a_hall_whose_speech_engine_hangs_hears_the_sentence_from_espeak_all_the_same(tmp_path):
    """With a real player that must end soon after the chime, and a real process that never answers."""
    sink = program(tmp_path, "play", f"cat >> {tmp_path}/heard")
    player = StreamPlayer([sink], grace_seconds=0.2, default_sink=NO_SINK)
    engine = VoiceEngine(EngineProcess(("sleep", "600"), timeout=1.0))
    speaker = Speaker(engine, player, lambda _: None)
    said = (Utterance("id", "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga."),)
    outcomes = [speaker.announce(str(number), said, 125) for number in (1, 2)]
    speaker.close()
    assert [type(outcome) for outcome in outcomes] == [Played, Played]
    assert (tmp_path / "heard").stat().st_size > 2 * 2 * SAMPLE_RATE_HZ * (chime().seconds + 3)


def test_no_player_at_all_says_which_ones_were_looked_for():
    player = StreamPlayer([("/nonexistent/paplay",), ("/nonexistent/aplay",)])
    assert player.announce("1", iter((TONE,))) == Silent(
        SilenceReason.NO_PLAYER, "none of /nonexistent/paplay, /nonexistent/aplay is installed"
    )


def test_the_sink_that_a_sound_server_makes_up_without_a_device_is_silence(tmp_path):
    works = program(tmp_path, "works", "cat >/dev/null")
    dummy = StreamPlayer([works], default_sink=program(tmp_path, "dummy", "echo auto_null"))
    assert isinstance(outcome := dummy.probe(), Silent)
    assert outcome.reason is SilenceReason.NO_DEVICE
    assert StreamPlayer([works], default_sink=program(tmp_path, "real", "echo alsa_output.pci")).probe() is None


def test_the_systems_own_players_say_the_truth_where_there_is_no_device(monkeypatch, tmp_path):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "no-devices"))
    outcome = system_sound().announce("1", iter((TONE,)))
    assert isinstance(outcome, Silent)
    assert outcome.reason is SilenceReason.NO_DEVICE


def test_stopping_cuts_off_what_plays_and_plays_nothing_more(tmp_path):
    script = f"echo $$ > {tmp_path}/started; cat >/dev/null; exec sleep 600"
    player = StreamPlayer([program(tmp_path, "long", script)], grace_seconds=300, default_sink=NO_SINK)
    outcomes: list[Played | Silent] = []
    thread = threading.Thread(target=lambda: outcomes.append(player.announce("1", iter((TONE,)))))
    thread.start()
    for _ in range(1000):
        if (tmp_path / "started").exists():
            break
        threading.Event().wait(0.01)
    player.stop()
    thread.join(10)
    assert outcomes == [Silent(SilenceReason.OFF, "stopped")]
    assert player.announce("2", iter((TONE,))) == Silent(SilenceReason.OFF, "stopped")


def test_where_a_player_takes_files_each_clip_is_one_and_a_failure_is_told(tmp_path):
    works = ClipPlayer(program(tmp_path, "works", f'cat "$1" >> {tmp_path}/heard'))
    assert works.announce("1", iter((TONE, TONE))) == Played(2 * TONE.seconds)
    assert (tmp_path / "heard").stat().st_size == 2 * (44 + 2 * len(TONE.samples))
    fails = ClipPlayer(program(tmp_path, "fails", "echo no driver >&2; exit 1"))
    assert isinstance(outcome := fails.probe(), Silent)
    assert outcome.reason is SilenceReason.NO_DEVICE
    assert "no driver" in outcome.detail
    hangs = ClipPlayer(program(tmp_path, "hangs", "exec sleep 600"), grace_seconds=0.2)
    assert isinstance(stuck := hangs.probe(), Silent)
    assert stuck.reason is SilenceReason.STUCK
    assert isinstance(absent := ClipPlayer(("/nonexistent/afplay",)).probe(), Silent)
    assert absent.reason is SilenceReason.NO_PLAYER


class Time:
    """A clock that waiting moves on."""

    def __init__(self) -> None:
        self.now = 100.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


def test_a_file_holds_what_would_be_heard_with_the_pauses_in_which_nothing_was_ready(tmp_path):
    time = Time()
    sound = SoundFile(tmp_path, lambda: time.now, time.wait)

    def clips():
        yield TONE
        time.wait(0.5)
        yield TONE

    assert sound.announce("7", clips()) == Played(0.5 + TONE.seconds)
    assert [path.name for path in tmp_path.iterdir()] == ["call-7.wav"]
    clip = read((tmp_path / "call-7.wav").read_bytes())
    assert isinstance(clip, Clip)
    levels = [level > 0.1 for level in envelope(clip)]
    assert levels[5]
    assert not levels[40]
    assert levels[55]
    assert time.now == pytest.approx(100 + 0.5 + TONE.seconds)


def test_a_folder_that_is_gone_is_silence_and_not_a_crash(tmp_path):
    sound = SoundFile(tmp_path / "gone", wait=lambda _: None)
    assert isinstance(outcome := sound.announce("7", iter((TONE,))), Silent)
    assert outcome.reason is SilenceReason.NO_DEVICE
    assert sound.probe() is not None


def test_the_voice_option_chooses_the_sound(tmp_path):
    assert isinstance(sound_for(voice_choice("auto")), StreamPlayer)
    assert isinstance(sound_for(voice_choice("none")), NoSound)
    assert isinstance(sound_for(voice_choice(f"file:{tmp_path}/new/folder")), SoundFile)
    assert (tmp_path / "new/folder").is_dir()


@pytest.mark.parametrize("wrong", ["file:", "file", "loud", ""])
def test_a_voice_that_cannot_be_meant_is_refused_with_what_was_expected(wrong):
    with pytest.raises(VoiceError, match="expected auto, none or file:DIR"):
        voice_choice(wrong)


def test_a_folder_that_cannot_be_made_is_refused():
    with pytest.raises(VoiceError, match="expected a folder that can be made"):
        sound_for(voice_choice(f"file:{__file__}"))
