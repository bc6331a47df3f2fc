"""Letters and numbers as they are spoken, in each language. Pure; the words stand in the language's ``numbers.toml``.

The engine misreads figures ("012" becomes "nol duabelas"), so everything that counts is written out in words.
"""

from __future__ import annotations

from typing import Literal

from display.voice.number_rules import RANK, VALUE, number_rules

Style = Literal["digits", "value"]

MAX_NUMBER = 999_999
"""The largest number that has a value in words; beyond it only digits are spoken."""


def letter(lang: str, capital: str) -> str:
    """The name of one capital letter: "B" is "Be" in Indonesian. English engines name a lone capital by themselves."""
    return number_rules(lang).letters.get(capital, capital)


def number(lang: str, written: str, style: Style) -> str:
    """A ticket's number, as written with its leading zeros, in words.

    *digits*: each digit. *value*: the leading zeros, then the rest as a value ("010" is "nol sepuluh")."""
    bare = written.lstrip("0")
    if style == "digits" or not bare or int(bare) > MAX_NUMBER:
        return " ".join(value(lang, int(digit)) for digit in written)
    zeros = [value(lang, 0)] * (len(written) - len(bare))
    return " ".join([*zeros, value(lang, int(bare))])


def value(lang: str, amount: int) -> str:
    """A whole number from 0 to MAX_NUMBER in words: 21 is "dua puluh satu", "twenty-one"."""
    if not 0 <= amount <= MAX_NUMBER:
        raise ValueError(f"no words for {amount}: expected 0 to {MAX_NUMBER}")
    return number_rules(lang).words(VALUE, amount)


def rank(lang: str, amount: int) -> str:
    """The word for a storey: Indonesian counts ("dua"), English ranks ("second", "twenty-first")."""
    return number_rules(lang).words(RANK, amount)
