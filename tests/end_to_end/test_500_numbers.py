"""The promise of the queue: whatever happens to the hub, no number is lost, given twice or called twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.rush import CLIENTS, SITE, Rush, check, rush

NUMBERS, KILLS = 500, 4


def shares() -> list[int | None]:
    return [NUMBERS // CLIENTS + (client < NUMBERS % CLIENTS) for client in range(CLIENTS)]


@pytest.fixture
def large_hub(make_hub: Callable[..., Any], tmp_path: Path) -> Iterator[Any]:
    site = tmp_path / "large.toml"
    site.write_text(SITE, encoding="utf-8")
    hub = make_hub(site=str(site)).start()
    yield hub
    hub.stop()


def test_500_numbers_taken_by_32_clients_are_each_called_once_by_16_counters(large_hub: Any) -> None:
    made = rush(Rush(large_hub), lambda _: None, shares())
    assert len(made.taken) == NUMBERS
    check(large_hub, made)


def test_no_number_is_lost_or_called_twice_when_the_hub_is_killed_again_and_again(large_hub: Any) -> None:
    """Killed at moments that nobody chose, and started again on the same file each time."""
    dice = random.SystemRandom()

    def kill_often(made: Rush) -> None:
        for kill in range(1, KILLS + 1):
            enough = NUMBERS * kill // (KILLS + 2)
            while len(made.taken) < enough:
                assert time.monotonic() < made.deadline
                made.over.wait(0.005)
            made.over.wait(dice.uniform(0, 0.05))
            large_hub.kill()
            large_hub.start()

    made = rush(Rush(large_hub), kill_often, shares())
    assert made.repeats > KILLS, "the kills were felt"
    assert len(made.taken) == NUMBERS
    check(large_hub, made)
