"""A presenter between a link and a voice that do what the test says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from display.presenter import Presenter
from display.settings import BoardTimes
from shared.fold import fold
from shared.qt.link import LinkState
from shared.qt.obstacle import LinkObstacle
from shared.wire import Call, EventMessage, Hall, Message, Snapshot
from tests.support.boardhalls import NOW, event


class Link(QObject):
    """Says what it is told, and keeps what it is asked to send."""

    hall_changed = Signal(object)
    received = Signal(object)
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = LinkState.CONNECTING
        self.obstacle: LinkObstacle | None = None
        self.url = "https://10.0.0.2:8470"
        self.hall: Hall | None = None
        self.sent: list[tuple[str, str, str | None]] = []
        self.answers: list[object] = []

    def now(self) -> datetime:
        return NOW

    def become(self, state: LinkState, obstacle: LinkObstacle | None = None) -> None:
        self.state, self.obstacle = state, obstacle
        self.state_changed.emit(state)

    def snapshot(self, seen: Hall) -> None:
        self.hall = seen
        self.hall_changed.emit(seen)
        self.received.emit(Snapshot(seen))
        self.become(LinkState.ONLINE)

    def happen(self, made: Call) -> None:
        assert self.hall is not None
        happened = event(self.hall.seq + 1, made)
        self.hall = fold(self.hall, happened)
        self.hall_changed.emit(self.hall)
        self.received.emit(EventMessage(happened))

    def request(
        self,
        method: str,
        path: str,
        answer: type,  # noqa: ARG002
        done: Callable[[Any], None],
        key: str | None = None,
    ) -> None:
        self.sent.append((method, path, key))
        done(self.answers.pop(0) if self.answers else {})


class Voice(QObject):
    speaking = Signal(object, object)
    spoken = Signal(object)
    silent = Signal(object, str)
    missed = Signal(object)
    alarm = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Message] = []

    def take(self, message: Message) -> None:
        self.taken.append(message)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Stand:
    def __init__(self, zone: str | None = None, mute: bool = False) -> None:
        self.link, self.voice, self.clock = Link(), Voice(), Clock()
        self.presenter = Presenter(
            self.link,  # type: ignore[arg-type]
            self.voice,  # type: ignore[arg-type]
            zone,
            BoardTimes(settle=40, lost=2.5),
            mute,
            self.clock,
        )

    @property
    def label(self) -> str:
        shown = self.presenter.board.call
        return shown.label if shown else ""
