"""What fails a test that is marked ``pure`` (see ``tests/support/needs.py``) beside its own assertions: a process or an
application of windows that it starts, and an error in the log that it did not ask for, by ``caplog`` or the marker
``logs_errors``. Tests of the other markers are not held to this yet.

A plugin of pytest, registered by ``tests/conftest.py``.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

STARTS = {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.fork", "os.forkpty", "os.system"}
"""Audit events (Python's manual, "Audit events table") of a process being started or replaced."""

_started: list[str] | None = None
"""What the pure test that runs now has started; none while no such test runs. A name of the module, since an audit hook
can neither be taken away again nor be given anything."""


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _started is not None and event in STARTS:
        _started.append(f"{event} {' '.join(map(str, arguments[:2]))}")
        raise RuntimeError("a pure test starts no process")


sys.addaudithook(_audit)


def _has_application() -> bool:
    gui = sys.modules.get("PySide6.QtGui")
    return gui is not None and gui.QGuiApplication.instance() is not None


@contextmanager
def _pure() -> Iterator[None]:
    """Nothing is started in here; what was tried is told also when the code under test caught the refusal."""
    global _started
    before, _started = _started, []
    application = _has_application()
    try:
        yield
    finally:
        tried, _started = _started, before
        if tried:
            pytest.fail(f"marked pure, but it starts a process ({tried[0]}); mark it hub", pytrace=False)
        if _has_application() and not application:
            pytest.fail("marked pure, but it makes an application of windows; mark it window", pytrace=False)


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))


@contextmanager
def _no_errors() -> Iterator[None]:
    """Nothing logs an error in here."""
    handler = _Errors()
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
    if handler.told:
        told = "\n".join(handler.told)
        pytest.fail(
            f"logged errors that it did not ask for by caplog or the marker logs_errors:\n{told}", pytrace=False
        )


def _asks_for_errors(item: pytest.Item) -> bool:
    return "caplog" in getattr(item, "fixturenames", ()) or item.get_closest_marker("logs_errors") is not None


@contextmanager
def _guarded(item: pytest.Item) -> Iterator[None]:
    with ExitStack() as guards:
        if item.get_closest_marker("pure") is not None:
            guards.enter_context(_pure())
            if not _asks_for_errors(item):
                guards.enter_context(_no_errors())
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    with _guarded(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    with _guarded(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    with _guarded(item):
        return (yield)
