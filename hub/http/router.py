"""From method and path to what answers, through path templates such as ``/counters/{counter:int}/line``."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_DIGITS = 18
"""Of a number in a path: it fits in the 64 bits that the file stores."""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _text(text: str) -> str | None:
    return text or None


CONVERTERS: dict[str, Callable[[str], int | str | None]] = {"int": _number, "str": _text}
"""By name: from a segment of the path to its value; None when it is none. A number is a whole one, from 0."""

_VALUE = re.compile(r"\{(\w+)(?::(\w+))?\}")


def path_values(template: str) -> tuple[tuple[str, str], ...]:
    """Name and converter of each value of a template, in order; ``str`` where it names no converter."""
    return tuple((name, kind or "str") for name, kind in _VALUE.findall(template))


def described(template: str) -> str:
    """The template without its converters, as OpenAPI has it."""
    return _VALUE.sub(r"{\1}", template)


class NoMatch(Enum):
    """Why nothing answers."""

    NO_PATH = auto()
    NO_METHOD = auto()


class _Node(Generic[T]):
    __slots__ = ("convert", "fixed", "targets", "value")

    def __init__(self) -> None:
        self.fixed: dict[str, _Node[T]] = {}
        self.convert: Callable[[str], int | str | None] | None = None
        self.value: _Node[T] | None = None
        self.targets: dict[str, T] = {}


class Router(Generic[T]):
    """A tree of path segments. Where a fixed segment and a value are possible, the fixed one is taken."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, method: str, template: str, target: T) -> None:
        """Raises ValueError where the template is taken, or does not go with another one."""
        node = self._root
        for segment in template.split("/")[1:]:
            if (value := _VALUE.fullmatch(segment)) is None:
                node = node.fixed.setdefault(segment, _Node())
                continue
            convert = CONVERTERS[value[2] or "str"]
            if node.value is None:
                node.convert, node.value = convert, _Node()
            if node.convert is not convert:
                raise ValueError(f"{template}: another route has another kind of value there")
            node = node.value
        if method in node.targets:
            raise ValueError(f"{method} {template} is there twice")
        node.targets[method] = target

    def find(self, method: str, path: str) -> tuple[T, tuple[int | str, ...]] | NoMatch:
        """What answers, with the path's values."""
        node = self._root
        found: tuple[int | str, ...] = ()
        for segment in path.split("/")[1:]:
            if (fixed := node.fixed.get(segment)) is not None:
                node = fixed
                continue
            if node.value is None or node.convert is None or (value := node.convert(segment)) is None:
                return NoMatch.NO_PATH
            node, found = node.value, (*found, value)
        if (target := node.targets.get(method)) is not None:
            return target, found
        return NoMatch.NO_METHOD if node.targets else NoMatch.NO_PATH
