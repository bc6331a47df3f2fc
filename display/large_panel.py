"""Which call has the board's large panel, and which ones wait for it. Pure.

The voice decides whose turn it is (``display.voice.call_queue``); the panel follows it, so that what is shown is what
is spoken. Only when the voice falls silent in the middle of a call, against its own promise, do calls take turns here.
Seconds are those of a steady clock (``time.monotonic``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from display.settings import BoardTimes
from shared.wire import Call


class Outcome(StrEnum):
    SPOKEN = "spoken"
    UNSPOKEN = "unspoken"
    """Shown for its time, but there was no sound, or the voice failed."""


@dataclass(frozen=True)
class PanelCall:
    """A call that has the stage since ``since``; ``outcome`` is None while it is being announced."""

    call: Call
    since: float
    outcome: Outcome | None = None
    ended: float = 0.0
    """When ``outcome`` came."""


@dataclass(frozen=True)
class LargePanel:
    turn: PanelCall | None = None
    settled: frozenset[int] = frozenset()
    """Ids of calls that had their turn or were missed; the others wait."""
    stuck: bool = False
    """The voice owes word of a call; until it speaks again, calls are only shown."""


def speaking(stage: LargePanel, call: Call, now: float) -> LargePanel:
    """The voice begins to announce a call: it has the stage from now on."""
    return LargePanel(PanelCall(call, now), stage.settled | {call.id})


def missed(stage: LargePanel, call: Call) -> LargePanel:
    """The call gets no turn: too old, or overtaken. It stays among the other calls."""
    return replace(stage, settled=stage.settled | {call.id})


def ended(stage: LargePanel, call_id: int, outcome: Outcome, now: float) -> LargePanel:
    """The voice is done with a call. Word about another than the one on stage, or a second word, is ignored."""
    turn = stage.turn
    if turn is None or turn.call.id != call_id or turn.outcome is not None:
        return stage
    return replace(stage, turn=replace(turn, outcome=outcome, ended=now))


def waiting(stage: LargePanel, calls: Iterable[Call]) -> tuple[Call, ...]:
    """Those of the calls that the hall has not seen yet, in the order in which they were called."""
    unseen = (call for call in calls if call.announced_at is None and call.id not in stage.settled)
    return tuple(sorted(unseen, key=lambda call: call.id))


def advance(stage: LargePanel, calls: Iterable[Call], now: float, times: BoardTimes) -> LargePanel:
    """Sees to it that nothing sticks: an announcement without end counts as failed, and those that wait come up."""
    turn = stage.turn
    if turn is None:
        return stage
    if turn.outcome is None and now >= turn.since + times.limit:
        stage = replace(ended(stage, turn.call.id, Outcome.UNSPOKEN, now), stuck=True)
    elif not stage.stuck or now < turn.ended + times.unspoken:
        return stage
    queue = waiting(stage, calls)
    if not stage.stuck or not queue:
        return stage
    following = PanelCall(queue[0], now, Outcome.UNSPOKEN, now)
    return replace(stage, turn=following, settled=stage.settled | {queue[0].id})


def highlighted(turn: PanelCall | None, now: float, times: BoardTimes) -> bool:
    """Whether the call still stands out, or only stands there as the last one."""
    return turn is not None and (turn.outcome is None or now < turn.ended + times.settle)


def wake_at(stage: LargePanel, now: float, times: BoardTimes) -> float | None:
    """The next moment at which something changes without anybody saying so; None if there is none."""
    turn = stage.turn
    if turn is None:
        return None
    if turn.outcome is None:
        return turn.since + times.limit
    moments = [turn.ended + times.settle, *([turn.ended + times.unspoken] if stage.stuck else [])]
    return min((moment for moment in moments if moment > now), default=None)
