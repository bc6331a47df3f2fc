"""On which line a value of a TOML text stands."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.site.lines import dotted, lines_of
from shared.site.load import FOLDER

TEXT = '''\
# a comment = with signs [ ] { }
key = "a # b" # c
many = """
[not.a.table]
x = 1
"""
raw = \'\'\'it's
fine\'\'\'

list = [
  1, # one
  { id = "x", en = "]" },
  [2, 3],
]

[a."b.c"]
d.e = 2026-01-01
f = { g = [
  'h',
] }

[[row]]
x = 1

[[row]]
x = 2
[row.sub]
y = 3
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("key",), 2),
        (("many",), 3),
        (("raw",), 7),
        (("list",), 10),
        (("list", "[0]"), 11),
        (("list", "[1]", "en"), 12),
        (("list", "[2]", "[1]"), 13),
        (("a", "b.c"), 16),
        (("a", "b.c", "d", "e"), 17),
        (("a", "b.c", "f", "g", "[0]"), 19),
        (("row", "[0]", "x"), 23),
        (("row", "[1]", "x"), 26),
        (("row", "[1]", "sub", "y"), 28),
    ],
)
def test_a_value_is_found_on_the_line_where_it_stands(path: tuple[str, ...], line: int) -> None:
    for text in (TEXT, TEXT.replace("\n", "\r\n")):
        assert lines_of(text)[path] == line


def test_a_text_within_a_string_is_no_key() -> None:
    assert ("not", "a", "table") not in lines_of(TEXT)
    assert ("x",) not in lines_of(TEXT)


def test_places_are_written_with_points_and_brackets() -> None:
    assert dotted(("agency", "a", "bring", "[0]", "id")) == "agency.a.bring[0].id"


def paths(value: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += paths(inner, (*path, key))
    elif isinstance(value, list):
        for nth, inner in enumerate(value):
            found += paths(inner, (*path, f"[{nth}]"))
    return found


@pytest.mark.parametrize("name", ["batu", "balangan"])
def test_every_value_of_a_bundled_site_has_its_line_and_none_is_invented(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert set(lines_of(text)) == set(paths(tomllib.loads(text)))


@given(st.dictionaries(st.text('ab."# é', min_size=1), st.text(), min_size=1, max_size=5))
def test_any_key_and_any_text_are_found(values: dict[str, str]) -> None:
    text = "".join(f"{_quoted(key)} = {_quoted(value)}\n" for key, value in values.items())
    assert list(lines_of(text).items()) == [((key,), nth) for nth, key in enumerate(values, 1)]


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(sign):08x}" if sign < " " or sign in '"\\\x7f' else sign for sign in text) + '"'
