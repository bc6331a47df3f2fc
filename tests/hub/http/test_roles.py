"""Every call of the contract with every role and with none, walked from the document that the hub itself serves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from hub.http.table import TABLE
from shared.wire import API, Code, Problem, Role

NOBODY, WRONG_KEY, SIGNED_IN_OFFICER, SIGNED_IN_MANAGER, AGENCY_KEY = (
    "nobody",
    "wrong key",
    "signed-in officer",
    "signed-in manager",
    "officer's key of an agency",
)

WHO_MAY = {
    "GET /healthz": "everybody",
    "GET /hall": "kiosk display officer manager",
    "POST /tickets": "kiosk manager",
    "GET /tickets": "officer manager",
    "POST /reserves": "kiosk",
    "POST /tickets/hand-in": "kiosk",
    "GET /tickets/{ticket}": "kiosk officer manager",
    "POST /tickets/{ticket}/printed": "kiosk manager",
    "POST /tickets/{ticket}/print-failed": "kiosk manager",
    "POST /tickets/{ticket}/cancel": "kiosk manager",
    "POST /tickets/{ticket}/revive": "kiosk officer manager",
    "POST /tickets/{ticket}/transfer": "officer manager",
    "POST /tickets/{ticket}/reprint": "officer manager",
    "POST /day/close": "manager",
    "GET /reports/days": "manager",
    "POST /counters/{counter}/call-next": "officer manager",
    "POST /counters/{counter}/call": "officer manager",
    "POST /counters/{counter}/recall": "officer manager",
    "POST /counters/{counter}/start": "officer manager",
    "POST /counters/{counter}/finish": "officer manager",
    "POST /counters/{counter}/no-show": "officer manager",
    "POST /counters/{counter}/put-back": "officer manager",
    "POST /counters/{counter}/hold": "officer manager",
    "POST /counters/{counter}/resume": "officer manager",
    "POST /counters/{counter}/transfer": "officer manager",
    "POST /counters/{counter}/undo": "officer manager",
    "GET /counters/{counter}/line": "officer manager",
    "POST /counters/{counter}/open": "officer manager",
    "POST /counters/{counter}/pause": "officer manager",
    "POST /counters/{counter}/stay-open": "officer manager",
    "POST /counters/{counter}/close": "officer manager",
    "POST /calls/{call}/announced": "display manager",
    "POST /session": "everybody",
    "GET /session": "officer manager",
    "DELETE /session": "officer manager",
    "DELETE /sessions": "officer manager",
    "GET /officers": "manager",
    "POST /officers": "manager",
    "DELETE /officers/{officer}": "manager",
    "POST /officers/{officer}/reset-pin": "manager",
    "POST /officers/{officer}/unlock": "manager",
    "GET /backups": "manager",
    "POST /backups": "manager",
    "GET /keys": "manager",
    "POST /keys": "manager",
    "DELETE /keys/{key}": "manager",
    "POST /devices/{key}/zone": "manager",
    "POST /pairing": "manager",
    "POST /pairing/redeem": "everybody",
    "GET /texts/{lang}": "everybody",
    "GET /t/{token}": "everybody",
}
"""Told a second time, so that a slip in the hub's table is seen."""


@dataclass
class Caller:
    client: httpx.Client
    role: str | None


@pytest.fixture(scope="module")
def callers(module_hub: Any) -> Iterator[dict[str, Caller]]:
    made = {
        NOBODY: Caller(module_hub.client(""), None),
        WRONG_KEY: Caller(module_hub.client("x" * 43), None),
        SIGNED_IN_OFFICER: Caller(module_hub.signed_in("roles-officer", "dukcapil"), "officer"),
        SIGNED_IN_MANAGER: Caller(module_hub.signed_in("roles-manager", None), "manager"),
        AGENCY_KEY: Caller(module_hub.client(module_hub.key("officer", "roles-agency", "dukcapil")), "officer"),
    }
    made |= {
        role.value: Caller(module_hub.client(module_hub.key(role.value, f"roles-{role.value}")), role.value)
        for role in Role
    }
    yield made
    for caller in made.values():
        caller.client.close()


@pytest.fixture(scope="module")
def document(module_hub: Any) -> dict[str, Any]:
    return dict(httpx.get(f"{module_hub.url}/openapi.json").raise_for_status().json())


def test_the_document_names_every_call_with_the_roles_that_may_make_it(document: dict[str, Any]) -> None:
    found = {
        f"{method.upper()} {path.removeprefix(API)}": " ".join(sorted(operation["x-roles"])) or "everybody"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }
    assert found == {call: " ".join(sorted(roles.split())) for call, roles in WHO_MAY.items()}


