"""In which order a counter would call those who wait, if nobody came and nobody else called: pure, by the rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from hub.rules.choice import COMES_BACK, Candidate, Chosen, History, choose
from shared.site.model import Policy

MOST_IN_LINE = 60
"""So many are put in order; those behind them come by arrival."""


def line_up(
    waiting: Sequence[Candidate],
    history: History,
    policy: Policy,
    now: datetime,
    counter: int,
    preferred: Sequence[str] = (),
    staffed: frozenset[int] = frozenset(),
) -> tuple[Chosen, ...]:
    """``choose`` again and again, at most ``MOST_IN_LINE`` times, each call counted as the hub counts it: in the ratio
    of priority to regular, and for those who let others go first. Arguments as for ``choose``."""
    left, run = list(waiting), history.regular_run
    found: list[Chosen] = []
    while len(found) < MOST_IN_LINE:
        chosen = choose(left, History(run), policy, now, counter, preferred, staffed)
        if chosen is None:
            break
        found.append(chosen)
        if chosen.why not in COMES_BACK:
            run = 0 if chosen.candidate.priority else (run or 0) + 1
        left = [
            replace(one, skip=one.skip - 1) if one.skip > 0 else one
            for one in left
            if one.step != chosen.candidate.step
        ]
    return tuple(found)
