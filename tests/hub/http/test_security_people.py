"""What a manager can do about officers and their PINs, and what is known afterwards of who did what from where."""

from __future__ import annotations

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from hub.access.attempts import FREE_ATTEMPTS
from hub.http.stream import NOT_FOR_YOU
from shared.wire import API

OWN = {"X-Antrean": "1"}
PIN, WRONG, OTHER = "271828", "314159", "161803"


@pytest.fixture
def nobody(hub: Any) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{hub.url}{API}", headers=OWN, timeout=60) as client:
        yield client


@pytest.fixture
def manager(hub: Any) -> Iterator[httpx.Client]:
    with hub.client() as client:
        yield client


def sign_in(client: httpx.Client, pin: str, officer: str = "dewi") -> int:
    return client.post("/session", json={"officer": officer, "pin": pin}).status_code


def lock(client: httpx.Client, officer: str = "dewi") -> None:
    for _ in range(FREE_ATTEMPTS):
        assert sign_in(client, WRONG, officer) == 401
    assert sign_in(client, PIN, officer) == 429


def logged(hub: Any) -> list[tuple[str, str, str | None, str | None]]:
    """kind, actor, address and subject of every event."""
    with sqlite3.connect(hub.data / "antrean.sqlite3") as db:
        rows = db.execute("SELECT kind, actor, address, body FROM event ORDER BY seq").fetchall()
    db.close()
    return [(kind, actor, address, json.loads(body).get("subject")) for kind, actor, address, body in rows]


class Opens(Protocol):
    def __call__(self, key: str = "", cookie: str = "") -> ClientConnection: ...


@pytest.fixture
def stream_of(hub: Any) -> Iterator[Opens]:
    """Opens streams with a key or a session's cookie."""
    with ExitStack() as lines:

        def opened(key: str = "", cookie: str = "") -> ClientConnection:
            headers = {"Authorization": f"Bearer {key}"} if key else {"Cookie": f"antrean_session={cookie}"}
            address = f"ws://127.0.0.1:{hub.port}{API}/stream"
            return lines.enter_context(connect(address, additional_headers=headers, open_timeout=60, max_queue=None))

        yield opened


def ended(line: ClientConnection) -> int | None:
    """The close code, after whatever came before it."""
    while True:
        try:
            line.recv(timeout=60)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def test_a_manager_unlocks_whoever_typed_the_wrong_pin_too_often(
    hub: Any, nobody: httpx.Client, manager: httpx.Client
) -> None:
    hub.officer("dewi")
    lock(nobody)
    (listed,) = [one for one in manager.get("/officers").json() if one["officer"] == "dewi"]
    assert listed["locked_until"] is not None
    assert manager.post("/officers/dewi/unlock").status_code == 204
    (listed,) = [one for one in manager.get("/officers").json() if one["officer"] == "dewi"]
    assert listed["locked_until"] is None
    assert sign_in(nobody, PIN) == 200


def test_a_lock_outlives_a_restart_of_the_hub(hub: Any, nobody: httpx.Client) -> None:
    hub.officer("dewi")
    lock(nobody)
    hub.kill()
    hub.start()
    assert sign_in(nobody, PIN) == 429


def test_a_code_that_nobody_has_is_locked_like_one_that_somebody_has(hub: Any, nobody: httpx.Client) -> None:
    lock(nobody, "nobody")
    assert not [subject for kind, _, _, subject in logged(hub) if kind.startswith("session.") and subject]


def test_a_new_pin_signs_out_whoever_was_signed_in_with_the_old_one(
    hub: Any, nobody: httpx.Client, manager: httpx.Client, stream_of: Opens
) -> None:
    with hub.signed_in("dewi") as officer:
        line = stream_of(cookie=officer.cookies["antrean_session"])
        assert manager.post("/officers/dewi/reset-pin", json={"pin": OTHER}).status_code == 204
        assert ended(line) == NOT_FOR_YOU
        assert officer.get("/session").status_code == 401
    assert sign_in(nobody, PIN) == 401
    assert sign_in(nobody, OTHER) == 200


def test_a_weak_new_pin_changes_nothing(hub: Any, nobody: httpx.Client, manager: httpx.Client) -> None:
    hub.officer("dewi")
    for pin in ("12345", "123456", "777777", "abcdef", ""):
        reply = manager.post("/officers/dewi/reset-pin", json={"pin": pin})
        assert (reply.status_code, reply.json()["code"]) == (400, "weak_pin")
    assert sign_in(nobody, PIN) == 200


def test_a_removed_officer_is_out_at_once_and_the_counter_is_free(
    hub: Any, manager: httpx.Client, stream_of: Opens
) -> None:
    with hub.signed_in("dewi") as officer, hub.signed_in("budi") as colleague:
        officer.post("/counters/1/open").raise_for_status()
        label = hub.take()["label"]
        officer.post("/counters/1/call-next").raise_for_status()
        line = stream_of(cookie=officer.cookies["antrean_session"])
        assert manager.delete("/officers/dewi").status_code == 204
        assert ended(line) == NOT_FOR_YOU
        assert officer.post("/counters/1/recall").status_code == 401
        colleague.post("/counters/1/open").raise_for_status()
        assert colleague.post("/counters/1/start").json()["ticket"]["label"] == label
    assert manager.delete("/officers/dewi").json()["code"] == "unknown_officer"


