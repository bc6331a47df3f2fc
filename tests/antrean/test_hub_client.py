"""One request to a hub that closes the connection in that moment, by a real socket."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

import antrean
from antrean.failure import Failed
from antrean.hub_client import HubClient
from tests.support.droppinghub import DroppingHub

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"


class Hub:
    """Reads every request; leaves the first ``lost`` of them without an answer."""

    def __init__(self, lost: int) -> None:
        self.heard: list[bytes] = []
        self._lost = lost
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(30)

    def _serve(self) -> None:
        while True:
            try:
                asker, _ = self._socket.accept()
            except OSError:
                return
            with asker:
                said = b""
                while b"\r\n\r\n" not in said and (more := asker.recv(65_536)):
                    said += more
                self.heard.append(said)
                if len(self.heard) > self._lost:
                    asker.sendall(ANSWER)


@pytest.fixture
def hub_that_loses() -> Iterator[Callable[[int], Hub]]:
    made: list[Hub] = []

    def make(lost: int) -> Hub:
        made.append(Hub(lost))
        return made[-1]

    yield make
    for one in made:
        one.close()


def keys(hub: Hub) -> list[bytes]:
    lines = [line for said in hub.heard for line in said.split(b"\r\n")]
    return [line.partition(b": ")[2] for line in lines if line.lower().startswith(b"idempotency-key")]


def test_a_command_whose_connection_ended_is_asked_once_more_with_its_key(
    hub_that_loses: Callable[[int], Hub],
) -> None:
    hub = hub_that_loses(1)
    assert HubClient(hub.url).ask("POST", "/day/close", msgspec.Raw) == msgspec.Raw(b"{}")
    (first, again) = keys(hub)
    assert first == again


def test_every_command_has_an_idempotency_key_of_its_own(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(0)
    client = HubClient(hub.url)
    for _ in range(2):
        client.post("/day/close", None, msgspec.Raw)
    assert len(set(keys(hub))) == 2


def test_a_question_whose_connection_ended_is_asked_once_more(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(1)
    assert HubClient(hub.url).get("/hall", msgspec.Raw) == msgspec.Raw(b"{}")
    assert len(hub.heard) == 2


def test_what_could_be_done_twice_is_not_asked_again(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(1)
    with pytest.raises(Failed, match="gave no answer"):
        HubClient(hub.url).ask("POST", "/pairing/redeem", msgspec.Raw, repeatable=False)
    assert len(hub.heard) == 1
    assert keys(hub) == []


def test_a_hub_that_never_answers_is_said_to_give_no_answer(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(9)
    with pytest.raises(Failed, match="gave no answer"):
        HubClient(hub.url).get("/hall", msgspec.Raw)
    assert len(hub.heard) == 2


def test_a_kept_connection_that_ended_while_idle_is_opened_again() -> None:
    with closing(DroppingHub()) as dropping, closing(HubClient(dropping.url, keep_open=True)) as client:
        for _ in range(2):
            client.post("/day/close", None, msgspec.Raw)
    assert [one.key for one in dropping.dropped] == [dropping.heard[1].key]


def test_a_path_before_the_api_is_kept(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(0)
    HubClient(f"{hub.url}/queue/").get("/hall", msgspec.Raw)
    assert hub.heard[0].startswith(b"GET /queue/api/v1/hall HTTP/1.1")


def test_the_commands_speak_to_the_hub_by_this_client_alone() -> None:
    folder = Path(antrean.__file__).parent
    others = re.compile(r"^\s*(?:from|import) (?:urllib\.request|http\.client|requests|httpx)\b", re.MULTILINE)
    speaking = {file.relative_to(folder).as_posix() for file in folder.rglob("*.py") if others.search(file.read_text())}
    assert speaking == {"hub_client.py", "tour/browser.py"}, "tour/browser.py asks Chromium, not the hub"
