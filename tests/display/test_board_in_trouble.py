"""A board at a real hub when something is wrong: no hub, no key, no sound, no such zone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from display.snapshot import PanelContents
from display.voice.sound import NoSound
from shared.qt.link import LinkState
from tests.support.boardatwork import LONG_WAIT, Desk, Loudspeaker, Make, announced, text
from tests.support.boardtexts import found
from tests.support.hubprocess import HubProcess


def test_a_hub_that_dies_between_call_and_confirmation_has_it_after_its_return(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker()
    loudspeaker.free.clear()
    board = make_board(hub.url, hub.key("display"), loudspeaker, lost=0.1)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    call = desk.call()
    qtbot.waitUntil(lambda: loudspeaker.played == [call["id"]], timeout=LONG_WAIT)
    hub.kill()
    loudspeaker.free.set()
    qtbot.waitUntil(lambda: board.presenter.board.stale != "", timeout=LONG_WAIT)
    assert text(board, "calledNumber") == call["label"]
    assert found(board.window, "staleText")
    qtbot.waitUntil(lambda: board.presenter.confirmations.waiting == (call["id"],), timeout=LONG_WAIT)
    hub.start()
    qtbot.waitUntil(lambda: board.presenter.confirmations.waiting == (), timeout=LONG_WAIT)
    assert announced(hub) == {call["id"]}
    assert loudspeaker.played == [call["id"]]
    qtbot.waitUntil(lambda: not found(board.window, "staleText"), timeout=LONG_WAIT)


def test_a_board_that_starts_before_the_hub_waits_and_comes_up_by_itself(
    hub: HubProcess, make_board: Make, qtbot: QtBot
) -> None:
    key = hub.key("display")
    hub.stop()
    board = make_board(hub.url, key)
    qtbot.wait(1)
    assert found(board.window, "waitingPage")
    hub.start()
    qtbot.waitUntil(lambda: found(board.window, "hallPage"), timeout=LONG_WAIT)
    assert found(board.window, "idlePanel")


def test_a_board_with_a_wrong_key_says_that_it_is_not_known(hub: HubProcess, make_board: Make, qtbot: QtBot) -> None:
    board = make_board(hub.url, "wrong")
    qtbot.waitUntil(lambda: board.link.state is LinkState.REFUSED, timeout=LONG_WAIT)
    assert text(board, "waitingTitle") == "Layar ini sedang tidak melayani"
    assert text(board, "technician") == f"Teknisi: pusat antrean menolak kunci perangkat ini ({hub.url})."


def test_a_board_without_sound_shows_the_call_says_so_and_confirms_nothing(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    board = make_board(hub.url, hub.key("display"), NoSound())
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    call = desk.call()
    with qtbot.waitSignal(board.voice.silent, timeout=LONG_WAIT):
        pass
    assert text(board, "calledNumber") == call["label"]
    assert found(board.window, "muteSign")
    assert announced(hub) == set()


def test_a_board_whose_loudspeaker_is_unplugged_says_so_before_the_first_call(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker(plugged=False)
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: found(board.window, "muteSign"), timeout=LONG_WAIT)
    call = desk.call()
    with qtbot.waitSignal(board.voice.silent, timeout=LONG_WAIT):
        pass
    assert text(board, "calledNumber") == call["label"]
    assert announced(hub) == set()
    loudspeaker.plugged = True
    qtbot.waitUntil(lambda: announced(hub) == {call["id"]}, timeout=LONG_WAIT)
    qtbot.waitUntil(lambda: not found(board.window, "muteSign"), timeout=LONG_WAIT)


@pytest.fixture
def zoned(tmp_path: Path) -> Iterator[HubProcess]:
    """A hub whose hall has the zones "front" and "side"; counter 1 is in front."""
    made = HubProcess(tmp_path / "zoned", site="balangan").start()
    yield made
    made.stop()


def test_a_board_of_another_zone_stays_silent(zoned: HubProcess, make_board: Make, qtbot: QtBot) -> None:
    loudspeaker = Loudspeaker()
    board = make_board(zoned.url, zoned.key("display"), loudspeaker, zone="side")
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    desk = Desk(zoned)
    desk.call()
    qtbot.waitUntil(lambda: board.link.hall is not None and len(board.link.hall.calls) == 1, timeout=LONG_WAIT)
    assert board.presenter.board.panel is PanelContents.IDLE
    assert loudspeaker.played == []
    desk.at(1).close()


def test_a_board_of_a_zone_that_does_not_exist_says_so_and_which_do(
    zoned: HubProcess, make_board: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    board = make_board(zoned.url, zoned.key("display"), zone="depan")
    qtbot.waitUntil(lambda: board.presenter.board.page == "no_zone", timeout=LONG_WAIT)
    assert text(board, "waitingTitle") == "Zona papan ini tidak ada"
    assert text(board, "technician").endswith("Zona yang ada: front, side.")
    assert 'no zone "depan"' in caplog.text
