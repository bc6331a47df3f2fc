"""One request to a hub that closes the connection in that moment, by a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from urllib.request import Request

import msgspec
import pytest

from antrean.failure import Failed
from antrean.hub_client import ask

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


def request(hub: Hub, path: str, method: str = "GET", **headers: str) -> Request:
    return Request(hub.url + path, method=method, headers=headers)  # noqa: S310


def keys(hub: Hub) -> list[bytes]:
    lines = [line for said in hub.heard for line in said.split(b"\r\n")]
    return [line.partition(b": ")[2] for line in lines if line.lower().startswith(b"idempotency-key")]


def test_a_command_whose_connection_ended_is_asked_once_more_with_its_key(
    hub_that_loses: Callable[[int], Hub],
) -> None:
    hub = hub_that_loses(1)
    asked = request(hub, "/day/close", "POST", **{"Idempotency-Key": "k1"})
    assert ask(asked, msgspec.Raw, 30) == msgspec.Raw(b"{}")
    assert keys(hub) == [b"k1", b"k1"]


def test_a_question_whose_connection_ended_is_asked_once_more(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(1)
    assert ask(request(hub, "/hall"), msgspec.Raw, 30) == msgspec.Raw(b"{}")
    assert len(hub.heard) == 2


def test_what_could_be_done_twice_is_not_asked_again(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(1)
    with pytest.raises(Failed, match="gave no answer"):
        ask(request(hub, "/pairing/redeem", "POST"), msgspec.Raw, 30)
    assert len(hub.heard) == 1


def test_a_hub_that_never_answers_is_said_to_give_no_answer(hub_that_loses: Callable[[int], Hub]) -> None:
    hub = hub_that_loses(9)
    with pytest.raises(Failed, match="gave no answer"):
        ask(request(hub, "/hall"), msgspec.Raw, 30)
    assert len(hub.heard) == 2
