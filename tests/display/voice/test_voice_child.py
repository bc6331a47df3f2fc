"""Which of the engine's voices speaks: a voice that cannot leads to the next of its language, and never to another."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from display.voice.child import first_heard, voices
from display.voice.wav import Clip, envelope, read

DEBIAN = [("mb/mb-id1", "indonesian-mbrola-1"), ("poz/id", "Indonesian"), ("gmw/en", "English (Great Britain)")]
WINDOWS = [("HKEY\\DAVID", "Microsoft David - English"), ("HKEY\\ANDIKA", "Microsoft Andika - Indonesian")]

ENGINE = """
import sys
import pyttsx3
from display.voice import child

child.voices = lambda known, lang: tuple(sys.argv[1:])
child.main()
"""
"""The child as it is, on the real engine, given these voices to choose from."""


def say(tmp_path: Path, *names: str) -> tuple[str | None, Clip | str]:
    """What the child answers, and what it wrote."""
    path = tmp_path / "said.wav"
    asked = {"id": 1, "text": "Nomor antrean tujuh.", "reading": "Nomor antrean tujuh.", "lang": "id", "rate": 150}
    done = subprocess.run(
        [sys.executable, "-c", ENGINE, *names],
        input=json.dumps({**asked, "path": str(path)}) + "\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer["error"], read(path.read_bytes()) if path.exists() else "no file"


@pytest.mark.parametrize(
    ("known", "lang", "expected"),
    [
        (DEBIAN, "id", ("poz/id", "mb/mb-id1")),
        (DEBIAN[:1], "id", ("mb/mb-id1",)),
        (DEBIAN, "en", ("gmw/en",)),
        (WINDOWS, "id", ("HKEY\\ANDIKA",)),
        (WINDOWS, "en", ("HKEY\\DAVID",)),
        (WINDOWS[:1], "id", ()),
        (DEBIAN, "jv", ()),
    ],
)
def test_voices_of_a_language_are_tried_best_first_and_those_of_mbrola_last(
    known: list[tuple[str, str]], lang: str, expected: tuple[str, ...]
) -> None:
    assert voices(known, lang) == expected


def test_a_language_without_a_voice_is_said_to_have_none() -> None:
    assert first_heard((), lambda _: None, "jv") == "no voice for jv"


def test_all_that_was_wrong_with_the_voices_is_said() -> None:
    assert first_heard(("one", "two"), lambda name: f"{name} is mute", "id") == "one: one is mute; two: two is mute"


def test_a_voice_whose_file_was_lost_once_is_asked_again_before_another() -> None:
    asked: list[str] = []
    answers = iter(["it wrote no sound", None])
    assert first_heard(("one", "two"), lambda name: asked.append(name) or next(answers), "id") is None
    assert asked == ["one", "one"]


@pytest.mark.parametrize("cannot", ["poz/nobody", "mb/mb-id1"], ids=["not there", "without MBROLA"])
def test_a_voice_that_cannot_speak_leads_to_the_next(tmp_path: Path, cannot: str) -> None:
    error, clip = say(tmp_path, cannot, "poz/id")
    assert error is None
    assert isinstance(clip, Clip)
    assert max(envelope(clip)) > 0.3


def test_a_voice_that_is_not_there_is_never_replaced_by_english(tmp_path: Path) -> None:
    error, written = say(tmp_path, "poz/nobody")
    assert error is not None
    assert "it cannot be set" in error
    assert written == "no file"


@pytest.mark.skipif(shutil.which("mbrola") is not None, reason="MBROLA is installed here and speaks")
def test_a_voice_that_writes_silence_is_told_of(tmp_path: Path) -> None:
    error, _ = say(tmp_path, "mb/mb-id1")
    assert error == "mb/mb-id1: it wrote no sound"
