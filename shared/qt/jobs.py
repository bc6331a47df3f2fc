"""Background work for a Qt program: one primitive, with an executor that tests drain by hand."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


def _nothing() -> None: ...


class BackgroundJobs(QObject):
    """Runs work off the event loop's thread and hands each result back on it, one job after another.

    Expected failures are results. An exception is a bug: it is raised again on the event loop's thread.
    """

    _finished = Signal(object, object, object)

    def __init__(self, name: str, executor: Executor | None = None, parent: QObject | None = None) -> None:
        """``name`` is the thread's, for technicians. ``executor`` is one thread unless given."""
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[], None] = _nothing) -> None:
        """``work`` runs in the background; then ``done`` gets its result on the thread of this object. If ``work``
        raised, ``failed`` is called in place of ``done``, before the exception is raised again."""
        future = self._executor.submit(work)
        future.add_done_callback(lambda finished: self._finished.emit(finished, done, failed))

    def close(self) -> None:
        """Waits for the job that runs. Jobs that have not begun are dropped, and no result is delivered any more."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object, object)
    def _deliver(self, finished: Future[T], done: Callable[[T], None], failed: Callable[[], None]) -> None:
        if self._closed or finished.cancelled():
            return
        if finished.exception() is not None:
            failed()
        done(finished.result())
