"""The engine against every fault that it was seen to have, each played by a real process; and the real engine."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from display.voice.engine import FIRST_REST_SECONDS, EspeakProgram, NoVoice, Spoken, VoiceEngine
from display.voice.process import EngineProcess
from display.voice.spoken import Goal, Utterance, utterance
from display.voice.wav import envelope, read
from shared.wire import SpeechInfo

pytestmark = pytest.mark.hub

SENTENCE = Utterance("id", "Nomor antrean A, nol satu tiga. Silakan menuju loket tiga.")

FAULTY = """
import json, os, sys, time
from pathlib import Path
from display.voice.wav import Clip, joined, silence, write
from array import array

marks = Path(sys.argv[1])
for line in sys.stdin:
    asked = json.loads(line)
    count = len(list(marks.iterdir()))
    (marks / str(count)).touch()
    seconds = len(asked["text"].split()) * 60 / asked["rate"]
    sound = Clip(array("h", [9000, -9000] * round(seconds * 11025)))
    faint = Clip(array("h", [700, -700] * round(seconds * 11025)))
    good = write(sound)
    {fault}
    print(json.dumps({{"id": asked["id"], "error": None}}), flush=True)
"""


def faulty(tmp_path: Path, fault: str, timeout: float = 2.5) -> tuple[EngineProcess, Path]:
    """An engine's process that does ``fault`` for each sentence; the folder has one file for each that it got."""
    script, marks = tmp_path / "faulty.py", tmp_path / "marks"
    marks.mkdir()
    body = textwrap.indent(textwrap.dedent(fault).strip(), "    ").strip()
    script.write_text(FAULTY.format(fault=body), encoding="utf-8")
    return EngineProcess((sys.executable, str(script), str(marks)), timeout), marks


def still() -> float:
    """A clock that stands: however slow this machine, an engine is tried again."""
    return 0.0


WRITE = "Path(asked['path']).write_bytes(good)"


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        pytest.param("pass", 2, id="loses the file without a word"),
        pytest.param("Path(asked['path']).write_bytes(write(silence(5)))", 2, id="writes silence"),
        pytest.param("Path(asked['path']).write_bytes(write(faint))", 2, id="writes what nobody hears"),
        pytest.param("Path(asked['path']).write_bytes(write(Clip(sound.samples[:9000])))", 2, id="writes half"),
        pytest.param("Path(asked['path']).write_bytes(write(joined([sound] * 9)))", 2, id="writes far too much"),
        pytest.param("Path(asked['path']).write_bytes(good[:30])", 2, id="writes a broken file"),
        pytest.param("os._exit(3)", 2, id="crashes"),
        pytest.param("print('Audio saved to', asked['path'], flush=True)", 2, id="prints something else"),
        pytest.param("asked['id'] = 99", 2, id="answers something else"),
        pytest.param(
            "print(json.dumps({'id': asked['id'], 'error': 'no voice for id'}), flush=True); continue", 2, id="refuses"
        ),
    ],
)
def test_an_engine_that_fails_is_tried_again_and_then_espeak_says_it(tmp_path, fault, tries):
    process, marks = faulty(tmp_path, fault)
    engine = VoiceEngine(process, clock=still)
    spoken = engine.make(SENTENCE, 125)
    engine.close()
    assert isinstance(spoken, Spoken)
    assert spoken.by == "espeak-ng"
    assert 110 <= spoken.words_per_minute <= 140
    assert len(list(marks.iterdir())) == tries


@pytest.mark.parametrize("fault", ["if count: " + WRITE, f"if not count: os._exit(1)\n{WRITE}"], ids=["lost", "crash"])
def test_an_engine_that_fails_once_says_it_at_the_second_try(tmp_path, fault):
    engine = VoiceEngine(faulty(tmp_path, fault)[0], clock=still)
    spoken = engine.make(SENTENCE, 125)
    engine.close()
    assert isinstance(spoken, Spoken)
    assert spoken.by == "engine"


def test_an_engine_that_hangs_is_ended_and_rests_while_espeak_speaks_twice_as_long_each_time_until_it_speaks(tmp_path):
    process, marks = faulty(tmp_path, f"if 2 <= count <= 3: time.sleep(600)\n{WRITE}", timeout=2.0)
    later = 0.0
    engine = VoiceEngine(process, clock=lambda: time.monotonic() + later)
    by: list[str] = []

    def say() -> None:
        made = engine.make(SENTENCE, 125)
        assert isinstance(made, Spoken)
        by.append(made.by)

    say()
    say()
    assert process.pid is None
    asked = len(list(marks.iterdir()))
    say()
    assert len(list(marks.iterdir())) == asked
    later += FIRST_REST_SECONDS
    say()
    later += FIRST_REST_SECONDS
    say()
    assert by == ["engine", *["espeak-ng"] * 4]
    later += FIRST_REST_SECONDS
    say()
    engine.close()
    assert by[-1] == "engine"
    assert engine._rest == FIRST_REST_SECONDS


