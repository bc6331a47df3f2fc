"""Reads a parsed TOML file into the structs that declare it: types, bounds and defaults stand in the structs alone.

Every mistake is noted with its place, and reading goes on, so that a wrong file is told everything at once. A field may
be ``str`` (never empty), ``int``, ``float``, ``bool``, ``date``, a ``Literal``, ``Translations``, a struct (a table), a
tuple of these (a list, or tables below ``[[heading]]``), ``dict`` (tables by name), ``Mapping[str, str]`` (texts by
name), ``Annotated`` with a ``msgspec.Meta`` for bounds, or with ``Parsed`` for what a function reads. The
``description`` of a ``Meta`` is what a mistake says was expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct
from msgspec.structs import FieldInfo, fields

from shared.site.lines import TomlPath, dotted
from shared.site.mistakes import listed, shown
from shared.site.values import Value
from shared.texts import Translations

S = TypeVar("S", bound=Struct)

_KINDS: dict[object, str] = {
    bool: "true or false",
    str: "text",
    int: "a whole number",
    float: "a number",
    date: "a date such as 2026-12-25, without quotation marks",
    Translations: 'a text: "..." or { id = "...", en = "..." }',
}


@dataclass(frozen=True)
class Parsed:
    """Marks a field that ``read`` reads: it returns None after it noted a mistake."""

    read: Callable[[Value], object]
    table: type[Struct] | None = None
    """Declares the keys, where the value is a table or a list of tables."""
    blank: object = None
    """Stands in after a mistake, where the field is needed."""


class Hint(NamedTuple):
    """A field's type without its annotations and without None, and the annotations."""

    kind: Any
    meta: Meta
    parsed: Parsed | None


def read(value: Value, of: Any) -> Any:
    """The value as the type ``of``; None after a mistake, also where there is nothing."""
    known = hint(of)
    if known.parsed is not None:
        return known.parsed.read(value)
    if not value.present:
        value.wrong(_needed(value, known))
        return None
    return _reader(known.kind)(value, known)


def table(value: Value, of: type[S]) -> tuple[S, bool]:
    """The table as the struct ``of``, and whether all that it needs is there and right: something stands in for what
    is not."""
    if not isinstance(value.raw, dict):
        value.wrong("a table")
    declared = fields_of(of)
    for key, inner in value.tables():
        if key not in declared:
            value.notes.unknown(inner.path, "a known key", tuple(declared))
    found, whole = {}, True
    for key, (field, of_field) in declared.items():
        inner = value.at(key)
        if not inner.present and not field.required:
            continue
        got = read(inner, of_field)
        if got is not None:
            found[field.name] = got
        elif field.required:
            found[field.name], whole = _blank(of_field), False
    return of(**found), whole


def each(value: Value, of: type[S]) -> Iterator[tuple[Value, S]]:
    """The tables below ``[[heading]]`` that have all that they need, each with its place."""
    for row in value.rows():
        found, whole = table(row, of)
        if whole:
            yield row, found


@cache
def hint(of: Any) -> Hint:
    """What the reader goes by."""
    meta, parsed = Meta(), None
    while True:
        if get_origin(of) is Annotated:
            of, *more = get_args(of)
            for one in more:
                meta = one if isinstance(one, Meta) else meta
                parsed = one if isinstance(one, Parsed) else parsed
        elif get_origin(of) in (UnionType, Union) and NoneType in get_args(of):
            rest = tuple(one for one in get_args(of) if one is not NoneType)
            of = rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 -- made of what was found
        else:
            return Hint(of, meta, parsed)


def keys_at(root: type[Struct], path: TomlPath) -> tuple[str, ...]:
    """The keys that the table at ``path`` may have; none where the file has no such table."""
    of: Any = root
    for part in path:
        kind = hint(of).kind
        if get_origin(kind) is dict:
            of = get_args(kind)[1]
        elif isinstance(kind, type) and issubclass(kind, Struct) and part in (known := fields_of(kind)):
            of = known[part][1]
        else:
            return ()
    found = table_of(of)
    return tuple(fields_of(found)) if found and get_origin(hint(of).kind) not in (tuple, dict) else ()


def table_of(of: Any) -> type[Struct] | None:
    """The struct that declares a table of this type, or each table of a list or dict of them."""
    kind, _, parsed = hint(of)
    if parsed is not None:
        return parsed.table
    if get_origin(kind) in (tuple, dict):
        return table_of(get_args(kind)[0 if get_origin(kind) is tuple else 1])
    return kind if isinstance(kind, type) and issubclass(kind, Struct) else None


@cache
def fields_of(of: type[Struct]) -> dict[str, tuple[FieldInfo, Any]]:
    """Key in the file to the field and its type."""
    hints = get_type_hints(of, include_extras=True)
    return {field.encode_name: (field, hints[field.name]) for field in fields(of)}


def _reader(kind: Any) -> Callable[[Value, Hint], Any]:
    """What reads a value that is there."""
    if kind == Translations:
        return _translations
    if isinstance(kind, type) and issubclass(kind, Struct):
        return lambda value, known: table(value, known.kind)[0]
    by_origin: dict[Any, Callable[[Value, Hint], Any]] = {
        UnionType: _union,
        Union: _union,
        Literal: _literal,
        tuple: _list,
        dict: _tables,
        Mapping: _texts,
    }
    return by_origin.get(get_origin(kind), _date if kind is date else _scalar)


