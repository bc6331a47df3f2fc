"""The moves of a step, told once more by hand: what the design allows, and that nothing else is allowed."""

from __future__ import annotations

from itertools import product

import pytest

from hub.rules.lifecycle import MOVES, may
from shared.wire import StepState as S

LEGAL = {
    (S.RESERVED, S.WAITING),
    (S.RESERVED, S.VOID),
    (S.RESERVED, S.CANCELLED),
    (S.RESERVED, S.EXPIRED),
    (S.VOID, S.WAITING),
    (S.VOID, S.RESERVED),
    (S.WAITING, S.CALLED),
    (S.WAITING, S.CANCELLED),
    (S.WAITING, S.TRANSFERRED),
    (S.WAITING, S.EXPIRED),
    (S.CALLED, S.SERVING),
    (S.CALLED, S.NO_SHOW),
    (S.CALLED, S.WAITING),
    (S.CALLED, S.TRANSFERRED),
    (S.CALLED, S.EXPIRED),
    (S.SERVING, S.SERVED),
    (S.SERVING, S.HELD),
    (S.SERVING, S.TRANSFERRED),
    (S.SERVING, S.EXPIRED),
    (S.HELD, S.WAITING),
    (S.HELD, S.CALLED),
    (S.HELD, S.CANCELLED),
    (S.HELD, S.EXPIRED),
    (S.NO_SHOW, S.WAITING),
}


@pytest.mark.parametrize(("before", "after"), sorted(LEGAL))
def test_a_step_may_move_along_every_arrow_of_the_design(before: S, after: S) -> None:
    assert may(before, after)


@pytest.mark.parametrize(("before", "after"), sorted(set(product(S, S)) - LEGAL))
def test_every_other_move_is_refused(before: S, after: S) -> None:
    assert not may(before, after)


def test_every_state_has_its_row_so_that_no_question_is_a_crash() -> None:
    assert set(MOVES) == set(S)


@pytest.mark.parametrize("end", [S.SERVED, S.TRANSFERRED, S.CANCELLED, S.EXPIRED])
def test_nobody_comes_back_from_an_end(end: S) -> None:
    assert not any(may(end, after) for after in S)


def test_whoever_is_open_at_the_end_of_the_day_can_expire() -> None:
    for state in (S.RESERVED, S.WAITING, S.CALLED, S.SERVING, S.HELD):
        assert may(state, S.EXPIRED)
