"""The values of a parsed TOML file with their places, and the notes of what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from shared.site.lines import TomlPath, dotted
from shared.site.mistakes import Mistake, meant, near, shown
from shared.texts import languages


class Notes:
    """The mistakes of one file, as they are found."""

    def __init__(
        self, file: str, lines: Mapping[TomlPath, int], keys_at: Callable[[TomlPath], tuple[str, ...]]
    ) -> None:
        """``lines``: where each value stands; ``keys_at``: the keys that the table at a path may have."""
        self.languages: tuple[str, ...] = languages()
        """Languages in which texts may stand."""
        self._file = file
        self._lines = lines
        self._keys_at = keys_at
        self._mistakes: list[Mistake] = []

    def wrong(self, path: TomlPath, expected: str, found: object) -> None:
        """Note a mistake; ``found`` is the value there, or None where there is none."""
        self._mistakes.append(Mistake(self._file, dotted(path), expected, shown(found), self._line(path)))

    def unknown(self, path: TomlPath, expected: str, known: tuple[str, ...] = ()) -> None:
        """Note a key that is none of ``known``. Where a table around knows it, the mistake says where it belongs: in
        TOML each line belongs to the last heading above it, so a key of the hall below [hours] is one of ``hours``."""
        key = path[-1]
        home = None if near(key, known) else self._home(path)
        if home is None:
            hint, found = meant(key, known), f'unknown key "{key}"'
        else:
            where = f"under [{dotted(home)}]" if home else "at the top of the file, above the first [heading]"
            hint, found = f'; "{key}" belongs {where}', f'"{key}" in {dotted(path[:-1])}'
        self._mistakes.append(Mistake(self._file, dotted(path), f"{expected}{hint}", found, self._line(path)))

    def mistakes(self) -> tuple[Mistake, ...]:
        """Each once, in the order of the file's lines."""
        return tuple(sorted(dict.fromkeys(self._mistakes), key=lambda mistake: mistake.line or 0))

    def _line(self, path: TomlPath) -> int | None:
        """The value's line, else that of the nearest table around it that stands in the file."""
        ends = (path[:end] for end in range(len(path), 0, -1))
        return next((self._lines[end] for end in ends if end in self._lines), None)

    def _home(self, path: TomlPath) -> TomlPath | None:
        """The nearest table around the one that holds ``path`` which has such a key; None where none has."""
        for end in range(len(path) - 2, -1, -1):
            home = path[:end]
            if not any(part.startswith("[") for part in home) and path[-1] in self._keys_at(home):
                return home
        return None


class Value:
    """A value of the file and its place. ``raw`` is None where the file has nothing there."""

    def __init__(self, notes: Notes, path: TomlPath, raw: object) -> None:
        self.notes, self.path, self.raw = notes, path, raw

    @property
    def present(self) -> bool:
        return self.raw is not None

    def wrong(self, expected: str) -> None:
        self.notes.wrong(self.path, expected, self.raw)

    def at(self, key: str) -> Value:
        """What the table has under ``key``."""
        return Value(self.notes, (*self.path, key), self.raw.get(key) if isinstance(self.raw, dict) else None)

    def tables(self) -> Iterator[tuple[str, Value]]:
        """Each entry of a table with its key; none where it is no table."""
        for key in self.raw if isinstance(self.raw, dict) else ():
            yield key, self.at(key)

    def entries(self) -> Iterator[Value]:
        """Each entry of a list; what is no list is noted."""
        if isinstance(self.raw, list):
            for nth, entry in enumerate(self.raw):
                yield Value(self.notes, (*self.path, f"[{nth}]"), entry)
        else:
            self.wrong(f'a list: ["{self.raw}"]' if isinstance(self.raw, str) else "a list")

    def rows(self) -> Iterator[Value]:
        """Each table below ``[[heading]]``; whatever else stands there is noted."""
        if isinstance(self.raw, dict):
            self.wrong(f"a heading in two pairs of brackets, [[{dotted(self.path)}]]")
            return
        for entry in self.entries():
            if isinstance(entry.raw, dict):
                yield entry
            else:
                entry.wrong("a table")
