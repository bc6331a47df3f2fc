"""Cutting a text into pieces that the engine takes whole: it loses what comes after about 225 characters. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_CHARACTERS = 200


def pieces(text: str, most: int = MAX_CHARACTERS) -> tuple[str, ...]:
    """The text in pieces of at most ``most`` characters, cut after a sentence, else after a comma, else between
    words, else within a word; no word is lost and their order stays."""
    return tuple(_cut(text.strip(), most, (r"(?<=[.!?])\s+", r"(?<=[,;:])\s+", r"\s+")))


def _cut(text: str, most: int, borders: tuple[str, ...]) -> Iterator[str]:
    if len(text) <= most:
        if text:
            yield text
        return
    if not borders:
        yield from (text[start : start + most] for start in range(0, len(text), most))
        return
    gathered = ""
    for part in re.split(borders[0], text):
        together = f"{gathered} {part}" if gathered else part
        if len(together) <= most:
            gathered = together
            continue
        if gathered:
            yield gathered
        gathered = ""
        if len(part) <= most:
            gathered = part
        else:
            yield from _cut(part, most, borders[1:])
    if gathered:
        yield gathered
