"""The presenter: what the board shows of what the hub and the voice say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from display.snapshot import BoardPage, PanelContents
from shared.qt.link import LinkState
from shared.qt.obstacle import LinkObstacle
from shared.wire import EventMessage, HallZone, Snapshot
from tests.support.boardhalls import DAY, NOW, call, hall, site
from tests.support.boardstand import Stand


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:  # noqa: ARG001
    return Stand()


def test_without_a_hub_the_board_waits_and_comes_up_by_itself(stand: Stand) -> None:
    assert stand.presenter.board.page is BoardPage.WAITING
    stand.link.snapshot(hall())
    assert stand.presenter.board.page is BoardPage.BOARD


def test_a_hub_that_does_not_know_the_key_is_not_mistaken_for_one_that_is_away(stand: Stand) -> None:
    stand.link.become(LinkState.REFUSED, LinkObstacle.KEY)
    assert stand.presenter.board.page is BoardPage.REFUSED


@pytest.mark.parametrize(
    ("state", "obstacle", "page", "says"),
    [
        (LinkState.CONNECTING, None, BoardPage.WAITING, ""),
        (LinkState.CONNECTING, LinkObstacle.NO_ANSWER, BoardPage.WAITING, "tidak menjawab"),
        (LinkState.REFUSED, LinkObstacle.KEY, BoardPage.REFUSED, "kunci"),
        (LinkState.REFUSED, LinkObstacle.CERTIFICATE, BoardPage.UNTRUSTED, "sertifikat"),
    ],
)
def test_the_technician_is_told_what_keeps_the_board_from_its_hub(
    stand: Stand, state: LinkState, obstacle: LinkObstacle | None, page: BoardPage, says: str
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
    [(LinkState.LOST, LinkObstacle.NO_ANSWER, False), (LinkState.REFUSED, LinkObstacle.CERTIFICATE, True)],
)
def test_a_board_with_numbers_tells_the_technician_only_what_does_not_mend_itself(
    stand: Stand, state: LinkState, obstacle: LinkObstacle, told: bool
) -> None:
    stand.link.snapshot(hall())
    stand.link.become(state, obstacle)
    stand.clock.now += 3
    stand.presenter._refresh()
    assert stand.presenter.board.page is BoardPage.BOARD
    assert bool(stand.presenter.board.technician) is told


def test_a_board_whose_key_was_revoked_shows_no_numbers_any_more(stand: Stand) -> None:
    stand.link.snapshot(hall())
    stand.link.become(LinkState.REFUSED, LinkObstacle.KEY)
    assert stand.presenter.board.page is BoardPage.BOARD  # the hub may have been restarted
    stand.clock.now += 3
    stand.presenter._refresh()
    assert stand.presenter.board.page is BoardPage.REFUSED


def test_a_zone_that_the_hall_does_not_have_is_said_on_the_board_and_once_in_the_log(
    qtbot: QtBot,  # noqa: ARG001
    caplog: pytest.LogCaptureFixture,
) -> None:
    stand = Stand(zone="depan")
    seen = hall(3)
    stand.link.snapshot(seen)
    stand.link.happen(call(1))
    assert stand.presenter.board.page is BoardPage.NO_ZONE
    assert caplog.text.count("depan") == 1
    assert "utama, timur" in caplog.text
    mended = replace(seen, seq=9, site=site(zones=(HallZone(code="depan", name={"id": "Ruang depan"}),)))
    stand.link.snapshot(mended)
    assert (stand.presenter.board.page, stand.presenter.board.zone) == (BoardPage.BOARD, "Ruang depan")


def test_the_board_shows_exactly_what_is_being_spoken(stand: Stand) -> None:
    stand.link.snapshot(hall())
    one, two = call(1, "A-001"), call(2, "U-001", 5)
    stand.link.happen(one)
    assert stand.presenter.board.panel is PanelContents.IDLE
    stand.voice.speaking.emit(one, ())
    stand.link.happen(two)
    assert (stand.label, stand.presenter.board.panel) == ("A-001", PanelContents.CALLING)
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


def test_a_call_stays_in_the_panel_as_long_as_the_voice_does_not_end_it(stand: Stand) -> None:
    stand.link.snapshot(hall())
    for made in (call(1, "A-001"), call(2, "U-001", 5)):
        stand.link.happen(made)
    stand.voice.speaking.emit(call(1, "A-001"), ())
    stand.clock.now += 100_000
    stand.presenter._refresh()
    assert (stand.label, stand.presenter.board.panel) == ("A-001", PanelContents.CALLING)


def test_the_last_call_stays_but_no_longer_stands_out(stand: Stand) -> None:
    stand.link.snapshot(hall())
    stand.voice.speaking.emit(call(1, "A-001"), ())
    stand.voice.spoken.emit(call(1, "A-001"))
    stand.clock.now += 41
    stand.link.become(LinkState.ONLINE)
    assert (stand.label, stand.presenter.board.panel) == ("A-001", PanelContents.LAST)


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
    assert stand.presenter.board.panel is PanelContents.IDLE


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
    assert [type(message) for message in stand.voice.taken] == [Snapshot, EventMessage]
