"""The speech engine in a process of its own: ``python -m display.voice.child``.

Reads one JSON object a line from stdin, ``{"id", "text", "reading", "lang", "rate", "path"}``, writes the WAV to
``path`` and answers ``{"id", "error"}`` on stdout; ``error`` is null when the engine did not complain, which does not
prove that the file is there. ``reading`` is the text with espeak-ng's phonemes in double brackets: espeak-ng gets that,
any other engine the text. Ends with its stdin. One sentence at a time: two engines in one process crash it.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import pyttsx3

VOICES = {"id": ("poz/id", "indones", "id-id"), "en": ("gmw/en", "gmw/en-us", "english", "en-us", "en-gb")}
"""What the wanted voice's id or name is or contains, best first: those of espeak-ng, then those of Windows."""


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # the engine and its library print to stdout
    engine = pyttsx3.init()
    if (library := _espeak()) is not None:
        library.ENDPAUSE |= library.PHONEMES  # the driver sets no flag for them, and would speak their signs
    voices: dict[str, str | None] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        lang = asked["lang"]
        if lang not in voices:
            voices[lang] = _voice(engine, lang)
        error = _speak(engine, voices[lang], asked)
        answers.write(json.dumps({"id": asked["id"], "error": error}) + "\n")


def _espeak() -> Any:
    """The binding through which pyttsx3 speaks with espeak-ng; None where it has another engine."""
    return sys.modules.get("pyttsx3.drivers._espeak")


def _voice(engine: Any, lang: str) -> str | None:
    known = [(str(voice.id), f"{voice.id} {voice.name}".lower()) for voice in engine.getProperty("voices")]
    for wanted in VOICES.get(lang, ()):
        exact = (name for name, _ in known if name.lower() == wanted)
        alike = (name for name, words in known if wanted in words)
        found = next(exact, None) or next(alike, None)
        if found is not None:
            return found
    return None


def _speak(engine: Any, voice: str | None, asked: dict[str, Any]) -> str | None:
    if voice is None:
        return f"no voice for {asked['lang']}"
    library = _espeak()
    try:
        engine.setProperty("voice", voice)
        engine.setProperty("rate", asked["rate"])
        if library is not None:
            library.Synchronize()  # without it about every second change of rate is lost
        engine.save_to_file(asked["text" if library is None else "reading"], asked["path"])
        engine.runAndWait()
    except (OSError, RuntimeError, ValueError) as error:
        return str(error) or type(error).__name__
    return None


if __name__ == "__main__":
    main()
