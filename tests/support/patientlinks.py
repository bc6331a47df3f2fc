"""Links to the hub that wait long for a word: a machine that is busy with other tests may keep a hub that lives silent
for longer than a hall's machine does. Whoever tests silence itself asks for an ``impatient`` link."""

from __future__ import annotations

import pytest

LONGER = 10
BOUNDS = ("SILENCE_MS", "CONNECTING_MS", "REQUEST_MS")


@pytest.fixture
def impatient() -> None:
    """The link's own patience, as in a hall."""


@pytest.fixture(autouse=True)
def patient_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    from shared.qt import link

    if "impatient" not in request.fixturenames:
        for bound in BOUNDS:
            monkeypatch.setattr(link, bound, getattr(link, bound) * LONGER)
