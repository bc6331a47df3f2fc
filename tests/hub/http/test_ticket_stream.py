"""The visitor's own ticket over a real WebSocket from a real hub: what is told, when it ends, what strangers may."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import msgspec
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from hub.http.ticket_stream import CLOSE_CODES, MOST_REFUSED, NOT_UNDERSTOOD, UNKNOWN
from hub.live.ticket_watcher import WatchEnd
from hub.live.watcher_index import MOST_OF_TICKET
from hub.views.visitor_ticket import VisitorTicket
from shared.wire import API, StepState
from tests.conftest import HubProcess
from tests.support.phone import Hearing

TIMEOUT_SECONDS = 60.0
OVER, TOO_MANY = CLOSE_CODES[WatchEnd.OVER], CLOSE_CODES[WatchEnd.TOO_MANY]


def address(hub: Any, token: str) -> str:
    return f"ws://127.0.0.1:{hub.port}{API}/t/{token}/stream"


class Line:
    """A phone's connection, and what it knows by what it heard."""

    def __init__(self, made: ClientConnection) -> None:
        self._made = made
        self._hearing = Hearing()
        self.send, self.recv = made.send, made.recv

    def hear(self) -> VisitorTicket:
        """The next state of the ticket; ticks are passed over."""
        while (visit := self._hearing.hear(self._made.recv(TIMEOUT_SECONDS))) is None:
            pass
        return visit


@contextmanager
def watching(hub: Any, token: str, **settings: Any) -> Iterator[Line]:
    with connect(address(hub, token), open_timeout=TIMEOUT_SECONDS, max_queue=None, **settings) as made:
        yield Line(made)


def knocking(hub: Any, token: str) -> socket.socket:
    """A line that asks to watch and does not wait for the answer: many of them come at once, however slow we are."""
    line = socket.create_connection(("127.0.0.1", hub.port), timeout=TIMEOUT_SECONDS)
    shake = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
    line.sendall(f"GET {API}/t/{token}/stream HTTP/1.1\r\nHost: hub\r\n{shake}{'A' * 22}==\r\n\r\n".encode())
    return line


def hear_until(line: Line, state: StepState) -> VisitorTicket:
    while (visit := line.hear()).step.state is not state:
        pass
    return visit


def close_code(line: Line) -> int | None:
    """With which the hub ends it, after whatever it still says."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    try:
        while time.monotonic() < deadline:
            line.recv(TIMEOUT_SECONDS)
    except ConnectionClosed as closed:
        return closed.rcvd and closed.rcvd.code
    raise AssertionError("the hub went on talking")


def asked(hub: Any, token: str) -> VisitorTicket:
    reply = httpx.get(f"{hub.url}{API}/t/{token}").raise_for_status()
    return msgspec.json.decode(reply.content, type=VisitorTicket)


@pytest.fixture
def desk(module_hub: Any) -> Iterator[httpx.Client]:
    with module_hub.client() as client:
        yield client


class Agency:
    """One that no other test of this module touches: its service, its counter."""

    def __init__(self, hub: Any, desk: httpx.Client, service: str, counter: int) -> None:
        self._hub, self._desk, self.service, self.counter = hub, desk, service, counter

    def take(self, **body: Any) -> dict[str, Any]:
        return dict(self._hub.take(self.service, **body))

    def do(self, verb: str, **body: Any) -> Any:
        reply = self._desk.post(f"/counters/{self.counter}/{verb}", json=body or None).raise_for_status()
        return reply.json() if reply.content else None


@pytest.fixture(scope="module")
def _agencies(module_hub: Any) -> Iterator[tuple[str, int]]:
    """Every agency's first service with its first counter; but not where ``module_hub.take()`` takes its numbers."""
    with module_hub.client() as client:
        hall = client.get("/hall").json()

    def each() -> Iterator[tuple[str, int]]:
        for one in hall["agencies"]:
            counters = [it for it in hall["counters"] if it["agency"] == one["code"] and it["services"]]
            if counters and one["code"] != "dukcapil":
                yield counters[0]["services"][0], counters[0]["number"]

    return each()


