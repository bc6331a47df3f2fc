"""HTTP as clients speak it that are neither a browser nor one of ours, and files as browsers ask for them."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any

import httpx
import pytest

from hub.http.limits import MOST_HEAD
from shared.wire import API

HEALTH = f"GET {API}/healthz HTTP/1.1\r\nHost: hub\r\n"
UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


def answered(hub: Any, *sent: str) -> bytes:
    """Everything that comes back until the hub closes."""
    with socket.create_connection(("127.0.0.1", hub.port), timeout=60) as line:
        for part in sent:
            line.sendall(part.encode("latin-1"))
        return everything(line)


def everything(line: socket.socket) -> bytes:
    """What comes until the hub closes."""
    found = b""
    with suppress(ConnectionResetError):  # it did not read all that was sent
        while part := line.recv(65536):
            found += part
    return found


@pytest.mark.parametrize(
    "request_line",
    [
        "GET / HTTP/9.9\r\n",
        f"{HEALTH}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        f"{HEALTH}Content-Length: 5\r\nContent-Length: 6\r\n",
        f"{HEALTH}Space before: x\r\n",
    ],
)
def test_what_is_no_http_is_refused_and_the_connection_closed(module_hub: Any, request_line: str) -> None:
    assert answered(module_hub, f"{request_line}\r\n").startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("header", ["", "Connection: keep-alive\r\n"])
def test_an_old_client_gets_its_answer_and_the_end(module_hub: Any, header: str) -> None:
    found = answered(module_hub, f"GET {API}/healthz HTTP/1.0\r\n{header}\r\n")
    assert found.startswith(b"HTTP/1.1 200")
    assert b"connection: close" in found


def test_an_upgrade_to_something_else_is_answered_as_any_request(module_hub: Any) -> None:
    asked = f"{HEALTH}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
    assert answered(module_hub, asked).startswith(b"HTTP/1.1 200")


def test_a_websocket_where_there_is_none_is_refused(module_hub: Any) -> None:
    for path in ("/nothing", f"{API}/hall", "/"):
        head = f"GET {path} HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        assert answered(module_hub, head + key).startswith(b"HTTP/1.1 403")


def test_a_client_that_waits_to_be_told_to_go_on_is_told(module_hub: Any) -> None:
    body = '{"service": "dukcapil.ktp"}'
    head = f"POST {API}/tickets HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {module_hub.manager_key}\r\n"
    head += f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", module_hub.port), timeout=60) as line:
        line.sendall(head.encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 100")
        line.sendall(body.encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 201")


def issue(hub: Any, *headers: str, body: str = '{"service": "dukcapil.ktp"}') -> str:
    """A command, which is answered later than a read."""
    own = "".join(f"{header}\r\n" for header in headers)
    head = f"POST {API}/tickets HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {hub.manager_key}\r\n{own}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}"


@pytest.mark.parametrize("behind", ["GARBAGE\r\n\r\n", f"{HEALTH}X: {'a' * 2 * MOST_HEAD}"])
def test_a_command_is_answered_whatever_comes_behind_it(module_hub: Any, behind: str) -> None:
    found = answered(module_hub, issue(module_hub) + behind)
    assert found.startswith(b"HTTP/1.1 201")
    assert found.count(b"HTTP/1.1") == 1


def test_a_client_that_sends_no_more_gets_its_answer(module_hub: Any) -> None:
    with socket.create_connection(("127.0.0.1", module_hub.port), timeout=60) as line:
        line.sendall((issue(module_hub) + issue(module_hub)).encode())
        line.shutdown(socket.SHUT_WR)
        assert everything(line).count(b"HTTP/1.1 201") == 2


def test_headers_behind_a_body_are_bounded(module_hub: Any) -> None:
    head = f"POST {API}/tickets HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert answered(module_hub, f"{head}0\r\nX: {'a' * 2 * MOST_HEAD}").startswith(b"HTTP/1.1 431")


def test_a_body_in_small_chunks_is_the_same_body(module_hub: Any) -> None:
    head = f"POST {API}/tickets HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {module_hub.manager_key}\r\n"
    chunks = "".join(f"1\r\n{one}\r\n" for one in '{"service": "dukcapil.ktp"}' + " " * 20000)
    sent = f"{head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\nX-Behind: it\r\n\r\n"
    assert answered(module_hub, sent).startswith(b"HTTP/1.1 201")


def test_a_websocket_is_opened_with_get_alone(module_hub: Any) -> None:
    head = f"POST {API}/t/none/stream HTTP/1.1\r\nHost: hub\r\n{UPGRADE}\r\n"
    assert answered(module_hub, head).startswith(b"HTTP/1.1 404")


def test_a_websocket_that_is_none_is_answered_and_closed(hub: Any) -> None:
    for header, status in (("X: " + "a" * 9000, b"431"), ("Origin: http://elsewhere", b"403")):
        head = f"GET {API}/stream HTTP/1.1\r\nHost: hub\r\n{header}\r\n{UPGRADE}\r\n"
        assert answered(hub, head).startswith(b"HTTP/1.1 " + status)


def test_a_stranger_that_says_something_before_the_handshake_is_refused(module_hub: Any) -> None:
    head = f"GET {API}/stream HTTP/1.1\r\nHost: hub\r\n{UPGRADE}\r\n"
    for early in ("\x88\x80abcd", "\x81\x81abcd\x00"):
        assert answered(module_hub, head + early).startswith(b"HTTP/1.1 403")


def test_a_ticket_page_is_found_with_a_slash_behind_it(module_hub: Any) -> None:
    assert httpx.get(f"{module_hub.url}/t/abc/?from=paper").headers["location"] == "/t/abc?from=paper"
    split = httpx.get(f"{module_hub.url}/t/a%0d%0aSet-Cookie:%20x/")
    assert (split.headers["location"], "set-cookie" in split.headers) == ("/t/a%0d%0aSet-Cookie:%20x", False)


def test_an_address_with_its_host_in_front_is_the_same_address(module_hub: Any) -> None:
    asked = f"GET http://hub{API}/healthz HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n"
    assert answered(module_hub, asked).startswith(b"HTTP/1.1 200")


def test_a_browser_that_has_a_file_is_not_sent_it_again(module_hub: Any) -> None:
    for path in ("/counter/", "/common/tokens.css", "/assets/icons/logo.svg", "/t/none"):
        first = httpx.get(module_hub.url + path).raise_for_status()
        again = httpx.get(module_hub.url + path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = httpx.get(module_hub.url + path, headers={"If-None-Match": '"another"'})
        assert other.content == first.content


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/counter/", "text/html; charset=utf-8"),
        ("/counter/index.html", "text/html; charset=utf-8"),
        ("/office/app.js", "text/javascript; charset=utf-8"),
        ("/common/tokens.css", "text/css; charset=utf-8"),
        ("/assets/icons/logo.svg", "image/svg+xml"),
        ("/assets/fonts/PlusJakartaSans-Bold.ttf", "font/ttf"),
    ],
)
def test_a_file_says_what_it_is_and_a_head_how_long(module_hub: Any, path: str, kind: str) -> None:
    whole = httpx.get(module_hub.url + path)
    head = httpx.head(module_hub.url + path)
    assert (whole.status_code, whole.headers["content-type"]) == (200, kind)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(whole.content)


def test_a_folder_without_its_slash_leads_to_its_page(module_hub: Any) -> None:
    assert httpx.get(f"{module_hub.url}/office").headers["location"] == "/office/"


@pytest.mark.parametrize("path", ["/common/", "/assets/fonts/", "/web/__init__.py", "/counter/nothing.js"])
def test_what_is_no_file_is_not_there(module_hub: Any, path: str) -> None:
    reply = httpx.get(module_hub.url + path)
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")
