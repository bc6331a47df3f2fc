"""The estimate knows that a counter is at lunch by the rota."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.commands.counters import open_counter
from shared.site.load import load_text
from tests.support.held import HALL, HeldQueue

ROTA = '\n[counter.1]\nbreaks = ["12:00-12:30"]\n'


@pytest.mark.parametrize(("minutes", "least", "most"), [(170, 0, 0), (190, 15, 25), (205, 1, 6), (211, 0, 0)])
def test_who_comes_while_the_counter_is_at_lunch_waits_until_it_is_back(
    tmp_path: Path, minutes: int, least: int, most: int
) -> None:
    """Minutes after nine o'clock, when the hall's only open counter was opened."""
    hall = HeldQueue(tmp_path, site=load_text(HALL + ROTA, "small.toml"))
    hall.do(open_counter, 1)
    hall.clock.pass_by(minutes=minutes)
    assert least <= hall.take().estimate.p50 <= most
