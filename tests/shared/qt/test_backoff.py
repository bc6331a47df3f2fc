"""When the next attempt comes."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shared.qt.backoff import BackOff


def delays(back_off: BackOff, count: int) -> list[int]:
    found = []
    for _ in range(count):
        back_off.retry()
        found.append(back_off.delay_ms)
    return found


@pytest.fixture
def back_off(qapp: Any) -> BackOff:  # noqa: ARG001
    return BackOff(lambda: None, 250, 3_000)


def test_each_delay_is_twice_the_one_before_up_to_the_longest(back_off: BackOff) -> None:
    assert delays(back_off, 6) == [250, 500, 1_000, 2_000, 3_000, 3_000]


def test_after_a_success_the_delay_is_the_first_one_again(back_off: BackOff) -> None:
    delays(back_off, 4)
    back_off.reset()
    assert delays(back_off, 2) == [250, 500]


def test_a_reset_leaves_the_attempt_that_is_due(back_off: BackOff) -> None:
    back_off.retry()
    back_off.reset()
    assert back_off.waiting


def test_stopped_no_attempt_is_due(back_off: BackOff) -> None:
    back_off.retry()
    back_off.stop()
    assert not back_off.waiting


def test_the_spread_shortens_a_delay_by_no_more_than_its_share(qapp: Any) -> None:  # noqa: ARG001
    many = [delays(BackOff(lambda: None, 1_000, 1_000, 0.3), 1)[0] for _ in range(200)]
    assert 700 <= min(many) < max(many) <= 1_000


def test_each_retry_acts_once(qtbot: QtBot) -> None:
    acts: list[int] = []
    back_off = BackOff(lambda: acts.append(1), 1, 1)
    back_off.retry()
    qtbot.waitUntil(lambda: bool(acts), timeout=60_000)
    assert not back_off.waiting
    assert acts == [1]
