"""The presenter between a link and a voice that do what the test says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from boardhalls import DAY, NOW, call, event, hall, site
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from display.board import Page, Panel
from display.confirmation import Confirmations
from display.presenter import Presenter
from display.settings import Times
from shared.fold import fold
from shared.qt.link import LinkState, Unreachable
from shared.qt.obstacle import Obstacle
from shared.site.model import Zone
from shared.wire import Call, Code, Hall, Happened, Message, Problem, Snapshot


class Link(QObject):
    """Says what it is told, and keeps what it is asked to send."""

    hall_changed = Signal(object)
    received = Signal(object)
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = LinkState.CONNECTING
        self.obstacle: Obstacle | None = None
        self.url = "https://10.0.0.2:8470"
        self.hall: Hall | None = None
        self.sent: list[tuple[str, str, str | None]] = []
        self.answers: list[object] = []

    def now(self) -> datetime:
        return NOW

    def become(self, state: LinkState, obstacle: Obstacle | None = None) -> None:
        self.state, self.obstacle = state, obstacle
        self.state_changed.emit(state)

    def snapshot(self, seen: Hall) -> None:
        self.hall = seen
        self.hall_changed.emit(seen)
        self.received.emit(Snapshot(seen))
        self.become(LinkState.ONLINE)

    def happen(self, made: Call) -> None:
        assert self.hall is not None
        happened = event(self.hall.seq + 1, made)
        self.hall = fold(self.hall, happened)
        self.hall_changed.emit(self.hall)
        self.received.emit(Happened(happened))

    def request(
        self,
        method: str,
        path: str,
        answer: type,  # noqa: ARG002
        done: Callable[[Any], None],
        key: str | None = None,
    ) -> None:
        self.sent.append((method, path, key))
        done(self.answers.pop(0) if self.answers else {})


class Voice(QObject):
    speaking = Signal(object, object)
    spoken = Signal(object)
    silent = Signal(object, str)
    missed = Signal(object)
    alarm = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Message] = []

    def take(self, message: Message) -> None:
        self.taken.append(message)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Stand:
    def __init__(self, zone: str | None = None, mute: bool = False) -> None:
        self.link, self.voice, self.clock = Link(), Voice(), Clock()
        self.presenter = Presenter(
            self.link,  # type: ignore[arg-type]
            self.voice,  # type: ignore[arg-type]
            zone,
            Times(limit=60, unspoken=9, settle=40, lost=2.5),
            mute,
            self.clock,
        )

    @property
    def label(self) -> str:
        shown = self.presenter.board.call
        return shown.label if shown else ""


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:  # noqa: ARG001
    return Stand()


def test_without_a_hub_the_board_waits_and_comes_up_by_itself(stand: Stand) -> None:
    assert stand.presenter.board.page is Page.WAITING
    stand.link.snapshot(hall())
    assert stand.presenter.board.page is Page.BOARD


def test_a_hub_that_does_not_know_the_key_is_not_mistaken_for_one_that_is_away(stand: Stand) -> None:
    stand.link.become(LinkState.REFUSED, Obstacle.KEY)
    assert stand.presenter.board.page is Page.REFUSED


@pytest.mark.parametrize(
    ("state", "obstacle", "page", "says"),
    [
        (LinkState.CONNECTING, None, Page.WAITING, ""),
        (LinkState.CONNECTING, Obstacle.NO_ANSWER, Page.WAITING, "tidak menjawab"),
        (LinkState.REFUSED, Obstacle.KEY, Page.REFUSED, "kunci"),
        (LinkState.REFUSED, Obstacle.CERTIFICATE, Page.UNTRUSTED, "sertifikat"),
    ],
)
def test_the_technician_is_told_what_keeps_the_board_from_its_hub(
    stand: Stand, state: LinkState, obstacle: Obstacle | None, page: Page, says: str
) -> None:
    stand.link.become(state, obstacle)
    made = stand.presenter.board
    assert made.page is page
    assert (made.technician is None) == (obstacle is None)
    assert made.technician is None or (says in made.technician.first and stand.link.url in made.technician.first)
    stand.link.snapshot(hall())
    assert stand.presenter.board.technician is None


@pytest.mark.parametrize(
    ("state", "obstacle", "told"),
    [(LinkState.LOST, Obstacle.NO_ANSWER, False), (LinkState.REFUSED, Obstacle.KEY, True)],
)
def test_a_board_with_numbers_tells_the_technician_only_what_does_not_mend_itself(
    stand: Stand, state: LinkState, obstacle: Obstacle, told: bool
) -> None:
    stand.link.snapshot(hall())
    stand.link.become(state, obstacle)
    stand.clock.now += 3
    stand.presenter._refresh()
    assert stand.presenter.board.page is Page.BOARD
    assert bool(stand.presenter.board.technician) is told


def test_a_zone_that_the_hall_does_not_have_is_said_on_the_board_and_once_in_the_log(
    qtbot: QtBot,  # noqa: ARG001
    caplog: pytest.LogCaptureFixture,
) -> None:
    stand = Stand(zone="depan")
    seen = hall(3)
    stand.link.snapshot(seen)
    stand.link.happen(call(1))
    assert stand.presenter.board.page is Page.NO_ZONE
    assert caplog.text.count("depan") == 1
    assert "utama, timur" in caplog.text
    mended = replace(seen, seq=9, site=site(zones=(Zone(code="depan", name={"id": "Ruang depan"}),)))
    stand.link.snapshot(mended)
    assert (stand.presenter.board.page, stand.presenter.board.zone) == (Page.BOARD, "Ruang depan")


def test_the_board_shows_exactly_what_is_being_spoken(stand: Stand) -> None:
    stand.link.snapshot(hall())
    one, two = call(1, "A-001"), call(2, "U-001", 5)
    stand.link.happen(one)
    assert stand.presenter.board.panel is Panel.IDLE
    stand.voice.speaking.emit(one, ())
    stand.link.happen(two)
    assert (stand.label, stand.presenter.board.panel) == ("A-001", Panel.CALLING)
    assert [row.label for row in stand.presenter.board.others] == ["U-001"]
    stand.voice.spoken.emit(one)
    assert stand.label == "A-001"
    stand.voice.speaking.emit(two, ())
    assert stand.label == "U-001"
    assert [row.label for row in stand.presenter.board.others] == ["A-001"]


def test_a_spoken_call_is_confirmed_and_a_silent_one_is_not(stand: Stand) -> None:
    stand.link.snapshot(hall())
    one, two = call(1), call(2, "U-001", 5)
    stand.voice.speaking.emit(one, ())
    stand.voice.spoken.emit(one)
    stand.voice.speaking.emit(two, ())
    stand.voice.silent.emit(two, "no_device")
    assert [(method, path) for method, path, _ in stand.link.sent] == [("POST", "/calls/1/announced")]


def test_a_missed_call_stays_among_the_others_without_a_turn(stand: Stand) -> None:
    stand.link.snapshot(hall())
    stand.voice.speaking.emit(call(1, "A-001"), ())
    late = call(2, "U-001", 5, at=NOW - timedelta(minutes=9))
    stand.link.happen(late)
    stand.voice.missed.emit(late)
    assert [row.label for row in stand.presenter.board.others] == ["U-001"]
    assert stand.label == "A-001"


def test_a_repeat_is_another_call_so_that_the_panel_draws_attention_again(stand: Stand) -> None:
    stand.link.snapshot(hall())
    one = call(1, "A-001", ticket=7)
    again = call(2, "A-001", nth=2, ticket=7)
    for made in (one, again):
        stand.link.happen(made)
        stand.voice.speaking.emit(made, ())
        stand.voice.spoken.emit(made)
        assert stand.presenter.board.call is not None
        assert stand.presenter.board.call.key == made.id
    assert len(stand.link.sent) == 2


def test_a_voice_that_never_ends_does_not_stick_the_board(stand: Stand) -> None:
    stand.link.snapshot(hall())
    one, two, three = call(1, "A-001"), call(2, "U-001", 5), call(3, "D-001", 7)
    for made in (one, two, three):
        stand.link.happen(made)
    stand.voice.speaking.emit(one, ())
    seen = []
    for _ in range(100):
        stand.clock.now += 1
        stand.link.become(LinkState.ONLINE)
        if stand.label not in seen:
            seen.append(stand.label)
    assert seen == ["A-001", "U-001", "D-001"]
    assert stand.presenter.board.mute
    assert stand.link.sent == []


def test_the_last_call_stays_but_no_longer_stands_out(stand: Stand) -> None:
    stand.link.snapshot(hall())
    stand.voice.speaking.emit(call(1, "A-001"), ())
    stand.voice.spoken.emit(call(1, "A-001"))
    stand.clock.now += 41
    stand.link.become(LinkState.ONLINE)
    assert (stand.label, stand.presenter.board.panel) == ("A-001", Panel.LAST)


def test_staff_see_that_there_is_no_sound_until_it_is_back(stand: Stand) -> None:
    stand.link.snapshot(hall())
    assert not stand.presenter.board.mute
    stand.voice.alarm.emit("no_device")
    assert stand.presenter.board.mute
    stand.voice.alarm.emit("")
    assert not stand.presenter.board.mute


def test_a_board_without_a_voice_always_says_so(qtbot: QtBot) -> None:  # noqa: ARG001
    stand = Stand(mute=True)
    stand.link.snapshot(hall())
    assert stand.presenter.board.mute


def test_a_short_loss_of_the_hub_is_not_mentioned_a_longer_one_is_until_it_is_back(stand: Stand) -> None:
    stand.link.snapshot(hall(calls=(call(1, "A-001", announced=True),)))
    stand.link.become(LinkState.LOST)
    assert stand.presenter.board.stale == ""
    stand.clock.now += 3
    stand.link.become(LinkState.LOST)
    assert stand.presenter.board.stale == "09.41"
    assert stand.label == "A-001"
    stand.link.become(LinkState.ONLINE)
    assert stand.presenter.board.stale == ""


def test_a_new_day_begins_with_an_inviting_board(stand: Stand) -> None:
    stand.link.snapshot(hall(calls=(call(1, announced=True),)))
    stand.voice.speaking.emit(call(2), ())
    stand.link.snapshot(hall(service_date=DAY + timedelta(days=1), seq=9))
    assert stand.presenter.board.panel is Panel.IDLE


def test_a_hub_that_began_anew_is_believed(stand: Stand) -> None:
    stand.link.snapshot(hall(calls=(call(7, "A-007", announced=True),), seq=50))
    stand.link.snapshot(hall(seq=1))
    stand.link.happen(call(1, "U-001"))
    stand.voice.speaking.emit(call(1, "U-001"), ())
    assert stand.label == "U-001"
    assert stand.presenter.board.others == ()


def test_every_message_reaches_the_voice_after_the_board_has_it(stand: Stand) -> None:
    stand.link.snapshot(hall())
    stand.link.happen(call(1))
    assert [type(message) for message in stand.voice.taken] == [Snapshot, Happened]


def test_a_confirmation_is_repeated_with_the_same_key_until_the_hub_has_it(qtbot: QtBot) -> None:
    link = Link()
    link.answers = [Unreachable("gone"), Problem(Code.STORAGE, "disk full", 507), {}]
    confirmations = Confirmations(link)  # type: ignore[arg-type]
    with qtbot.waitSignal(confirmations.confirmed, timeout=10_000):
        confirmations.announced(4)
    assert link.sent == [("POST", "/calls/4/announced", "announced-4")] * 3
    assert confirmations.waiting == ()


def test_a_hub_that_is_back_gets_the_confirmation_at_once(qtbot: QtBot) -> None:  # noqa: ARG001
    link = Link()
    link.answers = [Unreachable("gone")]
    confirmations = Confirmations(link)  # type: ignore[arg-type]
    confirmations.announced(4)
    assert confirmations.waiting == (4,)
    link.become(LinkState.ONLINE)
    assert confirmations.waiting == ()


def test_a_call_that_the_hub_does_not_know_holds_up_no_other(
    qtbot: QtBot,  # noqa: ARG001
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = Link()
    link.answers = [Unreachable("gone"), Problem(Code.NOT_FOUND, "no such call", 404), {}]
    confirmations = Confirmations(link)  # type: ignore[arg-type]
    confirmations.announced(4)
    confirmations.announced(5)
    assert confirmations.waiting == ()
    assert [path for _, path, _ in link.sent] == ["/calls/4/announced"] * 2 + ["/calls/5/announced"]
    assert "no such call" in caplog.text
