"""What the hub's tests ask for: a queue held in the test's hands, and one running hub for tests that only ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.held import HeldQueue


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[HeldQueue]:
    """The small hall's queue on a file of its own, always open, at nine on a Monday morning."""
    held = HeldQueue(tmp_path / "queue")
    yield held
    held.db.close()


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[..., Any]:
    """Writes a site file made from the small hall with some of its text replaced: its path."""
    from tests.support.held import HALL

    def write(*changes: tuple[str, str]) -> str:
        text = HALL
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        path = tmp_path / "small.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
