"""Labels, names of counters and agencies, and floors, in words for the ear. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from display.voice import numerals
from shared import phonemes
from shared.texts import SOURCE_LANGUAGE, FloorName, pick, text
from shared.wording import labels

_PAUSES = re.compile(r"\s*[/·•|–—()\[\];:]\s*|\s-\s")
"""Signs between the words of a name: engines speak the names of some of them."""
_SHORT_CODE = re.compile(r"(?<!\w)([A-Z]{1,2})[-. ]?([0-9]+)(?!\w)")
"""A1, B-12, AB 3: letters that are named, and a number."""
_LONE_LETTER = re.compile(r"(?<!\w)[A-Z](?!\w)")


def spoken_label(lang: str, label: str, style: numerals.Style) -> tuple[str, str] | None:
    """Series and number of a ticket: "AB-013" is ("A Be", "nol satu tiga"); None for what is no ticket's label."""
    if labels.parse(label) is None:
        return None
    series, _, digits = label.partition("-")
    return _signs(lang, series), numerals.number(lang, digits, style)


def spoken_floor(lang: str, floor: FloorName | None, pronounce: Mapping[str, str]) -> str:
    """ "lantai dua", "second floor", "lantai bawah tanah satu" for 0, or the floor's own name; "" for None."""
    if floor is None:
        return ""
    if not isinstance(floor, int):
        return spoken_name(lang, pick(floor, lang), pronounce)
    if floor > 0:
        return text(lang, "speech.where.floor", n=numerals.rank(lang, floor))
    return text(lang, "speech.where.basement", n=numerals.value(lang, 1 - floor))


def spoken_name(lang: str, name: str, pronounce: Mapping[str, str]) -> str:
    """A name for the ear: the pronunciation list first (whole words, longest entry first), then figures in words.

    The list is written in Indonesian spelling ("be pe je es"), so that it serves Indonesian only; English engines
    spell abbreviations by themselves. An entry in phonemes leaves the name as it is written: the engine is told how to
    read it. A stroke, a dot between words and their like are a pause, an ampersand is a word."""
    if lang == SOURCE_LANGUAGE and pronounce:
        longest = sorted(pronounce, key=len, reverse=True)
        either = "|".join(re.escape(written) for written in longest)
        parts = re.split(rf"(?<!\w)({either})(?!\w)", name)
        return _tidy(
            "".join(_listed(pronounce, part) if at % 2 else _plain(lang, part) for at, part in enumerate(parts))
        )
    return _tidy(_plain(lang, name))


def _listed(pronounce: Mapping[str, str], written: str) -> str:
    spoken = pronounce[written]
    return written if phonemes.phonemes_in(spoken) else _plain(SOURCE_LANGUAGE, spoken)


def _plain(lang: str, part: str) -> str:
    part = _PAUSES.sub(", ", part).replace("&", text(lang, "speech.where.and"))
    part = _SHORT_CODE.sub(lambda found: f"{_signs(lang, found[1])} {found[2]}", part)
    part = re.sub(r"[0-9]+", lambda found: f" {numerals.number(lang, found[0], 'value')} ", part)
    return _LONE_LETTER.sub(lambda found: numerals.letter(lang, found[0]), part)


def _tidy(spoken: str) -> str:
    spoken = re.sub(r"\s*,(?:\s*,)*\s*", ", ", spoken)
    return " ".join(spoken.split()).strip(", ")


def _signs(lang: str, series: str) -> str:
    """Letters by their names, a digit by its word: "4K" is "empat Ka"."""
    return " ".join(numerals.value(lang, int(one)) if one.isdigit() else numerals.letter(lang, one) for one in series)
