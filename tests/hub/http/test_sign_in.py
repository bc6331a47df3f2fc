"""Signing in with a PIN: what a wrong one learns, what a session is, and what a foreign page cannot do with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from hub.access.attempts import FREE_ATTEMPTS
from shared.wire import API

OWN = {"X-Antrean": "1"}
PIN = "271828"


@pytest.fixture
def nobody(module_hub: Any) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{module_hub.url}{API}", headers=OWN, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def officer(module_hub: Any) -> str:
    code, _ = module_hub.officer("dewi", "dukcapil", PIN)
    return str(code)


def sign_in(client: httpx.Client, officer: str, pin: str = PIN, **headers: str) -> httpx.Response:
    return client.post("/session", json={"officer": officer, "pin": pin}, headers=headers)


def test_the_right_pin_gives_a_session_that_says_who_and_where(nobody: httpx.Client, officer: str) -> None:
    session = sign_in(nobody, officer).raise_for_status().json()
    assert session == {
        "officer": "dewi",
        "name": "Dewi",
        "role": "officer",
        "agency": "dukcapil",
        "counter": None,
        "counters": [1, 2, 3, 4],
        "put_out": None,
    }
    assert nobody.get("/session").json() == session


def test_how_the_officers_code_is_written_plays_no_part(nobody: httpx.Client, officer: str) -> None:
    assert sign_in(nobody, f" {officer.upper()} ").status_code == 200


def test_the_session_says_at_which_counter_the_officer_works(nobody: httpx.Client, officer: str) -> None:
    sign_in(nobody, officer)
    nobody.post("/counters/2/open").raise_for_status()
    assert nobody.get("/session").json()["counter"] == 2
    nobody.post("/counters/2/close").raise_for_status()


def test_a_wrong_pin_is_refused_without_saying_which_part_was_wrong(hub: Any) -> None:
    hub.officer("dewi", "dukcapil", PIN)
    with hub.client("") as client:
        replies = [sign_in(client, who, pin, **OWN) for who, pin in (("dewi", "314159"), ("nobody", PIN))]
    assert [reply.status_code for reply in replies] == [401, 401]
    assert replies[0].content == replies[1].content
    assert b"wrong_sign_in" in replies[0].content
    different = {"date", "content-length"}
    assert set(replies[0].headers) - different == set(replies[1].headers) - different
    assert not any(reply.cookies for reply in replies)


def test_after_five_wrong_pins_even_the_right_one_has_to_wait(hub: Any) -> None:
    hub.officer("dewi", "dukcapil", PIN)
    with hub.client("") as client:
        for _ in range(FREE_ATTEMPTS):
            assert sign_in(client, "dewi", "314159", **OWN).status_code == 401
        locked = sign_in(client, "dewi", **OWN)
    assert (locked.status_code, locked.json()["code"]) == (429, "locked")
    assert not locked.cookies


def test_guesses_that_are_sent_all_at_once_are_counted_like_those_in_turn(hub: Any) -> None:
    hub.officer("dewi", "dukcapil", PIN)
    with hub.client("") as client, ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda n: sign_in(client, "dewi", f"31415{n}", **OWN).status_code, range(20)))
    assert sorted(replies) == [401] * FREE_ATTEMPTS + [429] * (20 - FREE_ATTEMPTS)


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(nobody: httpx.Client, officer: str) -> None:
    cookie = sign_in(nobody, officer).headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie


def test_after_signing_out_the_session_is_over_on_the_hub_and_not_only_in_the_browser(
    nobody: httpx.Client, officer: str
) -> None:
    sign_in(nobody, officer)
    kept = dict(nobody.cookies)
    assert nobody.delete("/session").status_code == 204
    assert not nobody.cookies
    nobody.cookies.update(kept)
    assert nobody.get("/session").status_code == 401
    assert nobody.post("/counters/1/call-next").status_code == 401


def test_signing_out_one_browser_leaves_the_other_signed_in(
    module_hub: Any, nobody: httpx.Client, officer: str
) -> None:
    with httpx.Client(base_url=f"{module_hub.url}{API}", headers=OWN, timeout=60) as other:
        sign_in(nobody, officer)
        sign_in(other, officer)
        nobody.delete("/session")
        assert other.get("/session").status_code == 200


def test_a_made_up_cookie_is_nobody(nobody: httpx.Client) -> None:
    nobody.cookies.set("antrean_session", "x" * 43)
    assert nobody.get("/hall").status_code == 401


def test_a_session_outlives_a_restart_of_the_hub(hub: Any) -> None:
    with hub.signed_in("dewi") as client:
        hub.kill()
        hub.start()
        assert client.get("/session").json()["officer"] == "dewi"


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "", "Host": ""},
    {"Origin": "http://evil.example", "X-Antrean": "1"},
    {"Origin": "http://127.0.0.1:1", "X-Antrean": "1"},
    {},
    {"Authorization": "Basic eDp5"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_page_of_another_site_cannot_command_with_an_officers_session(
    module_hub: Any, nobody: httpx.Client, officer: str, headers: dict[str, str]
) -> None:
    sign_in(nobody, officer)
    with httpx.Client(base_url=f"{module_hub.url}{API}", cookies=dict(nobody.cookies), timeout=60) as foreign:
        for method, path in (("POST", "/counters/1/open"), ("POST", "/session"), ("DELETE", "/session")):
            reply = foreign.request(method, path, headers=headers)
            assert (reply.status_code, reply.json()["code"]) == (403, "forbidden"), (method, path)
    assert nobody.get("/session").status_code == 200


def test_our_own_page_can_command_by_its_origin_alone(module_hub: Any, nobody: httpx.Client, officer: str) -> None:
    sign_in(nobody, officer)
    with httpx.Client(base_url=f"{module_hub.url}{API}", cookies=dict(nobody.cookies), timeout=60) as page:
        own = {"Origin": module_hub.url}
        assert page.post("/counters/1/open", headers=own).status_code == 200
        assert page.post("/counters/1/close", headers=own).status_code == 200


def stream_status(hub: Any, **headers: str) -> int:
    """What the hub answers to somebody who wants to listen."""
    try:
        with connect(f"ws://127.0.0.1:{hub.port}{API}/stream", additional_headers=headers) as stream:
            stream.recv(60)
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_stream_is_for_those_with_a_key_or_a_session_of_our_own_page(
    module_hub: Any, nobody: httpx.Client, officer: str
) -> None:
    sign_in(nobody, officer)
    cookie = f"antrean_session={nobody.cookies['antrean_session']}"
    assert stream_status(module_hub) == 403
    assert stream_status(module_hub, Authorization="Bearer wrong") == 403
    assert stream_status(module_hub, Cookie="antrean_session=wrong", Origin=module_hub.url) == 403
    assert stream_status(module_hub, Cookie=cookie, Origin="http://evil.example") == 403
    assert stream_status(module_hub, Cookie=cookie, Origin="http://evil.example", Authorization="Basic eDp5") == 403
    assert stream_status(module_hub, Cookie=cookie, Origin=module_hub.url) == 101
    assert stream_status(module_hub, Authorization=f"Bearer {module_hub.key('display', 'stream')}") == 101


@pytest.mark.parametrize("pin", ["123456", "111111", "2718", "27182a", ""])
def test_a_weak_pin_is_refused_when_an_officer_is_added(module_hub: Any, pin: str) -> None:
    with module_hub.client() as client:
        reply = client.post("/officers", json={"officer": "weak", "name": "W", "pin": pin, "agency": "dukcapil"})
        assert (reply.status_code, reply.json()["code"]) == (400, "weak_pin")
        assert "weak" not in [one["officer"] for one in client.get("/officers").json()]


def everything_stored(data: Path) -> bytes:
    """The queue file as text and all other files of the data folder but ``hub.json``, the owner's own."""
    db = sqlite3.connect(data / "antrean.sqlite3")
    dump = "\n".join(db.iterdump())
    db.close()
    return dump.encode() + b"".join(
        path.read_bytes() for path in data.iterdir() if path.is_file() and path.name != "hub.json"
    )


