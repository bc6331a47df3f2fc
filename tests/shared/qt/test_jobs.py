"""Work in the background, and its result on the event loop's thread."""

from __future__ import annotations

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from shared.qt.jobs import BackgroundJobs
from tests.support.hand_executor import HandExecutor

TIMEOUT_MS = 60_000


def test_work_runs_off_the_loops_thread_and_its_result_comes_back_on_it(qtbot: QtBot) -> None:
    jobs = BackgroundJobs("test")
    seen: list[tuple[int, int]] = []
    jobs.run(threading.get_ident, lambda worked: seen.append((worked, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen), timeout=TIMEOUT_MS)
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()
    jobs.close()


def test_results_come_in_the_order_of_the_jobs(qtbot: QtBot) -> None:
    jobs = BackgroundJobs("test")
    seen: list[int] = []
    for number in range(50):
        jobs.run(lambda number=number: number, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 50, timeout=TIMEOUT_MS)
    assert seen == list(range(50))
    jobs.close()


def test_a_bug_is_raised_on_the_loops_thread_after_the_asker_was_told(qtbot: QtBot) -> None:
    jobs = BackgroundJobs("test")
    told: list[object] = []
    with qtbot.capture_exceptions() as caught:
        jobs.run(lambda: 1 // 0, told.append, lambda: told.append("failed"))
        qtbot.waitUntil(lambda: bool(caught), timeout=TIMEOUT_MS)
    assert told == ["failed"]
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    jobs.close()


def test_a_bug_does_not_keep_the_next_job_from_running(qtbot: QtBot) -> None:
    jobs = BackgroundJobs("test")
    told: list[int] = []
    with qtbot.capture_exceptions():
        jobs.run(lambda: 1 // 0, told.append)
        jobs.run(lambda: 7, told.append)
        qtbot.waitUntil(lambda: bool(told), timeout=TIMEOUT_MS)
    assert told == [7]
    jobs.close()


def test_after_closing_no_result_is_delivered(qapp: Any) -> None:
    jobs = BackgroundJobs("test")
    begun = threading.Event()
    told: list[object] = []
    jobs.run(lambda: begun.set() or True, told.append)
    assert begun.wait(TIMEOUT_MS / 1000)
    jobs.close()
    qapp.processEvents()
    assert told == []


def test_an_executor_of_the_test_runs_work_when_it_says_so(qapp: Any) -> None:  # noqa: ARG001
    executor = HandExecutor()
    jobs = BackgroundJobs("test", executor)
    told: list[int] = []
    jobs.run(lambda: 7, told.append)
    assert told == []
    executor.drain()
    assert told == [7]
