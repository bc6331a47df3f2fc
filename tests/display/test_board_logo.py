"""The hall's own logo on the board."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.support.boardatwork import LONG_WAIT, Make
from tests.support.boardtexts import find, found, misfits
from tests.support.hubprocess import HubProcess
from tests.support.logos import SVG
from tests.support.sitetext import REGISTRY, hall, write


def test_the_halls_own_logo_stands_beside_its_name_also_while_the_hub_is_away(
    make_hub: Callable[..., HubProcess], make_board: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    hub = make_hub(site=str(write(tmp_path / "hall.toml", hall(REGISTRY, top='logo = "logo.svg"')))).start()
    board = make_board(hub.url, hub.key("display"))

    def shown() -> bool:
        board.window.grabWindow()
        return found(board.window, "hallLogo")

    qtbot.waitUntil(shown, timeout=LONG_WAIT)
    plate = find(board.window, "hallLogo")
    assert plate.width() > plate.height()
    assert misfits(board.window) == []
    hub.stop()
    qtbot.waitUntil(lambda: board.link.state.value == "lost", timeout=LONG_WAIT)
    assert shown()


def test_a_board_of_a_hall_without_a_logo_has_its_name_alone(
    make_hub: Callable[..., HubProcess], make_board: Make, qtbot: QtBot
) -> None:
    hub = make_hub().start()
    board = make_board(hub.url, hub.key("display"))
    qtbot.waitUntil(lambda: found(board.window, "hallTitle"), timeout=LONG_WAIT)
    assert not found(board.window, "hallLogo")
