"""The right vowels: what the engine is given to read, and what the installed engine makes of it."""

from __future__ import annotations

import re
import subprocess

import pytest

from display.voice import numerals
from display.voice.engine import EspeakProgram
from display.voice.language_voice import phonemes_of_words
from display.voice.names import spoken_floor, spoken_name
from display.voice.process import EngineProcess
from display.voice.reading import Piece, reading
from display.voice.spoken import Goal, utterance
from display.voice.wav import Clip, envelope, read, trimmed
from shared import phonemes
from shared.resources import ASSETS
from shared.site.load import load_site
from shared.texts import pick
from shared.wire import SpeechInfo

HALLS = sorted(path.stem for path in (ASSETS / "sites").glob("*.toml"))
SCHWA = {"empat": "@ a", "enam": "@ a", "belas": "@ a", "sebelas": "@ @ a", "sepuluh": "@ u u", "loket": "o E"}


def read_by_engine(texts: list[str]) -> list[str]:
    """What espeak-ng reads of each text, in its phonemes without pauses; all in one run."""
    said = subprocess.run(
        ["espeak-ng", "-v", "id", "-x", "-q", "--stdin"],
        input="\n\n".join(texts),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return [" ".join(re.sub(r"_[|:^]?", "", line).split()) for line in said.stdout.splitlines() if line.strip()]


def test_the_installed_engine_reads_every_word_of_the_table_as_it_stands_there():
    table = phonemes_of_words("id")
    heard = read_by_engine([reading("id", f"{word}.") for word in table])
    assert dict(zip(table, heard, strict=True)) == table


@pytest.mark.parametrize(("word", "vowels"), SCHWA.items())
def test_numbers_and_the_word_for_counter_have_the_vowels_of_the_dictionary(word, vowels):
    assert " ".join(re.findall(r"[aEeiou@]", phonemes_of_words("id")[word])) == vowels


@pytest.mark.parametrize("style", ["digits", "value"])
def test_nothing_that_every_hall_says_is_left_to_the_engines_guess(style):
    said = [
        utterance("id", f"A-{number:03}", Goal(max(number, 1)), SpeechInfo(style=style), None) for number in range(1000)
    ]
    said += [utterance("id", f"{chr(code)}{chr(code)}-013", Goal(1), SpeechInfo(), None) for code in range(65, 91)]
    words = {word for one in said for word in re.findall(r"[^\W\d_]+", one.text)}
    words |= {word for floor in (*range(-5, 100),) for word in spoken_floor("id", floor, {}).split()}
    assert not {word for word in words if word.lower() not in phonemes_of_words("id")}
    assert len(words) > 40


@pytest.mark.parametrize("key", HALLS)
def test_every_agency_counter_and_zone_of_our_halls_is_in_the_table(key):
    hall = load_site(key)
    names = [one.short for one in hall.agencies] + [one.name for one in hall.counters if one.name]
    names += [zone.name for zone in hall.zones]
    spoken = " ".join(spoken_name("id", pick(name, "id"), hall.speech.pronounce) for name in names)
    written = {word for word in re.findall(r"[^\W\d_]+", spoken) if len(word) == 1 or not word.isupper()}
    left = {word for word in written if word.lower() not in phonemes_of_words("id")}
    assert not left, f"run setup/phonemes.py: {sorted(left)}"


def test_both_styles_of_every_number_are_read_with_the_right_phonemes_in_a_sentence():
    texts = [f"{numerals.number('id', f'{number:03}', 'value')}." for number in range(0, 1000, 7)]
    table = phonemes_of_words("id")
    wanted = [" ".join(table[word] for word in text.rstrip(".").split()) for text in texts]
    assert read_by_engine([reading("id", text) for text in texts]) == wanted


def test_without_the_table_the_engine_would_misread_the_counter():
    assert read_by_engine(["loket empat belas."]) != read_by_engine([reading("id", "loket empat belas.")])


def test_an_abbreviation_is_no_word_and_english_is_left_as_it_is():
    assert reading("id", "ES es") == "ES [['es]]"
    assert reading("en", "counter enam") == "counter enam"


@pytest.mark.parametrize(("spoken", "fault"), [("[[be pe dZ'e 'Es]]", ""), ("be pe je es", ""), ("[[qq]]", "qq")])
def test_phonemes_that_the_engine_does_not_know_are_found(spoken, fault):
    assert phonemes.unreadable(spoken) == fault


@pytest.mark.parametrize("spoken", ["[[be", "be]]", "[[]]", "[[be]] pe", "[[be9]]"])
def test_half_a_bracket_or_none_inside_is_found(spoken):
    assert phonemes.unreadable(spoken)


def test_both_ways_to_the_engine_speak_phonemes_and_not_their_signs(tmp_path):
    piece = Piece("belas", "[[b@l'as]]")
    process = EngineProcess()
    try:
        for name, maker in (("engine", process.make), ("program", EspeakProgram().make)):
            assert maker(piece, "id", 150, tmp_path / f"{name}.wav") is None
    finally:
        process.close()
    made = [read((tmp_path / f"{name}.wav").read_bytes()) for name in ("engine", "program")]
    clips = [trimmed(clip) for clip in made if isinstance(clip, Clip)]
    lengths = [len(envelope(clip)) for clip in clips]
    assert len(clips) == 2
    assert abs(lengths[0] - lengths[1]) <= 3
    assert max(lengths) < 80
