"""Where windows stand on the screens that there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean.commands.parts import GeometryType
from antrean.processes.screens import NoScreen, Screens, screens, why_no_screen
from shared.window_placement import side_by_side

SIDES = st.integers(min_value=320, max_value=8192)
CORNERS = st.integers(min_value=-8192, max_value=8192)


@given(CORNERS, CORNERS, SIDES, SIDES)
def test_two_windows_on_one_screen_stay_on_it_and_do_not_overlap(x: int, y: int, width: int, height: int) -> None:
    for left, top, wide, tall in (places := side_by_side((x, y, width, height))):
        assert x <= left
        assert y <= top
        assert left + wide <= x + width
        assert top + tall <= y + height
        assert min(wide, tall) > 0
    (ax, ay, aw, ah), (bx, by, _, _) = places
    assert bx >= ax + aw or by >= ay + ah


@given(CORNERS, CORNERS, SIDES, SIDES)
def test_a_window_can_stand_on_every_screen_also_left_of_or_above_the_first(
    x: int, y: int, width: int, height: int
) -> None:
    assert GeometryType().convert(f"{width}x{height}+{x}+{y}", None, None) == (x, y, width, height)


@pytest.mark.parametrize(
    ("place", "windows"),
    [
        ((0, 0, 1920, 1080), ((0, 270, 960, 540), (960, 270, 960, 540))),
        ((0, 0, 1080, 1920), ((0, 0, 1080, 607), (0, 960, 1080, 607))),
        ((100, 50, 3840, 1080), ((100, 50, 1920, 1080), (2020, 50, 1920, 1080))),
    ],
)
def test_both_keep_the_form_of_a_screen(place: tuple[int, ...], windows: tuple[tuple[int, ...], ...]) -> None:
    assert side_by_side((place[0], place[1], place[2], place[3])) == windows


def test_without_any_screen_in_the_environment_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("antrean.processes.screens.session_environment", dict)
    assert isinstance(screens(), NoScreen)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert why_no_screen() == ""


@pytest.mark.hub
def test_a_screen_that_is_not_there_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":7777")
    found = screens()
    assert isinstance(found, NoScreen)
    assert found.why


@pytest.mark.hub
def test_qts_screen_in_memory_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert isinstance(screens(), Screens)
