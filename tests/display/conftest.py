"""What every test of the board may ask for: boards at a real hub, and officers at its counters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from display.app import BoardWindow, Display
from display.settings import BoardTimes, DisplaySettings
from display.voice.sound import Sound
from shared.qt.app import make_application
from tests.support.boardatwork import LONG_WAIT, Desk, Loudspeaker, Make
from tests.support.hubprocess import HubProcess
from tests.support.patientlinks import impatient, patient_links

__all__ = ["impatient", "patient_links"]

USUAL = BoardTimes()


@pytest.fixture
def make_board(qtbot: QtBot) -> Iterator[Make]:  # noqa: ARG001
    make_application("board-test")
    made: list[Display] = []

    def make(url: str, key: str, sound: Sound | None = None, zone: str | None = None, **times: float) -> Display:
        settings = DisplaySettings(
            hub=url, key=key, zone=zone, geometry=(0, 0, 1280, 720), reduce_motion=True, times=BoardTimes(**times)
        )
        made.append(Display(settings, sound or Loudspeaker(), wait=lambda _: None))
        return made[-1]

    yield make
    for board in made:
        board.close()


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[..., BoardWindow]]:
    """Opens board windows of a size, without a hub."""
    make_application("board-test")
    windows: list[BoardWindow] = []

    def one(
        size: tuple[int, int] = (1920, 1080), *, reduce_motion: bool = True, times: BoardTimes | None = None
    ) -> BoardWindow:
        geometry = (0, 0, *size)
        made = BoardWindow(
            DisplaySettings(hub="", key="", geometry=geometry, reduce_motion=reduce_motion, times=times or BoardTimes())
        )
        windows.append(made)
        qtbot.waitUntil(made.window.isExposed, timeout=LONG_WAIT)
        return made

    yield one
    for made in windows:
        made.close()


@pytest.fixture
def desk(hub: HubProcess) -> Iterator[Desk]:
    made = Desk(hub)
    yield made
    for officer in made.officers.values():
        officer.close()