def test_an_engine_that_loses_long_texts_gets_them_in_pieces_and_all_of_them(tmp_path):
    process, marks = faulty(tmp_path, f"if len(asked['text']) <= 225: {WRITE}")
    text = " ".join(["Mohon menunggu di ruang tunggu sampai nomor antrean dipanggil."] * 10)
    engine = VoiceEngine(process)
    spoken = engine.make(Utterance("id", text), 125)
    engine.close()
    assert isinstance(spoken, Spoken)
    assert spoken.by == "engine"
    assert len(list(marks.iterdir())) >= 4
    assert spoken.seconds > len(text.split()) * 60 / 125 * 0.7


def test_no_engine_and_no_fallback_is_no_voice_with_the_reasons():
    engine = VoiceEngine(EngineProcess(("/nonexistent/engine",)), EspeakProgram("/nonexistent/espeak-ng"))
    assert isinstance(made := engine.make(SENTENCE, 125), NoVoice)
    assert "/nonexistent/engine" in made.reason
    assert "/nonexistent/espeak-ng" in made.reason


def test_closing_while_a_sentence_is_being_made_ends_it_and_leaves_no_process(tmp_path):
    process, marks = faulty(tmp_path, "time.sleep(600)", timeout=60)
    engine = VoiceEngine(process)
    made: list[Spoken | NoVoice] = []
    thread = threading.Thread(target=lambda: made.append(engine.make(SENTENCE, 125)))
    thread.start()
    deadline = threading.Event()
    for _ in range(1000):
        if any(marks.iterdir()):
            break
        deadline.wait(0.01)
    engine.close()
    thread.join(10)
    assert made == [NoVoice("the engine was closed")]
    assert process.pid is None


@pytest.fixture(scope="module")
def real():
    engine = VoiceEngine()
    engine.warm()
    yield engine
    engine.close()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("style", ["digits", "value"])
@pytest.mark.parametrize("agency", [None, {"id": "Dinas Kependudukan dan Pencatatan Sipil", "en": "Civil Registry"}])
@pytest.mark.parametrize("words_per_minute", [112, 125, 137])
def test_every_sentence_has_the_wanted_pace_and_is_loud(real, lang, style, agency, words_per_minute):
    for label, counter in (("A-013", 3), ("B-999", 21), ("W-001", 14)):
        said = utterance(lang, label, Goal(counter), SpeechInfo(style=style, agency_spoken=agency is not None), agency)
        assert isinstance(said, Utterance)
        spoken = real.make(said, words_per_minute)
        assert isinstance(spoken, Spoken)
        assert spoken.by == "engine"
        clip = read(spoken.wav)
        assert not isinstance(clip, str)
        measured = len(said.text.split()) * 60 / clip.seconds
        assert abs(measured / words_per_minute - 1) < 0.07
        assert 105 <= measured <= 145
        assert max(envelope(clip)) > 0.3


def likeness(one: list[float], other: list[float]) -> float:
    """Correlation of two envelopes, smoothed over 70 ms, the second drawn to the first one's length: 1 the same, 0
    unlike. Both makers keep the pace within a few per cent, and over a sentence these add up."""
    length = len(one)
    one = [sum(one[max(0, at - 3) : at + 4]) / 7 for at in range(length)]
    wide = [sum(other[max(0, at - 3) : at + 4]) / 7 for at in range(len(other))]
    other = [wide[place * len(wide) // length] for place in range(length)]
    mean_one, mean_other = sum(one) / length, sum(other) / length
    top = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    square = sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    return float(top / square**0.5)


def test_the_engine_says_the_same_as_espeak_says(real):
    spoken = real.make(SENTENCE, 125)
    espeak = VoiceEngine(EngineProcess(("/nonexistent/engine",))).make(SENTENCE, 125)
    other = real.make(Utterance("id", "Nomor antrean Zet, sembilan enam delapan. Silakan menuju loket tujuh."), 125)
    assert isinstance(spoken, Spoken)
    assert isinstance(espeak, Spoken)
    assert isinstance(other, Spoken)
    same = likeness(envelope(spoken.clip), envelope(espeak.clip))
    unlike = likeness(envelope(spoken.clip), envelope(other.clip))
    assert same > 0.9
    assert unlike < 0.7


def test_a_text_longer_than_the_engine_takes_is_said_to_its_end(real):
    text = " ".join(f"Kalimat {word} selesai di sini." for word in ("satu dua tiga empat lima enam tujuh " * 4).split())
    spoken = real.make(Utterance("id", text), 125)
    assert isinstance(spoken, Spoken)
    assert len(text) > 3 * 225
    assert abs(spoken.words_per_minute / 125 - 1) < 0.07


def test_two_threads_get_each_its_own_sentence(real):
    short, long = Utterance("id", "Loket tiga."), SENTENCE
    made: dict[Utterance, list[float]] = {short: [], long: []}

    def ask(said: Utterance) -> None:
        for _ in range(15):
            spoken = real.make(said, 125)
            assert isinstance(spoken, Spoken)
            made[said].append(spoken.seconds)

    threads = [threading.Thread(target=ask, args=(said,)) for said in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made[short]) == len(made[long]) == 15
    assert max(made[short]) < 2
    assert min(made[long]) > 4


def test_an_engine_process_that_is_killed_between_sentences_is_started_again():
    process = EngineProcess()
    engine = VoiceEngine(process, clock=still)
    engine.warm()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    spoken = engine.make(SENTENCE, 125)
    engine.close()
    assert isinstance(spoken, Spoken)
    assert spoken.by == "engine"
    assert process.pid is None
