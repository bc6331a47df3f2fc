"""Where the windows that were started together stand on the screens that there are."""

from __future__ import annotations

import pytest

from shared.window_placement import FullScreen, Hidden, ScreenShare, SideBySide, WindowPlacement, share, stand

FIRST, SECOND, THIRD = (0, 0, 1920, 1080), (1920, 0, 1280, 720), (3200, 0, 800, 600)
USABLE = (0, 40, 1920, 1040)
LEFT, RIGHT = (0, 290, 960, 540), (960, 290, 960, 540)


@pytest.mark.parametrize(
    ("screens", "hall", "had_enough", "kiosk", "board"),
    [
        pytest.param((FIRST, SECOND), False, False, FullScreen(FIRST), FullScreen(SECOND), id="one on each"),
        pytest.param(
            (FIRST, SECOND, THIRD), True, True, FullScreen(FIRST), FullScreen(SECOND), id="a third stays free"
        ),
        pytest.param((FIRST,), False, False, SideBySide(LEFT), SideBySide(RIGHT), id="a demonstration on one"),
        pytest.param((FIRST,), True, False, FullScreen(FIRST), Hidden(), id="a hall whose television is off"),
        pytest.param((FIRST,), False, True, FullScreen(FIRST), Hidden(), id="the second was switched off"),
        pytest.param((FIRST, FIRST), False, False, SideBySide(LEFT), SideBySide(RIGHT), id="a mirrored screen is one"),
        pytest.param((), True, True, None, None, id="every screen is off"),
    ],
)
def test_kiosk_and_board_share_out_the_screens_that_there_are(
    screens: tuple[tuple[int, int, int, int], ...],
    hall: bool,
    had_enough: bool,
    kiosk: WindowPlacement | None,
    board: WindowPlacement | None,
) -> None:
    assert stand(ScreenShare(0, 2, hall), screens, USABLE, had_enough) == kiosk
    assert stand(ScreenShare(1, 2, hall), screens, USABLE, had_enough) == board


@pytest.mark.parametrize("one", [ScreenShare(0, 2), ScreenShare(1, 2, hall=True)])
def test_a_share_is_read_as_it_was_written(one: ScreenShare) -> None:
    assert share(str(one)) == one


@pytest.mark.parametrize("written", ["", "2", "3/2", "0/2", "1/2/home", "1/2/hall/hall"])
def test_what_is_no_share_is_refused(written: str) -> None:
    assert share(written) is None
