"""A real hub's counters and a board beside it, with a loudspeaker that the test holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import httpx

from display.app import Display
from display.voice.sound import Played, SilenceReason, Silent
from display.voice.wav import Clip
from tests.support.boardtexts import find
from tests.support.hubprocess import HubProcess

LONG_WAIT = 60_000


class Loudspeaker:
    """Plays in no time; or, when told to hold, until it is let go; or, unplugged, not at all."""

    def __init__(self, plugged: bool = True) -> None:
        self.plugged = plugged
        self.played: list[int] = []
        self.free = threading.Event()
        self.free.set()

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:  # noqa: ARG002
        if not self.plugged:
            return Silent(SilenceReason.NO_DEVICE)
        self.played.append(int(name))
        self.free.wait(60)
        return Played(0.0)

    def probe(self) -> Silent | None:
        return None if self.plugged else Silent(SilenceReason.NO_DEVICE)

    def stop(self) -> None:
        self.free.set()


Make = Callable[..., Display]


class Desk:
    """Officers of one agency at their counters."""

    def __init__(self, hub: HubProcess) -> None:
        self.hub = hub
        self.officers: dict[int, httpx.Client] = {}

    def at(self, counter: int) -> httpx.Client:
        if counter not in self.officers:
            officer = self.hub.signed_in(f"officer{counter}")
            officer.post(f"/counters/{counter}/open").raise_for_status()
            self.officers[counter] = officer
        return self.officers[counter]

    def call(self, counter: int = 1) -> dict[str, Any]:
        """Takes a number and calls it: the call."""
        officer = self.at(counter)
        self.hub.take()
        reply = officer.post(f"/counters/{counter}/call-next").raise_for_status()
        return dict(reply.json()["call"])

    def stray_call(self, counter: int) -> dict[str, Any]:
        """Takes a number, calls it out of turn by a slip, and takes that back: the call."""
        officer = self.at(counter)
        ticket = self.hub.take()
        reply = officer.post(f"/counters/{counter}/call", json={"ticket": ticket["id"]}).raise_for_status()
        officer.post(f"/counters/{counter}/undo").raise_for_status()
        return dict(reply.json()["call"])

    def recall(self, counter: int = 1) -> dict[str, Any]:
        return dict(self.at(counter).post(f"/counters/{counter}/recall").raise_for_status().json()["call"])

    def finish(self, counter: int = 1) -> None:
        for act in ("start", "finish"):
            self.at(counter).post(f"/counters/{counter}/{act}").raise_for_status()


def announced(hub: HubProcess) -> set[int]:
    """Ids of the calls that the hub has as announced."""
    with hub.client() as manager:
        calls = manager.get("/hall").raise_for_status().json()["calls"]
    return {call["id"] for call in calls if call.get("announced_at")}


def text(board: Display, name: str) -> str:
    board.window.grabWindow()
    return str(find(board.window, name).property("text"))
