"""Several counters in one text; ``web/common/ranges.js`` is held to the same cases in ``tests/web/test_twins.py``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared.wording.ranges import ranges

CASES = json.loads(Path(__file__).with_name("ranges.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("counters", "said"), CASES)
def test_numbers_that_follow_each_other_are_drawn_together(counters: list[int | str], said: str) -> None:
    assert ranges(counters) == said