WHO = [NOBODY, WRONG_KEY, SIGNED_IN_OFFICER, SIGNED_IN_MANAGER, AGENCY_KEY, *(role.value for role in Role)]


CASES = [
    (call, who)
    for call in WHO_MAY
    for who in WHO
    if not call.startswith("DELETE /session") or not who.startswith("signed-in")  # they sign out: see test_sign_in.py
]


@pytest.mark.parametrize(("call", "who"), CASES)
def test_a_call_is_answered_to_those_who_may_and_to_nobody_else(
    callers: dict[str, Caller], call: str, who: str
) -> None:
    """What is asked for does not exist, or is no JSON: who may is told that, others that they may not."""
    method, path = call.split()
    path = path.format(ticket=0, counter=0, call=0, key=0, officer="nobody", lang="xx", token="none")
    caller = callers[who]
    reply = caller.client.request(method, path, content=b"no JSON", headers={"X-Antrean": "1"})
    allowed = WHO_MAY[call]
    if allowed == "everybody":
        assert reply.status_code not in (401, 403, 500) or reply.json()["code"] == "wrong_sign_in"
    elif caller.role is None:
        assert (reply.status_code, reply.json()["code"]) == (401, Code.UNAUTHORIZED)
    elif caller.role not in allowed.split():
        assert (reply.status_code, reply.json()["code"]) == (403, Code.FORBIDDEN)
    elif call in ("GET /session", "DELETE /sessions") and not who.startswith("signed-in"):
        assert reply.status_code == 401, "a key is nobody who signed in"
    else:
        assert reply.status_code not in (401, 403), reply.text
        assert reply.status_code < 500, reply.text


def test_the_tables_roles_are_those_of_this_test() -> None:
    found = {f"{route.method} {route.path}": route.roles for route in TABLE}
    assert {call for call, roles in found.items() if not roles} == {
        call for call, roles in WHO_MAY.items() if roles == "everybody"
    }


def test_the_document_describes_bodies_answers_and_problems_with_schemas_that_are_there(
    document: dict[str, Any],
) -> None:
    text = json.dumps(document)
    named = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= set(document["components"]["schemas"])
    assert {"Ticket", "Hall", "Problem", "TakeNumber", "Called"} <= named
    for operations in document["paths"].values():
        for operation in operations.values():
            refusals = {status: said for status, said in operation["responses"].items() if not status.startswith("2")}
            assert {"400", "404", "500", "503"} <= set(refusals)
            assert ("401" in refusals and "403" in refusals) >= bool(operation["x-roles"])
            assert all(list(said["content"]) == ["application/problem+json"] for said in refusals.values())
            assert any(status.startswith("2") for status in operation["responses"])
    assert set(Problem.__struct_fields__) == set(document["components"]["schemas"]["Problem"]["properties"])
    assert "Idempotency-Key" in json.dumps(document["paths"][f"{API}/tickets"]["post"])


def test_a_kiosk_sees_neither_tickets_of_others_nor_names(module_hub: Any, callers: dict[str, Caller]) -> None:
    hall = callers["kiosk"].client.get("/hall").json()
    assert hall["tickets"] is None
    assert hall["day"] == []
    module_hub.take()
    boss = callers[SIGNED_IN_MANAGER].client
    boss.post("/counters/4/open").raise_for_status()
    assert "Roles-Manager" in boss.get("/hall").text
    for role in ("kiosk", "display"):
        text = callers[role].client.get("/hall").text
        assert "Roles-Manager" not in text
        assert '"tickets":null' in text
    boss.post("/counters/4/close").raise_for_status()


def test_a_kiosk_reads_and_settles_only_its_own_tickets(module_hub: Any) -> None:
    with module_hub.client(module_hub.key("kiosk", "a")) as one, module_hub.client(module_hub.key("kiosk", "b")) as two:
        ticket = one.post("/tickets", json={"service": "dukcapil.ktp", "reserve": True}).json()
        path = f"/tickets/{ticket['id']}"
        assert one.get(path).json()["token"] == ticket["token"]
        for reply in (
            two.get(path),
            two.post(f"{path}/printed"),
            two.post(f"{path}/print-failed", json={"reason": "paper_out"}),
            two.post(f"{path}/cancel"),
        ):
            assert (reply.status_code, reply.json()["code"]) == (404, "unknown_ticket")
            assert ticket["token"] not in reply.text
        assert one.get(path).json()["steps"][0]["state"] == "reserved"


def test_a_new_key_of_the_same_name_puts_the_old_one_out_of_use(module_hub: Any) -> None:
    old, new = module_hub.key("display", "hall"), module_hub.key("display", "hall")
    assert old != new
    with module_hub.client(old) as before, module_hub.client(new) as after:
        assert before.get("/hall").status_code == 401
        assert after.get("/hall").status_code == 200
