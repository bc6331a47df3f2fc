"""An executor whose work is done when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from PySide6.QtCore import QCoreApplication


class HandExecutor(Executor):
    """For ``shared.qt.jobs.BackgroundJobs``; results are delivered at once."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        if cancel_futures:
            self.waiting.clear()

    def one(self) -> None:
        """Does the work that waits longest, and delivers its result."""
        future, work = self.waiting.pop(0)
        try:
            result = work()
        except Exception as bug:
            future.set_exception(bug)
        else:
            future.set_result(result)
        QCoreApplication.sendPostedEvents()

    def drain(self) -> None:
        while self.waiting:
            self.one()
