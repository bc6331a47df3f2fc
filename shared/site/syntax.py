"""What is wrong with a text that is no TOML, in plain words with a cure instead of the parser's own."""

from __future__ import annotations

import re

from shared.site.mistakes import Mistake

_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_VALUE = 'a value: "text" in quotation marks, a number, true, false, a date such as 2026-12-25, a [list] or a { table }'
_CURLY = re.compile(r"""=\s*[\[{]?\s*[\u2018-\u201f]""")
_OTHER_DATE = re.compile(r"=\s*\d{1,2}[-./]\d{1,2}[-./]\d{4}")
_TWICE = re.compile(r"Cannot declare \((.*)\) twice")
_PART = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_SAID: tuple[tuple[str, str, str], ...] = (
    (
        r"(?:Illegal|Found invalid) character '\\n'",
        'a closing quotation mark (") at the end of the text',
        "the end of the line",
    ),
    (r"(?:Illegal|Found invalid) character .*", "text without control signs", "a control sign"),
    (r"Cannot (?:overwrite|mutate|declare).*", "each key once in its table", "a key that stands above already"),
    (r"Duplicate inline table key .*", "each key once in its table", "the same key a second time"),
    (r"Expected '=' after a key.*", 'key = value, with "=" between', 'no "="'),
    (r"Invalid value", _VALUE, "something else; text needs quotation marks"),
    (r"Expected newline or end of document.*", "nothing more in the line after a value", "more text"),
    (r"Invalid statement", "key = value, a [table], or a remark after #", "something else"),
    (r"Unclosed array", "a comma between the entries, and ] at the end of the list", "something else"),
    (r"Unclosed inline table", "a comma between the entries, and } at the end of the table", "something else"),
    (r"Expected '\]+' at the end of.*", "the table's name closed by as many ] as it has [", "something else"),
    (
        r"""Unterminated string|Expected "'+".*""",
        "a closing quotation mark at the end of the text",
        "the end of the file",
    ),
    (r"Unescaped .* in a string", r"\\ for a backslash, or the text in single quotation marks", "a lone backslash"),
    (r"Exceeds the limit .*", "a number of fewer digits", "thousands of digits"),
    (r"maximum recursion depth .*", "fewer brackets within brackets", "hundreds of them"),
    (r"Invalid date or datetime", "a date that exists, such as 2026-12-25", "another"),
    (r"Invalid initial character for a key part", "a key of letters, digits, - and _", "another sign"),
)
"""The parser's words, what was expected, what was found."""


def in_plain_words(text: str, file: str, trouble: str) -> Mistake:
    """The mistake behind the parser's message ``trouble`` about ``text``, with its line."""
    at = _AT.search(trouble)
    line = int(at[1]) if at and at[1] else text.count("\n") + 1
    raw = _AT.sub("", trouble).strip()
    known = _typical(text.splitlines()[line - 1 : line], raw)
    if known is not None:
        return Mistake(file, "", f"{known[0]} (a rule of TOML)", known[1], line)
    for pattern, expected, found in _SAID:
        if re.fullmatch(pattern, raw, re.DOTALL) is not None:
            return Mistake(file, "", f"{expected} (a rule of TOML)", found, line)
    return Mistake(file, "", "TOML as in https://toml.io", raw, line)


def _typical(line: list[str], raw: str) -> tuple[str, str] | None:
    """What was expected and what was found, for mistakes that the parser's own words do not name."""
    if (twice := _TWICE.fullmatch(raw)) is not None:
        heading = ".".join(single or double for single, double in _PART.findall(twice[1]))
        return "each table once, with both parts under one heading", f"[{heading}] a second time"
    if any(_CURLY.search(each) for each in line):
        return 'straight quotation marks (") around a text', "curly ones, such as a word processor makes"
    if any(_OTHER_DATE.search(each) for each in line):
        return "a date such as 2026-12-25: year, month, day", "another order"
    return None
