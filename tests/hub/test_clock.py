"""The hub's time when the machine's is set forward and back. The test holds the machine's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.clock import SystemClock

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


class Machine:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


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
