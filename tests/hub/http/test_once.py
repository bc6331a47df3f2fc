"""A repeat after a lost reply: the same answer, done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

TAKE = {"service": "dukcapil.ktp"}


def key() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}


def seq(hub: Any) -> int:
    with hub.client() as client:
        return int(client.get("/healthz").json()["seq"])


def test_the_same_request_with_the_same_key_gets_the_same_answer_and_is_done_once(module_hub: Any) -> None:
    once = key()
    with module_hub.client() as client:
        first = client.post("/tickets", json=TAKE, headers=once)
        before = seq(module_hub)
        again = client.post("/tickets", json=TAKE, headers=once)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["content-type"] == again.headers["content-type"] == "application/json"
    assert seq(module_hub) == before


def test_without_a_key_every_request_is_a_new_one(module_hub: Any) -> None:
    assert module_hub.take()["id"] != module_hub.take()["id"]


def test_the_same_key_with_another_request_is_refused(module_hub: Any) -> None:
    once = key()
    with module_hub.client() as client:
        ticket = client.post("/tickets", json=TAKE, headers=once).raise_for_status().json()
        others = [
            client.post("/tickets", json=TAKE | {"priority": True}, headers=once),
            client.post(f"/tickets/{ticket['id']}/cancel", headers=once),
        ]
    assert [(reply.status_code, reply.json()["code"]) for reply in others] == [(422, "key_reused")] * 2


def test_the_same_key_sent_by_many_at_the_same_time_makes_one_ticket(module_hub: Any) -> None:
    once = key()
    with module_hub.client() as client, ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda _: client.post("/tickets", json=TAKE, headers=once), range(32)))
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.content for reply in replies}) == 1


def test_a_person_and_a_key_of_the_same_name_are_two_also_beside_stored_answers(hub: Any) -> None:
    once = key()
    with hub.signed_in("boss", None) as person, hub.client(hub.key("manager", "boss")) as program:
        taken = [one.post("/tickets", json=TAKE, headers=once).raise_for_status().json() for one in (person, program)]
    assert [one["label"] for one in taken] == ["A-001", "A-002"]
    assert [one["source"] for one in taken] == ["manager:boss", "manager-key:boss"]


def test_two_devices_may_hit_upon_the_same_key(module_hub: Any) -> None:
    once = key()
    with (
        module_hub.client(module_hub.key("kiosk", "a")) as one,
        module_hub.client(module_hub.key("kiosk", "b")) as two,
    ):
        first = one.post("/tickets", json=TAKE, headers=once).raise_for_status().json()
        second = two.post("/tickets", json=TAKE, headers=once).raise_for_status().json()
    assert first["id"] != second["id"]


def test_a_repeated_call_next_calls_nobody_else(module_hub: Any) -> None:
    for _ in range(2):
        module_hub.take()
    once = key()
    with module_hub.client() as client:
        first = client.post("/counters/1/call-next", headers=once)
        again = client.post("/counters/1/call-next", headers=once)
        assert (first.status_code, first.content) == (200, again.content)
        for step in ("start", "finish"):
            client.post(f"/counters/1/{step}").raise_for_status()
        assert client.post("/counters/1/call-next", headers=once).content == first.content


def test_nobody_waits_is_an_answer_that_is_repeated_as_well(module_hub: Any) -> None:
    with module_hub.client() as client:
        while client.post("/counters/2/call-next").status_code == 200:
            client.post("/counters/2/start").raise_for_status()
        once = key()
        assert client.post("/counters/2/call-next", headers=once).status_code == 204
        module_hub.take()
        assert client.post("/counters/2/call-next", headers=once).status_code == 204


def test_a_refused_request_may_be_tried_again_with_its_key(module_hub: Any) -> None:
    once = key()
    with module_hub.client() as client:
        assert client.post("/counters/3/call-next", headers=once).status_code in (200, 204)
        fresh = key()
        idle = client.post("/counters/4/start", headers=fresh)
        assert idle.json()["code"] == "counter_idle"
        ticket = module_hub.take()
        client.post("/counters/4/call", json={"ticket": ticket["id"]}).raise_for_status()
        assert client.post("/counters/4/start", headers=fresh).status_code == 200


def test_the_answer_survives_a_cut_of_the_power(hub: Any) -> None:
    once = key()
    with hub.client() as client:
        first = client.post("/tickets", json=TAKE, headers=once).raise_for_status()
    hub.kill()
    hub.start()
    with hub.client() as client:
        assert client.post("/tickets", json=TAKE, headers=once).content == first.content


@pytest.mark.parametrize("given", ["", "x" * 129])
def test_a_key_has_a_sensible_length(module_hub: Any, given: str) -> None:
    with module_hub.client() as client:
        reply = client.post("/tickets", json=TAKE, headers={"Idempotency-Key": given})
    assert (reply.status_code, reply.json()["code"]) == (400, "bad_request")
