"""``python -m benchmarks``: the whole table, or with ``--against COMMIT`` the comparison with another commit."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from benchmarks import comparison, figures, machine, rates, screens
from benchmarks.against import SUBJECTS, compared
from benchmarks.builds import THIS, NoSuchBuildError, built, cache_folder
from benchmarks.comparison import Pair
from benchmarks.figures import Figure, markdown, plain

T = TypeVar("T")

FULL, QUICK = 15, 3
"""How often the fixed computation is timed."""
HALVES = ("hub", "screens")


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Antrean against yardsticks of the same run.")
    parser.add_argument("--quick", action="store_true", help="a look within a minute; figures are rough")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of rows: {name, unit, ratio, target, ok, note, …}")
    form.add_argument("--markdown", action="store_true", help="the table of docs/benchmarks.md")
    only = sorted({*HALVES, *SUBJECTS})
    parser.add_argument("--only", choices=only, action="append", help="a part of the table; may be given again")
    parser.add_argument("--against", metavar="COMMIT", help="measure this commit and this checkout in turn")
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where built commits are kept")
    asked = parser.parse_args()
    fitting = tuple(SUBJECTS) if asked.against else HALVES
    parts = asked.only or list(fitting)
    if not set(parts) <= set(fitting):
        parser.error(f"--only: here there are {', '.join(fitting)}")
    try:
        if asked.against:
            builds = Pair(built(asked.against, asked.cache, _tell), THIS)
            effort = comparison.QUICK if asked.quick else comparison.FULL
            rows = _told(compared(builds, effort, parts), comparison.cells)
            _print(asked, rows, comparison.head(builds), [comparison.cells(row) for row in rows])
        else:
            found = _told(_figures(asked.quick, parts), figures.cells)
            _print(asked, found, figures.HEAD, [figures.cells(figure) for figure in found])
    except NoSuchBuildError as error:
        parser.exit(1, f"{error}\n")
    return 0


def _print(asked: argparse.Namespace, rows: object, head: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    if asked.json:
        print(msgspec.json.encode(rows).decode())
    else:
        print((markdown if asked.markdown else plain)(head, cells))


def _tell(what: str) -> None:
    sys.stderr.write(what + "\n")


def _told(rows: Iterator[T], cells: Callable[[T], Sequence[str]]) -> list[T]:
    """All rows; each is told as soon as it is measured."""
    found = []
    for row in rows:
        found.append(row)
        _tell("  ".join(cells(row)[:-1]))
    return found


def _figures(quick: bool, parts: Sequence[str]) -> Iterator[Figure]:
    yield from machine.figures(QUICK if quick else FULL)
    if "hub" in parts:
        yield from rates.figures(rates.QUICK if quick else rates.FULL)
    if "screens" in parts:
        yield from screens.figures(quick)


if __name__ == "__main__":
    raise SystemExit(main())
