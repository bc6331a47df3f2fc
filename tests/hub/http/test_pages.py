"""What a browser gets: the visitor's own ticket, the pages, and headers that keep others out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shared.wire import API


@pytest.fixture(scope="module")
def browser(module_hub: Any) -> Iterator[httpx.Client]:
    """Somebody in the hall, with no key."""
    with httpx.Client(base_url=module_hub.url, timeout=10) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/counter/", f"{API}/healthz", f"{API}/hall", "/t/x", "/nothing", "/openapi.json"]
)
def test_every_answer_carries_the_headers_that_keep_other_pages_out(browser: httpx.Client, path: str) -> None:
    headers = browser.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_the_root_leads_to_the_counter_page(browser: httpx.Client) -> None:
    assert browser.get("/").headers["location"] == "/counter/"


def test_pages_do_not_reach_outside_their_folder(browser: httpx.Client) -> None:
    for path in (
        "/counter/../../pyproject.toml",
        "/counter/%2e%2e/%2e%2e/hub/app.py",
        "/assets/icons/../../hub/app.py",
    ):
        reply = browser.get(path)
        assert reply.status_code == 404, path
        assert "import" not in reply.text


def test_a_visitor_sees_the_own_ticket_and_nothing_of_others(module_hub: Any, browser: httpx.Client) -> None:
    others = [module_hub.take() for _ in range(4)]
    mine = module_hub.take(lang="en")
    found = browser.get(f"{API}/t/{mine['token']}").raise_for_status()
    seen = found.json()
    assert seen["ticket"]["label"] == mine["label"]
    assert seen["step"]["state"] == "waiting"
    assert seen["ahead"] == 4
    assert seen["estimate"]["p50"] > 0
    for hidden in (mine["token"], *(other[what] for other in others for what in ("token", "label"))):
        assert hidden not in found.text


def test_a_visitor_whose_turn_came_sees_the_call_however_many_were_called_since(hub: Any) -> None:
    with hub.client() as manager:
        mine = hub.take()
        manager.post("/counters/1/call-next").raise_for_status()
        manager.post("/counters/1/start").raise_for_status()
        for _ in range(65):
            hub.take()
            manager.post("/counters/2/call-next").raise_for_status()
            manager.post("/counters/2/start").raise_for_status()
    seen = httpx.get(f"{hub.url}{API}/t/{mine['token']}").json()
    assert (seen["calling"]["label"], seen["calling"]["counter"]) == (mine["label"], 1)
    assert seen["ahead"] == 0
    assert len(seen["last_called"]) == 3


def test_a_number_called_again_stands_among_the_latest_calls_once(hub: Any) -> None:
    with hub.client() as manager:
        first, second, mine = hub.take(), hub.take(), hub.take()
        for counter, calls in ((1, 3), (2, 2)):
            manager.post(f"/counters/{counter}/call-next").raise_for_status()
            for _ in range(calls - 1):
                manager.post(f"/counters/{counter}/recall").raise_for_status()
    seen = httpx.get(f"{hub.url}{API}/t/{mine['token']}").json()
    assert [call["label"] for call in seen["last_called"]] == [second["label"], first["label"]]


@pytest.mark.parametrize("token", ["x", "x" * 22, "%00", "' OR 1=1 --", "1"])
def test_a_token_that_nobody_has_shows_nothing(module_hub: Any, browser: httpx.Client, token: str) -> None:
    module_hub.take()
    reply = browser.get(f"{API}/t/{token}")
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown_ticket")


def test_health_says_version_day_and_how_far_the_queue_is(module_hub: Any, browser: httpx.Client) -> None:
    before = browser.get(f"{API}/healthz").json()
    assert before["status"] == "ok"
    assert set(before) == {
        "status",
        "version",
        "service_date",
        "seq",
        "clock_leap",
        "calendar_missing",
        "clock_behind",
        "log_held",
    }
    assert before["clock_leap"] is None
    module_hub.take()
    assert browser.get(f"{API}/healthz").json()["seq"] > before["seq"]
    assert browser.get("/healthz", follow_redirects=True).json()["status"] == "ok"


def test_a_visit_for_two_services_shows_the_one_that_is_called(hub: Any) -> None:
    with hub.client() as client:
        body = {"services": ["dukcapil.ktp", "dpmptsp.nib"]}
        token = client.post("/tickets", json=body).raise_for_status().json()["token"]
        client.post("/counters/1/call-next").raise_for_status()
        page = client.get(f"/t/{token}").json()
        assert (page["step"]["service"], page["step"]["state"]) == ("dukcapil.ktp", "called")
        client.post("/counters/1/start")
        client.post("/counters/1/finish").raise_for_status()
        page = client.get(f"/t/{token}").json()
        assert (page["step"]["service"], page["step"]["state"]) == ("dpmptsp.nib", "waiting")


def test_a_visit_of_which_one_service_is_done_and_one_was_missed_is_not_over(hub: Any) -> None:
    with hub.client() as client:
        body = {"services": ["dukcapil.ktp", "dpmptsp.nib"]}
        token = client.post("/tickets", json=body).raise_for_status().json()["token"]
        for verb in ("call-next", "recall", "no-show"):
            client.post(f"/counters/1/{verb}").raise_for_status()
        counters = client.get("/hall").json()["counters"]
        other = next(one["number"] for one in counters if one["agency"] == "dpmptsp")
        for verb in ("call-next", "start", "finish"):
            client.post(f"/counters/{other}/{verb}").raise_for_status()
        page = client.get(f"/t/{token}").json()
        assert (page["step"]["service"], page["step"]["state"]) == ("dukcapil.ktp", "no_show")
