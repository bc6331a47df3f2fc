"""What the hub knows of its kiosks and boards: there or gone, from where, and what they say of themselves."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from hub.commands.people import create_key, revoke_key
from hub.http.stream import NOT_UNDERSTOOD
from hub.live.devices import note
from shared.wire import API, CreateKey, Device, DeviceState, Role
from tests.support.held import HeldQueue

PATIENCE = 60.0
STATE = DeviceState("0.1.0", zone="aula", sound="ok")


def kinds(queue: HeldQueue) -> list[str]:
    return [event.kind for event in queue.happened]


def told(queue: HeldQueue, key: int, there: bool = True, state: DeviceState | None = STATE) -> Device:
    device = queue.do(lambda tx: note(tx, key, there, "10.0.0.5", state))
    assert isinstance(device, Device)
    return device


@pytest.fixture
def board(queue: HeldQueue) -> int:
    return int(queue.do(create_key, CreateKey(Role.DISPLAY, "Aula")).id)


def test_a_device_is_news_when_it_comes_changes_and_goes_and_not_in_between(queue: HeldQueue, board: int) -> None:
    queue.happened.clear()
    told(queue, board)
    told(queue, board)
    queue.clock.pass_by(minutes=5)
    told(queue, board)
    assert kinds(queue) == ["device.changed"]
    mute = told(queue, board, state=DeviceState("0.1.0", zone="aula", sound="no_device"))
    assert mute.state is not None
    assert mute.state.sound == "no_device"
    gone = told(queue, board, there=False, state=None)
    told(queue, board, there=False, state=None)
    assert kinds(queue) == ["device.changed"] * 3
    assert (gone.connected, gone.seen_at, gone.address) == (False, queue.clock.at, "10.0.0.5")
    assert gone.state == mute.state, "what it said last is still known"


def test_a_revoked_device_is_no_longer_known(queue: HeldQueue, board: int) -> None:
    told(queue, board)
    queue.do(revoke_key, board)
    assert queue.happened[-1].kind == "device.removed"
    assert queue.do(lambda tx: note(tx, board, True, "10.0.0.5", STATE)) is None


# --- over the wire --------------------------------------------------------------------------------------------------


def opened(hub: Any, key: str) -> Any:
    address, headers = f"ws://127.0.0.1:{hub.port}{API}/stream", {"Authorization": f"Bearer {key}"}
    return connect(address, additional_headers=headers, open_timeout=PATIENCE, max_queue=None)


def device(hub: Any, name: str) -> dict[str, Any]:
    with hub.client() as manager:
        (found,) = [one for one in manager.get("/hall").json()["devices"] if one["name"] == name]
    return dict(found)


def until(hub: Any, name: str, condition: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while not condition(found := device(hub, name)):
        assert time.monotonic() < deadline, f"{name} never was as it should be: {found}"
        time.sleep(0.02)
    return found


def ended(line: ClientConnection) -> int | None:
    while True:
        try:
            line.recv(timeout=PATIENCE)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def say(line: ClientConnection, **state: Any) -> None:
    line.send(json.dumps({"type": "state", "version": "0.1.0", **state}))


def test_the_hub_knows_who_is_there_from_where_and_how(module_hub: Any) -> None:
    key = module_hub.key("kiosk", "pintu")
    assert device(module_hub, "pintu")["connected"] is False
    with opened(module_hub, key) as line:
        say(line, printer="paper_low", paper="low")
        there = until(module_hub, "pintu", lambda one: one["state"])
        assert (there["connected"], there["address"], there["role"]) == (True, "127.0.0.1", "kiosk")
        assert there["state"]["printer"] == "paper_low"
        say(line, printer="paper_out", paper="out")
        until(module_hub, "pintu", lambda one: one["state"]["paper"] == "out")
    gone = until(module_hub, "pintu", lambda one: not one["connected"])
    assert gone["seen_at"] is not None


def test_staff_hears_of_a_device_over_the_stream_and_screens_do_not(module_hub: Any) -> None:
    display, kiosk = module_hub.key("display", "lobi"), module_hub.key("kiosk", "lobi")
    with opened(module_hub, module_hub.manager_key) as staff, opened(module_hub, display) as board:
        board_first = json.loads(board.recv(timeout=PATIENCE))
        assert board_first["hall"]["devices"] == []
        with opened(module_hub, kiosk) as line:
            say(line, printer="offline")

            def heard() -> bool:
                message = json.loads(staff.recv(timeout=PATIENCE))
                found = message.get("event", {}).get("device") or {}
                return bool((found.get("state") or {}).get("printer") == "offline")

            deadline = time.monotonic() + PATIENCE
            while not heard():
                assert time.monotonic() < deadline, "staff does not hear of the kiosk's printer"
            module_hub.take()
            while (message := json.loads(board.recv(timeout=PATIENCE))).get("event", {}).get("kind") != "ticket.issued":
                assert "device" not in message.get("event", {})


def test_a_device_that_comes_back_at_once_was_never_away(module_hub: Any) -> None:
    key = module_hub.key("display", "kembali")
    with ExitStack() as listening:
        with opened(module_hub, key) as line:
            line.recv(timeout=PATIENCE)
            until(module_hub, "kembali", lambda one: one["connected"])
            staff = listening.enter_context(opened(module_hub, module_hub.manager_key))
        with opened(module_hub, key) as line:
            line.recv(timeout=PATIENCE)
            ticks = 0
            while ticks < 4:  # longer than the grace
                message = json.loads(staff.recv(timeout=PATIENCE))
                ticks += message["type"] == "tick"
                changed = message.get("event", {}).get("device") or {}
                assert changed.get("name") != "kembali"


NESTED = f'{{"type": "state", "version": "1", "more": {"[" * 20_000}{"]" * 20_000}}}'


@pytest.mark.parametrize("said", ["", "hello", "[]", '{"type": "state"}', '{"type": "event"}', "x" * 5_000, NESTED])
def test_a_device_that_says_what_the_contract_has_not_is_cut_off(module_hub: Any, said: str) -> None:
    with opened(module_hub, module_hub.key("display", "rubbish")) as line:
        line.send(said)
        assert ended(line) == NOT_UNDERSTOOD


def test_after_a_restart_of_the_hub_a_device_that_died_with_it_is_gone(hub: Any) -> None:
    key = hub.key("kiosk", "pintu")
    with opened(hub, key) as line:
        line.recv(timeout=PATIENCE)
        until(hub, "pintu", lambda one: one["connected"])
        hub.kill()
    hub.start()
    until(hub, "pintu", lambda one: not one["connected"])
