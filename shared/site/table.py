"""Reading one TOML table value by value: each getter checks the type, notes a mistake and goes on, so that a wrong
file is told everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches

from shared.site.keys import KEYS
from shared.site.lines import Path, dotted
from shared.site.mistakes import Mistake
from shared.texts import Translations

_KINDS: dict[type, str] = {
    bool: "true or false",
    str: "text",
    int: "a whole number",
    list: "a list",
    dict: "a table",
}
_PATTERNS = tuple((pattern, tuple(pattern.split("."))) for pattern in KEYS if "." in pattern)
"""Tables whose headings have a code or a number in them: name in ``KEYS``, and its parts."""


class Notes:
    """The mistakes of one file, as they are found."""

    def __init__(self, file: str, lines: Mapping[Path, int]) -> None:
        self.languages: tuple[str, ...] = ("id",)
        """Languages in which texts may stand."""
        self._file = file
        self._lines = lines
        self._mistakes: list[Mistake] = []

    def wrong(self, path: Path, expected: str, found: object) -> None:
        """Note a mistake; ``found`` is the value there, or None where there is none."""
        self._mistakes.append(Mistake(self._file, dotted(path), expected, shown(found), self._line(path)))

    def unknown(self, path: Path, expected: str, known: Iterable[str] = ()) -> None:
        """Note a key that is none of ``known``. Where a table around knows it, the mistake says where it belongs: in
        TOML each line belongs to the last heading above it, so a key of the hall below [hours] is one of ``hours``."""
        key, names = path[-1], tuple(known)
        home = None if near(key, names) else _home(path)
        hint = meant(key, names) if home is None else f'; "{key}" belongs {_above(home)}'
        found = f'unknown key "{key}"' if home is None else f'"{key}" in {dotted(path[:-1])}'
        self._mistakes.append(Mistake(self._file, dotted(path), f"{expected}{hint}", found, self._line(path)))

    def mistakes(self) -> tuple[Mistake, ...]:
        """Each once, in the order of the file's lines."""
        each = dict.fromkeys(self._mistakes)
        return tuple(sorted(each, key=lambda mistake: mistake.line or 0))

    def _line(self, path: Path) -> int | None:
        """The value's line, else that of the nearest table around it that stands in the file."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._lines:
                return self._lines[path[:end]]
        return None


class Table:
    """One table of the file. Unknown keys are noted when it is made."""

    def __init__(self, notes: Notes, path: Path, values: Mapping[str, object], known: Iterable[str] | None) -> None:
        self.notes = notes
        self.path = path
        self.values = values
        names = tuple(known) if known is not None else tuple(values)
        for key in values:
            if key not in names:
                notes.unknown((*path, key), "a known key", names)

    def wrong(self, key: str, expected: str) -> None:
        self.notes.wrong((*self.path, key), expected, self.values.get(key))

    def text(self, key: str, *, needed: bool = True) -> str | None:
        found = self._typed(key, str, needed=needed)
        if isinstance(found, str) and not found.strip():
            self.wrong(key, "text that is not empty")
            return None
        return found if isinstance(found, str) else None

    def whole(self, key: str, default: int | None, least: int, most: int) -> int | None:
        """A whole number between ``least`` and ``most``; without ``default`` it must be there."""
        found = self._typed(key, int, needed=default is None)
        if not isinstance(found, int):
            return default
        if not least <= found <= most:
            self.wrong(key, f"a whole number from {least} to {most}")
            return default
        return found

    def yes(self, key: str, default: bool) -> bool:
        found = self._typed(key, bool, needed=False)
        return found if isinstance(found, bool) else default

    def words(self, key: str, *, needed: bool = True) -> Translations | None:
        """A text in the site's languages: a string is Indonesian only, a table has one entry for each language."""
        if key not in self.values:
            if needed:
                self.wrong(key, 'a text: "..." or { id = "...", en = "..." }')
            return None
        return self._words((*self.path, key), self.values[key])

    def words_list(self, key: str) -> tuple[Translations, ...]:
        each = (self._words((*self.path, key, f"[{nth}]"), value) for nth, value in enumerate(self.entries(key)))
        return tuple(words for words in each if words is not None)

    def texts(self, key: str) -> tuple[str, ...]:
        found: list[str] = []
        for nth, value in enumerate(self.entries(key)):
            if isinstance(value, str) and value.strip():
                found.append(value)
            else:
                self.notes.wrong((*self.path, key, f"[{nth}]"), "text that is not empty", value)
        return tuple(found)

    def entries(self, key: str) -> list[object]:
        found = self._typed(key, list, needed=False)
        return found if isinstance(found, list) else []

    def day(self, key: str) -> date | None:
        found = self.values.get(key)
        if isinstance(found, date) and is_date(found):
            return found
        self.wrong(key, "a date such as 2026-12-25, without quotation marks")
        return None

    def days(self, key: str) -> tuple[date, ...]:
        found: list[date] = []
        for nth, value in enumerate(self.entries(key)):
            if isinstance(value, date) and is_date(value):
                found.append(value)
            else:
                path = (*self.path, key, f"[{nth}]")
                self.notes.wrong(path, "a date such as 2026-12-25, without quotation marks", value)
        return tuple(found)

    def table(self, key: str, known: Iterable[str] | None) -> Table:
        """The table under ``key``; an empty one where there is none."""
        found = self._typed(key, dict, needed=False)
        return Table(self.notes, (*self.path, key), found if isinstance(found, dict) else {}, known)

    def tables(self, key: str, known: Iterable[str]) -> Iterator[tuple[str, Table]]:
        """Name and table of each table under ``key``, as in ``[zone.main]``."""
        names = tuple(known)
        group = self.table(key, None)
        for name, value in group.values.items():
            if isinstance(value, dict):
                yield name, Table(self.notes, (*group.path, name), value, names)
            elif isinstance(value, list):
                group.wrong(name, f"a heading in one pair of brackets, [{dotted((*group.path, name))}]")
            else:
                group.wrong(name, "a table")

    def rows(self, key: str, known: Iterable[str]) -> Iterator[Table]:
        """Each table of an array of tables, as in ``[[holiday]]``."""
        names = tuple(known)
        if isinstance(self.values.get(key), dict):
            self.wrong(key, f"a heading in two pairs of brackets, [[{dotted((*self.path, key))}]]")
            return
        for nth, value in enumerate(self.entries(key)):
            path = (*self.path, key, f"[{nth}]")
            if isinstance(value, dict):
                yield Table(self.notes, path, value, names)
            else:
                self.notes.wrong(path, "a table", value)

    def _typed(self, key: str, kind: type, *, needed: bool) -> object | None:
        if key not in self.values:
            if needed:
                self.wrong(key, _KINDS[kind])
            return None
        found = self.values[key]
        if isinstance(found, kind) and (kind is bool or not isinstance(found, bool)):
            return found
        bare = kind is int and isinstance(found, str) and found.strip().isdecimal()
        boxed = kind is list and isinstance(found, str)
        more = ", without quotation marks" if bare else f': ["{found}"]' if boxed else ""
        self.wrong(key, f"{_KINDS[kind]}{more}")
        return None

    def _words(self, path: Path, value: object) -> Translations | None:
        if isinstance(value, str) and value.strip():
            return {"id": value}
        if not isinstance(value, dict):
            self.notes.wrong(path, 'a text: "..." or { id = "...", en = "..." }', value)
            return None
        languages = self.notes.languages
        if "id" not in value:
            self.notes.wrong((*path, "id"), "the text in Indonesian", None)
        fit: Translations = {}
        for lang, text in value.items():
            if lang not in languages:
                self.notes.unknown((*path, lang), f"one of the site's languages {listed(languages)}")
            elif isinstance(text, str) and text.strip():
                fit[lang] = text
            else:
                self.notes.wrong((*path, lang), "text that is not empty", text)
        return fit


