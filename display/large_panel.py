"""What the large panel remembers of the announcements: the call that it shows, and which calls are decided. Pure.

Whose turn it is is decided in one place, ``display.voice.call_queue``; the panel follows what the announcer says of it.
Seconds are those of a steady clock (``time.monotonic``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from shared.wire import Call


@dataclass(frozen=True)
class PanelCall:
    """The call that is announced, or was announced last."""

    call: Call
    ended_at: float | None = None
    """When its announcement ended, spoken or not; None while it lasts."""

    def stands_out(self, now: float, settle_seconds: float) -> bool:
        """Whether it is announced, or was within ``settle_seconds``; after that it only stands there as the last."""
        return self.ended_at is None or now < self.ended_at + settle_seconds


@dataclass(frozen=True)
class LargePanel:
    shown: PanelCall | None = None
    decided: frozenset[int] = frozenset()
    """Ids of calls that had their turn or get none."""


def announcing(panel: LargePanel, call: Call) -> LargePanel:
    """The announcement of a call begins: the panel shows it from now on."""
    return LargePanel(PanelCall(call), panel.decided | {call.id})


def missed(panel: LargePanel, call: Call) -> LargePanel:
    """The call gets no turn: too old, overtaken or taken back. It is only listed among the other calls."""
    return replace(panel, decided=panel.decided | {call.id})


def ended(panel: LargePanel, call_id: int, now: float) -> LargePanel:
    """The announcement ended. About a call that the panel does not show, or a second time, it changes nothing."""
    shown = panel.shown
    if shown is None or shown.call.id != call_id or shown.ended_at is not None:
        return panel
    return replace(panel, shown=replace(shown, ended_at=now))


def forget_others(panel: LargePanel, calls: Iterable[Call]) -> LargePanel:
    """Keeps what is decided only of the calls that the board still lists."""
    return replace(panel, decided=panel.decided & {call.id for call in calls})


def undecided(panel: LargePanel, calls: Iterable[Call]) -> frozenset[int]:
    """Ids of those calls whose turn is still to come."""
    return frozenset(call.id for call in calls if call.announced_at is None and call.id not in panel.decided)
