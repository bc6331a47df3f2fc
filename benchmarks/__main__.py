"""``python -m benchmarks``: the whole table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import msgspec

from benchmarks import machine, rates, screens
from benchmarks.figures import Figure, markdown, plain

FULL, QUICK = 15, 3
"""How often the fixed computation is timed."""


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Antrean against yardsticks of the same run.")
    parser.add_argument("--quick", action="store_true", help="a look within a minute; figures are rough")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of {name, value, yardstick, ratio, target, ok, …}")
    form.add_argument("--markdown", action="store_true", help="the table of docs/benchmarks.md")
    parser.add_argument("--only", choices=["hub", "screens"], help="one half of the table")
    asked = parser.parse_args()
    found: list[Figure] = []
    for figure in _figures(asked.quick, asked.only):
        found.append(figure)
        sys.stderr.write(plain([figure]).split("\n", 1)[1].splitlines()[0] + "\n")
    if asked.json:
        print(msgspec.json.encode(found).decode())
    else:
        print((markdown if asked.markdown else plain)(found))
    return 0


def _figures(quick: bool, only: str | None) -> Iterator[Figure]:
    yield from machine.figures(QUICK if quick else FULL)
    if only != "screens":
        yield from rates.figures(rates.QUICK if quick else rates.FULL)
    if only != "hub":
        yield from screens.figures(quick)


if __name__ == "__main__":
    raise SystemExit(main())
