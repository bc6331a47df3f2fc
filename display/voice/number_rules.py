"""Numbers in words by the rules of a language's ``numbers.toml``. Pure but for that file, which is shipped.

The notation is that of ICU's rule-based number format (unicode-org.github.io/icu, "RBNF"), as far as calls need it. A
rule is a base value and its words, and serves the numbers from its base value up to the next one's. Its divisor is the
greatest power of ten that is not above the base value::

    20 = "<< puluh[ >>]"

``<<`` is the quotient in words, ``>>`` the remainder; ``>name>`` is the remainder and ``=name=`` the number itself by
the rules of the table ``name``; what stands in square brackets is left out where nothing remains.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shared.texts import language_folder

VALUE, RANK, LETTERS = "value", "rank", "letters"
"""The tables that calls ask for: numbers, storeys, capital letters."""
_PART = re.compile(r"<<|>(\w*)>|=(\w+)=|\[([^\]]*)\]")


@dataclass(frozen=True)
class NumberRules:
    """How one language speaks numbers and letters."""

    tables: Mapping[str, Mapping[int, str]]
    """Table to its rules: base value, in rising order, to words."""
    letters: Mapping[str, str]
    """Capital letter to its name, where it is spoken otherwise than the engine does by itself."""

    def words(self, table: str, amount: int) -> str:
        """A whole number in words; ``rank`` is ``value`` where the language does not tell them apart.

        Raises KeyError for a table that the language does not have, ValueError for a number below its first rule."""
        rules = self.tables[VALUE if table == RANK and RANK not in self.tables else table]
        bases = list(rules)
        at = bisect_right(bases, amount) - 1
        if at < 0:
            raise ValueError(f"no words for {amount}: the rules of {table!r} begin at {bases[0]}")
        base = bases[at]
        quotient, remainder = divmod(amount, 10 ** (len(str(base)) - 1))

        def part(found: re.Match[str]) -> str:
            if found[0] == "<<":
                return self.words(VALUE, quotient)
            if found[3] is not None:
                return _PART.sub(part, found[3]) if remainder else ""
            if found[2] is not None:
                return self.words(found[2], amount)
            return self.words(found[1] or VALUE, remainder)

        return _PART.sub(part, rules[base])


@cache
def number_rules(lang: str) -> NumberRules:
    """Those of a language that has a folder."""
    told = tomllib.loads((language_folder(lang) / "numbers.toml").read_text("utf-8"))
    letters = told.pop(LETTERS, {})
    tables = {name: {int(base): rules[base] for base in sorted(rules, key=int)} for name, rules in told.items()}
    return NumberRules(tables, letters)
