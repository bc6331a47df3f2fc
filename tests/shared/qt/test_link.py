"""The link to a real hub: comes up, resumes, notices silence, and answers every request exactly once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from shared.qt.link import HubLink, LinkState
from shared.qt.obstacle import LinkObstacle
from shared.qt.replies import Unreachable
from shared.wire import Code, Event, Hall, Moved, Problem, TakeNumber, Ticket

PATIENCE = 60_000


@pytest.fixture
def linked(qapp: Any) -> Iterator[Callable[[str, str], HubLink]]:
    made: list[HubLink] = []

    def link(url: str, key: str) -> HubLink:
        made.append(HubLink(url, key))
        made[-1].open()
        return made[-1]

    yield link
    for one in made:
        one.close()
    qapp.processEvents()


def until(qtbot: QtBot, condition: Callable[[], Any]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)


def test_a_link_gets_the_hall_and_then_each_event_once_and_in_order(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any
) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    heard: list[Event] = []
    link.happened.connect(heard.append)
    until(qtbot, lambda: link.hall)
    assert link.hall is not None
    before = link.hall.seq
    labels = [hub.take()["label"] for _ in range(5)]
    until(qtbot, lambda: len(heard) >= 5)
    assert [event.ticket.label for event in heard if event.ticket] == labels
    assert [event.seq for event in heard] == list(range(before + 1, before + 1 + len(heard)))
    assert link.hall.seq == heard[-1].seq


def test_after_a_restart_the_link_resumes_without_a_gap(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any
) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    heard: list[Event] = []
    states: list[LinkState] = []
    link.happened.connect(heard.append)
    link.state_changed.connect(states.append)
    until(qtbot, lambda: link.state is LinkState.ONLINE)
    first = hub.take()["label"]
    until(qtbot, lambda: heard)
    hub.kill()
    until(qtbot, lambda: link.state is LinkState.LOST)
    hub.start()
    second = hub.take()["label"]
    until(qtbot, lambda: link.state is LinkState.ONLINE and any(_label(event) == second for event in heard))
    assert [_label(event) for event in heard if event.kind == "ticket.issued"] == [first, second]
    assert states == [LinkState.ONLINE, LinkState.LOST, LinkState.ONLINE]


@pytest.mark.usefixtures("impatient")
def test_a_frozen_hub_is_noticed_although_its_connection_stands(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any
) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    until(qtbot, lambda: link.state is LinkState.ONLINE)
    hub.freeze()
    until(qtbot, lambda: link.state is LinkState.LOST)
    answers: list[object] = []
    link.request("POST", "/tickets", Ticket, answers.append, TakeNumber(service="dukcapil.ktp"))
    until(qtbot, lambda: answers)
    assert isinstance(answers[0], Unreachable)
    hub.thaw()
    until(qtbot, lambda: link.state is LinkState.ONLINE)


@pytest.mark.alone
@pytest.mark.usefixtures("impatient")
def test_a_living_hub_is_never_given_up(qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    states: list[LinkState] = []
    ticks: list[object] = []
    link.state_changed.connect(states.append)
    link.ticked.connect(ticks.append)
    until(qtbot, lambda: len(ticks) >= 4)
    assert states == [LinkState.ONLINE]


def test_a_wrong_key_is_refused_and_told_apart_from_a_hub_that_is_away(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any
) -> None:
    link = linked(hub.url, "wrong")
    until(qtbot, lambda: link.state is LinkState.REFUSED)
    assert link.hall is None
    assert link.obstacle is LinkObstacle.KEY


def test_the_link_says_what_keeps_it_from_the_hub_until_it_is_there(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any
) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    assert link.obstacle is None
    until(qtbot, lambda: link.state is LinkState.ONLINE)
    assert link.obstacle is None
    hub.kill()
    until(qtbot, lambda: link.state is LinkState.LOST)
    assert link.obstacle is LinkObstacle.NO_ANSWER
    hub.start()
    until(qtbot, lambda: link.state is LinkState.ONLINE)
    assert link.obstacle is None


def test_a_link_without_a_hub_keeps_connecting_until_there_is_one(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], make_hub: Callable[..., Any]
) -> None:
    hub = make_hub().start()
    key = hub.key("kiosk")
    hub.stop()
    link = linked(hub.url, key)
    answers: list[object] = []
    link.request("GET", "/hall", Hall, answers.append)
    until(qtbot, lambda: answers)
    assert isinstance(answers[0], Unreachable)
    assert link.state is LinkState.CONNECTING
    hub.start()
    until(qtbot, lambda: link.state is LinkState.ONLINE)


def test_the_same_key_gives_the_same_number_and_a_refusal_is_a_problem(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any
) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    answers: list[Any] = []
    key = uuid4().hex
    for _ in range(2):
        link.request("POST", "/tickets", Ticket, answers.append, TakeNumber(service="dukcapil.ktp", reserve=True), key)
    link.request("POST", "/tickets", Ticket, answers.append, TakeNumber(service="nowhere"))
    until(qtbot, lambda: len(answers) == 3)
    tickets = [answer for answer in answers if isinstance(answer, Ticket)]
    assert len(tickets) == 2
    assert tickets[0] == tickets[1]
    (refusal,) = (answer for answer in answers if isinstance(answer, Problem))
    assert refusal.code is Code.UNKNOWN_SERVICE
    moved: list[Any] = []
    link.request("POST", f"/tickets/{tickets[0].id}/printed", Moved, moved.append)
    until(qtbot, lambda: moved)
    assert isinstance(moved[0], Moved)


def test_a_link_that_was_closed_answers_nobody_any_more(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any
) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    until(qtbot, lambda: link.state is LinkState.ONLINE)
    answers: list[object] = []
    arrived: list[object] = []
    link._network.finished.connect(arrived.append)
    link.request("POST", "/tickets", Ticket, answers.append, TakeNumber(service="dukcapil.ktp"))
    link.close()
    until(qtbot, lambda: arrived)
    assert answers == []


def test_the_hubs_time_goes_on_while_the_machine_sleeps(
    qtbot: QtBot, linked: Callable[[str, str], HubLink], hub: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = linked(hub.url, hub.key("kiosk"))
    with qtbot.waitSignal(link.ticked, timeout=PATIENCE):
        pass
    before, real = link.now(), time.clock_gettime
    asleep = {time.CLOCK_BOOTTIME: 3_600.0}
    monkeypatch.setattr(time, "clock_gettime", lambda clock: real(clock) + asleep.get(clock, 0.0))
    assert link.now() - before >= timedelta(hours=1)


def _label(event: Event) -> str:
    return event.ticket.label if event.ticket else ""
