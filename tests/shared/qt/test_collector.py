"""Garbage is collected on Qt's thread only: elsewhere it would destroy Qt's objects under the event loop's feet."""

from __future__ import annotations

import gc
import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shared.qt.app import make_application
from shared.qt.garbage import GarbageCollector


class Cycle:
    """Garbage that only the cyclic collector can free; notes the thread on which it went."""

    def __init__(self, gone_on: list[str]) -> None:
        self.itself = self
        self.gone_on = gone_on

    def __del__(self) -> None:
        self.gone_on.append(threading.current_thread().name)


def allocate_much() -> None:
    kept: list[Any] = []
    for _ in range(200_000):
        kept.append([kept])
        if len(kept) > 5_000:
            kept.clear()


def test_a_busy_background_thread_destroys_no_cycle_but_the_event_loop_does(qtbot: QtBot) -> None:
    make_application("test")
    gone_on: list[str] = []
    for _ in range(50):
        Cycle(gone_on)
    worker = threading.Thread(target=allocate_much, name="worker")
    worker.start()
    worker.join()
    assert gone_on == []
    qtbot.waitUntil(lambda: len(gone_on) == 50, timeout=60_000)
    assert set(gone_on) == {threading.main_thread().name}


@pytest.mark.window
def test_the_application_has_one_collector_however_often_it_is_made() -> None:
    first, again = make_application("test"), make_application("test")
    assert len(first.findChildren(GarbageCollector)) == len(again.findChildren(GarbageCollector)) == 1
    assert not gc.isenabled()
