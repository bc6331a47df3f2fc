"""A hand and a scanner strike keys; only their rhythm tells them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shared.scanner_bursts import BURST_KEYS, FAST_GAP_MS, QUIET_MS, KeyRhythm


def after(*gaps: float) -> KeyRhythm:
    found, at = KeyRhythm(), 0.0
    for gap in gaps:
        at += gap
        found = found.struck(at)
    return found


@given(st.lists(st.floats(FAST_GAP_MS, 5_000, exclude_min=True), min_size=1, max_size=40))
def test_a_hand_is_never_taken_for_a_scanner(gaps: list[float]) -> None:
    assert not after(*gaps).burst


@given(st.lists(st.floats(0, 30), min_size=BURST_KEYS, max_size=40))
def test_a_scanner_is_known_by_its_sixth_key_and_until_it_is_silent(gaps: list[float]) -> None:
    assert after(1_000, *gaps).burst
    assert after(1_000, *gaps, QUIET_MS - 1).burst
    assert not after(1_000, *gaps, QUIET_MS + 1).burst


def test_two_keys_that_a_hand_strikes_at_once_are_no_burst() -> None:
    assert not after(200, 10, 200, 10, 10, 10, 200).burst


def test_only_a_key_that_follows_no_other_closely_begins() -> None:
    assert after(1_000).begins
    assert not after(1_000, 10).begins
    assert after(1_000, 200).begins
