"""The stream over a real WebSocket from a real hub: nothing missed, nothing twice, and folding it gives the hall."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from shared.fold import fold
from shared.wire import API, EventMessage, FiguresChanged, Hall, Message, Snapshot, Tick

PATIENCE = 60.0


@contextmanager
def stream(hub: Any, key: str | None = None, after: int | None = None) -> Iterator[ClientConnection]:
    """Takes in whatever comes, however long the test has other things to do: one that stops reading does not answer the
    hub's pings either, and is given up."""
    query = "" if after is None else f"?after={after}"
    headers = {"Authorization": f"Bearer {hub.manager_key if key is None else key}"}
    address = f"ws://127.0.0.1:{hub.port}{API}/stream{query}"
    with connect(address, additional_headers=headers, max_size=None, max_queue=None) as made:
        yield made


def hear(line: ClientConnection) -> Message:
    return msgspec.json.decode(line.recv(PATIENCE), type=Message)  # type: ignore[no-any-return]


def hear_until(line: ClientConnection, seq: int) -> list[Message]:
    """Messages up to and with the event ``seq``."""
    found: list[Message] = []
    while True:
        message = hear(line)
        found.append(message)
        if isinstance(message, EventMessage) and message.event.seq >= seq:
            return found


def hear_to_the_end(line: ClientConnection) -> int | None:
    """The code with which the hub closed the stream; None when it just went away."""
    try:
        while True:
            hear(line)
    except ConnectionClosed as closed:
        return closed.rcvd and closed.rcvd.code


def seqs(messages: list[Message]) -> list[int]:
    return [message.event.seq for message in messages if isinstance(message, EventMessage)]


def seq(hub: Any) -> int:
    return int(httpx.get(f"{hub.url}{API}/healthz").json()["seq"])


def snapshot(hub: Any, key: str | None = None) -> Hall:
    with hub.client(key) as client:
        return msgspec.json.decode(client.get("/hall").content, type=Hall)


def test_the_first_message_is_the_hall_and_then_come_all_events_in_order(module_hub: Any) -> None:
    with stream(module_hub) as line:
        first = hear(line)
        assert isinstance(first, Snapshot)
        assert first.hall.seq == seq(module_hub)
        for _ in range(10):
            module_hub.take()
        found = seqs(hear_until(line, first.hall.seq + 10))
    assert found == list(range(first.hall.seq + 1, first.hall.seq + 11))


def test_a_reader_resumes_with_exactly_what_it_missed(module_hub: Any) -> None:
    with stream(module_hub) as line:
        hear(line)
        module_hub.take()
        last = seqs(hear_until(line, seq(module_hub)))[-1]
    for _ in range(5):
        module_hub.take()
    with stream(module_hub, after=last) as line:
        found = hear_until(line, last + 5)
    assert not any(isinstance(message, Snapshot) for message in found)
    assert seqs(found) == list(range(last + 1, last + 6))


@pytest.mark.parametrize("after", ["", "abc", "-1", "1.5", "9" * 18, "9" * 30, "9" * 5000, "٣", "%00"])
def test_whoever_resumes_from_nowhere_gets_the_hall(module_hub: Any, after: str) -> None:
    module_hub.take()
    with stream(module_hub, after=after) as line:  # type: ignore[arg-type]
        assert isinstance(hear(line), Snapshot)


def test_what_a_reader_says_does_not_matter(module_hub: Any) -> None:
    with stream(module_hub) as line:
        hear(line)
        for said in ("hello", b"\x00\xff", "{}", "x" * 10_000):
            line.send(said)
        module_hub.take()
        assert seqs(hear_until(line, seq(module_hub)))
    assert "Traceback" not in module_hub.said()


def test_the_hub_ticks_while_nothing_happens(module_hub: Any) -> None:
    with stream(module_hub) as line:
        first = hear(line)
        assert isinstance(first, Snapshot)
        known = first.hall.seq
        ticks: list[Tick] = []
        while len(ticks) < 3:
            message = hear(line)
            if isinstance(message, EventMessage):  # of its own accord: the day's backup, a minute after the start
                known = message.event.seq
            if isinstance(message, Tick):
                assert message.seq == known
                ticks.append(message)
    assert ticks == sorted(ticks, key=lambda tick: tick.now)
    assert len({tick.now.replace(microsecond=0) for tick in ticks}) >= 2


def test_a_reader_loses_nothing_when_the_hub_is_killed_and_comes_back(hub: Any) -> None:
    known: list[int] = []
    last = 0
    for _ in range(3):
        with stream(hub, after=last) as line:
            hub.take()
            while last < seq(hub):
                new = seqs(hear_until(line, last + 1))
                known += new
                last = new[-1]
            hub.take()
            hub.kill()
            hear_to_the_end(line)
        hub.start()
    with stream(hub, after=last) as line:
        known += seqs(hear_until(line, seq(hub)))
    assert known == list(range(1, seq(hub) + 1))


