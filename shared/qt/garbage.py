"""Python's cyclic garbage, collected on Qt's thread only.

Python collects wherever an allocation happens to cross a threshold, also on a background thread; an object of Qt that
lay in a cycle is then destroyed there, under the event loop's feet, and the process crashes. So the automatic
collection is switched off, and a timer of the event loop collects by the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

POLL_MS = 500
"""Milliseconds between two looks at the thresholds."""


class GarbageCollector(QObject):
    """Takes over the collection from its making on; make it on Qt's thread, once for each process."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(POLL_MS)


def collect_what_is_due() -> None:
    """Collects the oldest generation whose threshold is passed, and with it the younger ones."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if 0 < threshold < count
    ]
    if due:
        gc.collect(due[-1])
