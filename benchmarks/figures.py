"""One row of the table: a figure, the yardstick of the same run, their ratio, the target, and whether it is reached."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class MissingError(Exception):
    """A row cannot be measured here; the message says why."""


class Figure(Struct, frozen=True):
    """``value`` and ``yardstick`` are in ``unit``; the target is for their ratio, or for the value where there is no
    yardstick. ``ok`` None is a row that was not measured (``note`` says why) or that only informs (no target)."""

    name: str
    unit: str
    value: float | None
    yardstick: float | None
    ratio: float | None
    target: str
    ok: bool | None
    note: str = ""


def at_least(name: str, unit: str, value: float, yardstick: float, ratio: float, target: float, note: str) -> Figure:
    """``ratio`` is the median of the rounds' own, not the quotient of the two medians."""
    return Figure(name, unit, value, yardstick, ratio, f"at least {target:g} ×", ratio >= target, note)


def within(name: str, unit: str, value: float, yardstick: float, target: float, note: str) -> Figure:
    """The value may be ``target`` times the yardstick."""
    ratio = value / yardstick
    return Figure(name, unit, value, yardstick, ratio, f"at most {target:g} ×", ratio <= target, note)


def most(name: str, unit: str, value: float, target: float, note: str) -> Figure:
    """The value itself has a bound."""
    return Figure(name, unit, value, None, None, f"at most {target:g} {unit}", value <= target, note)


def informs(name: str, unit: str, value: float, note: str) -> Figure:
    """A figure beside which the others are read; nothing is to be reached."""
    return Figure(name, unit, value, None, None, "", None, note)


def missing(name: str, why: str) -> Figure:
    return Figure(name, "", None, None, None, "", None, f"not measured: {why}")


HEAD = ("what", "ours", "yardstick", "ratio", "to reach", "reached", "how")


def cells(figure: Figure) -> tuple[str, ...]:
    reached = {True: "yes", False: "no", None: "–"}[figure.ok]
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
    value, yardstick = amount(figure.value, figure.unit), amount(figure.yardstick, figure.unit)
    return figure.name, value, yardstick, ratio, figure.target, reached, figure.note


def amount(value: float | None, unit: str) -> str:
    """In digits as many as mean something; nothing where there is no value."""
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def plain(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """For a terminal; the last cell of each row, its note, stands below it."""
    short = [head[:-1], *(row[:-1] for row in rows)]
    widths = [max(len(row[column]) for row in short) for column in range(len(head) - 1)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in short]
    return "\n".join([lines[0], *(f"{line}\n    {row[-1]}" for line, row in zip(lines[1:], rows, strict=True))])


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """For ``docs/benchmarks.md``."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))
