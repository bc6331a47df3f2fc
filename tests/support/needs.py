"""What a test needs to run, as its marker: ``pure``, ``hub``, ``window``, ``browser`` or ``whole``.

A plugin of pytest, registered by ``tests/conftest.py``. Each test gets exactly one of the five, the most demanding of
what its fixtures, its folder and the names in its module say; a test that starts something by a way that is not seen
here says so with the marker itself, on the test or on its module (``pytestmark``).
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import pytest

NEEDS = ("pure", "hub", "window", "browser", "whole")
"""From the least demanding to the most."""

OF_FIXTURE = {
    "make_hub": "hub",
    "module_hub": "hub",
    "qapp": "window",
    "qtbot": "window",
    "chromium": "browser",
}
"""Fixtures that start something; what uses them has them in its closure: ``hub`` has ``make_hub``, but not where a
module puts a stand-in of that name in its place."""

OF_FOLDER = {"end_to_end": "whole"}
"""Folders below ``tests``."""

OF_MODULE = {
    "subprocess": "hub",
    "multiprocessing": "hub",
    "tests.support.commandline": "hub",
    "tests.support.cupsd": "hub",
    "tests.support.disk": "hub",
    "tests.support.hubprocess": "hub",
    "tests.support.null_sink": "hub",
    "tests.support.devicewindow": "window",
    "tests.support.monitors": "window",
    "tests.support.screenreader": "window",
    "tests.support.virtualscreen": "window",
    "playwright": "browser",
    "tests.support.wholehall": "whole",
}
"""Modules from which a test module has something in its names, other than ``HARMLESS``."""

HARMLESS = {"wait_until", "free_port"}
"""Names of ``tests.support.hubprocess`` that start nothing."""


def need_of(fixtures: Iterable[str], folder: str, modules: Iterable[str], marks: Iterable[str] = ()) -> str:
    """The most demanding of what a test says: by its fixtures (with those that they use), the first folder below
    ``tests`` that it lies in, the modules that its own has names from, and the markers that stand at it by hand."""
    found = {OF_FIXTURE.get(each, "pure") for each in fixtures} | {OF_FOLDER.get(folder, "pure")}
    found |= {OF_MODULE.get(each) or OF_MODULE.get(each.partition(".")[0], "pure") for each in modules}
    found |= {each for each in marks if each in NEEDS}
    return max(found, key=NEEDS.index, default="pure")


def modules_of(module: ModuleType) -> set[str]:
    """Where the names of a test module come from."""
    from_modules = set()
    for name, value in vars(module).items():
        origin = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        if isinstance(origin, str) and name not in HARMLESS:
            from_modules.add(origin)
    return from_modules


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before pytest chooses by ``-m``."""
    modules: dict[ModuleType, set[str]] = {}
    for item in items:
        if not isinstance(item, pytest.Function):
            continue
        if item.module not in modules:
            modules[item.module] = modules_of(item.module)
        below = item.nodeid.removeprefix("tests/").partition("/")[0]
        by_hand = [mark.name for mark in item.iter_markers() if mark.name in NEEDS]
        need = need_of(item.fixturenames, below, modules[item.module], by_hand)
        if need not in by_hand:
            item.add_marker(need)
