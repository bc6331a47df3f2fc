"""With which voice a language is spoken: its ``voice.toml``, and the sounds of words that its engine reads wrongly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from msgspec import Struct, toml

from shared.texts import language_folder, languages


class LanguageVoice(Struct, frozen=True, forbid_unknown_fields=True):
    """The voice of one language."""

    voices: tuple[str, ...] = ()
    """What the wanted voice's id or name is or contains, best first: those of espeak-ng, then those of Windows."""
    espeak: str = ""
    """The voice's name for the program espeak-ng."""
    rate: float = 1.0
    """What the engine must be asked for to speak one word a minute: it counts shorter words than a call has."""


@cache
def language_voice(lang: str) -> LanguageVoice:
    """That of a language's folder; one without any voice for a language that has none.

    Raises msgspec.ValidationError for a file with other keys or types."""
    if lang not in languages():
        return LanguageVoice(espeak=lang)
    return toml.decode((language_folder(lang) / "voice.toml").read_bytes(), type=LanguageVoice)


@cache
def phonemes_of_words(lang: str) -> Mapping[str, str]:
    """Word in small letters to espeak-ng's phonemes; empty for a language that its engine reads rightly."""
    path = language_folder(lang) / "phonemes.toml"
    return dict(tomllib.loads(path.read_text("utf-8"))["word"]) if path.is_file() else {}
