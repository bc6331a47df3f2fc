"""Lunch breaks of counters, taken in turns."""

from __future__ import annotations

from datetime import time

from test_load import SMALL, mistakes

from shared.site.load import load_text
from shared.site.rota import break_at

TURNS = """
[counter.1]
breaks = ["12:00-12:30"]

[counter.2]
breaks = [{ hours = "12:30-13:00", reason = "Makan siang" }]
"""


def test_counters_take_their_breaks_in_turns() -> None:
    counters = {counter.number: counter for counter in load_text(SMALL + TURNS, "small.toml").counters}
    assert break_at(counters[1].breaks, time(12, 29)) is not None
    assert break_at(counters[1].breaks, time(12, 30)) is None
    assert break_at(counters[2].breaks, time(12, 30)) is not None


def test_a_rota_that_leaves_a_service_without_anybody_is_refused_with_a_cure() -> None:
    found = mistakes(SMALL + TURNS.replace("12:30-13:00", "12:15-13:00"))
    assert {mistake.place for mistake in found} == {"counter.2.breaks"}
    assert all("at 12:15 all its counters are away" in mistake.expected for mistake in found)
    assert all("give agency registry breaks" in mistake.expected for mistake in found)


def test_the_only_counter_of_an_agency_has_no_rota() -> None:
    (mistake,) = mistakes(SMALL + '\n[counter.3]\nbreaks = ["12:00-13:00"]\n')
    assert mistake.place == "counter.3.breaks"
    assert "give agency police breaks" in mistake.expected
