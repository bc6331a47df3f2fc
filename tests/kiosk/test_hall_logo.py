"""The hall's own logo at a kiosk: in its header, on its paper, and while the hub is away."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kiosk.app import Kiosk
from kiosk.paper import raster
from kiosk.settings import KioskSettings
from tests.support.hubprocess import HubProcess
from tests.support.logos import png
from tests.support.sitetext import REGISTRY, hall, write
from tests.support.visitor import HandClock, Visitor, place

RED = QColor("#b00020")


@pytest.fixture
def own(make_hub: Callable[..., HubProcess], tmp_path: Path) -> HubProcess:
    """A hub of a hall with a red logo, twice as wide as high."""
    (tmp_path / "logo.png").write_bytes(png())
    file = write(tmp_path / "hall.toml", hall(REGISTRY, top='logo = "logo.png"'))
    return make_hub(site=str(file)).start()


def logo_in(visitor: Visitor) -> Any:
    """The shown picture; None where it is not to be seen."""
    return visitor.find("hall-logo")


def middle(visitor: Visitor) -> QColor:
    visitor.settles()
    window = visitor.kiosk.window
    return window.grabWindow().pixelColor(place(logo_in(visitor)).center().toPoint())


def test_the_halls_own_logo_stands_in_the_header_in_its_shape(
    visitor_at: Callable[..., Visitor], own: HubProcess
) -> None:
    visitor = visitor_at(own.url, own.key("kiosk"))
    visitor.sees_page("home")
    visitor.waits(lambda: logo_in(visitor))
    seen = place(logo_in(visitor))
    assert abs(seen.width() / seen.height() - 2) < 0.1
    assert middle(visitor) == RED
    assert visitor.misfits() == []


def test_the_logo_stays_while_the_hub_is_away_and_after_a_start_without_it(
    visitor_at: Callable[..., Visitor], own: HubProcess, tmp_path: Path, qtbot: QtBot
) -> None:
    key, data = own.key("kiosk"), tmp_path / "kiosk"
    data.mkdir()
    settings = KioskSettings(hub=own.url, key=key, geometry=(0, 0, 1280, 720), reduce_motion=True, data=data)
    visitor = Visitor(Kiosk(settings), qtbot, HandClock())
    visitor.waits(lambda: logo_in(visitor) and visitor.kiosk.offline_numbers.condition)
    own.stop()
    visitor.waits(lambda: visitor.kiosk.link.state.value == "lost")
    assert middle(visitor) == RED
    visitor.kiosk.close()
    late = visitor_at(own.url, key, data=data)
    late.waits(lambda: logo_in(late))
    assert middle(late) == RED


def test_a_kiosk_of_a_hall_without_a_logo_shows_our_emblem(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., Any]
) -> None:
    visitor = visitor_at(make_scripted().url)
    visitor.sees_page("home")
    visitor.settles()
    assert logo_in(visitor) is None


def test_the_paper_bears_the_halls_own_logo_in_black_and_white(
    visitor_at: Callable[..., Visitor], own: HubProcess, tmp_path: Path
) -> None:
    job = tmp_path / "job"
    visitor = visitor_at(own.url, own.key("kiosk"), printer=f"file:{job}")
    visitor.waits(lambda: logo_in(visitor))
    visitor.touches("agency-dukcapil")
    visitor.touches("take-dukcapil.ktp")
    visitor.waits(lambda: visitor.find("paper"))
    dots = raster.hall_logo(png(), 576)
    picture = b"\x1dv0\x00" + bytes([dots.width // 8, 0, dots.height, 0])
    assert picture in job.read_bytes()
    assert (dots.width, dots.height) == (192, 96)


def test_a_logo_on_paper_is_as_dark_as_its_colours_and_paper_where_it_is_clear() -> None:
    clear = Image.new("RGBA", (100, 50), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 50, 50))
    out = BytesIO()
    clear.save(out, "PNG")
    dots = raster.hall_logo(out.getvalue(), 576)
    left, right = dots.crop((4, 0, 44, 50)), dots.crop((60, 0, 96, 50))
    assert left.getextrema() == (0, 0)
    assert right.getextrema() == (255, 255)


def test_a_logo_that_cannot_be_read_is_printed_as_our_emblem(caplog: pytest.LogCaptureFixture) -> None:
    assert raster.hall_logo(b"no picture", 576).tobytes() == raster.logo().tobytes()
    assert "cannot be printed" in caplog.text
