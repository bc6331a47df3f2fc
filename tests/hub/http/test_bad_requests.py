"""Whatever is sent to the hub, it answers with a problem that says what was wrong, and lives."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.http.limits import MOST_BODY


@pytest.fixture(scope="module")
def client(module_hub: Any) -> Iterator[httpx.Client]:
    with module_hub.client() as made:
        yield made


def problem(reply: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json"), reply.text
    found = dict(reply.json())
    assert found["code"] == code
    assert found["status"] == status
    assert found["title"]
    return found


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "truncated"),
        (b"{", "truncated"),
        (b"no JSON", "malformed"),
        (b"[]", "object"),
        (b"null", "object"),
        (b'"dukcapil.ktp"', "object"),
        (b'{"service": 5}', "service"),
        (b'{"service": "dukcapil.ktp", "priority": "yes"}', "priority"),
        (b'{"service": "dukcapil.ktp", "priority": 1}', "priority"),
        (b'{"services": "dukcapil.ktp"}', "services"),
        (b'{"service": "dukcapil.ktp", "colour": "red"}', "colour"),
        (b'{"service": "\xff\xfe"}', ""),
        (b'{"service": "\\ud800"}', ""),
        (b'{"service": ' + b"[" * 30_000, ""),
        (b'{"service": "dukcapil.ktp", "lang": "xx"}', "lang"),
        (b"{}", "service or services"),
    ],
)
def test_a_body_that_is_not_as_described_is_refused_with_what_is_wrong(
    client: httpx.Client, body: bytes, says: str
) -> None:
    assert says in problem(client.post("/tickets", content=body), 400, "bad_request")["detail"]


def test_a_service_that_the_hall_does_not_have_is_named_in_the_answer(client: httpx.Client) -> None:
    found = problem(client.post("/tickets", json={"service": "dukcapil.passport"}), 404, "unknown_service")
    assert "dukcapil.passport" in found["detail"]


def test_a_body_that_is_too_large_is_not_read(client: httpx.Client) -> None:
    problem(client.post("/tickets", content=b" " * (MOST_BODY + 1)), 413, "too_large")


def test_a_large_body_that_does_not_say_how_large_it_is_is_not_read_either(client: httpx.Client) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(80):
            yield b" " * 1024

    problem(client.post("/tickets", content=parts()), 413, "too_large")


def test_a_body_just_within_the_bound_is_read(client: httpx.Client) -> None:
    body = json.dumps({"service": "dukcapil.ktp"}).encode().ljust(MOST_BODY)
    assert client.post("/tickets", content=body).status_code == 201


@pytest.mark.parametrize(
    "number", ["abc", "-1", "1.5", "1e3", "0x10", "%31%00", "9" * 19, "9" * 5000, "٣", "1;DROP TABLE ticket", "%2e%2e"]
)
def test_an_address_with_something_else_than_a_number_is_not_there(client: httpx.Client, number: str) -> None:
    problem(client.get(f"/tickets/{number}"), 404, "not_found")
    problem(client.post(f"/counters/{number}/call-next"), 404, "not_found")


@pytest.mark.parametrize("number", ["0", "99", "9" * 18])
def test_a_number_that_nothing_has_is_unknown(client: httpx.Client, number: str) -> None:
    problem(client.get(f"/tickets/{number}"), 404, "unknown_ticket")
    problem(client.post(f"/tickets/{number}/printed"), 404, "unknown_ticket")
    problem(client.post(f"/counters/{number}/call-next"), 404, "unknown_counter")
    problem(client.post(f"/calls/{number}/announced"), 404, "not_found")


@pytest.mark.parametrize("ticket", [2**63, -(2**63) - 1, 2**64, 10**30, -1])
def test_a_number_too_large_for_the_file_is_refused_in_a_body_as_well(client: httpx.Client, ticket: int) -> None:
    reply = client.post("/counters/5/call", content=json.dumps({"ticket": ticket}).encode())
    assert 400 <= reply.status_code < 500, reply.text
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "wrong",
    [
        *({"number": number} for number in (2**63, 10**30, 0, -5)),
        *({"taken_at": at} for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-23T09:00:00")),
        *({"service_date": day} for day in ("0001-01-01", "9999-12-31")),
        *({name: "x" * 10_000} for name in ("series", "service", "token", "lang")),
        *({name: "\0" * 22} for name in ("series", "service", "token", "lang")),
    ],
    ids=lambda wrong: " ".join(f"{name} {str(value)[:12]}" for name, value in wrong.items()),
)
def test_a_number_handed_in_that_makes_no_sense_is_no_mistake_of_the_hub(
    module_hub: Any, client: httpx.Client, wrong: dict[str, Any]
) -> None:
    hall = client.get("/hall").json()
    with module_hub.client(module_hub.key("kiosk")) as kiosk:
        reserve = kiosk.post("/reserves", json={"service_date": hall["service_date"], "journal": "x"}).json()
        own = next(span for span in reserve["spans"] if span["series"] == "A")
        given = {"service_date": hall["service_date"], "series": "A", "number": own["last"], "service": "dukcapil.ktp"}
        given |= {"token": "x" * 22, "taken_at": hall["at"], "printed": False} | wrong
        reply = kiosk.post("/tickets/hand-in", json={"numbers": [given]})
    assert reply.status_code in (200, 400), reply.text


@pytest.mark.parametrize("left", [{"A": 10**40}, {"A": -1}, {"x" * 10_000: 1}])
def test_a_reserve_that_makes_no_sense_is_refused(module_hub: Any, client: httpx.Client, left: dict[str, int]) -> None:
    day = client.get("/hall").json()["service_date"]
    with module_hub.client(module_hub.key("kiosk")) as kiosk:
        problem(kiosk.post("/reserves", json={"service_date": day, "left": left}), 400, "bad_request")


@pytest.mark.parametrize(
    "until",
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-23T09:00:00", "now"],
)
def test_nobody_is_held_until_a_time_that_is_not_to_come_today(hub: Any, until: str) -> None:
    hub.take()
    with hub.client() as manager:
        manager.post("/counters/1/call-next").raise_for_status()
        manager.post("/counters/1/start").raise_for_status()
        problem(manager.post("/counters/1/hold", json={"note": "x", "until": until}), 400, "bad_request")


def test_why_a_paper_did_not_come_is_a_short_code_and_no_letter(client: httpx.Client) -> None:
    ticket = client.post("/tickets", json={"service": "dukcapil.ktp", "reserve": True}).json()["id"]
    problem(client.post(f"/tickets/{ticket}/print-failed", json={"reason": "x" * 61}), 400, "bad_request")
    client.post(f"/tickets/{ticket}/print-failed", json={"reason": "paper_out"}).raise_for_status()


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("PUT", "/tickets"), ("DELETE", "/hall"), ("PATCH", "/tickets/1")]
)
def test_a_call_that_the_contract_does_not_have_is_a_problem_like_others(
    client: httpx.Client, method: str, path: str
) -> None:
    problem(client.request(method, path), 404, "not_found")


def test_texts_come_in_the_languages_that_there_are(client: httpx.Client) -> None:
    assert "problem.storage" in client.get("/texts/id").json()
    for lang in ("xx", "..%2f..%2fbatu", "id.toml"):
        assert client.get(f"/texts/{lang}").status_code == 404


def test_outside_the_hours_the_answer_says_which_kind_of_closed_and_until_when(make_hub: Any, small_site: Any) -> None:
    """A hall without any hours, so that the test's own time plays no part."""
    closed = make_hub(site=small_site(('monday-sunday = "00:00-23:59"', 'monday-sunday = "closed"')), always_open=False)
    with closed.start().client() as client:
        found = problem(client.post("/tickets", json={"service": "dukcapil.ktp"}), 409, "closed")
        assert found["openness"] == {"why": "closed", "until": None, "note": None, "doubtful": False}
        hall = client.get("/hall").json()
        assert hall["always_open"] is False
        assert [one["openness"]["why"] for one in hall["figures"]["agencies"]] == ["closed", "closed"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.one_of(
    st.binary(max_size=200),
    ANYTHING.map(lambda value: json.dumps(value).encode()),
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("service", "services", "priority", "lang", "ticket", "reason"), ANYTHING)
    ).map(lambda value: json.dumps(value).encode()),
)
PATHS = st.sampled_from(
    ["/tickets", "/counters/1/call", "/tickets/1/print-failed", "/session", "/officers", "/keys", "/calls/1/announced"]
)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(path=PATHS, body=BODIES)
def test_no_body_at_all_makes_the_hub_fail(client: httpx.Client, path: str, body: bytes) -> None:
    reply = client.post(path, content=body)
    assert reply.status_code < 500, (path, body, reply.text)


def test_half_a_request_and_rubbish_on_the_line_leave_the_hub_alive(module_hub: Any) -> None:
    for sent in (
        b"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
        b"GET / HTTP/9.9\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", module_hub.port), timeout=60) as line:
            line.sendall(sent)
    assert module_hub.answers()


def test_what_was_sent_in_this_module_left_no_mistake_of_the_hub_in_its_log(module_hub: Any) -> None:
    assert "Traceback" not in module_hub.said()
