"""The whole board against a real hub: its own process, its own file, the real stream."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from boardtexts import find, found
from hubprocess import HubProcess, wait_until
from pytestqt.qtbot import QtBot

from display.app import Display
from display.board import Panel
from display.settings import DisplaySettings, Times
from display.voice.sound import Off, Played, Reason, Silent, Sound
from display.voice.wav import Clip
from shared.fold import RECENT_CALLS
from shared.qt.app import make_application
from shared.qt.link import LinkState

LONG_WAIT = 20_000


class Loudspeaker:
    """Plays in no time; or, when told to hold, until it is let go; or, unplugged, not at all."""

    def __init__(self, plugged: bool = True) -> None:
        self.plugged = plugged
        self.played: list[int] = []
        self.free = threading.Event()
        self.free.set()

    def announce(self, name: str, clips: Iterable[Clip]) -> Played | Silent:  # noqa: ARG002
        if not self.plugged:
            return Silent(Reason.NO_DEVICE)
        self.played.append(int(name))
        self.free.wait(60)
        return Played(0.0)

    def probe(self) -> Silent | None:
        return None if self.plugged else Silent(Reason.NO_DEVICE)

    def stop(self) -> None:
        self.free.set()


Make = Callable[..., Display]


@pytest.fixture
def make_board(qtbot: QtBot) -> Iterator[Make]:  # noqa: ARG001
    make_application("board-test")
    made: list[Display] = []

    def make(url: str, key: str, sound: Sound | None = None, zone: str | None = None, **times: float) -> Display:
        settings = DisplaySettings(
            hub=url, key=key, zone=zone, geometry=(0, 0, 1280, 720), reduce_motion=True, times=Times(**times)
        )
        made.append(Display(settings, sound or Loudspeaker(), wait=lambda _: None))
        return made[-1]

    yield make
    for board in made:
        board.close()


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

    def recall(self, counter: int = 1) -> dict[str, Any]:
        return dict(self.at(counter).post(f"/counters/{counter}/recall").raise_for_status().json()["call"])

    def finish(self, counter: int = 1) -> None:
        for act in ("start", "finish"):
            self.at(counter).post(f"/counters/{counter}/{act}").raise_for_status()


@pytest.fixture
def desk(hub: HubProcess) -> Iterator[Desk]:
    made = Desk(hub)
    yield made
    for officer in made.officers.values():
        officer.close()


def announced(hub: HubProcess) -> set[int]:
    """Ids of the calls that the hub has as announced."""
    with hub.client() as manager:
        calls = manager.get("/hall").raise_for_status().json()["calls"]
    return {call["id"] for call in calls if call.get("announced_at")}


def text(board: Display, name: str) -> str:
    board.window.grabWindow()
    return str(find(board.window, name).property("text"))


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


def test_a_hub_that_dies_between_call_and_confirmation_has_it_after_its_return(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker()
    loudspeaker.free.clear()
    board = make_board(hub.url, hub.key("display"), loudspeaker, lost=0.1)
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    call = desk.call()
    qtbot.waitUntil(lambda: loudspeaker.played == [call["id"]], timeout=LONG_WAIT)
    hub.kill()
    loudspeaker.free.set()
    qtbot.waitUntil(lambda: board.presenter.board.stale != "", timeout=LONG_WAIT)
    assert text(board, "calledNumber") == call["label"]
    assert found(board.window, "staleText")
    assert board.presenter.confirmations.waiting == (call["id"],)
    hub.start()
    qtbot.waitUntil(lambda: board.presenter.confirmations.waiting == (), timeout=LONG_WAIT)
    assert announced(hub) == {call["id"]}
    assert loudspeaker.played == [call["id"]]
    qtbot.waitUntil(lambda: not found(board.window, "staleText"), timeout=LONG_WAIT)


def test_a_board_that_starts_before_the_hub_waits_and_comes_up_by_itself(
    hub: HubProcess, make_board: Make, qtbot: QtBot
) -> None:
    key = hub.key("display")
    hub.stop()
    board = make_board(hub.url, key)
    qtbot.wait(1)
    assert found(board.window, "waitingPage")
    hub.start()
    qtbot.waitUntil(lambda: found(board.window, "hallPage"), timeout=LONG_WAIT)
    assert found(board.window, "idlePanel")


def test_a_board_with_a_wrong_key_says_that_it_is_not_known(hub: HubProcess, make_board: Make, qtbot: QtBot) -> None:
    board = make_board(hub.url, "wrong")
    qtbot.waitUntil(lambda: board.link.state is LinkState.REFUSED, timeout=LONG_WAIT)
    assert text(board, "waitingTitle") == "Papan ini belum dikenal"
    assert text(board, "technician") == f"Teknisi: pusat antrean menolak kunci perangkat ini ({hub.url})."


def test_a_board_without_sound_shows_the_call_says_so_and_confirms_nothing(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    board = make_board(hub.url, hub.key("display"), Off())
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    call = desk.call()
    with qtbot.waitSignal(board.voice.silent, timeout=LONG_WAIT):
        pass
    assert text(board, "calledNumber") == call["label"]
    assert found(board.window, "muteSign")
    assert announced(hub) == set()


def test_a_board_whose_loudspeaker_is_unplugged_says_so_before_the_first_call(
    hub: HubProcess, desk: Desk, make_board: Make, qtbot: QtBot
) -> None:
    loudspeaker = Loudspeaker(plugged=False)
    board = make_board(hub.url, hub.key("display"), loudspeaker)
    qtbot.waitUntil(lambda: found(board.window, "muteSign"), timeout=LONG_WAIT)
    call = desk.call()
    with qtbot.waitSignal(board.voice.silent, timeout=LONG_WAIT):
        pass
    assert text(board, "calledNumber") == call["label"]
    assert announced(hub) == set()
    loudspeaker.plugged = True
    qtbot.waitUntil(lambda: announced(hub) == {call["id"]}, timeout=LONG_WAIT)
    qtbot.waitUntil(lambda: not found(board.window, "muteSign"), timeout=LONG_WAIT)


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
    assert second.presenter.board.panel is Panel.CALLING
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


@pytest.fixture
def zoned(tmp_path: Path) -> Iterator[HubProcess]:
    """A hub whose hall has the zones "front" and "side"; counter 1 is in front."""
    made = HubProcess(tmp_path / "zoned", site="balangan").start()
    yield made
    made.stop()


def test_a_board_of_another_zone_stays_silent(zoned: HubProcess, make_board: Make, qtbot: QtBot) -> None:
    loudspeaker = Loudspeaker()
    board = make_board(zoned.url, zoned.key("display"), loudspeaker, zone="side")
    qtbot.waitUntil(lambda: board.presenter.board.page == "board", timeout=LONG_WAIT)
    desk = Desk(zoned)
    desk.call()
    qtbot.waitUntil(lambda: board.link.hall is not None and len(board.link.hall.calls) == 1, timeout=LONG_WAIT)
    assert board.presenter.board.panel is Panel.IDLE
    assert loudspeaker.played == []
    desk.at(1).close()


def test_a_board_of_a_zone_that_does_not_exist_says_so_and_which_do(
    zoned: HubProcess, make_board: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    board = make_board(zoned.url, zoned.key("display"), zone="depan")
    qtbot.waitUntil(lambda: board.presenter.board.page == "no_zone", timeout=LONG_WAIT)
    assert text(board, "waitingTitle") == "Zona papan ini tidak ada"
    assert text(board, "technician").endswith("Zona yang ada: front, side.")
    assert 'no zone "depan"' in caplog.text


PROGRAM = """
import json, sys
from pathlib import Path
from display.app import run
from display.settings import DisplaySettings
given = json.loads(sys.argv[1])
given["remote"] = Path(given["remote"])
sys.exit(run(DisplaySettings(geometry=(0, 0, 1280, 720), **given)))
"""


def test_the_program_runs_writes_its_announcements_answers_a_tour_and_ends_when_told(
    hub: HubProcess, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "board.sock"
    given = {"hub": hub.url, "key": hub.key("display"), "voice": f"file:{tmp_path}", "remote": str(path)}
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, json.dumps(given)])
    try:
        wait_until(path.exists, "the board listens")
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(path))
            talk = line.makefile("rw")

            def ask(**asked: object) -> dict[str, Any]:
                talk.write(json.dumps(asked) + "\n")
                talk.flush()
                return dict(json.loads(talk.readline()))

            assert ask(do="wait", object="hallPage", seconds=20)["ok"]
            call = desk.call()
            wait_until(lambda: ask(do="state")["label"] == call["label"], "the board shows the call")
            assert ask(do="grab", file=str(tmp_path / "board.png"))["width"] == 1280
            wait_until(lambda: announced(hub) == {call["id"]}, "the call is confirmed")
            wait_until(lambda: ask(do="state")["unconfirmed"] == [], "the board heard that it is confirmed")
        assert (tmp_path / f"call-{call['id']}.wav").stat().st_size > 100_000
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


def test_a_voice_that_does_not_exist_is_refused_with_what_was_expected() -> None:
    given = {"hub": "http://127.0.0.1:1", "key": "", "voice": "loud", "remote": "unused"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(given)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "expected auto, none or file:DIR" in done.stderr
