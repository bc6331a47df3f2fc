"""Letters and numbers as they are spoken, in Indonesian and English. Pure; no sentence stands here.

The engine misreads figures ("012" becomes "nol duabelas"), so everything that counts is written out in words.
"""

from __future__ import annotations

from typing import Literal

Style = Literal["digits", "value"]

LANGUAGES = ("id", "en")
MAX_NUMBER = 999_999
"""The largest number that has a value in words; beyond it only digits are spoken."""

_LETTERS = "A Be Ce De E Ef Ge Ha I Je Ka El Em En O Pe Ki Er Es Te U Ve We Eks Ye Zet"
_LETTERS_ID = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTERS.split(" "), strict=True))
_DIGITS = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_TEENS = ("four", "fif", "six", "seven", "eigh", "nine")
_TEENS_EN = ("ten", "eleven", "twelve", "thirteen", *(f"{stem}teen" for stem in _TEENS))
_RANKS_EN = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def letter(lang: str, capital: str) -> str:
    """The name of one capital letter: "B" is "Be" in Indonesian. English engines name a lone capital by themselves."""
    return _LETTERS_ID[capital] if lang == "id" else capital


def number(lang: str, written: str, style: Style) -> str:
    """A ticket's number, as written with its leading zeros, in words.

    *digits*: each digit. *value*: the leading zeros, then the rest as a value ("010" is "nol sepuluh")."""
    bare = written.lstrip("0")
    if style == "digits" or not bare or int(bare) > MAX_NUMBER:
        return " ".join(_DIGITS[lang][int(digit)] for digit in written)
    zeros = [_DIGITS[lang][0]] * (len(written) - len(bare))
    return " ".join([*zeros, value(lang, int(bare))])


def value(lang: str, amount: int) -> str:
    """A whole number from 0 to MOST in words: 21 is "dua puluh satu", "twenty-one"."""
    if not 0 <= amount <= MAX_NUMBER:
        raise ValueError(f"no words for {amount}: expected 0 to {MAX_NUMBER}")
    if amount == 0:
        return _DIGITS[lang][0]
    return _value_id(amount) if lang == "id" else _value_en(amount)


def rank(lang: str, amount: int) -> str:
    """The word for a storey: Indonesian counts ("dua"), English ranks ("second", "twenty-first")."""
    if lang == "id":
        return value(lang, amount)
    head, dash, last = value(lang, amount).rpartition("-")
    if not dash:
        head, dash, last = last.rpartition(" ")
    return head + dash + _RANKS_EN.get(last, f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th")


def _value_id(amount: int) -> str:
    thousands, rest = divmod(amount, 1000)
    words = []
    if thousands:
        words.append("seribu" if thousands == 1 else f"{_value_id(thousands)} ribu")
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_DIGITS['id'][hundreds]} ratus")
    if rest >= 20:
        tens, rest = divmod(rest, 10)
        words.append(f"{_DIGITS['id'][tens]} puluh")
    if rest >= 12:
        words.append(f"{_DIGITS['id'][rest - 10]} belas")
    elif rest in (10, 11):
        words.append("sepuluh" if rest == 10 else "sebelas")
    elif rest:
        words.append(_DIGITS["id"][rest])
    return " ".join(words)


def _value_en(amount: int) -> str:
    thousands, rest = divmod(amount, 1000)
    words = [f"{_value_en(thousands)} thousand"] if thousands else []
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        words.append(f"{_DIGITS['en'][hundreds]} hundred")
    if rest:
        small = _below_hundred_en(rest)
        words.append(f"and {small}" if words else small)
    return " ".join(words)


def _below_hundred_en(amount: int) -> str:
    if amount < 10:
        return _DIGITS["en"][amount]
    if amount < 20:
        return _TEENS_EN[amount - 10]
    tens, ones = divmod(amount, 10)
    return _TENS_EN[tens - 2] + (f"-{_DIGITS['en'][ones]}" if ones else "")
