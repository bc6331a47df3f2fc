"""Work that must not block the screen: one primitive, with an executor that tests drain by hand."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class KioskJobs(QObject):
    """Runs work one after another off the screen's thread and hands each result back on it.

    Expected failures are results; an exception is a bug and is raised again on the screen's thread.
    """

    _finished = Signal(object, object, object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(max_workers=1, thread_name_prefix="kiosk-job")
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[], None] = lambda: None) -> None:
        """``work`` runs in the background, ``done`` with its result on the thread of this object; in its place
        ``failed``, before the exception is raised again."""
        future = self._executor.submit(work)
        future.add_done_callback(lambda finished: self._finished.emit(finished, done, failed))

    def close(self) -> None:
        """Waits for the work at hand; what has not begun is dropped, and nothing is handed back any more: whoever asked
        is about to go."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object, object)
    def _deliver(self, finished: Future[T], done: Callable[[T], None], failed: Callable[[], None]) -> None:
        if self._closed or finished.cancelled():
            return
        if finished.exception() is not None:
            failed()
        done(finished.result())
