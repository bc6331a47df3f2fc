"""A hub that ends a kept connection in the moment of asking: kiosk, board and simulation ask again, with the key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from antrean.simulation.simulation_hub import SimulationHub
from shared.qt.link import HubLink
from tests.support.droppinghub import DroppingHub


@pytest.fixture
def dropping() -> Iterator[DroppingHub]:
    made = DroppingHub()
    yield made
    made.close()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_on_a_connection_that_just_ended_is_sent_again_with_its_key(
    qtbot: QtBot, dropping: DroppingHub, method: str
) -> None:
    link = HubLink(dropping.url, "key")
    answers: list[Any] = []
    for count, key in enumerate(("first", "second"), 1):
        link.request(method, "/tickets", msgspec.Raw, answers.append, key=key)
        qtbot.waitUntil(lambda count=count: len(answers) == count, timeout=60_000)
    link.close()
    assert answers == [msgspec.Raw(b"{}")] * 2
    assert [one.key for one in dropping.dropped] == ["second"]
    assert [one.key for one in dropping.heard] == ["first", "second"]


def test_the_simulation_asks_again_with_the_same_key(dropping: DroppingHub) -> None:
    link = SimulationHub(dropping.url, "key")
    link.work(1, "start")
    link.work(1, "finish")
    link.close()
    assert [one.path for one in dropping.heard] == [f"/api/v1/counters/1/{does}" for does in ("start", "finish")]
    assert [one.key for one in dropping.dropped] == [dropping.heard[1].key]
