"""A board that ran on while the site was changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from display.snapshot import PanelContents
from tests.support.boardatwork import LONG_WAIT, Make, text
from tests.support.changedsite import write_sites
from tests.support.hubprocess import HubProcess


def test_a_board_in_the_middle_of_a_call_shows_the_new_site_and_the_call(
    make_hub: Callable[..., HubProcess], make_board: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    before, after = write_sites(tmp_path)
    hub = make_hub(site=str(before)).start()
    board = make_board(hub.url, hub.key("display"))
    hub.take("tax.npwp")
    with hub.signed_in("tono", "tax") as officer:
        officer.post("/counters/4/open").raise_for_status()
        officer.post("/counters/4/call-next").raise_for_status()
    qtbot.waitUntil(lambda: board.presenter.board.panel is not PanelContents.IDLE, timeout=LONG_WAIT)
    hub.stop()
    hub.site = str(after)
    hub.start()
    qtbot.waitUntil(lambda: board.presenter.board.title == "MPP Baru", timeout=LONG_WAIT)
    shown = board.presenter.board
    assert text(board, "calledNumber") == "B-001"
    assert [row.key for row in shown.serving] == ["dukcapil", "health"]
    hub.take("health.sip")
    with hub.signed_in("nia", "health") as nurse:
        nurse.post("/counters/5/open").raise_for_status()
        nurse.post("/counters/5/call-next").raise_for_status()
    qtbot.waitUntil(lambda: text(board, "calledNumber") == "H-001", timeout=LONG_WAIT)
