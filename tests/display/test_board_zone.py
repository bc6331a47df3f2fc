"""A board that the office gives a zone, and one whose own machine has the last word; a real hub with two zones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pytestqt.qtbot import QtBot

from display.app import Display
from tests.support.boardatwork import LONG_WAIT, Make
from tests.support.hubprocess import HubProcess


@pytest.fixture
def balangan(make_hub: Callable[..., HubProcess]) -> HubProcess:
    return make_hub(site="balangan").start()


def device(hub: HubProcess) -> dict[str, Any]:
    with hub.client() as manager:
        (found,) = manager.get("/hall").json()["devices"]
    return dict(found)


def give(hub: HubProcess, zone: str | None) -> None:
    with hub.client() as manager:
        manager.post(f"/devices/{device(hub)['id']}/zone", json={"zone": zone}).raise_for_status()


def told(hub: HubProcess, qtbot: QtBot, zone: str | None, fixed: bool) -> None:
    """Waits until the hub knows that the board shows this zone."""

    def known() -> bool:
        state = device(hub)["state"]
        return bool(state) and (state["zone"], state["zone_fixed"]) == (zone, fixed)

    qtbot.waitUntil(known, timeout=LONG_WAIT)


def call_at(hub: HubProcess, zone: str) -> str:
    """Calls somebody to a counter of this zone: the number."""
    with hub.client() as manager:
        hall = manager.get("/hall").json()
        counter = next(one for one in hall["counters"] if one["zone"] == zone and one["services"])
        manager.post("/tickets", json={"service": counter["services"][0]}).raise_for_status()
    with httpx.Client(
        base_url=f"{hub.url}/api/v1", headers={"Authorization": f"Bearer {hub.key('officer', f'loket {zone}')}"}
    ) as desk:
        desk.post(f"/counters/{counter['number']}/open").raise_for_status()
        return str(desk.post(f"/counters/{counter['number']}/call-next").raise_for_status().json()["call"]["label"])


def shows(board: Display) -> set[str]:
    found = board.presenter.board
    return {one.label for one in found.others} | ({found.call.label} if found.call else set())


def test_a_running_board_takes_the_zone_of_the_office_and_has_it_again_after_a_restart(
    balangan: HubProcess, make_board: Make, qtbot: QtBot
) -> None:
    key = balangan.key("display", "Samping")
    board = make_board(balangan.url, key)
    front, side = call_at(balangan, "front"), call_at(balangan, "side")
    qtbot.waitUntil(lambda: shows(board) == {front, side}, timeout=LONG_WAIT)
    told(balangan, qtbot, None, fixed=False)
    give(balangan, "side")
    qtbot.waitUntil(lambda: shows(board) == {side}, timeout=LONG_WAIT)
    assert board.presenter.board.zone != ""
    told(balangan, qtbot, "side", fixed=False)
    balangan.stop()
    balangan.start()
    again = make_board(balangan.url, key)
    qtbot.waitUntil(lambda: shows(again) == {side}, timeout=LONG_WAIT)
    give(balangan, None)
    qtbot.waitUntil(lambda: shows(again) == {front, side}, timeout=LONG_WAIT)


def test_a_zone_that_the_boards_own_machine_was_given_counts(
    balangan: HubProcess, make_board: Make, qtbot: QtBot
) -> None:
    board = make_board(balangan.url, balangan.key("display", "Depan"), zone="front")
    told(balangan, qtbot, "front", fixed=True)
    give(balangan, "side")
    front, _ = call_at(balangan, "front"), call_at(balangan, "side")
    qtbot.waitUntil(lambda: shows(board) == {front}, timeout=LONG_WAIT)
    told(balangan, qtbot, "front", fixed=True)
    assert device(balangan)["zone"] == "side"
