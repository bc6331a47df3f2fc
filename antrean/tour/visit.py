"""The visit that a tour walks through: what is touched, what must then be seen, heard and known."""

from __future__ import annotations

import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from antrean.local_hub import ManagerClient
from antrean.tour.desk import OfficerDesk
from antrean.tour.logbook import Logbook
from antrean.tour.remote import RemoteWindow
from shared.wire import Hall, OpenTicket, StepState

SEEN_SECONDS = 60.0

T = TypeVar("T")


class VisitFailedError(Exception):
    """Something that a visitor would have missed; the message says what."""


def visit(book: Logbook, client: ManagerClient, kiosk: RemoteWindow, board: RemoteWindow, desk: OfficerDesk) -> None:
    """Takes a number by touch, has it called, and follows it until it is served. Leaves everything in ``book.out``."""
    hall = client.get("/hall", Hall)
    service = hall.services[0]
    counter = next(one.number for one in hall.counters if service.code in one.services)
    _arrive(book, kiosk, board, service.agency)
    label = _take(book, client, kiosk, service.code)
    _call(book, client, board, desk, counter, label)
    with book.step("the visitor is served") as step:
        desk.serve(step)
        until(lambda: _served(client, counter) == 1, f"the hub has {label} served")
        kiosk.wait("agency-" + service.agency, SEEN_SECONDS)
        picture(book, kiosk, "kiosk-home-again.png")
        picture(book, board, "board-after.png")


def _arrive(book: Logbook, kiosk: RemoteWindow, board: RemoteWindow, agency: str) -> None:
    with book.step("the hall is shown, and nobody waits"):
        kiosk.wait("agency-" + agency, SEEN_SECONDS)
        picture(book, kiosk, "kiosk-home.png")
        board.wait("hallPage", SEEN_SECONDS)
        picture(book, board, "board-idle.png")
    with book.step("a visitor reads English, and goes back to Indonesian"):
        kiosk.touch("language-en")
        until(lambda: kiosk.ask("state")["lang"] == "en", "the kiosk speaks English")
        kiosk.wait("agency-" + agency)
        picture(book, kiosk, "kiosk-home-en.png")
        kiosk.touch("language-id")
    with book.step("the visitor touches the agency"):
        kiosk.touch("agency-" + agency)
        kiosk.wait("back")
        picture(book, kiosk, "kiosk-services.png")


def _take(book: Logbook, client: ManagerClient, kiosk: RemoteWindow, service: str) -> str:
    with book.step("the visitor touches the service, and the number comes out on paper") as step:
        kiosk.touch("take-" + service)
        until(lambda: _came_to_something(kiosk), "a number comes out, or the kiosk says why not")
        state = kiosk.ask("state")
        if state["page"] == "trouble":
            kiosk.wait("trouble", SEEN_SECONDS)
            raise VisitFailedError(f"no number came out, the kiosk says: {state['trouble']}")
        kiosk.wait("ticket", SEEN_SECONDS)
        kiosk.wait("paper", SEEN_SECONDS)
        label = str(state["label"])
        step.facts["label"] = label
        picture(book, kiosk, "kiosk-ticket.png")
        kiosk.ask("paper", dir=str(book.out))
        step.files += ["paper.bin", "paper.png"]
        until(lambda: _waits(client, label), f"the hub has {label} waiting")  # it is told once the paper is out
    return label


def _came_to_something(kiosk: RemoteWindow) -> bool:
    state = kiosk.ask("state")
    return state["page"] == "trouble" or (state["page"] == "ticket" and not state["printing"])


def _call(
    book: Logbook, client: ManagerClient, board: RemoteWindow, desk: OfficerDesk, counter: int, label: str
) -> None:
    with book.step("an officer opens a counter") as step:
        step.facts |= {"counter": counter, "through": desk.through}
        desk.sit_down(step, counter)
    with book.step("the counter calls, and the board shows it") as step:
        desk.call(step, label)
        board.wait("calledNumber", SEEN_SECONDS)
        until(lambda: board.ask("state").get("label") == label, f"the board shows {label}")
        step.facts |= {"label": label, "counter": counter}
        picture(book, board, "board-call.png")
    with book.step("the hall hears it, and the hub knows") as step:
        until(lambda: client.get("/hall", Hall).calls[0].announced_at, "the call is confirmed as announced")
        desk.heard(step)
        spoken = sorted((book.out / "voice").glob("*.wav"))
        _must(bool(spoken), "no announcement was written")
        step.files += [str(file.relative_to(book.out)) for file in spoken]
        step.facts["seconds"] = round(_seconds(spoken[0]), 2)
        _must(_seconds(spoken[0]) > 2, "the announcement is too short to hold chime and sentence")


def _served(client: ManagerClient, counter: int) -> int:
    return sum(day.served for day in client.get("/hall", Hall).day or () if day.number == counter)


def _waits(client: ManagerClient, label: str) -> bool:
    tickets: tuple[OpenTicket, ...] = client.get("/hall", Hall).tickets or ()
    return any(one.ticket.label == label and one.step.state is StepState.WAITING for one in tickets)


def _seconds(file: Path) -> float:
    with wave.open(str(file)) as sound:
        return float(sound.getnframes() / sound.getframerate())


def picture(book: Logbook, window: RemoteWindow, name: str) -> None:
    window.grab(book.out / name)
    book.steps[-1].files.append(name)


def until(condition: Callable[[], T], what: str) -> T:
    """The first true answer of ``condition``; VisitFailedError when none comes."""
    deadline = time.monotonic() + SEEN_SECONDS
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.03)
    raise VisitFailedError(f"waited {SEEN_SECONDS:.0f} s in vain until {what}")


def _must(condition: bool, otherwise: str) -> None:
    if not condition:
        raise VisitFailedError(otherwise)