def test_signing_out_everywhere_ends_all_sessions_of_one_person_only(hub: Any) -> None:
    with hub.signed_in("dewi") as one, hub.signed_in("budi") as other, hub.client("") as second:
        second.headers.update(OWN)
        assert sign_in(second, PIN) == 200
        assert second.delete("/sessions").status_code == 204
        assert one.get("/session").status_code == 401
        assert other.get("/session").status_code == 200


def test_each_sign_in_makes_a_new_session_and_ends_the_one_that_the_browser_had(hub: Any, nobody: httpx.Client) -> None:
    hub.officer("dewi")
    sign_in(nobody, PIN)
    first = nobody.cookies["antrean_session"]
    sign_in(nobody, PIN)
    assert nobody.cookies["antrean_session"] != first
    with httpx.Client(base_url=f"{hub.url}{API}", cookies={"antrean_session": first}, timeout=60) as old:
        assert old.get("/session").status_code == 401


def test_a_revoked_key_stops_at_once_also_its_stream(hub: Any, manager: httpx.Client, stream_of: Opens) -> None:
    key = hub.key("display", "aula")
    (number,) = [one["id"] for one in manager.get("/keys").json() if one["name"] == "aula"]
    line = stream_of(key)
    other = stream_of(hub.key("display", "lobi"))
    assert manager.delete(f"/keys/{number}").status_code == 204
    assert ended(line) == NOT_FOR_YOU
    with hub.client(key) as board:
        assert board.get("/hall").status_code == 401
    assert other.recv(timeout=60)
    assert manager.delete(f"/keys/{number}").json()["code"] == "unknown_key"


def test_a_key_that_is_revoked_while_its_request_is_on_the_way_does_nothing_any_more(
    hub: Any, manager: httpx.Client
) -> None:
    key = hub.key("kiosk", "curian")
    body = b'{"service": "dukcapil.ktp"}'
    (number,) = (one["id"] for one in manager.get("/keys").json() if one["name"] == "curian")
    with socket.create_connection(("127.0.0.1", hub.port), timeout=10) as line:
        head = f"POST {API}/tickets HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n"
        line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:5])
        manager.get("/hall").raise_for_status()  # what was sent before is read by then
        manager.delete(f"/keys/{number}").raise_for_status()
        line.sendall(body[5:])
        assert line.recv(1000).startswith(b"HTTP/1.1 401")
    assert manager.get("/hall").json()["tickets"] == []


def test_a_stream_opened_with_a_key_that_was_replaced_ends_at_once(hub: Any, stream_of: Opens) -> None:
    line = stream_of(hub.key("display", "aula"))
    line.recv(timeout=60)
    hub.key("display", "aula")
    assert ended(line) == NOT_FOR_YOU


def test_the_log_says_who_did_what_about_whom_and_from_where(
    hub: Any, nobody: httpx.Client, manager: httpx.Client
) -> None:
    hub.officer("dewi")
    hub.key("kiosk", "pintu")
    for _ in range(FREE_ATTEMPTS):
        sign_in(nobody, WRONG)
    sign_in(nobody, WRONG, OTHER)  # a PIN typed where the name belongs
    manager.post("/officers/dewi/unlock")
    sign_in(nobody, PIN)
    nobody.delete("/session")
    manager.delete("/officers/dewi")
    here, machine = "127.0.0.1", "manager:this machine"
    assert [one for one in logged(hub) if one[0].startswith(("officer.", "key.", "session."))] == [
        ("officer.added", machine, here, "dewi"),
        ("key.created", machine, here, "kiosk:pintu"),
        *[("session.refused", "anyone", here, "dewi")] * (FREE_ATTEMPTS - 1),
        ("session.locked", "anyone", here, "dewi"),
        ("officer.unlocked", machine, here, "dewi"),
        ("session.began", "officer:dewi", here, "dewi"),
        ("session.ended", "officer:dewi", here, "dewi"),
        ("officer.removed", machine, here, "dewi"),
    ]


def test_what_happens_to_officers_and_keys_only_managers_hear_and_nobodys_sequence_has_a_gap(
    hub: Any, stream_of: Opens
) -> None:
    def heard(line: ClientConnection, last: str) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        while not found or found[-1][1] != last:
            message = json.loads(line.recv(timeout=60))
            if message["type"] == "event":
                found.append((message["event"]["seq"], message["event"]["kind"]))
        return found

    with hub.signed_in("dewi") as officer:
        lines = {
            "manager": stream_of(hub.manager_key),
            "officer": stream_of(cookie=officer.cookies["antrean_session"]),
            "display": stream_of(hub.key("display", "aula")),
        }
        snapshots = {who: json.loads(line.recv(timeout=60)) for who, line in lines.items()}
        hub.officer("budi")
        hub.take()
        found = {who: heard(line, "ticket.issued") for who, line in lines.items()}
    kinds = {who: {kind for _, kind in events} for who, events in found.items()}
    assert "officer.added" in kinds["manager"]
    assert not {"officer.added", "session.began", "key.created"} & (kinds["officer"] | kinds["display"])
    assert "device.changed" not in kinds["display"]
    for who, events in found.items():
        numbers = [number for number, _ in events]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), who
        assert snapshots[who]["hall"]["seq"] < numbers[0]
