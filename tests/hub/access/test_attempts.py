"""Whoever guesses PINs waits longer and longer. The test holds the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hub.access.attempts import FREE_ATTEMPTS, LONGEST_WAIT, Attempts

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def failed(attempts: Attempts, times: int, at: datetime = NOW, *names: str) -> None:
    for _ in range(times):
        attempts.failed(at, *(names or ("sari",)))


def test_a_few_mistakes_are_free() -> None:
    attempts = Attempts()
    failed(attempts, FREE_ATTEMPTS - 1)
    assert not attempts.locked(NOW, "sari")


@pytest.mark.parametrize(("more", "seconds"), [(0, 30), (1, 60), (2, 120), (4, 480), (5, 900), (60, 900)])
def test_each_further_mistake_doubles_the_wait_up_to_a_quarter_of_an_hour(more: int, seconds: int) -> None:
    attempts = Attempts()
    failed(attempts, FREE_ATTEMPTS + more)
    assert attempts.locked(NOW + timedelta(seconds=seconds - 1), "sari")
    assert not attempts.locked(NOW + timedelta(seconds=seconds), "sari")
    assert timedelta(seconds=seconds) <= LONGEST_WAIT


def test_after_the_wait_one_more_mistake_locks_again() -> None:
    attempts = Attempts()
    failed(attempts, FREE_ATTEMPTS)
    later = NOW + timedelta(minutes=1)
    failed(attempts, 1, later)
    assert attempts.locked(later + timedelta(seconds=59), "sari")


def test_another_officer_at_another_address_is_not_locked() -> None:
    attempts = Attempts()
    failed(attempts, FREE_ATTEMPTS, NOW, "officer sari", "address 10.0.0.5")
    assert attempts.locked(NOW, "officer sari", "address 10.0.0.6")
    assert attempts.locked(NOW, "officer budi", "address 10.0.0.5")
    assert not attempts.locked(NOW, "officer budi", "address 10.0.0.6")


def test_the_right_pin_forgives_what_was_wrong_before() -> None:
    attempts = Attempts()
    failed(attempts, FREE_ATTEMPTS - 1)
    attempts.succeeded("sari")
    failed(attempts, FREE_ATTEMPTS - 1)
    assert not attempts.locked(NOW, "sari")


def test_a_lock_from_a_clock_that_was_years_ahead_ends_as_soon_as_any_other() -> None:
    attempts = Attempts()
    failed(attempts, FREE_ATTEMPTS, NOW + timedelta(days=3650))
    assert attempts.locked_until(NOW, "sari") == NOW + LONGEST_WAIT
    assert attempts.locked(NOW + LONGEST_WAIT - timedelta(seconds=1), "sari"), "looking again does not prolong it"
    assert not attempts.locked(NOW + LONGEST_WAIT, "sari")


def test_such_a_lock_ends_after_a_restart_as_well() -> None:
    before, after = Attempts(), Attempts()
    failed(before, FREE_ATTEMPTS, NOW + timedelta(days=3650))
    kept = before.record("sari")
    assert kept is not None
    after.restore([kept])
    assert after.locked(NOW, "sari")
    assert not after.locked(NOW + LONGEST_WAIT, "sari")
