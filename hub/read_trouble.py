"""Whether the queue file can be read, as far as somebody has tried."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hub.engine.database import StorageError

log = logging.getLogger(__name__)


class ReadTrouble:
    """``reason`` is why the file could not be read last; None when it could."""

    def __init__(self) -> None:
        self.reason: str | None = None

    def note(self, error: Exception) -> None:
        """Somebody's reading failed; stays so until ``retry`` succeeds."""
        if self.reason is None:
            log.error("the queue file could not be read: %s", error)
        self.reason = str(error)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Goes on after a StorageError in the block, and notes it: the hub's own work must not end with it."""
        try:
            yield
        except StorageError as error:
            self.note(error)

    def retry(self, read: Callable[[], object]) -> None:
        """If there is trouble, calls ``read``, which raises StorageError while the file cannot be read."""
        if self.reason is None:
            return
        with self.noted():
            read()
            self.reason = None
            log.warning("the queue file can be read again")