@pytest.fixture
def secrets(hub: Any) -> Callable[[], dict[str, str]]:
    """Uses every secret there is, rightly and wrongly, and names them."""

    def use() -> dict[str, str]:
        manager, wrong = hub.manager_key, "wrong-key-that-nobody-has-0123456789abcdefgh"
        with hub.client() as client:
            body = {"role": "kiosk", "name": "pintu"}
            kiosk = client.post("/keys", json=body, headers={"Idempotency-Key": "once"}).json()["key"]
        with hub.signed_in("dewi") as client:
            session = client.cookies["antrean_session"]
            sign_in(client, "dewi", "314159265")
        for key in (kiosk, wrong):
            with hub.client(key) as client:
                client.get("/hall")
                client.post("/tickets", content=b"{", headers={"Idempotency-Key": "k"})
        return {
            "manager's key": manager,
            "kiosk's key": kiosk,
            "wrong key": wrong,
            "PIN": PIN,
            "wrong PIN": "314159265",
            "session": session,
        }

    return use


def test_no_key_no_pin_and_no_session_is_stored_or_logged_in_the_clear(
    hub: Any, secrets: Callable[[], dict[str, str]]
) -> None:
    used = secrets()
    hub.stop()
    stored = everything_stored(hub.data)
    assert b"dewi" in stored, "the test looks into the right files"
    assert [name for name, secret in used.items() if secret.encode() in stored] == []


def test_a_key_that_is_asked_for_again_after_a_lost_reply_works(hub: Any) -> None:
    """Its answer is not kept, so the repeat makes another key and the lost one stops to work."""
    with hub.client() as client:
        body = {"role": "kiosk", "name": "pintu"}
        lost, again = (
            client.post("/keys", json=body, headers={"Idempotency-Key": "once"}).json()["key"] for _ in range(2)
        )
        assert [one["name"] for one in client.get("/keys").json()] == ["pintu"]
    with hub.client(again) as kiosk, hub.client(lost) as stranger:
        assert kiosk.get("/hall").status_code == 200
        assert stranger.get("/hall").status_code == 401


def test_the_list_of_keys_does_not_show_them(module_hub: Any) -> None:
    key = module_hub.key("display", "listed")
    with module_hub.client() as client:
        text = client.get("/keys").text
    assert "listed" in text
    assert key not in text


def test_the_file_with_this_starts_own_key_is_for_its_owner_only(hub: Any) -> None:
    path = hub.data / "hub.json"
    assert path.stat().st_mode & 0o777 == 0o600
    hub.stop()
    assert not path.exists()