def test_a_stopping_hub_says_goodbye(hub: Any) -> None:
    with stream(hub) as line:
        hear(line)
        hub.stop()
        assert hear_to_the_end(line) in (1001, 1012)


COMMANDS = [
    *("call-next", "call-next", "recall", "start", "start", "finish", "no-show", "put-back"),
    *("hold", "hold", "transfer", "open", "pause", "pause", "stay-open", "close", "undo", "undo"),
]
SERVICES = ["dukcapil.ktp", "dukcapil.kk", "dpmptsp.nib"]


def act(client: httpx.Client, dice: random.Random, known: list[int], calls: list[int]) -> None:
    """Something that a kiosk, an officer or a display may do; a refusal is fine as well."""
    counter = dice.randint(3, 6)
    roll = dice.random()
    if roll < 0.3:
        several = dice.random() < 0.3
        body = {
            "services": dice.sample(SERVICES, 2 if several else 1),
            "priority": dice.random() < 0.3,
            "reserve": dice.random() < 0.5,
        }
        known.append(client.post("/tickets", json=body).raise_for_status().json()["id"])
    elif roll < 0.5 and known:
        verb = dice.choice(["printed", "print-failed", "cancel", "revive", "revive", "transfer", "reprint"])
        body = {"reason": "paper_out"} if verb == "print-failed" else {"service": dice.choice(SERVICES)}
        assert client.post(f"/tickets/{dice.choice(known)}/{verb}", json=body).status_code < 500
    elif roll < 0.56 and known:
        verb = dice.choice(["call", "resume"])
        reply = client.post(f"/counters/{counter}/{verb}", json={"ticket": dice.choice(known)})
        assert reply.status_code < 500
    elif roll < 0.57:
        assert client.post("/day/close").status_code < 500
    elif roll < 0.65 and calls:
        client.post(f"/calls/{dice.choice(calls)}/announced")
    else:
        verb = dice.choice(COMMANDS)
        wish = {"reason": "rest", "minutes": 10, "after_visitor": True}
        bodies: dict[str, Any] = {
            "pause": dice.choice([None, wish]),
            "hold": {"note": "ijazah"},
            "transfer": {"service": dice.choice(SERVICES)},
        }
        reply = client.post(f"/counters/{counter}/{verb}", json=bodies.get(verb))
        assert reply.status_code < 500
        if reply.status_code == 200 and "call" in reply.json():
            calls.append(reply.json()["call"]["id"])


@pytest.mark.parametrize("dice", range(3))
def test_folding_the_stream_gives_the_hall_that_the_hub_would_give(hub: Any, dice: int) -> None:
    """Whatever happens, for staff and for screens, also after being away in between."""
    display = hub.key("display")
    for key in (None, display):
        rolls, known, calls = random.Random(dice), list[int](), list[int]()  # noqa: S311
        with hub.client() as client:
            with stream(hub, key) as line:
                first = hear(line)
                assert isinstance(first, Snapshot)
                hall = first.hall
                for _ in range(120):
                    act(client, rolls, known, calls)
                hall = _folded(hall, line, seq(hub))
            for _ in range(40):
                act(client, rolls, known, calls)
            known.append(hub.take()["id"])
            with stream(hub, key, after=hall.seq) as line:
                hall = _folded(hall, line, seq(hub))
                fresh = snapshot(hub, key)
                deadline = time.monotonic() + PATIENCE
                while (hall.seq, hall.figures) != (fresh.seq, fresh.figures):
                    assert time.monotonic() < deadline, "the figures did not come to what the hub says"
                    message = hear(line)
                    if isinstance(message, EventMessage):
                        hall = fold(hall, message.event)
                    if isinstance(message, FiguresChanged):
                        hall = replace(hall, figures=message.figures)
                    if isinstance(message, Tick):
                        fresh = snapshot(hub, key)
        for part in Hall.__struct_fields__:
            if part != "at":
                assert getattr(hall, part) == getattr(fresh, part), part
        assert (hall.tickets is None) == (key is not None)


def _folded(hall: Hall, line: ClientConnection, until: int) -> Hall:
    deadline = time.monotonic() + PATIENCE
    while hall.seq < until:
        assert time.monotonic() < deadline
        match hear(line):
            case EventMessage(event):
                assert event.seq == hall.seq + 1, "no gap and nothing twice"
                hall = fold(hall, event)
            case FiguresChanged(figures):
                hall = replace(hall, figures=figures)
            case _:
                pass
    return hall
