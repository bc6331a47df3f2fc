"""Breaks, what officers are told of them, and what screens are not, over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from shared.wire import API

NUMBERS = count(1)
REASON = {"reason": "prayer", "minutes": 15}


@pytest.fixture
def sari(module_hub: Any) -> Iterator[httpx.Client]:
    """A new officer at counter 1, which nobody has afterwards."""
    with module_hub.signed_in(f"sari-{next(NUMBERS)}", "dukcapil") as client:
        client.post("/counters/1/open").raise_for_status()
        yield client
        for verb in ("start", "finish", "close"):
            client.post(f"/counters/1/{verb}")


def face(client: httpx.Client) -> dict[str, Any]:
    counters = client.get("/hall").raise_for_status().json()["counters"]
    return dict(next(one for one in counters if one["number"] == 1))


def serving(hub: Any, sari: httpx.Client) -> None:
    hub.take()
    for verb in ("call-next", "start"):
        sari.post(f"/counters/1/{verb}").raise_for_status()


def test_a_break_is_asked_for_with_or_without_a_body(sari: httpx.Client) -> None:
    assert sari.post("/counters/1/pause").json() == "paused"
    assert face(sari)["pause"]["reason"] is None
    assert sari.post("/counters/1/pause", json=REASON).json() == "paused"
    pause = face(sari)["pause"]
    assert (pause["reason"], pause["by"]) == ("prayer", None)
    assert pause["since"] < pause["back_at"]
    assert sari.post("/counters/1/open").json() == "open"
    assert face(sari)["pause"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"reason": "gossip"},
        {"minutes": 0},
        {"minutes": 481},
        {"minutes": "ten"},
        {"until": "13.30"},
        {"until": "2026-01-01T00:00:00Z"},
        {"until": "2020-01-01T00:00:00"},
        {"why": "rest"},
        [],
    ],
)
def test_a_break_that_is_not_as_described_is_refused_with_what_is_wrong(sari: httpx.Client, body: object) -> None:
    refused = sari.post("/counters/1/pause", json=body)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_request")
    assert refused.json()["detail"]
    assert face(sari)["state"] == "open"


def test_finish_then_break_goes_over_the_wire_and_is_taken_back(module_hub: Any, sari: httpx.Client) -> None:
    serving(module_hub, sari)
    assert sari.post("/counters/1/pause", json=REASON).json()["code"] == "counter_busy"
    wish = {**REASON, "after_visitor": True}
    assert sari.post("/counters/1/pause", json=wish).json() == "open"
    assert face(sari)["pause"] == {"reason": "prayer", "since": None, "minutes": 15, "back_at": None, "by": None}
    waiting = module_hub.take()
    refused = sari.post("/counters/1/call", json={"ticket": waiting["id"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "pause_wished")
    assert sari.post("/counters/1/stay-open").json() == "open"
    assert sari.post("/counters/1/pause", json=wish).json() == "open"
    assert sari.post("/counters/1/call-next").status_code == 204
    assert face(sari)["state"] == "paused"
    assert sari.post("/counters/1/undo").json()["step"]["state"] == "serving"
    assert face(sari)["pause"]["minutes"] == 15
    sari.post("/counters/1/stay-open").raise_for_status()
    with module_hub.client() as manager:
        manager.post(f"/tickets/{waiting['id']}/cancel").raise_for_status()


def test_finish_and_call_next_is_taken_back_over_the_wire(module_hub: Any, sari: httpx.Client) -> None:
    serving(module_hub, sari)
    waiting = module_hub.take()
    called = sari.post("/counters/1/call-next").json()
    assert called["ticket"]["id"] == waiting["id"]
    back = sari.post("/counters/1/undo").json()
    assert (back["ticket"]["id"] != waiting["id"], back["step"]["state"]) == (True, "serving")
    states = {one["ticket"]["id"]: one["step"]["state"] for one in sari.get("/hall").json()["tickets"]}
    assert states[waiting["id"]] == "waiting"
    undone = next(one["undone"] for one in sari.get("/hall").json()["day"] if one["number"] == 1)
    assert undone >= 1
    with module_hub.client() as manager:
        manager.post(f"/tickets/{waiting['id']}/cancel").raise_for_status()


def test_an_officers_session_says_who_closed_the_counter(module_hub: Any, sari: httpx.Client) -> None:
    with module_hub.signed_in("kepala-loket", None) as manager:
        manager.post("/counters/1/close").raise_for_status()
    session = sari.get("/session").json()
    assert session["counter"] is None
    told = session["put_out"]
    assert (told["counter"], told["cause"], told["by"]) == (1, "manager", "Kepala-Loket")
    sari.post("/counters/1/open").raise_for_status()
    assert sari.get("/session").json()["put_out"] is None


@pytest.mark.parametrize("role", ["kiosk", "display"])
def test_screens_hear_that_the_counter_is_paused_and_nothing_more(
    module_hub: Any, sari: httpx.Client, role: str
) -> None:
    key = module_hub.key(role, f"breaks-{role}")
    address = f"ws://127.0.0.1:{module_hub.port}{API}/stream"
    with connect(address, additional_headers={"Authorization": f"Bearer {key}"}, max_size=None) as line:
        line.recv(60)
        sari.post("/counters/1/pause", json=REASON).raise_for_status()
        while True:
            message = json.loads(line.recv(60))
            if message["type"] == "event" and message["event"]["kind"] == "counter.paused":
                break
    assert (message["event"]["counter"]["state"], message["event"]["counter"]["pause"]) == ("paused", None)
    with module_hub.client(key) as screen:
        assert face(screen)["pause"] is None


def test_a_break_and_its_wish_survive_a_restart_of_the_hub(hub: Any) -> None:
    with hub.signed_in() as sari:
        sari.post("/counters/1/open").raise_for_status()
        serving(hub, sari)
        sari.post("/counters/1/pause", json={**REASON, "after_visitor": True}).raise_for_status()
        hub.kill()
        hub.start()
        assert face(sari)["pause"]["minutes"] == 15
        sari.post("/counters/1/finish").raise_for_status()
        before = face(sari)
        hub.kill()
        hub.start()
        assert face(sari) == before
        assert before["pause"]["reason"] == "prayer"
