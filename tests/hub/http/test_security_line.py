"""The line to the hub as an attacker has it, raw: what comes slowly, what is too large, how many; and what leaks."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack, suppress
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from hub.http.limits import ARRIVAL_SECONDS, MOST_AHEAD, MOST_CONNECTIONS, MOST_HEAD
from shared.wire import API

PATIENCE = 60.0
ASK = f"GET {API}/healthz HTTP/1.1\r\nHost: hub\r\n"


def line(hub: Any) -> socket.socket:
    return socket.create_connection(("127.0.0.1", hub.port), timeout=ARRIVAL_SECONDS * 3)


def answer(sock: socket.socket) -> bytes:
    """Everything until the hub closes."""
    found = b""
    try:
        while part := sock.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


@pytest.mark.parametrize(
    "begun",
    [b"", b"G", ASK.encode(), b"POST /api/v1/session HTTP/1.1\r\nHost: hub\r\nContent-Length: 100\r\n\r\n{"],
    ids=["nothing", "one byte", "half a head", "half a body"],
)
def test_a_request_that_does_not_arrive_is_given_up(module_hub: Any, begun: bytes) -> None:
    with line(module_hub) as sock:
        sock.sendall(begun)
        assert b"200 OK" not in answer(sock)


def test_a_header_that_comes_byte_by_byte_is_given_up_and_holds_nobody_up(module_hub: Any) -> None:
    with ExitStack() as open_lines:
        slow = [open_lines.enter_context(line(module_hub)) for _ in range(50)]
        for sock in slow:
            sock.sendall(ASK.encode() + b"X-Slow: ")
        given_up: set[socket.socket] = set()
        asked = 0
        deadline = time.monotonic() + ARRIVAL_SECONDS * 3
        while len(given_up) < len(slow):
            assert time.monotonic() < deadline, f"{len(slow) - len(given_up)} slow clients are still let in"
            for sock in slow:
                try:
                    sock.sendall(b"x")
                except OSError:
                    given_up.add(sock)
            assert httpx.get(f"{module_hub.url}{API}/healthz", timeout=2).status_code == 200
            asked += 1
        assert asked > 1


def test_a_head_that_is_too_large_is_refused(module_hub: Any) -> None:
    for begun in (f"GET /{'a' * MOST_HEAD}", f"{ASK}X-Large: {'a' * MOST_HEAD}", ASK + "X: y\r\n" * (MOST_HEAD // 6)):
        with line(module_hub) as sock:
            sock.sendall(begun.encode())
            assert answer(sock).startswith(b"HTTP/1.1 431")


def test_a_request_in_two_pieces_and_two_in_one_are_answered(module_hub: Any) -> None:
    whole = f"{ASK}\r\n".encode() + f"{ASK}Connection: close\r\n\r\n".encode()
    with line(module_hub) as sock:
        sock.sendall(whole[:30])
        sock.sendall(whole[30:])
        assert answer(sock).count(b"HTTP/1.1 200") == 2


def test_requests_ahead_of_their_answers_are_answered_in_turn(module_hub: Any) -> None:
    many = MOST_AHEAD // 2
    with line(module_hub) as sock:
        sock.sendall((f"{ASK}\r\n" * many + f"{ASK}Connection: close\r\n\r\n").encode())
        assert answer(sock).count(b"HTTP/1.1 200") == many + 1


def test_a_client_that_asks_on_and_reads_no_answers_is_cut_off(module_hub: Any) -> None:
    """It would otherwise fill the hub's memory: 400 MB in six seconds."""
    many = 40 * MOST_AHEAD
    with line(module_hub) as sock:
        with suppress(OSError):
            sock.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: hub\r\n\r\n" * many)
        assert answer(sock).count(b"HTTP/1.1 200") < many
    assert module_hub.answers()


def test_one_address_holds_no_more_connections_than_its_share(module_hub: Any) -> None:
    with ExitStack() as open_lines:
        for _ in range(MOST_CONNECTIONS):
            open_lines.enter_context(line(module_hub))
        found = b""
        deadline = time.monotonic() + PATIENCE
        while b"503" not in found and time.monotonic() < deadline:
            with line(module_hub) as one_more:
                found = one_more.recv(100)
        assert found.startswith(b"HTTP/1.1 503")
    module_hub_answers_again(module_hub)


def module_hub_answers_again(hub: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if hub.answers():
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < deadline, "the share was not given back"


PAGES = ["/counter/", "/office/", "/t/none", "/api/v1/healthz", "/api/v1/hall", "/nothing", "/openapi.json", "/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_security_headers_and_none_says_what_serves_it(module_hub: Any, path: str) -> None:
    headers = httpx.get(module_hub.url + path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert "strict-transport-security" not in headers, "only with TLS"
    assert "access-control-allow-origin" not in headers


def test_a_visitors_page_shows_one_ticket_and_nothing_of_anybody_else(module_hub: Any) -> None:
    with module_hub.signed_in("rahasia") as officer:
        officer.post("/counters/1/open").raise_for_status()
        mine, other = module_hub.take(), module_hub.take()
        officer.post("/counters/1/call-next")
        shown = httpx.get(f"{module_hub.url}{API}/t/{mine['token']}").raise_for_status()
        assert shown.json()["ticket"]["label"] == mine["label"]
        for secret in (other["token"], other["label"], "Rahasia", "rahasia"):
            assert secret not in shown.text
        officer.post("/counters/1/no-show")


def test_a_tickets_token_has_128_bits_and_is_not_to_be_reckoned_from_others(module_hub: Any) -> None:
    tokens = [module_hub.take()["token"] for _ in range(20)]
    assert len(set(tokens)) == 20
    assert all(len(token) * 6 >= 128 for token in tokens)
    assert all(len({token[place] for token in tokens}) > 1 for place in range(len(tokens[0]) - 1))


def test_nothing_secret_is_in_the_log_after_everything_was_used(hub: Any) -> None:
    with hub.signed_in("dewi") as officer, hub.client() as manager, hub.client("") as nobody:
        nobody.headers["X-Antrean"] = "1"
        session = officer.cookies["antrean_session"]
        code = manager.post("/pairing", json={"role": "kiosk", "name": "pintu"}).json()["code"]
        key = nobody.post("/pairing/redeem", json={"code": code}).json()["key"]
        nobody.post("/session", json={"officer": "dewi", "pin": "999111"})
        nobody.post("/session", json={"officer": "888222", "pin": "271828"})
        manager.post("/officers/dewi/reset-pin", json={"pin": "161803"})
        token = hub.take()["token"]
        nobody.get(f"/t/{token}")
        httpx.get(f"{hub.url}/t/{token}")
        httpx.get(f"{hub.url}{API}/t/{token}%00")
        with connect(f"ws://127.0.0.1:{hub.port}{API}/t/{token}/stream") as phone:
            phone.recv(PATIENCE)
        for body in (b"{", b'{"service": "\xff"}', key.encode()):
            manager.post("/tickets", content=body)
        with line(hub) as sock:
            sock.sendall(f"GET /{key} NONSENSE\r\nCookie: {session}\r\n\r\n".encode())
            answer(sock)
        local = hub.manager_key
    hub.stop()
    secrets = (session, code, key, token, local, "271828", "999111", "888222", "161803")
    assert [secret for secret in secrets if secret in hub.said()] == []
    stored = b"".join(path.read_bytes() for path in hub.data.iterdir() if path.is_file())
    kept = (session, code, code.replace("-", ""), key, local, "271828", "999111", "888222", "161803")
    assert [secret for secret in kept if secret.encode() in stored] == []
