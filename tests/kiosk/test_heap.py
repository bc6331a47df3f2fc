"""The memory of a visitor's pages goes back to the system once they left."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk import app, heap
from tests.support.scripted_hub import ScriptedHub
from tests.support.visitor import Visitor


def test_a_kiosk_gives_memory_back_after_a_visitor_left(
    visitor_at: Callable[..., Visitor], scripted: ScriptedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    trimmed: list[bool] = []
    monkeypatch.setattr(app, "trim_heap", lambda: trimmed.append(True))
    visitor = visitor_at(scripted.url)
    visitor.sees_page("home")
    visitor.touches("agency-dukcapil")
    assert trimmed == []
    visitor.kiosk.flow.go_home()
    visitor.waits(lambda: trimmed)


def test_trimming_is_harmless_on_every_system() -> None:
    heap.trim_heap()
