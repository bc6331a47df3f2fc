"""A board's zone, given by the office: checked, kept, and told to that board at once; nobody else learns of it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from hub.commands.boards import set_zone
from hub.commands.people import create_key, revoke_key
from hub.store import devices
from shared.wire import API, Code, CreateKey, Device, Role, SetZone
from tests.support.held import HeldQueue

PATIENCE = 60.0


@pytest.fixture
def board(queue: HeldQueue) -> int:
    return int(queue.do(create_key, CreateKey(Role.DISPLAY, "Aula")).id)


def given(number: int, zone: str | None) -> Any:
    return partial(set_zone, number=number, body=SetZone(zone))


def test_a_zone_is_kept_and_stands_in_the_log_once(queue: HeldQueue, board: int) -> None:
    queue.happened.clear()
    placed = queue.do(given(board, "hall"))
    assert isinstance(placed, Device)
    queue.do(given(board, "hall"))
    assert [(event.kind, event.subject) for event in queue.happened] == [("device.placed", "display:Aula")]
    known = devices.device(queue.db, board)
    assert known is not None
    assert known.zone == "hall"
    queue.do(given(board, None))
    assert [one.zone for one in devices.devices(queue.db)] == [None]


def test_a_zone_outlives_the_key_of_its_board(queue: HeldQueue, board: int) -> None:
    queue.do(given(board, "hall"))
    queue.do(revoke_key, board)
    queue.do(create_key, CreateKey(Role.DISPLAY, "Aula"))
    assert [one.zone for one in devices.devices(queue.db)] == ["hall"]


def test_a_zone_that_the_hall_has_not_is_refused_with_those_it_has(queue: HeldQueue, board: int) -> None:
    refused = queue.do(given(board, "hal"))
    assert refused.code is Code.UNKNOWN_ZONE
    assert "did you mean 'hall'" in refused.detail
    assert "there are: hall" in refused.detail


def test_only_a_board_has_a_zone(queue: HeldQueue) -> None:
    kiosk = int(queue.do(create_key, CreateKey(Role.KIOSK, "Pintu")).id)
    office = int(queue.do(create_key, CreateKey(Role.MANAGER, "Kepala")).id)
    assert queue.refused(given(kiosk, "hall")) is Code.BAD_REQUEST
    assert queue.refused(given(office, "hall")) is Code.UNKNOWN_KEY
    assert queue.refused(given(99, None)) is Code.UNKNOWN_KEY


# --- over the wire --------------------------------------------------------------------------------------------------


def opened(hub: Any, key: str, after: int | None = None) -> ClientConnection:
    query = "" if after is None else f"?after={after}"
    address, headers = f"ws://127.0.0.1:{hub.port}{API}/stream{query}", {"Authorization": f"Bearer {key}"}
    return connect(address, additional_headers=headers, open_timeout=PATIENCE, max_queue=None)


def snapshot(line: ClientConnection) -> dict[str, Any]:
    while (message := json.loads(line.recv(timeout=PATIENCE)))["type"] != "snapshot":
        assert (message.get("event") or {}).get("device") is None, "a board hears of no device"
    return dict(message)


def test_the_board_is_told_at_once_also_after_it_was_away_and_no_other_is(module_hub: Any) -> None:
    mine, other = module_hub.key("display", "sini"), module_hub.key("display", "sana")
    with module_hub.client() as manager:
        found = {one["name"]: one["id"] for one in manager.get("/hall").json()["devices"]}
        (zone, *_) = (one["code"] for one in manager.get("/hall").json()["site"]["zones"])
        path = f"/devices/{found['sini']}/zone"
        with opened(module_hub, mine) as line, opened(module_hub, other) as beside:
            assert snapshot(line)["zone"] is None
            seq = snapshot(beside)["hall"]["seq"]
            assert manager.post(path, json={"zone": zone}).json()["zone"] == zone
            assert snapshot(line)["zone"] == zone
            while (message := json.loads(beside.recv(timeout=PATIENCE)))["type"] != "event":
                assert message["type"] != "snapshot"
            assert message["event"]["kind"] == "other.happened"
        with opened(module_hub, mine, after=seq) as line:
            assert snapshot(line)["zone"] == zone
        with opened(module_hub, other, after=seq) as beside:
            assert json.loads(beside.recv(timeout=PATIENCE))["type"] == "event"
    with module_hub.client(mine) as board:
        assert board.post(path, json={"zone": None}).status_code == 403
    with module_hub.signed_in("putri") as officer:
        assert officer.post(path, json={"zone": None}).status_code == 403
