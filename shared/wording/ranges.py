"""Several counters in one short text: "1–4, 7". Pure.

``web/common/ranges.js`` does the same for the pages; the cases of ``tests/shared/wording/ranges.json`` hold both.
"""

from __future__ import annotations

from collections.abc import Iterable

DASH = "–"
"""An en dash stands between the first and the last of a range; paper without it prints a hyphen."""


def ranges(counters: Iterable[int | str]) -> str:
    """Counters in the order given: numbers that follow each other are drawn together, names stand for themselves.

    ``[1, 2, 3, "Teratai", 7]`` is "1–3, Teratai, 7"; nothing is ""."""
    runs: list[list[int] | str] = []
    for one in counters:
        last = runs[-1] if runs else None
        if isinstance(one, str):
            runs.append(one)
        elif isinstance(last, list) and one == last[-1] + 1:
            last.append(one)
        else:
            runs.append([one])
    return ", ".join(run if isinstance(run, str) else _range(run) for run in runs)


def _range(run: list[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}{DASH}{run[-1]}"
