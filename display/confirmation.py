"""Tells the hub that a call was spoken, and does not rest until the hub has it: through lost answers and restarts."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from shared.qt.link import HubLink, LinkState
from shared.qt.replies import Unreachable
from shared.wire import Code, Problem

log = logging.getLogger("antrean.display")

RETRY_MS = 1_000
"""Milliseconds until an unanswered confirmation is sent again."""
TEMPORARY = frozenset({Code.STORAGE, Code.INTERNAL, Code.UNAUTHORIZED})
"""Refusals after which the same confirmation may still succeed."""


class Confirmations(QObject):
    """Announced calls that the hub does not have yet, oldest first; one at a time is on its way."""

    confirmed = Signal(int)
    """Id of the call that the hub now has as announced."""

    def __init__(self, link: HubLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._waiting: list[int] = []
        self._under_way = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._send)
        link.state_changed.connect(self._link_changed)

    @property
    def waiting(self) -> tuple[int, ...]:
        return tuple(self._waiting)

    def announced(self, call_id: int) -> None:
        """The call was spoken to its end."""
        if call_id not in self._waiting:
            self._waiting.append(call_id)
        self._send()

    def _link_changed(self, state: LinkState) -> None:
        if state is LinkState.ONLINE:
            self._send()

    def _send(self) -> None:
        if not self._waiting or self._under_way:
            return
        self._retry.stop()
        self._under_way = True
        call_id = self._waiting[0]

        def done(answer: object) -> None:
            self._under_way = False
            self._answered(call_id, answer)

        self._link.request("POST", f"/calls/{call_id}/announced", object, done, key=f"announced-{call_id}")

    def _answered(self, call_id: int, answer: object) -> None:
        match answer:
            case Unreachable(reason):
                log.warning("call %s: the hub did not take the confirmation (%s); trying again", call_id, reason)
                self._retry.start()
                return
            case Problem(code=code) if code in TEMPORARY:
                log.warning("call %s: the hub refuses the confirmation for now (%s)", call_id, code)
                self._retry.start()
                return
            case Problem(code=code, title=title):
                log.error("call %s cannot be confirmed: %s (%s)", call_id, title, code)
            case _:
                self.confirmed.emit(call_id)
        self._waiting.remove(call_id)
        self._send()
