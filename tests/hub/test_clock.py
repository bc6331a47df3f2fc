"""The hub's time when the machine's is set forward and back. The test holds the machine's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.clock import SystemClock, steady_seconds

pytestmark = pytest.mark.logs_errors

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


class Machine:
    """The machine's clock, and beside it the count that nobody can set."""

    def __init__(self) -> None:
        self.at = NOON
        self.count = 0.0

    def __call__(self) -> datetime:
        return self.at

    def steady(self) -> float:
        return self.count

    def pass_by(self, **time: float) -> None:
        """The clock is set, and no time passes."""
        self.at += timedelta(**time)

    def live(self, **time: float) -> None:
        """Time passes."""
        self.at += timedelta(**time)
        self.count += timedelta(**time).total_seconds()


def test_the_hub_has_the_machines_time_and_follows_it_forward() -> None:
    machine = Machine()
    clock = SystemClock(machine)
    for minutes in (0, 1, 600, 60 * 24 * 400):
        machine.pass_by(minutes=minutes)
        assert clock.now() == machine.at


def test_time_is_told_to_the_millisecond_as_the_file_stores_it() -> None:
    machine = Machine()
    clock = SystemClock(machine)
    machine.pass_by(microseconds=1_234_567)
    assert clock.now() == NOON + timedelta(milliseconds=1234)


def test_set_back_by_an_hour_the_hub_goes_on_at_half_the_pace_until_the_machine_has_caught_up() -> None:
    machine = Machine()
    clock = SystemClock(machine)
    clock.now()
    machine.pass_by(hours=-1)
    assert clock.now() == NOON, "it does not go back"
    machine.pass_by(minutes=30)
    assert clock.now() == NOON + timedelta(minutes=15)
    machine.pass_by(minutes=90)
    assert clock.now() == machine.at == NOON + timedelta(hours=1)
    machine.pass_by(minutes=1)
    assert clock.now() == machine.at


def test_a_wrong_date_set_right_is_followed_at_once() -> None:
    machine = Machine()
    clock = SystemClock(machine)
    clock.now()
    machine.pass_by(days=-30)
    assert clock.now() == machine.at


@given(st.lists(st.tuples(st.integers(-3600, 3600), st.integers(0, 600)), max_size=30))
def test_small_steps_in_any_order_never_turn_the_hubs_time_back(steps: list[tuple[int, int]]) -> None:
    machine = Machine()
    clock = SystemClock(machine)
    last = clock.now()
    for jump, later in steps:
        behind = (last - machine.at).total_seconds()
        machine.pass_by(seconds=max(jump, behind - 7000))
        machine.pass_by(seconds=later)
        assert clock.now() >= last
        last = clock.now()


def test_set_forward_the_hub_follows_and_tells_of_a_leap_until_nobody_has_set_it_back_for_half_an_hour() -> None:
    machine = Machine()
    clock = SystemClock(machine, machine.steady)
    machine.live(hours=5)
    assert clock.leap is None
    machine.pass_by(hours=12)
    assert clock.now() == machine.at
    assert clock.leap == timedelta(hours=12)
    machine.live(minutes=29)
    assert clock.leap == timedelta(hours=12)
    machine.live(minutes=2)
    assert clock.leap is None


def test_a_leap_that_is_set_right_is_none_any_more() -> None:
    machine = Machine()
    clock = SystemClock(machine, machine.steady)
    machine.pass_by(days=1)
    assert clock.leap == timedelta(days=1)
    machine.live(minutes=1)
    machine.pass_by(days=-1)
    assert clock.leap is None
    assert clock.now() == machine.at


def test_a_long_silence_and_a_small_correction_are_no_leaps() -> None:
    machine = Machine()
    clock = SystemClock(machine, machine.steady)
    machine.live(days=3)
    machine.pass_by(hours=1)
    assert clock.leap is None


def test_a_second_leap_is_doubted_anew() -> None:
    machine = Machine()
    clock = SystemClock(machine, machine.steady)
    machine.pass_by(hours=12)
    clock.now()
    machine.live(minutes=20)
    machine.pass_by(days=300)
    clock.now()
    machine.live(minutes=20)
    assert clock.leap == timedelta(days=300)


def test_the_systems_own_count_goes_on_by_itself() -> None:
    before = steady_seconds()
    assert SystemClock().leap is None
    assert steady_seconds() >= before
