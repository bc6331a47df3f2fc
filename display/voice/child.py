"""The speech engine in a process of its own: ``python -m display.voice.child``.

Reads one JSON object a line from stdin, ``{"id", "text", "reading", "lang", "rate", "path"}``, writes the WAV to
``path`` and answers ``{"id", "error"}`` on stdout; ``error`` is null when the engine did not complain, which does not
prove that the file is there. ``reading`` is the text with espeak-ng's phonemes in double brackets: espeak-ng gets that,
any other engine the text. Ends with its stdin. One sentence at a time: two engines in one process crash it.

pyttsx3 (2.99) says nothing of a voice that does not exist and speaks on with the former one, English at its start;
libespeak-ng (1.51) takes a voice of MBROLA also where MBROLA is not installed, and writes silence. So after each
sentence the voice is asked for and the file looked at; where either is wrong, the language's next voice is tried.
"""

from __future__ import annotations

import json
import os
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyttsx3

from display.voice.language_voice import language_voice

BORROWED = "mb/"
"""How espeak-ng's ids of MBROLA's voices begin: they are tried last, for most machines have no MBROLA."""
TRIES = 2
"""The engine loses a file now and then, which is no reason to speak with another voice."""


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # the engine and its library print to stdout
    engine = pyttsx3.init()
    library = _espeak()
    if library is not None:
        library.ENDPAUSE |= library.PHONEMES  # the driver sets no flag for them, and would speak their signs
    known = [(str(voice.id), str(voice.name)) for voice in engine.getProperty("voices")]
    for line in sys.stdin:
        asked = json.loads(line)
        text = asked["text" if library is None else "reading"]

        def attempt(voice: str, text: str = text, asked: dict[str, Any] = asked) -> str | None:
            return _attempt(engine, library, voice, text, asked["rate"], asked["path"])

        error = first_heard(voices(known, asked["lang"]), attempt, asked["lang"])
        answers.write(json.dumps({"id": asked["id"], "error": error}) + "\n")


def _espeak() -> Any:
    """The binding through which pyttsx3 speaks with espeak-ng; None where it has another engine."""
    return sys.modules.get("pyttsx3.drivers._espeak")


def voices(known: list[tuple[str, str]], lang: str) -> tuple[str, ...]:
    """Ids of the voices for a language, best first. ``known`` are ids and names of all there are."""
    found: list[str] = []
    for wanted in language_voice(lang).voices:
        exact = [name for name, _ in known if name.lower() == wanted]
        alike = [name for name, called in known if wanted in f"{name} {called}".lower()]
        found.extend((*exact, *alike))
    return tuple(sorted(dict.fromkeys(found), key=lambda name: name.lower().startswith(BORROWED)))


def first_heard(names: tuple[str, ...], attempt: Callable[[str], str | None], lang: str) -> str | None:
    """Speaks with the first of these voices that can, each asked TRIES times; ``attempt`` says what was wrong. None, or
    all that was wrong."""
    faults: list[str] = []
    for name in names:
        for _ in range(TRIES):
            fault = attempt(name)
            if fault is None:
                return None
        faults.append(f"{name}: {fault}")
    return "; ".join(faults) or f"no voice for {lang}"


def _attempt(engine: Any, library: Any, voice: str, text: str, rate: int, path: str) -> str | None:
    try:
        engine.setProperty("voice", voice)
        engine.setProperty("rate", rate)
        if library is not None:
            library.Synchronize()  # without it about every second change of rate is lost
        engine.save_to_file(text, path)
        engine.runAndWait()
        spoke = str(engine.getProperty("voice"))
    except (OSError, RuntimeError, ValueError) as error:
        return str(error) or type(error).__name__
    if spoke.lower() != voice.lower():
        Path(path).unlink(missing_ok=True)
        return f"it cannot be set, {spoke} spoke in its place"
    return None if _sounds(path) else "it wrote no sound"


def _sounds(path: str) -> bool:
    """Whether there is a WAV with a sample that is not 0."""
    try:
        with wave.open(path, "rb") as file:
            return any(file.readframes(file.getnframes()))
    except (OSError, EOFError, wave.Error):
        return False


if __name__ == "__main__":
    main()
