"""The translation files: words for people, looked up by dotted key and language. No text stands in code.

Files are ``assets/texts/<room>.<language>.toml``; nested tables become dotted keys that begin with the room:
``[home] title = "..."`` in ``kiosk.id.toml`` is ``kiosk.home.title``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from shared.resources import ASSETS

LANGUAGES = ("id", "en")

Translations = dict[str, str]
"""One text of a site in its languages: language code ("id", "en") to text. "id" is always there."""
FloorName = int | Translations
"""A storey: its number, 1 being the ground floor and 0 and below basements, or its name."""


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of one language by dotted key. A language without files has none."""
    found: dict[str, str] = {}
    for path in sorted((ASSETS / "texts").glob(f"*.{lang}.toml")):
        room = path.name.split(".", 1)[0]
        _flatten(room, tomllib.loads(path.read_text(encoding="utf-8")), found)
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
    chosen = catalogue(lang).get(key) or catalogue("id")[key]
    return chosen.format(**values) if values else chosen


def pick(words: Mapping[str, str] | None, lang: str) -> str:
    """A site's own text in ``lang``, else in Indonesian; empty where there is none."""
    if not words:
        return ""
    return words.get(lang) or words.get("id", "")