@pytest.fixture
def agency(module_hub: Any, desk: httpx.Client, _agencies: Iterator[tuple[str, int]]) -> Agency:
    return Agency(module_hub, desk, *next(_agencies))


def test_a_phone_hears_at_once_what_it_would_have_been_answered(module_hub: Any, agency: Agency) -> None:
    agency.take()
    mine = agency.take(lang="en")
    with watching(module_hub, mine["token"]) as line:
        first = line.hear()
    assert first.ahead == 1
    assert first.ticket.label == mine["label"]
    again = asked(module_hub, mine["token"])
    assert msgspec.structs.replace(first, now=again.now) == again


def test_a_phone_hears_every_turn_of_the_visit_and_then_the_end(module_hub: Any, agency: Agency) -> None:
    agency.take()
    mine = agency.take()
    with watching(module_hub, mine["token"]) as line:
        assert line.hear().ahead == 1
        agency.do("call-next")
        while (visit := line.hear()).ahead:
            pass
        assert visit.step.state is StepState.WAITING, "the one before was called"
        assert visit.last_called
        agency.do("start")
        agency.do("call-next")
        called = hear_until(line, StepState.CALLED)
        assert called.calling is not None
        assert (called.calling.nth, called.step.counter) == (1, agency.counter)
        agency.do("recall")
        while (repeated := line.hear()).calling == called.calling:
            assert repeated.step.state is StepState.CALLED, "the line's news may come before those of the own ticket"
        assert repeated.calling is not None
        assert repeated.calling.nth == 2
        agency.do("start")
        hear_until(line, StepState.SERVING)
        agency.do("hold", note="Fotokopi KK")
        assert hear_until(line, StepState.HELD).step.note == "Fotokopi KK"
        agency.do("resume", ticket=mine["id"])
        assert hear_until(line, StepState.CALLED).step.note is None, "what officers write is not for the phone"
        agency.do("start")
        agency.do("finish")
        hear_until(line, StepState.SERVED)
        assert close_code(line) == OVER


def test_what_a_phone_heard_last_is_what_it_would_be_answered(module_hub: Any, agency: Agency) -> None:
    mine = [agency.take() for _ in range(6)][-1]
    with watching(module_hub, mine["token"]) as line:
        visit = line.hear()
        for _ in range(5):
            agency.do("call-next")
            agency.do("start")
        wanted = asked(module_hub, mine["token"])
        while msgspec.structs.replace(visit, now=wanted.now) != wanted:
            visit = line.hear()
            wanted = asked(module_hub, mine["token"])
    assert visit.ahead == 0


def test_nothing_of_other_visitors_reaches_a_phone(module_hub: Any, agency: Agency) -> None:
    mine, other = agency.take(), agency.take()
    with watching(module_hub, mine["token"]) as line:
        told = [str(line.recv(TIMEOUT_SECONDS))]
        agency.do("call-next")
        agency.do("start")
        while '"serving"' not in told[-1]:
            told.append(str(line.recv(TIMEOUT_SECONDS)))
    for secret in (other["token"], other["label"], mine["token"]):
        assert secret not in "".join(told)


def test_a_phone_that_comes_too_late_hears_the_end_at_once(module_hub: Any, agency: Agency) -> None:
    mine = agency.take()
    for verb in ("call-next", "start", "finish"):
        agency.do(verb)
    with watching(module_hub, mine["token"]) as line:
        assert line.hear().step.state is StepState.SERVED
        assert close_code(line) == OVER


def test_a_visitor_who_missed_the_call_is_still_told_when_it_goes_on(module_hub: Any, agency: Agency) -> None:
    mine = agency.take()
    with watching(module_hub, mine["token"]) as line:
        agency.do("call-next")
        agency.do("no-show")
        hear_until(line, StepState.NO_SHOW)
        with module_hub.client() as client:
            client.post(f"/tickets/{mine['id']}/revive").raise_for_status()
        hear_until(line, StepState.WAITING)


