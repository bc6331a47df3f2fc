"""One row of the table: a figure, the yardstick of the same run, their ratio, the target, and whether it is reached."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


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
    value, yardstick = _number(figure.value, figure.unit), _number(figure.yardstick, figure.unit)
    return figure.name, value, yardstick, ratio, figure.target, reached, figure.note


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def plain(figures: Sequence[Figure]) -> str:
    """For a terminal; the notes stand below their rows."""
    rows = [HEAD[:-1], *(cells(figure)[:-1] for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD) - 1)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(
        [lines[0], *(f"{line}\n    {figure.note}" for line, figure in zip(lines[1:], figures, strict=True))]
    )


def markdown(figures: Sequence[Figure]) -> str:
    """For ``docs/benchmarks.md``."""
    rows = [HEAD, ("---",) * len(HEAD), *map(cells, figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
