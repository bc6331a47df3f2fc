"""What the speech engine is given to read, so that it says the right vowels. Pure but for one file that is shipped.

espeak-ng (1.51 and 1.52) guesses Indonesian e and schwa by rules, and reads "empat", "belas" and "loket" wrongly in
every call. Words whose sounds are known (``phonemes.toml`` of the language) and those that the site gives as phonemes
are handed over as phonemes in double brackets; everything else is left to the engine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from display.voice.language_voice import phonemes_of_words

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Piece:
    """A text that an engine takes at once."""

    text: str
    reading: str
    """The same with phonemes, for engines of espeak-ng."""


def reading(lang: str, text: str, exact: Mapping[str, str] | None = None) -> str:
    """The text with phonemes in double brackets: first those of ``exact`` (written form to phonemes, whole words, the
    longest first), then the known words. An abbreviation in capitals is never taken for a word."""
    written = sorted(exact or {}, key=len, reverse=True)
    if not written:
        return _words(lang, text)
    either = "|".join(map(re.escape, written))
    parts = re.split(rf"(?<!\w)({either})(?!\w)", text)
    told = (f"[[{(exact or {})[part]}]]" if at % 2 else _words(lang, part) for at, part in enumerate(parts))
    return "".join(told)


def _words(lang: str, text: str) -> str:
    table = phonemes_of_words(lang)

    def told(found: re.Match[str]) -> str:
        word = found[0]
        phonemes = None if len(word) > 1 and word.isupper() else table.get(word.lower())
        return word if phonemes is None else f"[[{phonemes}]]"

    return _WORD.sub(told, text)
