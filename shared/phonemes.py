"""Sounds of Indonesian as espeak-ng writes them, where a site's pronunciation list gives some: ``[[be pe dZ'e 'Es]]``.

https://github.com/espeak-ng/espeak-ng/blob/master/docs/phonemes.md
"""

from __future__ import annotations

import re

SIGNS = (
    *["aI", "aU", "oI", "OI", "tS", "dZ", "n^", "R2", "_:", "_|"],
    *"aeEioOu@bcCdfghjJklmnNprRsStTvwxzZD?',:_",
)
"""The engine's mnemonics that an Indonesian word can have; ' stands before the stressed vowel, @ is a schwa."""
_WORD = re.compile("(?:" + "|".join(re.escape(sign) for sign in SIGNS) + ")+")
_BRACKETS = re.compile(r"\[\[(.*)\]\]", re.DOTALL)


def phonemes_in(spoken: str) -> str | None:
    """The phonemes between double brackets; None for a spoken form in plain spelling."""
    found = _BRACKETS.fullmatch(spoken.strip())
    return " ".join(found[1].split()) if found else None


def unreadable(spoken: str) -> str:
    """What the engine could not read in a spoken form; "" when it is right. Plain spelling has no double brackets."""
    phonemes = phonemes_in(spoken)
    if phonemes is None:
        return "[[" if "[[" in spoken else "]]" if "]]" in spoken else ""
    if not phonemes:
        return "[[]]"
    return next((word for word in phonemes.split(" ") if not _WORD.fullmatch(word)), "")
