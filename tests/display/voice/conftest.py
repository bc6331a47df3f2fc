"""What every test of the voice may ask for: an announcer whose surroundings the test holds."""

from __future__ import annotations

import pytest

from tests.support.voice_samples import snapshot
from tests.support.voice_stage import Stage


@pytest.fixture
def stage():
    made = Stage()
    made.take(snapshot())
    yield made
    made.announcer.close()
