"""The legal moves of a step between its states: the one truth, which ``move`` in the store holds every command to."""

from __future__ import annotations

from shared.wire import StepState as S

MOVES: dict[S, frozenset[S]] = {
    S.RESERVED: frozenset({S.WAITING, S.VOID, S.CANCELLED, S.EXPIRED}),
    S.VOID: frozenset({S.WAITING, S.RESERVED}),
    S.WAITING: frozenset({S.CALLED, S.CANCELLED, S.TRANSFERRED, S.EXPIRED}),
    S.CALLED: frozenset({S.SERVING, S.NO_SHOW, S.WAITING, S.TRANSFERRED, S.EXPIRED}),
    S.SERVING: frozenset({S.SERVED, S.HELD, S.TRANSFERRED, S.EXPIRED}),
    S.HELD: frozenset({S.WAITING, S.CALLED, S.CANCELLED, S.EXPIRED}),
    S.NO_SHOW: frozenset({S.WAITING}),
    S.SERVED: frozenset(),
    S.TRANSFERRED: frozenset(),
    S.CANCELLED: frozenset(),
    S.EXPIRED: frozenset(),
}

ENDS = frozenset({S.SERVED, S.TRANSFERRED, S.CANCELLED, S.EXPIRED})
"""From here nobody comes back; void and no-show are not among them."""

OPEN = frozenset({S.RESERVED, S.WAITING, S.CALLED, S.SERVING, S.HELD})
"""Somebody is still to be served; a ticket has at most one such step for each service."""


def may(before: S, after: S) -> bool:
    """Whether a step in state ``before`` may go to ``after``."""
    return after in MOVES[before]
