"""Two real windows on a virtual X server whose monitors come and go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread

import pytest

from tests.support.monitors import Monitors
from tests.support.virtualscreen import virtual_screen

KIOSK, TELEVISION = (0, 0, 1200, 800), (1200, 0, 1000, 700)
WINDOW = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QWindow, Qt
from shared.window_placement import share
from shared.qt.window_placer import WindowPlacer
app = QGuiApplication([])
windows = [QWindow(), QWindow()]
for window, written in zip(windows, sys.argv[1:]):
    WindowPlacer(window, share(written))
def stands():
    frameless = Qt.WindowType.FramelessWindowHint
    return [
        [*w.geometry().getRect(), bool(w.flags() & frameless)] if w.isVisible() else None for w in windows
    ]
told = []
def tell():
    global told
    if stands() != told:
        told = stands()
        print(json.dumps(told), flush=True)
timer = QTimer()
timer.timeout.connect(tell)
timer.start(20)
app.exec()
"""

Stands = Callable[[list[list[int | bool] | None]], None]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with virtual_screen("2400x800") as name:
        yield name


@pytest.fixture
def monitors(display: str) -> Iterator[Monitors]:
    made = Monitors(display)
    made.plug("KIOSK", KIOSK)
    yield made
    made.close()


@pytest.fixture
def windows(display: str) -> Iterator[Callable[[str], Stands]]:
    """Starts both windows; what comes back waits until they stand as expected."""
    running: list[subprocess.Popen[str]] = []
    readers: list[Thread] = []

    def start(hall: str) -> Stands:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-c", WINDOW, f"1/2{hall}", f"2/2{hall}"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment)
        running.append(process)
        lines: SimpleQueue[str] = SimpleQueue()
        reading = Thread(target=lambda: [lines.put(line) for line in process.stdout or ()])
        reading.start()
        readers.append(reading)

        def stand(expected: list[list[int | bool] | None]) -> None:
            told = ""
            try:
                while (told := lines.get(timeout=20)) and json.loads(told) != expected:
                    pass
            except Empty:
                raise AssertionError(f"expected {expected}, the last was {told}") from None

        return stand

    yield start
    for process in running:
        process.kill()
    for reading in readers:
        reading.join()
    for process in running:
        with process:
            process.wait()


def test_a_television_that_is_switched_on_late_gets_the_board_and_again_later(
    windows: Callable[[str], Stands], monitors: Monitors
) -> None:
    stand = windows("")
    stand([[0, 231, 600, 337, False], [600, 231, 600, 337, False]])
    for _ in range(2):
        monitors.plug("TELEVISION", TELEVISION)
        stand([[*KIOSK, True], [*TELEVISION, True]])
        monitors.unplug("TELEVISION")
        stand([[*KIOSK, True], None])


def test_in_a_hall_the_kiosk_keeps_its_screen_while_the_television_is_off(
    windows: Callable[[str], Stands], monitors: Monitors
) -> None:
    stand = windows("/hall")
    stand([[*KIOSK, True], None])
    monitors.plug("TELEVISION", TELEVISION)
    stand([[*KIOSK, True], [*TELEVISION, True]])


def test_the_board_fills_a_television_of_another_size_that_took_the_place_of_the_first(
    windows: Callable[[str], Stands], monitors: Monitors
) -> None:
    monitors.plug("TELEVISION", TELEVISION)
    stand = windows("/hall")
    stand([[*KIOSK, True], [*TELEVISION, True]])
    monitors.unplug("TELEVISION")
    stand([[*KIOSK, True], None])
    monitors.plug("ANOTHER", (1200, 0, 640, 480))
    stand([[*KIOSK, True], [1200, 0, 640, 480, True]])
