"""Work that blocks, done beside the event loop: one after another, the results handed back in Qt's main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

Work = Callable[[], object]
Done = Callable[["Future[Any]"], None]


class Jobs(Protocol):
    def submit(self, work: Work, done: Done) -> None:
        """Does ``work`` later, then calls ``done`` with its finished future in the thread of the caller."""

    def close(self) -> None:
        """Nothing further is begun or handed back."""


class ThreadJobs(QObject):
    """One background thread. A bug in ``work`` is raised where ``done`` asks for the result."""

    _finished = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, name)
        self._closed = False
        self._finished.connect(self._hand_back, Qt.ConnectionType.QueuedConnection)

    def submit(self, work: Work, done: Done) -> None:
        future = self._pool.submit(work)
        future.add_done_callback(lambda finished: None if self._closed else self._finished.emit(finished, done))

    def _hand_back(self, finished: Future[Any], done: Done) -> None:
        if not self._closed:
            done(finished)

    def close(self) -> None:
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
