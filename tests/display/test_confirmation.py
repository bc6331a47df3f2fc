"""What the hub is told of a spoken call, however it answers."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from display.confirmation import Confirmations
from shared.qt.link import LinkState
from shared.qt.replies import Unreachable
from shared.wire import Code, Problem
from tests.support.boardstand import Link


def test_a_confirmation_is_repeated_with_the_same_key_until_the_hub_has_it(qtbot: QtBot) -> None:
    link = Link()
    link.answers = [Unreachable("gone"), Problem(Code.STORAGE, "disk full", 507), {}]
    confirmations = Confirmations(link)  # type: ignore[arg-type]
    with qtbot.waitSignal(confirmations.confirmed, timeout=60_000):
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
