"""The languages of the program and their translation files: words for people, looked up by dotted key and language.

No text stands in code. A language is a folder ``assets/languages/<code>/``, with one file for each room in ``texts/``;
nested tables become dotted keys that begin with the room: ``[home] title = "..."`` in ``texts/kiosk.toml`` is
``kiosk.home.title``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shared.resources import ASSETS

LANGUAGES_FOLDER = ASSETS / "languages"
SOURCE_LANGUAGE = "id"
"""The language that has every text; what another lacks is shown in it."""
DEFAULT_LANGUAGES = ("id", "en")
"""The languages of a site whose file names none, and of screens that know no hall yet."""

Translations = dict[str, str]
"""One text of a site in its languages: language code ("id", "en") to text. "id" is always there."""
FloorName = int | Translations
"""A storey: its number, 1 being the ground floor and 0 and below basements, or its name."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that the program has, one for each folder: Indonesian first, then by code."""
    codes = [folder.name for folder in LANGUAGES_FOLDER.iterdir() if (folder / "texts").is_dir()]
    return tuple(sorted(codes, key=lambda code: (code != SOURCE_LANGUAGE, code)))


def language_folder(lang: str) -> Path:
    """Where a language's files lie."""
    return LANGUAGES_FOLDER / lang


def language_name(lang: str) -> str:
    """A language's name in itself, "Bahasa Indonesia"."""
    return str(tomllib.loads((language_folder(lang) / "language.toml").read_text(encoding="utf-8"))["name"])


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of one language by dotted key, among them ``language.<code>``, each language's name in itself. A
    language without a folder has none."""
    found: dict[str, str] = {}
    if lang in languages():
        for path in sorted((language_folder(lang) / "texts").glob("*.toml")):
            _flatten(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), found)
        found |= {f"language.{code}": language_name(code) for code in languages()}
    return found


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, Mapping):
            _flatten(f"{prefix}.{key}", value, into)
        else:
            into[f"{prefix}.{key}"] = str(value)


def text(lang: str, key: str, **values: object) -> str:
    """The text of ``key`` in ``lang``, else in Indonesian, with its placeholders filled.

    Raises KeyError where Indonesian lacks it too: a missing text is a bug, found by the tests."""
    chosen = catalogue(lang).get(key) or catalogue(SOURCE_LANGUAGE)[key]
    return chosen.format(**values) if values else chosen


def pick(words: Mapping[str, str] | None, lang: str) -> str:
    """A site's own text in ``lang``, else in Indonesian; empty where there is none."""
    if not words:
        return ""
    return words.get(lang) or words.get(SOURCE_LANGUAGE, "")
