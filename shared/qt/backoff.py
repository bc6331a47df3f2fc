"""Back-off: when to try again after a failure, ever later, up to a longest delay."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class BackOff(QObject):
    """Calls ``act`` once for each ``retry``, after a delay that doubles from ``first_ms`` to ``last_ms`` until
    ``reset``."""

    def __init__(
        self,
        act: Callable[[], None],
        first_ms: int,
        last_ms: int,
        spread: float = 0.0,
        parent: QObject | None = None,
    ) -> None:
        """Delays are in milliseconds. ``spread`` (0 to 1) is the share of a delay that is left to chance, so that many
        devices do not come back at the same moment: 0.3 gives 70 % to 100 % of it."""
        super().__init__(parent)
        self._first_ms, self._last_ms, self._spread = first_ms, last_ms, spread
        self._next_ms = first_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(act)

    @property
    def waiting(self) -> bool:
        """Whether a further attempt is due."""
        return self._timer.isActive()

    @property
    def delay_ms(self) -> int:
        """The delay of the attempt that is due, or was last due."""
        return self._timer.interval()

    def retry(self) -> None:
        """An attempt failed: the next one comes after the next delay."""
        share = random.uniform(1 - self._spread, 1)  # noqa: S311 (spreads devices, guards nothing)
        self._timer.start(round(self._next_ms * share))
        self._next_ms = min(2 * self._next_ms, self._last_ms)

    def reset(self) -> None:
        """An attempt succeeded: the next delay is the first one again. An attempt that is due stays due."""
        self._next_ms = self._first_ms

    def stop(self) -> None:
        """No further attempt is due."""
        self._timer.stop()