def _union(value: Value, known: Hint) -> Any:
    """A number where one stands and may stand, else the last of the types."""
    options = get_args(known.kind)
    number = isinstance(value.raw, int) and hint(options[0]).kind is int
    return read(value, options[0] if number else options[-1])


def _literal(value: Value, known: Hint) -> Any:
    options = get_args(known.kind)
    if any(value.raw == one and type(value.raw) is type(one) for one in options):
        return value.raw
    value.wrong(_options(options))
    return None


def _date(value: Value, _: Hint) -> date | None:
    if isinstance(value.raw, date) and not isinstance(value.raw, datetime):
        return value.raw
    value.wrong(_KINDS[date])
    return None


def _list(value: Value, known: Hint) -> tuple[Any, ...]:
    of = get_args(known.kind)[0]
    if value.raw == [] and known.meta.min_length:
        value.wrong(_needed(value, known))
    if (row := table_of(of)) is not None:
        return tuple(found for _, found in each(value, row))
    return tuple(found for found in (read(entry, of) for entry in value.entries()) if found is not None)


def _tables(value: Value, known: Hint) -> dict[str, Struct] | None:
    if not isinstance(value.raw, dict):
        value.wrong("a table")
        return None
    if not value.raw and known.meta.min_length:
        value.wrong(_needed(value, known))
    code, of = get_args(known.kind)
    name_of = hint(code).meta
    found = {}
    for name, inner in value.tables():
        if isinstance(inner.raw, dict):
            if name_of.pattern and not re.fullmatch(name_of.pattern, name):
                value.notes.wrong(inner.path, str(name_of.description), name)
            found[name] = table(inner, of)[0]
        elif isinstance(inner.raw, list):
            inner.wrong(f"a heading in one pair of brackets, [{dotted(inner.path)}]")
        else:
            inner.wrong("a table")
    return found


def _texts(value: Value, _: Hint) -> dict[str, str] | None:
    if not isinstance(value.raw, dict):
        value.wrong("a table")
        return None
    return {key: text for key, inner in value.tables() if (text := read(inner, str)) is not None}


def _translations(value: Value, known: Hint) -> Translations | None:
    """A text in the site's languages: a string is Indonesian only, a table has one entry for each language."""
    if isinstance(value.raw, str) and value.raw.strip():
        _check_length(value, value.raw, known.meta)
        return {"id": value.raw}
    if not isinstance(value.raw, dict):
        value.wrong(_KINDS[Translations])
        return None
    if "id" not in value.raw:
        value.at("id").wrong("the text in Indonesian")
    fit: Translations = {}
    for lang, inner in value.tables():
        if lang not in value.notes.languages:
            value.notes.unknown(inner.path, f"one of the site's languages {listed(value.notes.languages)}")
        elif isinstance(inner.raw, str) and inner.raw.strip():
            fit[lang] = inner.raw
            _check_length(inner, inner.raw, known.meta)
        else:
            inner.wrong("text that is not empty")
    return fit


def _check_length(value: Value, text: str, meta: Meta) -> None:
    if meta.max_length is not None and len(text) > meta.max_length:
        value.wrong(f"at most {meta.max_length} characters")


def _scalar(value: Value, known: Hint) -> Any:
    raw, kind, meta = value.raw, known.kind, known.meta
    if not isinstance(raw, int | float if kind is float else kind) or (isinstance(raw, bool) and kind is not bool):
        bare = kind is int and isinstance(raw, str) and raw.strip().isdecimal()
        expected = str(meta.description) if meta.description and not meta.pattern else _KINDS[kind]
        value.wrong(f"{expected}, without quotation marks" if bare else expected)
    elif isinstance(raw, str) and not raw.strip():
        value.wrong("text that is not empty")
    elif isinstance(raw, str) and meta.pattern is not None and not re.fullmatch(meta.pattern, raw):
        value.wrong(str(meta.description))
    elif isinstance(raw, int | float) and meta.ge is not None and meta.le is not None and not meta.ge <= raw <= meta.le:
        value.wrong(f"{_KINDS[kind]} from {meta.ge:g} to {meta.le:g}")
    else:
        return raw
    return None


def _needed(value: Value, known: Hint) -> str:
    """What is expected where there is nothing, or nothing in a list or table."""
    kind, meta, _ = known
    if meta.min_length and meta.description:
        return meta.description.format(place=dotted(value.path))
    if get_origin(kind) is Literal:
        return _options(get_args(kind))
    return _KINDS.get(kind, "a list" if get_origin(kind) is tuple else "a table")


def _options(options: tuple[object, ...]) -> str:
    *most, last = (shown(one) for one in options)
    return f"{', '.join(most)} or {last}"


def _blank(of: Any) -> Any:
    """What stands in for a needed value after a mistake."""
    kind, meta, parsed = hint(of)
    if parsed is not None:
        return parsed.blank
    if kind is int or kind is float:
        return meta.ge or 0
    if kind is str:
        return ""
    return () if get_origin(kind) is tuple else {} if get_origin(kind) is dict else None
