"""What every test may ask for: a real hub as a process of its own, and the application of our windows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support import guards, needs
from tests.support.changedsite import write_sites
from tests.support.hubprocess import HubProcess

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, derandomize=False, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
"""The same examples in every run, on however slow a machine; ``pytest --hypothesis-profile=explore`` looks further."""


def pytest_configure(config: pytest.Config) -> None:
    for plugin in (needs, guards):
        config.pluginmanager.register(plugin, plugin.__name__)


@pytest.fixture(scope="session")
def qapp() -> Any:
    """Our own application, one for the whole run; without this pytest-qt would make another kind."""
    from shared.qt.app import make_application

    return make_application("antrean-tests")


@pytest.fixture
def make_hub(tmp_path: Path) -> Iterator[Callable[..., HubProcess]]:
    """Makes hubs (not started) with a data folder of their own, and stops them all in the end."""
    made: list[HubProcess] = []

    def make(**settings: Any) -> HubProcess:
        settings.setdefault("data", tmp_path / f"hub-{len(made)}")
        made.append(HubProcess(**settings))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def hub(make_hub: Callable[..., HubProcess]) -> HubProcess:
    """A running hub with Batu's site, always open."""
    return make_hub().start()


@pytest.fixture
def changing(make_hub: Callable[..., HubProcess], tmp_path: Path) -> tuple[HubProcess, Callable[[], None]]:
    """A hub with the first of two sites, and what starts it again with the second."""
    before, after = write_sites(tmp_path)
    hub = make_hub(site=str(before)).start()

    def change() -> None:
        hub.stop()
        hub.site = str(after)
        hub.start()

    return hub, change


@pytest.fixture(scope="module")
def module_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """Like ``hub``, but one for all tests of a module: each keeps to agencies, counters and names of its own."""
    made = HubProcess(data=tmp_path_factory.mktemp("hub"))
    yield made.start()
    made.stop()
