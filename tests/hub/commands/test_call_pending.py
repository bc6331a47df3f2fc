"""A call that nobody has heard yet does not use up the few that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.commands import calls
from hub.store import devices
from hub.store import people as kept
from shared.wire import Called, Code, Device, DeviceState, Role
from tests.support.held import HeldQueue


@pytest.fixture
def hall(tmp_path: Path) -> HeldQueue:
    made = HeldQueue(tmp_path)
    made.take()
    return made


def board(hall: HeldQueue, *, sound: str = "ok", zone: str | None = None, connected: bool = True) -> None:
    """A board of this hall, as it told of itself."""
    key = kept.upsert_key(hall.db, Role.DISPLAY, "papan", "digest", hall.clock.now()).id
    state = DeviceState("1.0", zone=zone, sound=sound)
    devices.keep(hall.db, Device(key, Role.DISPLAY, "papan", connected, None, None, state), hall.clock.now())


def test_a_recall_waits_until_the_call_before_it_was_announced(hall: HeldQueue) -> None:
    board(hall)
    first = hall.do(calls.call_next, 1)
    assert hall.refused(calls.recall, 1) is Code.CALL_PENDING
    hall.do(calls.announced, first.call.id)
    assert hall.do(calls.recall, 1).call.nth == 2


def test_a_call_whose_announcement_never_comes_is_repeated_after_a_while(hall: HeldQueue) -> None:
    board(hall)
    hall.do(calls.call_next, 1)
    hall.clock.pass_by(seconds=15)
    assert isinstance(hall.do(calls.recall, 1), Called)


@pytest.mark.parametrize(
    "given", [{"sound": "no_device"}, {"zone": "timur"}, {"connected": False}], ids=["mute", "another zone", "gone"]
)
def test_no_announcement_is_waited_for_where_no_board_would_make_it(hall: HeldQueue, given: dict[str, object]) -> None:
    board(hall, **given)  # type: ignore[arg-type]
    hall.do(calls.call_next, 1)
    assert isinstance(hall.do(calls.recall, 1), Called)
