"""The whole board against a real hub: its own process, its own file, the real stream."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from display.snapshot import PanelContents
from shared.fold import RECENT_CALLS
from shared.qt.link import LinkState
from shared.wire import Call, Event, EventMessage, Tick
from tests.support.boardatwork import LONG_WAIT, Desk, Loudspeaker, Make, announced, text
from tests.support.boardtexts import found
from tests.support.hubprocess import HubProcess


def test_a_call_appears_is_spoken_and_is_confirmed(hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot) -> None:
    loudspeaker = Loudspeaker()
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    call = desk.call()
    with qtbot.waitSignal(board.presenter.confirmations.confirmed, timeout=LONG_WAIT):
        pass
    assert text(board, "calledNumber") == call["label"]
    assert text(board, "calledCounter") == str(call["counter"])
    assert loudspeaker.played == [call["id"]]
    assert announced(hub) == {call["id"]}


def test_calls_in_a_burst_are_shown_one_after_another_in_order_and_none_vanishes(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    board = make_board(hub.url, hub.key("display"))
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    shown: list[str] = []

    def note(_: object) -> None:
        number = text(board, "calledNumber") if found(board.window, "calledNumber") else ""
        if number and number not in shown[-1:]:
            shown.append(number)

    board.presenter.changed.connect(note)
    calls = [desk.call(counter) for counter in (1, 2, 3, 4)]
    qtbot.waitUntil(lambda: announced(hub) == {call["id"] for call in calls}, timeout=LONG_WAIT)
    assert shown == [call["label"] for call in calls]
    assert len({call["label"] for call in calls}) == 4


def test_a_call_that_its_counter_overtook_or_whose_visitor_came_is_not_spoken_nor_confirmed_but_stays_listed(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker()
    loudspeaker.free.clear()
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    missed: list[int] = []
    board.voice.missed.connect(lambda call: missed.append(call.id))
    first, overtaken, came = desk.call(1), desk.call(2), desk.call(3)
    desk.finish(3)
    desk.at(2).post("/counters/2/no-show").raise_for_status()
    latest = desk.call(2)
    qtbot.waitUntil(lambda: len(missed) == 2, timeout=LONG_WAIT)
    loudspeaker.free.set()
    qtbot.waitUntil(lambda: announced(hub) == {first["id"], latest["id"]}, timeout=LONG_WAIT)
    assert loudspeaker.played == [first["id"], latest["id"]]
    assert set(missed) == {overtaken["id"], came["id"]}
    assert {row.label for row in board.presenter.board.others} == {one["label"] for one in (first, overtaken, came)}


def test_while_one_call_is_spoken_a_simultaneous_one_waits_in_the_list(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker()
    loudspeaker.free.clear()
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    first, second = desk.call(1), desk.call(2)
    qtbot.waitUntil(lambda: board.link.hall is not None and len(board.link.hall.calls) == 2, timeout=LONG_WAIT)
    qtbot.waitUntil(lambda: loudspeaker.played == [first["id"]], timeout=LONG_WAIT)
    assert text(board, "calledNumber") == first["label"]
    assert [row.label for row in board.presenter.board.others] == [second["label"]]
    loudspeaker.free.set()
    qtbot.waitUntil(lambda: len(announced(hub)) == 2, timeout=LONG_WAIT)
    assert text(board, "calledNumber") == second["label"]


def test_a_repeat_is_spoken_and_confirmed_as_well(hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot) -> None:
    loudspeaker = Loudspeaker()
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    calls = []
    for act in (desk.call, desk.recall, desk.recall):
        calls.append(act())
        qtbot.waitUntil(lambda: len(announced(hub)) == len(calls), timeout=LONG_WAIT)
    assert [call["nth"] for call in calls] == [1, 2, 3]
    assert loudspeaker.played == [call["id"] for call in calls]
    assert board.presenter.board.others == ()


def test_a_board_that_starts_later_shows_the_last_call_and_speaks_only_what_nobody_has_heard(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    first = make_board(hub.url, hub.key("display", "one"))
    qtbot.waitUntil(lambda: first.presenter.board.page == "board", timeout=LONG_WAIT)
    heard = desk.call(1)
    qtbot.waitUntil(lambda: announced(hub) == {heard["id"]}, timeout=LONG_WAIT)
    first.link.close()
    missed = desk.call(2)
    loudspeaker = Loudspeaker()
    second = make_board(hub.url, hub.key("display", "two"), loudspeaker)
    qtbot.waitUntil(lambda: announced(hub) == {heard["id"], missed["id"]}, timeout=LONG_WAIT)
    assert loudspeaker.played == [missed["id"]]
    assert second.presenter.board.panel is PanelContents.CALLING
    assert [row.label for row in second.presenter.board.others] == [heard["label"]]


def test_a_board_started_in_the_middle_of_the_day_knows_whom_every_agency_serves(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    with hub.client() as manager:
        counters = manager.get("/hall").raise_for_status().json()["counters"]
        counter = next(one["number"] for one in counters if one["agency"] == "dpmptsp")
        rare = hub.take("dpmptsp.nib")["label"]
        manager.post(f"/counters/{counter}/call-next").raise_for_status()
        for _ in range(RECENT_CALLS + 5):
            last = desk.call(1)["label"]
            desk.finish(1)
    board = make_board(hub.url, hub.key("display"))

    def all_there() -> bool:
        shown = {row.key: row.label for row in board.presenter.board.serving}
        return (shown.get("dukcapil"), shown.get("dpmptsp")) == (last, rare)

    qtbot.waitUntil(all_there, timeout=LONG_WAIT)


def test_a_board_that_starts_after_a_call_was_taken_back_or_put_back_does_not_speak_it(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    stray, put_back = desk.stray_call(1), desk.call(2)
    desk.at(2).post("/counters/2/put-back").raise_for_status()
    awaited = desk.call(3)
    loudspeaker = Loudspeaker()
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: announced(hub) == {awaited["id"]}, timeout=LONG_WAIT)
    assert loudspeaker.played == [awaited["id"]]
    assert board.presenter.board.call is not None
    assert board.presenter.board.call.label == awaited["label"]
    assert {row.label for row in board.presenter.board.others} >= {stray["label"], put_back["label"]}


def test_a_board_that_comes_back_after_a_call_was_taken_back_does_not_speak_it(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker()
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    board.link.close()
    stray = desk.stray_call(1)
    awaited = desk.call(2)
    board.link.open()
    qtbot.waitUntil(lambda: announced(hub) == {awaited["id"]}, timeout=LONG_WAIT)
    assert stray["id"] < awaited["id"]
    assert loudspeaker.played == [awaited["id"]]


def test_a_board_says_nothing_of_what_it_missed_before_it_has_heard_it_all(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker()
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    board.link.close()
    made = msgspec.convert(desk.stray_call(1), Call)
    begun: list[int] = []
    board.voice.speaking.connect(lambda call, _: begun.append(call.id))
    board.link.state_changed.emit(LinkState.LOST)
    board.link.received.emit(EventMessage(Event(1, made.at, "step.called", "officer", call=made)))
    QCoreApplication.processEvents()
    assert begun == []
    board.link.received.emit(Tick(made.at, 1))
    qtbot.waitUntil(lambda: begun == [made.id], timeout=LONG_WAIT)
