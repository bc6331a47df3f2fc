"""On which line of a TOML text each value stands; ``tomllib`` reads the values but does not say.

Only for text that ``tomllib`` has accepted: what is not legal TOML is not looked for here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

TomlPath = tuple[str, ...]
"""Keys from the top; a place in an array is "[0]", "[1]", ..."""

_BLANK = re.compile(r"(?:[\s]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' + r"|'''(?:[^']|'(?!''))*'{3,5}" + r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> Mapping[TomlPath, int]:
    """TomlPath to line, counted from 1, of every table, key and array entry. ``text`` is legal TOML."""
    return _Scan(text.replace("\r\n", "\n")).run()


def dotted(path: TomlPath) -> str:
    """The path as people write it: ``agency.dukcapil.service.ktp.bring[0]``."""
    return "".join(part if part.startswith("[") else f".{part}" for part in path).removeprefix(".")


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[TomlPath, int] = {}
        self._entries: dict[TomlPath, int] = {}
        self._counted = (0, 1)

    def run(self) -> Mapping[TomlPath, int]:
        table: TomlPath = ()
        while self._skip(_BLANK) < len(self._text):
            if self._peek("["):
                table = self._header()
            else:
                self._pair(table)
        return self._found

    def _header(self) -> TomlPath:
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        keys = self._keys()
        self._at += 2 if many else 1
        path: TomlPath = ()
        for nth, key in enumerate(keys):
            path = (*path, key)
            last = nth == len(keys) - 1
            if many and last:
                self._entries[path] = self._entries.get(path, -1) + 1
            self._note(path)
            if path in self._entries:
                path = (*path, f"[{self._entries[path]}]")
                self._note(path)
        if not many:
            self._found[path] = self._line()
        return path

    def _pair(self, table: TomlPath) -> None:
        path = table
        start = self._line()
        for key in self._keys():
            path = (*path, key)
            self._found.setdefault(path, start)
        self._at += 1
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: TomlPath) -> None:
        if self._peek("["):
            self._at += 1
            nth = 0
            while self._skip(_BLANK) < len(self._text) and not self._peek("]"):
                entry = (*path, f"[{nth}]")
                self._note(entry)
                self._value(entry)
                nth += 1
                self._skip(_BLANK)
                self._at += self._peek(",")
            self._at += 1
        elif self._peek("{"):
            self._at += 1
            while self._skip(_BLANK) < len(self._text) and not self._peek("}"):
                self._pair(path)
                self._skip(_BLANK)
                self._at += self._peek(",")
            self._at += 1
        elif (string := _STRING.match(self._text, self._at)) is not None:
            self._at = string.end()
        else:
            self._skip(_SCALAR)

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            found = _KEY.match(self._text, self._at)
            if found is None:
                raise ValueError(f"no key in line {self._line()}")
            raw = found.group()
            keys.append(str(tomllib.loads(f"key = {raw}")["key"]) if raw[0] in "\"'" else raw)
            self._at = found.end()
            self._skip(_SPACE)
            if not self._peek("."):
                return keys
            self._at += 1

    def _peek(self, sign: str) -> bool:
        return self._text.startswith(sign, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _note(self, path: TomlPath) -> None:
        self._found.setdefault(path, self._line())

    def _line(self) -> int:
        before, line = self._counted
        line += self._text.count("\n", before, self._at)
        self._counted = (self._at, line)
        return line
