"""The rota of counters: breaks of single counters, taken in turns, so that every service always has somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time

from shared.site.model import Agency, Break, Counter
from shared.site.values import Notes


def break_at(breaks: Iterable[Break], at: time) -> Break | None:
    """The break in which a counter is at that local time; None outside of them."""
    return next((pause for pause in breaks if pause.starts <= at < pause.ends), None)


def check_rota(notes: Notes, agencies: Iterable[Agency], counters: Sequence[Counter]) -> None:
    """No service may be left without a counter: its visitors would be given numbers that nobody calls. A break of all
    is the agency's, and is told to visitors beforehand."""
    for agency in agencies:
        for service in agency.services:
            own = [counter for counter in counters if service.code in counter.services]
            if own and (last := _last_to_leave(own)) is not None:
                number, starts = last
                short = service.code.removeprefix(f"{agency.code}.")
                expected = (
                    f"a rota that leaves somebody for service {short}: at {starts:%H:%M} all its counters are away; "
                    f"for a break of all of them give agency {agency.code} breaks"
                )
                notes.wrong(("counter", str(number), "breaks"), expected, f"{starts:%H:%M}")


def _last_to_leave(counters: Sequence[Counter]) -> tuple[int, time] | None:
    """The counter that leaves last, and when all are away from then on; None when there always is one."""
    starts: Mapping[time, int] = {pause.starts: one.number for one in counters for pause in one.breaks}
    for at in sorted(starts):
        if all(break_at(counter.breaks, at) for counter in counters):
            return starts[at], at
    return None
