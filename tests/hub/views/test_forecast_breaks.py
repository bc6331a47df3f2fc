"""The wait counts the breaks in which nobody is called: the hall's and an agency's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.commands import calls, serving
from hub.commands.counters import open_counter, pause_counter
from hub.views.hall_snapshot import HallSnapshots
from shared.site.load import load_text
from shared.wire import Estimate
from tests.support.held import HALL, KTP, NPWP, HeldClock, HeldQueue

LUNCH = HALL.replace('"00:00-23:59"', '{ hours = "08:00-16:00", breaks = ["12:00-13:00"] }')
OWN = HALL.replace("00:00-23:59", "08:00-16:00").replace(
    'counters = "1-3"', 'counters = "1-3"\nbreaks = ["12:00-13:00"]'
)
HALF_PAST_ELEVEN = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


@pytest.fixture(params=[LUNCH, OWN], ids=["the hall's", "the agency's own"])
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HeldQueue]:
    """Ten to twelve: counter 1, the only one today, has begun a visitor of ten minutes, and two wait."""
    site = load_text(request.param, "small.toml")
    queue = HeldQueue(tmp_path / "queue", site, HeldClock(HALF_PAST_ELEVEN), always_open=False)
    queue.do(open_counter, 1)
    queue.do(open_counter, 4)
    queue.clock.pass_by(minutes=20)
    for _ in range(3):
        queue.take(KTP)
    queue.do(calls.call_next, 1)
    queue.do(serving.start, 1)
    yield queue
    queue.db.close()


def wait(queue: HeldQueue, code: str = KTP) -> Estimate:
    """What the kiosk shows now."""
    figures = HallSnapshots(queue.db, queue.site, queue.always_open).figures(queue.clock.at)
    return next(one.estimate for one in figures.services if one.code == code)


def test_whoever_is_called_after_the_break_is_told_so_before_it(hall: HeldQueue) -> None:
    assert 75 <= hall.take(KTP).estimate.p50 <= 120


def test_whoever_is_called_before_the_break_waits_no_longer_for_it(hall: HeldQueue) -> None:
    hall.clock.pass_by(hours=-2)
    assert hall.take(KTP).estimate.p90 < 60


@pytest.mark.parametrize("paused", [False, True])
def test_in_the_break_the_wait_is_counted_from_its_end(hall: HeldQueue, paused: bool) -> None:
    hall.clock.pass_by(minutes=12)
    hall.do(serving.finish, 1)
    if paused:
        hall.do(pause_counter, 1)
    hall.clock.pass_by(minutes=8)
    assert 60 <= wait(hall).p50 <= 85, "ten past twelve, two are called first"


def test_in_the_demonstration_there_is_no_break(hall: HeldQueue) -> None:
    hall.always_open = True
    assert hall.take(KTP).estimate.p50 < 60


def test_another_agencys_break_is_none_of_ours(hall: HeldQueue) -> None:
    for _ in range(4):
        hall.take(NPWP)
    long = wait(hall, NPWP).p50 > 60
    assert long == any(one is not None and one.breaks for one in hall.site.week)
