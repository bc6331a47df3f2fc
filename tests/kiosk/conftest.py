"""Kiosks with a real window, before scripted and real hubs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from kiosk.issuing.store import KioskStore
from kiosk.paper.printers import Printer
from kiosk.settings import KioskSettings
from shared.wire import Hall
from tests.support.patientlinks import impatient, patient_links
from tests.support.scripted_hub import ScriptedHub, batu
from tests.support.visitor import HandClock, Visitor

__all__ = ["impatient", "patient_links"]


@pytest.fixture
def make_scripted() -> Iterator[Callable[..., ScriptedHub]]:
    made: list[ScriptedHub] = []

    def make(hall: Hall | None = None, start: bool = True) -> ScriptedHub:
        made.append(ScriptedHub(hall or batu()))
        if start:
            made[-1].start()
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def scripted(make_scripted: Callable[..., ScriptedHub]) -> ScriptedHub:
    return make_scripted()


@pytest.fixture
def visitor_at(qtbot: QtBot, qapp: Any) -> Iterator[Callable[..., Visitor]]:
    """Opens a kiosk of this hub and puts a visitor in front of it. ``driver`` prints in the place of what
    ``printer`` names."""
    open_now: list[Kiosk] = []

    def arrive(
        hub: str,
        key: str = "kiosk-key",
        size: tuple[int, int] = (1280, 720),
        driver: Printer | None = None,
        **settings: Any,
    ) -> Visitor:
        clock = HandClock()
        settings.setdefault("reduce_motion", True)
        kiosk = Kiosk(KioskSettings(hub=hub, key=key, geometry=(0, 0, *size), **settings), driver, monotonic=clock)
        open_now.append(kiosk)
        return Visitor(kiosk, qtbot, clock)

    yield arrive
    while open_now:
        open_now.pop().close()
    qapp.processEvents()


@pytest.fixture
def visitor(visitor_at: Callable[..., Visitor], scripted: ScriptedHub) -> Visitor:
    found = visitor_at(scripted.url)
    found.sees_page("home")
    return found


@pytest.fixture
def store(tmp_path: Path) -> Any:
    made = KioskStore(tmp_path / "kiosk.sqlite3", "key")
    yield made
    made.close()