@pytest.mark.parametrize("token", ["x", "x" * 22, "%00", "%27%20OR%201=1%20--", "1"])
def test_a_token_that_nobody_has_is_told_so(module_hub: Any, token: str) -> None:
    module_hub.take()
    with watching(module_hub, token) as line:
        assert close_code(line) == UNKNOWN


def test_whoever_says_something_is_shown_out(module_hub: Any) -> None:
    with watching(module_hub, module_hub.take()["token"]) as line:
        line.hear()
        line.send("hello")
        assert close_code(line) == NOT_UNDERSTOOD
    assert "Traceback" not in module_hub.said()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://["])
def test_a_page_of_another_site_cannot_watch(module_hub: Any, origin: str) -> None:
    token = module_hub.take()["token"]
    with pytest.raises(InvalidStatus, match="403"), watching(module_hub, token, origin=origin):
        pass
    with watching(module_hub, token, origin=f"http://127.0.0.1:{module_hub.port}") as line:
        line.hear()


def test_an_upgrade_that_is_none_of_the_standard_is_refused(module_hub: Any) -> None:
    token = module_hub.take()["token"]
    with socket.create_connection(("127.0.0.1", module_hub.port), timeout=TIMEOUT_SECONDS) as line:
        line.sendall(
            f"GET {API}/t/{token}/stream HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\n\r\n".encode()
        )
        assert line.recv(len("HTTP/1.1 400")) == b"HTTP/1.1 400"
        while line.recv(1024):
            pass


def test_one_ticket_is_watched_by_a_family_and_not_by_a_crowd_and_who_leaves_makes_room(module_hub: Any) -> None:
    token, other = module_hub.take()["token"], module_hub.take()["token"]
    with ExitStack() as lines:
        for _ in range(MOST_OF_TICKET - 1):
            lines.enter_context(watching(module_hub, token)).hear()
        with watching(module_hub, token) as last:
            last.hear()
            with watching(module_hub, token) as one_more:
                assert close_code(one_more) == TOO_MANY
            with watching(module_hub, other) as line:
                line.hear()
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while True:
            with watching(module_hub, token) as line:
                try:
                    line.hear()
                    break
                except ConnectionClosed:
                    assert time.monotonic() < deadline, "nobody got the free place"


def test_who_goes_on_with_wrong_tokens_is_refused_at_the_door_and_good_ones_beside_are_not(hub: HubProcess) -> None:
    token = hub.take()["token"]
    with ExitStack() as lines:
        at_the_door = [lines.enter_context(knocking(hub, "wrong")) for _ in range(MOST_REFUSED + 20)]
        answers = {line.recv(len("HTTP/1.1 403")) for line in at_the_door}
    assert answers == {b"HTTP/1.1 101", b"HTTP/1.1 403"}
    with watching(hub, token) as line:
        assert line.hear().step.state is StepState.WAITING
    assert "Traceback" not in hub.said()


def test_a_phone_that_does_not_read_holds_nobody_up(module_hub: Any, agency: Agency) -> None:
    slow, quick = agency.take(), agency.take()
    with knocking(module_hub, slow["token"]) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with watching(module_hub, quick["token"]) as line:
            assert line.hear().ahead == 1
            agency.do("call-next")
            while line.hear().ahead:
                pass
            for _ in range(30):
                agency.do("put-back")
                agency.do("call-next")
            agency.do("start")
            agency.do("call-next")
            hear_until(line, StepState.CALLED)


def test_a_hub_that_stops_says_goodbye_and_one_that_came_back_goes_on(hub: HubProcess) -> None:
    token = hub.take()["token"]
    with watching(hub, token) as line:
        line.hear()
        hub.stop()
        assert close_code(line) in (1001, 1012)
    hub.start()
    with watching(hub, token) as line:
        assert line.hear().step.state is StepState.WAITING
    hub.stop()
    assert "Traceback" not in hub.said()
    assert "Exception" not in hub.said()
