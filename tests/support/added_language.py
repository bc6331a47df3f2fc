"""A third language, added as files alone: what stands in a copy of the languages' folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from display.voice import language_voice, number_rules
from shared import texts

CODE, NAME = "qaa", "Basa Anyar"
"""A code that ISO 639 leaves for local use."""
CACHES = (
    texts.languages,
    texts.catalogue,
    number_rules.number_rules,
    language_voice.language_voice,
    language_voice.phonemes_of_words,
)


@contextmanager
def added_language(folder: Path) -> Iterator[str]:
    """The program as if the folder of another language had been put beside the others; gives its code. Its texts are
    the English ones with "~" before them, and "three" is "telu"."""
    shutil.copytree(texts.LANGUAGES_FOLDER, folder / "languages")
    own = folder / "languages" / CODE
    shutil.copytree(folder / "languages" / "en", own)
    for path in (own / "texts").iterdir():
        path.write_text(path.read_text("utf-8").replace(' = "', ' = "~'), "utf-8")
    numbers = own / "numbers.toml"
    numbers.write_text(numbers.read_text("utf-8").replace('3 = "three"', '3 = "telu"'), "utf-8")
    (own / "language.toml").write_text(f'name = "{NAME}"\n', "utf-8")
    (own / "voice.toml").write_text('voices = ["local/anyar"]\nespeak = "jv"\nrate = 1.5\n', "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "LANGUAGES_FOLDER", folder / "languages")
        _forget()
        try:
            yield CODE
        finally:
            patch.undo()
            _forget()


def _forget() -> None:
    for cache in CACHES:
        cache.cache_clear()
