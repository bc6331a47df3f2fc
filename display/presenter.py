"""Follows the hub and the voice, and says what the board shows now.

Everything is decided in ``display.large_panel``, ``display.recent_calls`` and ``display.snapshot``, which are pure.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from display.confirmation import Confirmations
from display.large_panel import LargePanel, announcing, ended, forget_others, missed, undecided
from display.notices import Notice, for_technician, for_zone
from display.recent_calls import RecentCalls, with_hall
from display.settings import BoardTimes
from display.snapshot import BoardInputs, BoardPage, BoardSnapshot, board_snapshot, has_zone, without_hall
from shared.machine_time import machine_now
from shared.qt.link import HubLink, LinkState
from shared.qt.obstacle import LinkObstacle
from shared.wire import Call, Hall, Message

log = logging.getLogger("antrean.display")

CLOCK_MS = 1_000
DEFAULT_TIMES = BoardTimes()


class Voice(Protocol):
    """What the board needs of ``display.voice.announcer.Announcer``: the signals that say whose turn it is."""

    @property
    def speaking(self) -> SignalInstance: ...
    @property
    def spoken(self) -> SignalInstance: ...
    @property
    def silent(self) -> SignalInstance: ...
    @property
    def missed(self) -> SignalInstance: ...
    @property
    def alarm(self) -> SignalInstance: ...
    def take(self, message: Message) -> None: ...


class Presenter(QObject):
    """One board's state. ``board`` is what is shown; ``changed`` comes when that is no longer the same."""

    changed = Signal(object)
    """Board."""

    def __init__(
        self,
        link: HubLink,
        voice: Voice,
        zone: str | None = None,
        times: BoardTimes = DEFAULT_TIMES,
        mute: bool = False,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        """A board without ``zone`` shows all zones' calls. ``mute``: there is no voice, on purpose. ``clock`` gives
        steady seconds."""
        super().__init__(parent)
        self.confirmations = Confirmations(link, self)
        self._link, self.zone, self._times, self._clock = link, zone, times, clock
        self._voiceless = mute
        self._alarm = ""
        self._hall: Hall | None = None
        self._panel, self._calls = LargePanel(), RecentCalls(zone)
        self._lost: tuple[float, datetime] | None = None
        self.board = without_hall(BoardPage.WAITING, machine_now().astimezone())
        self._wake = QTimer(self)
        self._wake.setSingleShot(True)
        self._wake.timeout.connect(self._refresh)
        self._seconds = QTimer(self)
        self._seconds.timeout.connect(self._refresh)
        self._seconds.start(CLOCK_MS)
        link.hall_changed.connect(self._learn)
        link.received.connect(voice.take)
        link.state_changed.connect(self._link_changed)
        voice.speaking.connect(self._speaking)
        voice.spoken.connect(self._spoken)
        voice.silent.connect(self._silent)
        voice.missed.connect(self._missed)
        voice.alarm.connect(self._alarmed)

    def close(self) -> None:
        """Nothing changes any more."""
        self._seconds.stop()
        self._wake.stop()

    def move(self, zone: str | None) -> None:
        """Shows another zone's calls from now on; what it knew of the former one is forgotten."""
        self.zone = zone
        self._panel, self._calls = LargePanel(), RecentCalls(zone)
        if self._hall is not None:
            self._learn(self._hall)

    # --- what happens -----------------------------------------------------------------------------------------------

    def _learn(self, hall: Hall) -> None:
        before = self._hall
        if before and (hall.service_date != before.service_date or hall.seq < before.seq):
            self._panel, self._calls = LargePanel(), RecentCalls(self.zone)
        if not has_zone(hall, self.zone) and (before is None or has_zone(before, self.zone)):
            log.error("%s", for_zone(hall, self.zone or "").second)
        self._hall = hall
        self._calls = with_hall(self._calls, hall)
        self._panel = forget_others(self._panel, self._calls.calls)
        self._refresh()

    def _speaking(self, call: Call) -> None:
        log.info("call %s: %s to counter %s", call.id, call.label, call.counter)
        self._panel = announcing(self._panel, call)
        self._refresh()

    def _spoken(self, call: Call) -> None:
        self._panel = ended(self._panel, call.id, self._clock())
        self._refresh()
        self.confirmations.announced(call.id)

    def _silent(self, call: Call) -> None:
        """Shown, not heard: the hub is not told that it was announced, so that the officer sees it and calls again."""
        self._panel = ended(self._panel, call.id, self._clock())
        self._refresh()

    def _missed(self, call: Call) -> None:
        self._panel = missed(self._panel, call)
        self._refresh()

    def _alarmed(self, reason: str) -> None:
        self._alarm = reason
        self._refresh()

    def _link_changed(self, state: LinkState) -> None:
        if state is LinkState.ONLINE:
            self._lost = None
        elif self._lost is None:
            self._lost = (self._clock(), self._link.now())
        self._refresh()

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        now = self._clock()
        self._wake_when_the_call_settles(now)
        shown = self._derive(now)
        if shown != self.board:
            self.board = shown
            self.changed.emit(shown)

    def _wake_when_the_call_settles(self, now: float) -> None:
        shown = self._panel.shown
        left = 0.0 if shown is None or shown.ended_at is None else shown.ended_at + self._times.settle - now
        if left > 0:
            self._wake.start(max(1, round(left * 1_000) + 1))
        else:
            self._wake.stop()

    def _absent(self) -> BoardPage:
        if self._link.state is not LinkState.REFUSED:
            return BoardPage.WAITING
        return BoardPage.UNTRUSTED if self._link.obstacle is LinkObstacle.CERTIFICATE else BoardPage.REFUSED

    def _technician(self) -> Notice | None:
        obstacle = self._link.obstacle
        return for_technician(obstacle, self._link.url) if obstacle else None

    def _derive(self, now: float) -> BoardSnapshot:
        lost = self._lost is not None and now - self._lost[0] >= self._times.lost
        revoked = self._link.state is LinkState.REFUSED and self._link.obstacle is LinkObstacle.KEY
        if self._hall is None or (lost and revoked):
            return without_hall(self._absent(), machine_now().astimezone(), self._technician())
        shown = self._panel.shown
        moment = BoardInputs(
            now=self._link.now(),
            memory=self._calls,
            shown=shown.call if shown else None,
            highlighted=shown is not None and shown.stands_out(now, self._times.settle),
            pending=undecided(self._panel, self._calls.calls),
            lost_since=self._lost[1] if self._lost and lost else None,
            technician=self._technician() if lost and self._link.state is LinkState.REFUSED else None,
            mute=self._voiceless or bool(self._alarm),
        )
        return board_snapshot(self._hall, moment)