def is_date(value: object) -> bool:
    """Whether it is a date and not a moment of one."""
    return isinstance(value, date) and not isinstance(value, datetime)


def meant(word: str, known: Iterable[str]) -> str:
    """' (did you mean "letter"?)' where something known is near ``word``, else the known words, else nothing."""
    names = sorted(known)
    if (close := near(word, names)) is not None:
        return f' (did you mean "{close}"?)'
    return f": {listed(names)}" if names else ""


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` is probably a misspelling of."""
    return next(iter(get_close_matches(word.lower(), sorted(known), 1, 0.6)), None)


def _home(path: Path) -> Path | None:
    """The nearest table around the key at ``path`` that has such a key; None where none has."""
    for end in range(len(path) - 2, -1, -1):
        if path[-1] in _keys_of(path[:end]):
            return path[:end]
    return None


def _keys_of(path: Path) -> tuple[str, ...]:
    """The keys of the table at ``path``, where it is the top or one with a code or a number in its heading."""
    for pattern, parts in _PATTERNS:
        if len(parts) == len(path) and all(
            part.isupper() or part == own for part, own in zip(parts, path, strict=True)
        ):
            return KEYS[pattern]
    return KEYS[""] if not path else ()


def _above(home: Path) -> str:
    return f"under [{dotted(home)}]" if home else "at the top of the file, above the first [heading]"


def listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def shown(value: object) -> str:
    """A value as a mistake quotes it."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    try:
        return str(value)
    except ValueError:  # an integer written in hex may have more digits than Python turns into text
        return "a number of very many digits"
